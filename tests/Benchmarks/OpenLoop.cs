using System.Diagnostics;

namespace Mal.Benchmarks;

// Acts at a stated rate whatever the answers do, and counts from the instant an act was due: a server that falls
// behind shows it, where a loop that waits for its answers would quietly ask less.
internal static class OpenLoop
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private const double MostToSpinAt = 100;

    /// <param name="act">Starts act number i and ends when it has had its effect.</param>
    public static async Task<Measured> Run(double perSecond, TimeSpan lasts, Func<int, Task> act)
    {
        var measured = new Measured(perSecond);
        var count = Math.Max(1, (int)(perSecond * lasts.TotalSeconds));
        var running = new Task[count];
        using var process = Process.GetCurrentProcess();
        var cpu = process.TotalProcessorTime;
        var began = Stopwatch.GetTimestamp();

        // Paced on a thread of its own, which no continuation can hold up.
        await Task.Factory.StartNew(
            () =>
            {
                for (var i = 0; i < count; i++)
                {
                    var due = began + (long)(i / perSecond * Stopwatch.Frequency);
                    WaitUntil(due, spin: perSecond <= MostToSpinAt);
                    running[i] = Finish(act(i), due, measured);
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);

        await Task.WhenAny(Task.WhenAll(running), Task.Delay(Patience));
        process.Refresh();
        measured.End(count, Stopwatch.GetElapsedTime(began), process.TotalProcessorTime - cpu);
        return measured;
    }

    private static async Task Finish(Task act, long due, Measured measured)
    {
        try
        {
            await act;
            measured.Took(Stopwatch.GetElapsedTime(due));
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            measured.Failed(failure);
        }
    }

    // Sleeping is coarse, so the last millisecond is spun away; not where that would be all the time, and one core less for
    // what is measured. There an act starts up to a millisecond late, which counts as its own.
    private static void WaitUntil(long due, bool spin)
    {
        while (Stopwatch.GetTimestamp() is var now && now < due)
        {
            if (!spin || due - now > Stopwatch.Frequency / 800)
            {
                Thread.Sleep(1);
            }
            else
            {
                Thread.SpinWait(20);
            }
        }
    }
}
