using Microsoft.AspNetCore.Http.Connections;

namespace Mal.Board;

/// <summary>
/// Keeps a line to the house, for ever. Each step of an attempt has a limit, a line that misses its beats is given up without
/// waiting for it to close, and where WebSockets do not get through, another transport does: a screen is live again at most
/// 15 s after the road is. It reckons by <paramref name="time"/> alone, so that all of this is tested without waiting.
/// </summary>
/// <param name="join">Takes the line into use; false when the house refuses this screen. Throws when the line does not carry.</param>
/// <param name="moved">A line was gained or lost.</param>
/// <param name="chance">From 0 to 1: spreads the screens of a house.</param>
public sealed class Road(Func<HttpTransportType, ILine> open, Func<ILine, Task<bool>> join, Action moved, Ways ways, TimeProvider time, Func<double> chance)
{
    /// <summary>For the negotiation, or the upgrade of a WebSocket: three turns of a network that takes more than a second for each.</summary>
    public static readonly TimeSpan ReachedWithin = TimeSpan.FromSeconds(4);

    /// <summary>From there to the first frame, the answer to SignalR's handshake. A proxy that swallows frames is known by it.</summary>
    public static readonly TimeSpan FirstFrameWithin = TimeSpan.FromSeconds(4);

    /// <summary>For the answer to a join: the first is the whole board, which a slow network may take seconds to carry.</summary>
    public static readonly TimeSpan JoinedWithin = TimeSpan.FromSeconds(10);

    /// <summary>A beat comes every 2 s. Three that did not are no delay any more.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(7);

    /// <summary>The device says that the network or the page is back: a living line proves itself by one beat.</summary>
    public static readonly TimeSpan Doubt = TimeSpan.FromSeconds(3);

    /// <summary>A line that ended sooner carried nothing worth having, and counts as a failure of its transport.</summary>
    public static readonly TimeSpan ShortLife = TimeSpan.FromSeconds(10);

    /// <summary>On a lesser transport the best is tried beside the living line after so long, then after twice as long each time.</summary>
    public static readonly TimeSpan TryBestAfter = TimeSpan.FromMinutes(1);

    /// <summary>A proxy is rarely replaced, but a screen in a hall is never reloaded.</summary>
    public static readonly TimeSpan TryBestAtLeastEvery = TimeSpan.FromMinutes(16);

    private TaskCompletionSource _hastened = new();
    private long _heardAt;
    private TimeSpan _quiet = Silence;
    private int _failures;
    private ILine? _tried;

    /// <summary>The line that is in use; null while there is none.</summary>
    public ILine? Line { get; private set; }

    public async Task Run(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var began = time.GetTimestamp();
            if (await Attempt(ways.Next, ways.Patience, counts: true) is { } line)
            {
                await Keep(line, stop);
                _failures = time.GetElapsedTime(began) < ShortLife ? _failures + 1 : 0;
                // The end of a line is rarely one screen's alone, so not all of them come back at the same moment.
                began = time.GetTimestamp();
            }
            else
            {
                _failures++;
            }
            // Counted from the start of an attempt: one that hung has waited long enough.
            var wait = Reconnect.Wait(Math.Max(0, _failures - 1), chance()) - time.GetElapsedTime(began);
            await Task.WhenAny(Delay(wait, stop), _hastened.Task);
        }
    }

    /// <summary>Something came from the house.</summary>
    public void Heard() => (_heardAt, _quiet) = (time.GetTimestamp(), Silence);

    /// <summary>The device says that the network or the page is back: no pause is sat out, and a line that may have died has to prove that it lives.</summary>
    public void Hasten()
    {
        if (Silence - time.GetElapsedTime(_heardAt) > Doubt)
        {
            (_heardAt, _quiet) = (time.GetTimestamp(), Doubt);
        }
        var hastened = _hastened;
        _hastened = new();
        hastened.TrySetResult();
    }

    /// <summary>One attempt, each step within its limit; null when it failed.</summary>
    private async Task<ILine?> Attempt(HttpTransportType by, int patience, bool counts)
    {
        var line = open(by);
        _tried = counts ? _tried : line;
        try
        {
            var start = line.Start();
            _ = start.ContinueWith(static over => _ = over.Exception, TaskScheduler.Default);
            await Task.WhenAny(line.Reached, start).WaitAsync(patience * ReachedWithin, time);
            await start.WaitAsync(patience * FirstFrameWithin, time);
            if (await join(line))
            {
                return line;
            }
            // The house itself has answered, and no other transport would be told otherwise.
            ways.Worked();
        }
        catch (Exception)
        {
            if (counts)
            {
                ways.Failed(line.Reached.IsCompletedSuccessfully);
            }
        }
        finally
        {
            _tried = counts ? _tried : null;
        }
        line.Dispose();
        return null;
    }

    /// <summary>Stays while the line carries, or a better one that was found meanwhile.</summary>
    private async Task Keep(ILine line, CancellationToken stop)
    {
        var began = time.GetTimestamp();
        var (looked, every) = (began, TryBestAfter);
        Task<ILine?>? trial = null;
        Use(line);
        while (!line.Closed.IsCompleted && !stop.IsCancellationRequested && _quiet - time.GetElapsedTime(_heardAt) is { Ticks: > 0 } quiet)
        {
            if (!ways.IsBest && time.GetElapsedTime(looked) >= every)
            {
                trial ??= Attempt(ways.Best, patience: 1, counts: false);
            }
            var untilTrial = ways.IsBest || trial is not null ? quiet : every - time.GetElapsedTime(looked);
            await Task.WhenAny(line.Closed, Delay(untilTrial < quiet ? untilTrial : quiet, stop), _hastened.Task, trial ?? line.Closed);
            if (trial is not { IsCompleted: true })
            {
                continue;
            }
            if (await trial is { } better)
            {
                line.Dispose();
                line = better;
                began = time.GetTimestamp();
                ways.BackToBest();
                Use(line);
            }
            (trial, looked, every) = (null, time.GetTimestamp(), every * 2 < TryBestAtLeastEvery ? every * 2 : TryBestAtLeastEvery);
        }
        Line = null;
        line.Dispose();
        // A better one that was found in this very moment, or is still being tried, is not held by anybody.
        _tried?.Dispose();
        if (trial is { IsCompleted: true } && await trial is { } late)
        {
            late.Dispose();
        }
        if (time.GetElapsedTime(began) < ShortLife)
        {
            ways.Failed(reached: true);
        }
        else
        {
            ways.Worked();
        }
        moved();
    }

    private void Use(ILine line)
    {
        Heard();
        Line = line;
        moved();
    }

    private async Task Delay(TimeSpan wait, CancellationToken stop)
    {
        if (wait > TimeSpan.Zero)
        {
            // Whoever stops meanwhile looks at it next.
            await Task.Delay(wait, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
    }
}
