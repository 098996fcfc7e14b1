namespace Mal.Facts;

/// <summary>When the newest fact of all streams was written: the last instant a house is sure of, looked up once at the start.</summary>
public interface INewestFact
{
    /// <summary>Null when there are no facts at all.</summary>
    Task<DateTimeOffset?> NewestAt(CancellationToken stop = default);
}
