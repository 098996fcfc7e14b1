using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Mal.Places;

namespace Mal.Benchmarks.Crowds;

// A crowd of healthy screens, and as many of which some stall and some crawl, in turns: what the healthy ones notice of
// the others, and what the server keeps. The server is this process, the screens are another.
internal static class CrowdBench
{
    private const int Rounds = 2;
    private const double TapsPerSecond = 10;

    // As over a poor line: with the megabytes of a loopback the first minutes would stall nobody.
    private const int SendBufferBytes = 16 * 1024;

    private static readonly TimeSpan OneAtMost = TimeSpan.FromMinutes(4);

    public static async Task Run(BenchOptions options, PlaceFile file, string[] args)
    {
        Report.Line(Machine.Describe(args));
        Report.Line("""

            | Screens: healthy, slow, stalled | read of asked | p50 ms | p99 ms | max ms | last one p50 | last one p99 | failed taps, gaps | put out: healthy, slow, stalled | heap MiB before, with, after | relay keeps at most | kernel KiB at most |
            |---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|
            """);
        await using var house = await HouseUnderTest.Start(Path.Combine(options.Folder, "data"), SendBufferBytes, [file]);
        var (slow, stalled) = (options.MostScreens / 50, options.MostScreens / 20);
        for (var round = 0; round < Rounds; round++)
        {
            await One(house, file, new Crowd(options.MostScreens, 0, 0, TapsPerSecond, (int)options.Each.TotalSeconds));
            await One(house, file, new Crowd(options.MostScreens - slow - stalled, slow, stalled, TapsPerSecond, (int)options.Each.TotalSeconds));
        }
    }

    private static async Task One(HouseUnderTest house, PlaceFile file, Crowd crowd)
    {
        var relay = (await house.Relay.Of(house.Place(file.Place.Id)))!;
        var before = GC.GetTotalMemory(forceFullCollection: true);
        using var stop = new CancellationTokenSource(OneAtMost);
        using var screens = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, Itself([CrowdProcess.Name, house.Hub, JsonSerializer.Serialize(crowd)]))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        try
        {
            await Until(screens, "joined", stop.Token);
            var measuring = Until(screens, "measured", stop.Token);
            var most = Kept.Of(relay, house.Port);
            while (!measuring.IsCompleted)
            {
                await Task.WhenAny(measuring, Task.Delay(TimeSpan.FromMilliseconds(500), stop.Token));
                most = most.Most(Kept.Of(relay, house.Port));
            }
            await measuring;
            var seen = JsonSerializer.Deserialize<Seen>((await screens.StandardOutput.ReadLineAsync(stop.Token))!)!;
            var with = GC.GetTotalMemory(forceFullCollection: true);
            await screens.StandardInput.WriteLineAsync("go");
            await screens.WaitForExitAsync(stop.Token);
            await Task.Delay(TimeSpan.FromSeconds(5), stop.Token);
            Report.Line(string.Create(CultureInfo.InvariantCulture,
                $"| {crowd.Healthy}, {crowd.Slow}, {crowd.Stalled} | {seen.Each} of {seen.Asked} | {seen.P50:0.0} | {seen.P99:0.0} | {seen.Most:0.0} | {seen.LastP50:0.0} | {seen.LastP99:0.0} | {seen.Failed}, {seen.Gaps} | {seen.ClosedHealthy}, {seen.ClosedSlow}, {seen.ClosedStalled} | {Mib(before)}, {Mib(with)}, {Mib(GC.GetTotalMemory(forceFullCollection: true))} | {most.Messages} messages, {most.MessageBytes / 1024} KiB | {most.KernelBytes / 1024} |"));
        }
        finally
        {
            if (!screens.HasExited)
            {
                screens.Kill();
            }
        }
    }

    /// <summary>Run as a tool or as its own program, the other process is this one again.</summary>
    private static string[] Itself(string[] args) =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(CrowdBench).Assembly.Location, .. args] : args;

    private static async Task Until(Process screens, string word, CancellationToken stop)
    {
        while (await screens.StandardOutput.ReadLineAsync(stop) is var line && line != word)
        {
            if (line is null)
            {
                throw new InvalidOperationException("The screens' process ended early.");
            }
        }
    }

    private static string Mib(long bytes) => (bytes / 1024.0 / 1024).ToString("0", CultureInfo.InvariantCulture);
}
