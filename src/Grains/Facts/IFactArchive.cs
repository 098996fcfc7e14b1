namespace Mal.Facts;

/// <summary>
/// The other side of a log: all of a place to be carried away, in order, and the same again when nothing was written
/// meanwhile. What a log keeps only to wake quickly (its heads) is not carried: it is made again from the facts.
/// </summary>
public interface IFactArchive
{
    /// <summary>The streams of a place, in ordinal order: <c>{kind}/{place}</c> and <c>{kind}/{place}/{id}</c>.</summary>
    IAsyncEnumerable<string> Streams(string place, CancellationToken stop = default);

    /// <summary>The events from a version on, in order.</summary>
    IAsyncEnumerable<StoredEvent> History(string stream, long fromVersion, CancellationToken stop = default);

    /// <summary>Every command that had its effect, by version and then by id: an id that is forgotten could happen twice.</summary>
    IAsyncEnumerable<AppliedCommand> Commands(string stream, CancellationToken stop = default);

    /// <summary>The id of the data set, see <see cref="IEventLog.DataSet"/>.</summary>
    Task<string> DataSet(CancellationToken stop = default);
}
