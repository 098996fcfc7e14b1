using Microsoft.Extensions.Logging;

namespace Mal.Facts;

/// <summary>What every actor stands on: the log of facts, the clock, the expansion of series, and somewhere to say what went wrong.</summary>
public sealed class Surroundings(IEventLog events, TimeProvider time, Initiatives.ISeries series, ILoggerFactory logs)
{
    public IEventLog Events => events;

    public TimeProvider Time => time;

    public Initiatives.ISeries Series => series;

    public ILogger Log { get; } = logs.CreateLogger("Mal.Actors");
}
