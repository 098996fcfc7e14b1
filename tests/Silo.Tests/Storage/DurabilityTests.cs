using System.Diagnostics;
using System.Globalization;
using System.Text;
using Mal.Facts;
using Mal.Storage;

namespace Mal.Silo.Tests.Storage;

// A kill proves that the process owes nothing; that the disk was told to sync is proven by the pragmas.
public sealed class DurabilityTests : IDisposable
{
    private readonly ScratchFolder scratch = new();

    [Fact]
    public async Task A_process_killed_in_mid_write_loses_nothing_acknowledged()
    {
        var acknowledged = new Dictionary<(string Stream, long Version), Guid>();
        foreach (var lines in (int[])[1, 40, 150, 333, 700])
        {
            foreach (var line in await KilledAfter(lines))
            {
                var parts = line.Split(' ');
                acknowledged.Add((parts[0], long.Parse(parts[1], CultureInfo.InvariantCulture)), Guid.Parse(parts[2]));
            }

            using var folder = scratch.Open();
            using var log = new SqliteEventLog(folder);
            foreach (var stream in acknowledged.GroupBy(one => one.Key.Stream))
            {
                await Check(log, stream.Key, stream.ToDictionary(one => one.Key.Version, one => one.Value));
            }
        }

        Assert.True(acknowledged.Count > 1000);
    }

    [Fact]
    public async Task A_second_process_on_one_folder_is_refused()
    {
        using var folder = scratch.Open();
        using var second = Start();
        var sentence = await second.StandardError.ReadToEndAsync();
        await second.WaitForExitAsync();

        Assert.Equal(Crasher.FolderInUse, second.ExitCode);
        Assert.Contains("jest w użyciu przez inny proces", sentence, StringComparison.Ordinal);
    }

    public void Dispose() => scratch.Dispose();

    private static async Task Check(SqliteEventLog log, string stream, Dictionary<long, Guid> acknowledged)
    {
        var head = await log.Read(stream);
        var events = await log.All(stream);

        Assert.NotNull(head);
        Assert.True(head.Version >= acknowledged.Keys.Max());
        Assert.Equal(Enumerable.Range(1, (int)head.Version).Select(n => (long)n), events.Select(one => one.Version));
        foreach (var (version, command) in acknowledged)
        {
            Assert.Equal(command, events[(int)version - 1].Command);
        }

        foreach (var one in events)
        {
            Assert.Equal(one.Version, (await log.FindCommand(stream, one.Command))?.Version);
        }
    }

    private async Task<List<string>> KilledAfter(int lines)
    {
        using var writer = Start();
        var seen = new List<string>();
        while (seen.Count < lines && await writer.StandardOutput.ReadLineAsync() is { } line)
        {
            seen.Add(line);
        }

        writer.Kill();

        // What the pipe still holds was acknowledged too; only a line cut by the kill was not.
        var rest = await writer.StandardOutput.ReadToEndAsync();
        await writer.WaitForExitAsync();
        var whole = rest.LastIndexOf('\n') + 1;
        seen.AddRange(rest[..whole].Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.True(seen.Count >= lines, "The writer ended by itself.");
        return seen;
    }

    private Process Start() => Process.Start(new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet")
    {
        ArgumentList = { typeof(Crasher).Assembly.Location, scratch.Path },
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        StandardErrorEncoding = Encoding.UTF8,
        StandardOutputEncoding = Encoding.UTF8,
    })!;
}
