namespace Mal.Board;

/// <summary>How long from one attempt to the next: soon at first, never more than a cap, and never all screens at once.</summary>
public static class Reconnect
{
    /// <summary>So that a road which is back is found in time, be it after an attempt that still hangs and one that a dead connection swallows.</summary>
    public const int CapMs = 6_000;
    private const int FirstMs = 250;
    private const int MostDoublings = 5;

    /// <param name="chance">From 0 to 1: spreads the screens of a house over the second half of the wait.</param>
    public static TimeSpan Wait(int failures, double chance)
    {
        var full = Math.Min(CapMs, FirstMs << Math.Min(failures, MostDoublings));
        return TimeSpan.FromMilliseconds((full / 2) + (full / 2 * chance));
    }
}
