using System.Text.Json;
using Mal.Facts;

namespace Mal.Archive;

// All facts of a place as lines of JSON, readable with any text tool:
//
//   {"format":"mal-facts","version":1,"place":"…","dataSet":"…","exportedAt":"…"}
//   {"stream":"shelf/…/lodowka"}
//   {"v":1,"at":"…","command":"…","by":"Staff:…","fact":{…}}     a fact, as it is kept
//   {"v":1,"applied":"…","said":"…","refusal":{"code":"…","message":"…"}}   a command that had its effect, the
//                                     fingerprint of what it said, and how it was answered
//   {"end":"shelf/…/lodowka","events":1,"commands":1,"sha256":"…"}
//   {"end":"*","streams":1,"events":1,"commands":1,"sha256":"…"}
//
// A stream's hash is over the lines between its first and its last; the very last is over every line before it. Heads
// are not carried, they are made again from the facts; nor are records: words and contacts are erasable and must not
// live on in a file.
internal static class FactFile
{
    public const string Format = "mal-facts";
    public const int Version = 1;

    /// <summary>Facts and commands of a stream in one order: by version, a fact before the commands that led to it.</summary>
    public static async IAsyncEnumerable<Entry> Entries(IFactArchive archive, string stream)
    {
        await using var commands = archive.Commands(stream).GetAsyncEnumerator();
        var more = await commands.MoveNextAsync();
        await foreach (var happened in archive.History(stream, 1))
        {
            for (; more && commands.Current.Version < happened.Version; more = await commands.MoveNextAsync())
            {
                yield return new Entry(null, commands.Current);
            }

            yield return new Entry(happened, null);
        }

        for (; more; more = await commands.MoveNextAsync())
        {
            yield return new Entry(null, commands.Current);
        }
    }
}

/// <summary>One line of a stream: a fact, or a command that had its effect.</summary>
internal sealed record Entry(StoredEvent? Fact, AppliedCommand? Applied)
{
    public long Version => Fact?.Version ?? Applied!.Version;
}

/// <summary>What the first line says.</summary>
internal sealed record FactFileHeader(string Place, string DataSet, DateTimeOffset ExportedAt);

/// <summary>How much was carried, and a hash over all of it.</summary>
internal sealed record Carried(int Streams, long Events, long Commands, string Sha256);

/// <summary>A file of facts that is none, is torn, or was changed. Nothing is written because of it.</summary>
internal sealed class FactFileException(long line, string reason) : Exception($"Wiersz {line}: {reason}");
