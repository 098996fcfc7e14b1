using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using Mal.Facts;

namespace Mal.Archive;

/// <summary>Writes a place as a file of facts. What is in memory is one line, however long the history.</summary>
internal sealed class FactFileWriter(Stream to) : IDisposable
{
    // Polish letters stay letters: the file is to be read by people too.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly IncrementalHash _all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly IncrementalHash _stream = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly ArrayBufferWriter<byte> _line = new();

    /// <param name="progress">Told the number of facts written so far, now and then.</param>
    public async Task<Carried> Write(IFactArchive archive, string place, DateTimeOffset at, Action<long>? progress = null)
    {
        var dataSet = await archive.DataSet();
        await Line(json =>
        {
            json.WriteString("format", FactFile.Format);
            json.WriteNumber("version", FactFile.Version);
            json.WriteString("place", place);
            json.WriteString("dataSet", dataSet);
            json.WriteString("exportedAt", Text(at));
        });
        var (streams, events, commands) = (0, 0L, 0L);
        await foreach (var stream in archive.Streams(place))
        {
            var (happened, applied) = await Write(archive, stream, facts => progress?.Invoke(events + facts));
            (streams, events, commands) = (streams + 1, events + happened, commands + applied);
        }

        var sum = Convert.ToHexStringLower(_all.GetCurrentHash());
        await Line(json =>
        {
            json.WriteString("end", "*");
            json.WriteNumber("streams", streams);
            Sums(json, events, commands, sum);
        });
        await to.FlushAsync();
        return new Carried(streams, events, commands, sum);
    }

    public void Dispose()
    {
        _all.Dispose();
        _stream.Dispose();
    }

    private async Task<(long Events, long Commands)> Write(IFactArchive archive, string stream, Action<long> progress)
    {
        await Line(json => json.WriteString("stream", stream));
        _stream.GetHashAndReset();
        var (events, commands) = (0L, 0L);
        await foreach (var entry in FactFile.Entries(archive, stream))
        {
            await Line(json => Write(json, entry));
            events += entry.Fact is null ? 0 : 1;
            commands += entry.Applied is null ? 0 : 1;
            progress(events);
        }

        var hash = Convert.ToHexStringLower(_stream.GetHashAndReset());
        await Line(json =>
        {
            json.WriteString("end", stream);
            Sums(json, events, commands, hash);
        });
        return (events, commands);
    }

    private static void Write(Utf8JsonWriter json, Entry entry)
    {
        json.WriteNumber("v", entry.Version);
        if (entry.Fact is { } fact)
        {
            json.WriteString("at", Text(fact.At));
            json.WriteString("command", fact.Command);
            json.WriteString("by", fact.By);
            json.WritePropertyName("fact");
            // As it is kept, to the letter.
            json.WriteRawValue(fact.Json);
        }

        if (entry.Applied is { } applied)
        {
            json.WriteString("applied", applied.Id);
            if (applied.Fingerprint is { } said)
            {
                json.WriteString("said", said);
            }

            if (applied.RefusalCode is { } code)
            {
                json.WriteStartObject("refusal");
                json.WriteString("code", code);
                if (applied.RefusalMessage is { } message)
                {
                    json.WriteString("message", message);
                }

                json.WriteEndObject();
            }
        }
    }

    private static void Sums(Utf8JsonWriter json, long events, long commands, string hash)
    {
        json.WriteNumber("events", events);
        json.WriteNumber("commands", commands);
        json.WriteString("sha256", hash);
    }

    private async Task Line(Action<Utf8JsonWriter> write)
    {
        _line.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(_line, Options))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        _line.Write("\n"u8);
        _all.AppendData(_line.WrittenSpan);
        _stream.AppendData(_line.WrittenSpan);
        await to.WriteAsync(_line.WrittenMemory);
    }

    private static string Text(DateTimeOffset at) => at.ToString("O", CultureInfo.InvariantCulture);
}
