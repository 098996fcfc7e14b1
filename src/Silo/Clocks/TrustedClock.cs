namespace Mal.Clocks;

/// <summary>
/// The house's clock: the machine's, as long as it is believed (<see cref="ClockTrust"/>). While it is not, time goes on from
/// the last instant known, measured by a clock that does not jump. Everything that happens because time passes asks this
/// clock, so none of it happens because of a wrong date, and what people tell meanwhile is dated as well as can be known.
/// </summary>
/// <param name="machine">The clock that may be wrong.</param>
/// <param name="steady">Measures how much time has passed; never asked for the date.</param>
internal sealed class TrustedClock(TimeProvider machine, TimeProvider steady) : TimeProvider
{
    /// <summary>A clock this far before the newest fact is wrong, or the fact is.</summary>
    private static readonly TimeSpan Behind = TimeSpan.FromDays(1);

    private readonly Lock _gate = new();
    private DateTimeOffset? _known;
    private long _knownAt;

    /// <summary>What the machine's clock says while it is not believed; null when it is.</summary>
    public DateTimeOffset? Doubted
    {
        get
        {
            lock (_gate)
            {
                var clock = machine.GetUtcNow();
                return ClockTrust.Believes(Known(), clock) ? null : clock;
            }
        }
    }

    /// <summary>The machine's clock is more than a day before the last instant known.</summary>
    public bool IsBehind
    {
        get { lock (_gate) { return Known() - machine.GetUtcNow() > Behind; } }
    }

    /// <summary>What the machine's clock says, believed or not.</summary>
    public DateTimeOffset Machine => machine.GetUtcNow();

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            var clock = machine.GetUtcNow();
            if (Known() is { } known && !ClockTrust.Believes(known, clock))
            {
                return known;
            }
            Learn(clock);
            return clock;
        }
    }

    /// <summary>Before anybody asks for the time: the house's newest fact, or null when it has none.</summary>
    public void Begin(DateTimeOffset? newest)
    {
        lock (_gate) { (_known, _knownAt) = (newest, steady.GetTimestamp()); }
    }

    /// <summary>Somebody else says what time it is. From the moment one agrees the machine's clock is believed.</summary>
    /// <returns>Whether the machine's clock is believed now.</returns>
    public bool Hear(DateTimeOffset witness)
    {
        lock (_gate)
        {
            var clock = machine.GetUtcNow();
            if (!ClockTrust.Believes(Known(), clock, witness))
            {
                return false;
            }
            Learn(clock);
            return true;
        }
    }

    private DateTimeOffset? Known() => _known + steady.GetElapsedTime(_knownAt);

    // Never backwards: a clock that is set back and then right again has not leapt.
    private void Learn(DateTimeOffset clock)
    {
        if (!(clock < Known()))
        {
            (_known, _knownAt) = (clock, steady.GetTimestamp());
        }
    }
}
