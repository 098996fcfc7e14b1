using Mal.Facts;

namespace Mal.Silo.Tests.Storage;

public sealed class MemoryEventLogTests : EventLogContract
{
    private readonly MemoryEventLog log = new();

    protected override IEventLog Log => log;

    protected override long Reads => log.Reads;

    [Fact]
    public async Task A_failure_before_the_write_leaves_nothing()
    {
        log.BeforeWrite = (_, _) => throw new IOException("no disk");

        await Assert.ThrowsAsync<IOException>(() => log.Add(Shelf, 0));
        Assert.Null(await log.Read(Shelf));
    }

    [Fact]
    public async Task A_failure_after_the_write_loses_the_answer_only()
    {
        log.AfterWrite = (_, _) => throw new IOException("no answer");

        await Assert.ThrowsAsync<IOException>(() => log.Add(Shelf, 0));
        Assert.Equal(1, (await log.Read(Shelf))!.Version);
    }

    [Fact]
    public async Task A_slow_write_is_seen_only_when_it_is_done()
    {
        var gate = new TaskCompletionSource();
        log.BeforeWrite = (_, _) => gate.Task;
        var append = log.Add(Shelf, 0);

        Assert.Null(await log.Read(Shelf));
        gate.SetResult();
        Assert.Equal(AppendOutcome.Written, await append);
        Assert.Equal(1, (await log.Read(Shelf))!.Version);
    }
}
