namespace Mal.Clocks;

/// <summary>
/// When a clock is believed. Time writes and erases for good, and a machine whose clock lost its battery may say any year; so a
/// leap ahead of what is known must be small enough for a holiday, or somebody else must say the same.
/// </summary>
public static class ClockTrust
{
    /// <summary>The longest leap that is believed without a witness: a house that was shut over Christmas or for two weeks in August.</summary>
    public static readonly TimeSpan LeapMax = TimeSpan.FromDays(14);

    /// <summary>How far apart two clocks may be that say the same.</summary>
    public static readonly TimeSpan AgreesWithin = TimeSpan.FromMinutes(5);

    /// <param name="known">
    /// The last instant known: the newest fact, and what has passed since by a clock that does not jump; null when nothing is known yet.
    /// </param>
    /// <param name="clock">What the clock in question says now.</param>
    /// <param name="witnesses">What others say now: a time server, the storage account, a paired screen, a coordinator.</param>
    public static bool Believes(DateTimeOffset? known, DateTimeOffset clock, params ReadOnlySpan<DateTimeOffset> witnesses)
    {
        if (known is not { } last || clock - last <= LeapMax)
        {
            return true;
        }
        foreach (var witness in witnesses)
        {
            if (Agree(witness, clock))
            {
                return true;
            }
        }
        return false;
    }

    public static bool Agree(DateTimeOffset one, DateTimeOffset other) => (one - other).Duration() <= AgreesWithin;
}
