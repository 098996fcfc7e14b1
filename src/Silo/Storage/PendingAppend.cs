using Mal.Facts;

namespace Mal.Storage;

// One append on its way through the queue. Until the writer takes it, its caller may give it up and it will
// not happen; from then on the caller waits for the truth, so that nobody reads the head past a running commit.
internal sealed class PendingAppend(
    string stream,
    long expectedVersion,
    IReadOnlyList<StoredEvent> events,
    IReadOnlyList<AppliedCommand> commands,
    Head head,
    string headCommands)
    : TaskCompletionSource<AppendOutcome>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    private int taken;

    public string Stream => stream;

    public long ExpectedVersion => expectedVersion;

    public IReadOnlyList<StoredEvent> Events => events;

    public IReadOnlyList<AppliedCommand> Commands => commands;

    public Head Head => head;

    /// <summary>The head's commands as JSON, made on the caller's thread because the writer's is scarce.</summary>
    public string HeadCommands => headCommands;

    public bool TryTake() => Interlocked.CompareExchange(ref taken, 1, 0) == 0;

    public void GiveUp(CancellationToken stop)
    {
        if (TryTake())
        {
            TrySetCanceled(stop);
        }
    }
}
