using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Mal.Facts;

namespace Mal.Archive;

/// <summary>Reads a file of facts line by line and believes nothing: every count and hash is made again.</summary>
internal sealed class FactFileReader(Stream from)
{
    private long _line;

    /// <summary>Reads to the end; what comes back was complete and unchanged.</summary>
    /// <param name="stream">Told the name of each stream before its entries.</param>
    /// <exception cref="FactFileException">It is no file of facts, is torn, or was changed.</exception>
    public async Task<(FactFileHeader Header, Carried Carried)> Read(Func<string, Task>? stream = null, Func<Entry, Task>? entry = null)
    {
        using var all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var own = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var lines = new StreamReader(from, new UTF8Encoding(false, throwOnInvalidBytes: true), leaveOpen: true);
        FactFileHeader? header = null;
        string? current = null;
        var (streams, events, commands) = (0, 0L, 0L);
        var (happened, applied) = (0L, 0L);
        while (await lines.ReadLineAsync() is { } text)
        {
            _line++;
            using var document = Parse(text);
            var json = document.RootElement;
            if (header is null)
            {
                header = Header(json);
            }
            else if (json.TryGetProperty("end", out var end) && end.GetString() == "*")
            {
                Expect(current is null, "koniec pliku w środku strumienia");
                Sums(json, events, commands, all.GetCurrentHash());
                Expect(Number(json, "streams") == streams, "nie zgadza się liczba strumieni");
                Expect(await lines.ReadLineAsync() is null, "za ostatnim wierszem jest jeszcze coś");
                return (header, new Carried(streams, events, commands, Text(json, "sha256")));
            }
            else if (json.TryGetProperty("end", out end))
            {
                Expect(current is not null && end.GetString() == current, "koniec innego strumienia");
                Sums(json, happened, applied, own.GetCurrentHash());
                (streams, events, commands, current) = (streams + 1, events + happened, commands + applied, null);
            }
            else if (json.TryGetProperty("stream", out var begins))
            {
                Expect(current is null, "strumień zaczyna się w środku innego");
                current = begins.GetString() is { } name && name.Split('/') is [_, var place, ..] && place == header.Place ? name : throw Wrong("strumień spoza tego miejsca");
                (happened, applied) = (0, 0);
                if (stream is not null)
                {
                    await stream(current);
                }
            }
            else
            {
                Expect(current is not null, "fakt poza strumieniem");
                var read = EntryOf(json);
                (happened, applied) = read.Fact is null ? (happened, applied + 1) : (happened + 1, applied);
                Expect(read.Fact is null || read.Version == happened, $"fakt {read.Version}, a powinien być {happened}");
                if (entry is not null)
                {
                    await entry(read);
                }
            }

            var bytes = Encoding.UTF8.GetBytes(text + "\n");
            all.AppendData(bytes);
            if (json.TryGetProperty("stream", out _))
            {
                own.GetHashAndReset();
            }
            else
            {
                own.AppendData(bytes);
            }
        }

        throw Wrong(header is null ? "plik jest pusty" : "plik jest urwany, brakuje ostatniego wiersza");
    }

    private JsonDocument Parse(string text)
    {
        try
        {
            var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document : throw Wrong("to nie jest obiekt JSON");
        }
        catch (JsonException)
        {
            throw Wrong("to nie jest JSON");
        }
    }

    private FactFileHeader Header(JsonElement json)
    {
        Expect(json.TryGetProperty("format", out var format) && format.ValueKind == JsonValueKind.String && format.GetString() == FactFile.Format, "to nie jest plik z faktami domu (mal-facts)");
        Expect(Number(json, "version") <= FactFile.Version, "plik napisał nowszy program; użyj tamtego wydania");
        return new FactFileHeader(Text(json, "place"), Text(json, "dataSet"), Instant(json, "exportedAt"));
    }

    private Entry EntryOf(JsonElement json)
    {
        var version = Number(json, "v");
        if (json.TryGetProperty("fact", out var fact))
        {
            return new Entry(new StoredEvent(version, Instant(json, "at"), Id(json, "command"), Text(json, "by"), fact.GetRawText()), null);
        }

        var (code, message) = json.TryGetProperty("refusal", out var refusal)
            ? (Text(refusal, "code"), refusal.TryGetProperty("message", out var says) ? says.GetString() : null)
            : (null, null);
        return new Entry(null, new AppliedCommand(Id(json, "applied"), version, code, message, json.TryGetProperty("said", out _) ? Text(json, "said") : null));
    }

    private void Sums(JsonElement json, long events, long commands, byte[] hash)
    {
        Expect(Number(json, "events") == events && Number(json, "commands") == commands, "nie zgadza się liczba faktów");
        Expect(Text(json, "sha256") == Convert.ToHexStringLower(hash), "suma się nie zgadza, ktoś zmienił plik albo jest uszkodzony");
    }

    private long Number(JsonElement json, string field) =>
        json.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : throw Wrong($"brakuje liczby {field}");

    private string Text(JsonElement json, string field) =>
        json.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Wrong($"brakuje pola {field}");

    private Guid Id(JsonElement json, string field) => Guid.TryParse(Text(json, field), out var id) ? id : throw Wrong($"{field} nie jest identyfikatorem");

    private DateTimeOffset Instant(JsonElement json, string field) =>
        DateTimeOffset.TryParseExact(Text(json, field), "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var at) ? at : throw Wrong($"{field} nie jest czasem");

    private void Expect(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw Wrong(otherwise);
        }
    }

    private FactFileException Wrong(string reason) => new(_line, reason);
}
