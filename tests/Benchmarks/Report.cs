using System.Globalization;

namespace Mal.Benchmarks;

// The table as it goes into docs/performance.md, printed row by row while the run goes on.
internal static class Report
{
    // The house prints its addresses; here only the table is wanted.
    private static readonly TextWriter Out = Mine();

    public static void Heading(string title) => Out.WriteLine($"""

        ## {title}

        | What | asked/s | done/s | done of asked | p50 ms | p99 ms | max ms | CPU ms each |
        |---|--:|--:|--:|--:|--:|--:|--:|
        """);

    public static void Row(string what, Measured measured)
    {
        Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {what} | {measured.PerSecond:0.#} | {measured.DonePerSecond:0.#} | {measured.Done} of {measured.Asked} | {measured.At(50):0.00} | {measured.At(99):0.00} | {measured.At(100):0.00} | {measured.CpuMsEach:0.00} |"));
        if (measured.FirstFailure is { } failure)
        {
            Out.WriteLine($"<!-- {measured.FailedCount} failed, the first: {failure.Message} -->");
        }
    }

    /// <summary>The floor of a tap: its append and its fan-out, each as measured alone.</summary>
    public static void Sum(string what, Measured append, Measured fanOut) => Out.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"| {what} | {fanOut.PerSecond:0.#} | | | {append.At(50) + fanOut.At(50):0.00} | {append.At(99) + fanOut.At(99):0.00} | | {append.CpuMsEach + fanOut.CpuMsEach:0.00} |"));

    private static TextWriter Mine()
    {
        var mine = Console.Out;
        Console.SetOut(TextWriter.Null);
        return mine;
    }

    public static void Line(string text) => Out.WriteLine(text);
}
