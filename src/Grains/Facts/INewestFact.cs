namespace Mal.Facts;

/// <summary>When the newest fact of all streams was written: the last instant a house is sure of, looked up once at the start.</summary>
public interface INewestFact
{
    /// <summary>
    /// Null when there are no facts at all. That words were erased (<see cref="Words.RecordEvent.Streams"/>) is not looked at: it stays
    /// written when what else a wrong clock wrote is taken out.
    /// </summary>
    Task<DateTimeOffset?> NewestAt(CancellationToken stop = default);
}
