namespace Mal.Storage;

/// <summary>Whether a store takes what is written. Reading does not show it: a full disk reads well.</summary>
internal interface IWriteProbe
{
    /// <summary>One small durable write, in place of the one before.</summary>
    Task TryWrite(CancellationToken stop = default);
}
