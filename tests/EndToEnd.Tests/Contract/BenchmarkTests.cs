using System.Diagnostics;

namespace Mal.EndToEnd.Contract;

/// <summary>What docs/performance.md tells to run does run. How fast is not asked here.</summary>
public sealed class BenchmarkTests
{
    private static readonly TimeSpan EndsWithin = TimeSpan.FromMinutes(4);

    // Built with the solution, beside this one.
    private static readonly string Program = Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory.Replace("EndToEnd.Tests", "Benchmarks", StringComparison.Ordinal), "Mal.Benchmarks.dll"));

    [Theory]
    [InlineData("--offers", "| **product: the whole way through 20 room actors**")]
    [InlineData("--archive", "| **product: import, read twice and written**, 100000 |")]
    public async Task A_benchmark_that_the_docs_name_runs_to_its_end(string option, string row)
    {
        using var benchmark = Process.Start(new ProcessStartInfo("dotnet", [Program, option]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (says, complains) = (benchmark.StandardOutput.ReadToEndAsync(), benchmark.StandardError.ReadToEndAsync());
        using var enough = new CancellationTokenSource(EndsWithin);
        await using var stops = enough.Token.Register(benchmark.Kill);

        await benchmark.WaitForExitAsync();

        Assert.True(benchmark.ExitCode == 0, await says + await complains);
        Assert.Contains(row, await says, StringComparison.Ordinal);
    }
}
