namespace Mal.Board;

/// <summary>How long to wait before the next attempt: soon at first, never more than a cap, and never all screens at once.</summary>
public static class Reconnect
{
    public const int CapMs = 10_000;
    private const int FirstMs = 250;
    private const int MostDoublings = 6;

    /// <param name="chance">From 0 to 1: spreads the screens of a house over the second half of the wait.</param>
    public static TimeSpan Wait(int failures, double chance)
    {
        var full = Math.Min(CapMs, FirstMs << Math.Min(failures, MostDoublings));
        return TimeSpan.FromMilliseconds((full / 2) + (full / 2 * chance));
    }
}
