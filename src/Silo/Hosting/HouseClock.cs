namespace Mal.Hosting;

/// <summary>
/// The house's clock: the real one, or one that starts at an instant and runs at a rate, for the demonstration and for
/// tests of the published build. Timers stay real; only what o'clock it is differs.
/// </summary>
internal sealed class HouseClock(DateTimeOffset start, double rate) : TimeProvider
{
    private readonly long _began = System.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => (start + System.GetElapsedTime(_began) * rate).ToUniversalTime();
}
