using System.Diagnostics;
using System.Globalization;
using Mal.Archive;
using Mal.Facts;
using Mal.Storage;

namespace Mal.Benchmarks;

// (g) A year of a house carried out into a file and into another folder: how long, and whether memory stays flat. Beside it
// stands what the same facts took to be written in the first place.
internal static class YearCarried
{
    public const string Name = "--archive";

    private const string Place = "rejonowa-6-8";
    private const int Streams = 14;
    private const int PerWrite = 5;

    public static async Task Run(int events)
    {
        var folder = Directory.CreateTempSubdirectory("mal-year-").FullName;
        try
        {
            var (from, to, file) = (Path.Combine(folder, "from"), Path.Combine(folder, "to"), Path.Combine(folder, "year.jsonl"));
            Report.Line("\n| What | seconds | facts/s | managed memory at most, MiB |\n|---|--:|--:|--:|");
            await Row($"facts written as an actor would", events, () => Live(from, events));
            using var archive = new SqliteArchive(Path.Combine(from, "facts.db"));
            await Row("**product: export**", events, async () =>
            {
                await using var stream = new BufferedStream(File.Create(file), 1 << 16);
                using var writer = new FactFileWriter(stream);
                await writer.Write(archive, Place, DateTimeOffset.UtcNow);
            });
            await Row("**product: import, read twice and written**", events, async () =>
            {
                using var held = DataFolder.Open(to);
                using var log = new SqliteEventLog(held);
                await new Import(log, file).Run();
            });
            Report.Line(string.Create(CultureInfo.InvariantCulture, $"\n- The file: {new FileInfo(file).Length / 1048576.0:0.0} MiB; facts.db: {new FileInfo(Path.Combine(from, "facts.db")).Length / 1048576.0:0.0} MiB"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>A tenth and then all of it: memory that grew with the number would show.</summary>
    public static async Task RunAll()
    {
        await Run(10_000);
        await Run(100_000);
    }

    private static async Task Live(string folder, int events)
    {
        using var held = DataFolder.Open(folder);
        using var log = new SqliteEventLog(held);
        await Task.WhenAll(Enumerable.Range(0, Streams).Select(n => Task.Run(async () =>
        {
            var stream = $"shelf/{Place}/s{n:00}";
            var share = events / Streams + (n < events % Streams ? 1 : 0);
            for (var version = 0; version < share;)
            {
                var from = version;
                var count = Math.Min(PerWrite, share - version);
                version += count;
                var commands = Enumerable.Range(1, count).Select(i => new AppliedCommand(Guid.CreateVersion7(), from + i, null, null)).ToList();
                // As a fact of a shelf is long.
                var written = commands.ConvertAll(command => new StoredEvent(command.Version, DateTimeOffset.UtcNow, command.Id, "Staff:3f2a9c1d7b",
                    $$$"""{"$type":"shelf-picked-up","lot":"{{{command.Id}}}","quantity":1,"estimated":false,"origin":{"command":"{{{command.Id}}}","device":"3f2a9c1d7b","at":"2026-11-25T16:42:00+01:00","seenAt":"2026-11-25T16:42:00+01:00","undoUntil":"2026-11-25T16:52:00+01:00"}}"""));
                await log.Append(stream, from, written, commands, new Head(version, Guid.CreateVersion7(), "bench", 1, "{}", [.. commands]));
            }
        })));
    }

    private static async Task Row(string what, int events, Func<Task> work)
    {
        GC.Collect();
        using var over = new CancellationTokenSource();
        var most = 0L;
        var watching = Task.Run(async () =>
        {
            while (!over.IsCancellationRequested)
            {
                most = Math.Max(most, GC.GetTotalMemory(false));
                await Task.Delay(20, CancellationToken.None);
            }
        });
        var clock = Stopwatch.StartNew();
        await work();
        var seconds = clock.Elapsed.TotalSeconds;
        await over.CancelAsync();
        await watching;
        Report.Line(string.Create(CultureInfo.InvariantCulture, $"| {what}, {events} | {seconds:0.00} | {events / seconds:0} | {most / 1048576.0:0} |"));
    }
}
