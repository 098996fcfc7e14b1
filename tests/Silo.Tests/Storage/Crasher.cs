using System.Globalization;
using Mal.Facts;
using Mal.Storage;

namespace Mal.Silo.Tests.Storage;

// The process that is killed: run as `dotnet <this assembly> FOLDER`, it appends to a few streams at once for as
// long as it lives, and prints each version only after the log has acknowledged it.
internal static class Crasher
{
    public const int FolderInUse = 3;

    private static readonly string[] Streams = ["shelf/x/lodówka", "shelf/x/półka", "room/x/sala", "room/x/кухня"];

    public static async Task<int> Main(string[] args)
    {
        try
        {
            using var folder = DataFolder.Open(args[0]);
            using var log = new SqliteEventLog(folder);
            await Task.WhenAll(Streams.Select(stream => Task.Run(() => AppendForEver(log, stream))));
            return 0;
        }
        catch (DataFolderInUseException refused)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return FolderInUse;
        }
    }

    private static async Task AppendForEver(SqliteEventLog log, string stream)
    {
        for (var version = (await log.Read(stream))?.Version ?? 0; ; version++)
        {
            var command = Facts.Command(version + 1);
            if (await log.Add(stream, version, command: command) != AppendOutcome.Written)
            {
                throw new InvalidOperationException($"{stream} has a second writer.");
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{stream} {version + 1} {command.Id}"));
        }
    }
}
