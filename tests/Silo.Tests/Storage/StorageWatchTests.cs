using Mal.Board;
using Mal.Facts;
using Mal.Hosting;
using Mal.Live;
using Mal.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mal.Silo.Tests.Storage;

/// <summary>A store that reads well and takes nothing is found by a write, seldom while all is well and often while it is not, and both ends of it are said once.</summary>
public sealed class StorageWatchTests : IWriteProbe, ILogger<StorageWatch>
{
    private readonly NodeTrouble trouble = new(TimeProvider.System);
    private readonly List<string> said = [];
    private readonly StorageWatch watch;
    private Exception? failure;
    private int tries;

    public StorageWatchTests() => watch = new StorageWatch(new Surroundings(new MemoryEventLog(), TimeProvider.System, new IcalSeries(), NullLoggerFactory.Instance), this, trouble, this);

    [Fact]
    public async Task It_writes_with_every_fifth_look()
    {
        await Look(times: 11);

        Assert.Equal(3, tries);
        Assert.True(watch.TakesWrites);
        Assert.Empty(said);
    }

    [Fact]
    public async Task A_full_disk_is_said_once_tried_with_every_look_and_said_to_be_over()
    {
        failure = new IOException("The heartbeat may not have been written.", new IOException("database or disk is full"));
        await Look(times: 3);
        Assert.Equal((false, true, 3, Trouble.Storage), (watch.TakesWrites, watch.Answers, tries, trouble.Code));

        failure = null;
        await Look(times: 2);

        Assert.Equal((true, null), (watch.TakesWrites, trouble.Code));
        Assert.Equal(["The store takes no writes: database or disk is full", "The store takes writes again."], said);
    }

    Task IWriteProbe.TryWrite(CancellationToken stop)
    {
        tries++;
        return failure is null ? Task.CompletedTask : Task.FromException(failure);
    }

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => said.Add(formatter(state, exception));

    private async Task Look(int times)
    {
        for (var look = 0; look < times; look++)
        {
            await watch.Look(default);
        }
    }
}
