namespace Mal.Clocks;

/// <summary>Somebody other than the machine's own clock who knows what time it is.</summary>
internal interface IClockWitness
{
    /// <summary>As the log names it.</summary>
    string Name { get; }

    /// <summary>What it says now; one that keeps several clocks answers with all of them, one that knows nothing with none.</summary>
    Task<IReadOnlyList<DateTimeOffset>> Ask(CancellationToken stop);
}
