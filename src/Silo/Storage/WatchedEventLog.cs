using System.Collections.Immutable;
using Mal.Facts;
using Mal.Live;

namespace Mal.Storage;

/// <summary>The log of facts, with an eye on whether it takes what is written: the screens are told when it does not.</summary>
internal sealed class WatchedEventLog(IEventLog log, NodeTrouble trouble) : IEventLog
{
    public Task<Head?> Read(string stream, CancellationToken stop = default) => Watched(() => log.Read(stream, stop), writes: false);

    public Task<AppliedCommand?> FindCommand(string stream, Guid command, CancellationToken stop = default) => Watched(() => log.FindCommand(stream, command, stop), writes: false);

    public Task<AppendOutcome> Append(string stream, long expectedVersion, IReadOnlyList<StoredEvent> events, IReadOnlyList<AppliedCommand> commands, Head head, CancellationToken stop = default) =>
        Watched(() => log.Append(stream, expectedVersion, events, commands, head, stop), writes: true);

    public IAsyncEnumerable<StoredEvent> History(string stream, long fromVersion, CancellationToken stop = default) => log.History(stream, fromVersion, stop);

    public Task<ImmutableList<string>> Places(CancellationToken stop = default) => log.Places(stop);

    public Task<string> DataSet(CancellationToken stop = default) => log.DataSet(stop);

    // A full disk still reads: only a write shows that writing works.
    private async Task<T> Watched<T>(Func<Task<T>> does, bool writes)
    {
        try
        {
            var done = await does();
            if (writes)
            {
                trouble.Wrote();
            }
            return done;
        }
        catch (Exception failure) when (failure is not (ArgumentException or OperationCanceledException))
        {
            trouble.CouldNotWrite();
            throw;
        }
    }
}
