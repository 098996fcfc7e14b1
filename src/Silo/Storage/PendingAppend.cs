using Mal.Facts;

namespace Mal.Storage;

// Something on its way through the queue of the writer.
internal abstract class PendingWrite : TaskCompletionSource<AppendOutcome>
{
    private int taken;

    protected PendingWrite()
        : base(TaskCreationOptions.RunContinuationsAsynchronously)
    {
    }

    /// <summary>What may not have been written when it failed.</summary>
    public abstract string What { get; }

    public bool TryTake() => Interlocked.CompareExchange(ref taken, 1, 0) == 0;

    public void GiveUp(CancellationToken stop)
    {
        if (TryTake())
        {
            TrySetCanceled(stop);
        }
    }
}

// A write that says nothing but that writing works.
internal sealed class PendingBeat : PendingWrite
{
    public override string What => "The heartbeat";
}

// One append on its way through the queue. Until the writer takes it, its caller may give it up and it will
// not happen; from then on the caller waits for the truth, so that nobody reads the head past a running commit.
internal sealed class PendingAppend(
    string stream,
    long expectedVersion,
    IReadOnlyList<StoredEvent> events,
    IReadOnlyList<AppliedCommand> commands,
    Head head,
    string headCommands)
    : PendingWrite
{
    public override string What => $"The facts of {stream}";

    public string Stream => stream;

    public long ExpectedVersion => expectedVersion;

    public IReadOnlyList<StoredEvent> Events => events;

    public IReadOnlyList<AppliedCommand> Commands => commands;

    public Head Head => head;

    /// <summary>The head's commands as JSON, made on the caller's thread because the writer's is scarce.</summary>
    public string HeadCommands => headCommands;
}
