using Mal.Facts;
using Mal.Live;

namespace Mal.Storage;

/// <summary>
/// Whether the store answers, asked every two seconds by one small read, and whether it takes what is written, tried by one
/// small write: every ten seconds, and with every look while it does not or somebody else's write has failed. Until then the node is not ready: what the screens
/// show is as old as its last answer, and nothing that becomes true meanwhile can be written.
/// </summary>
internal sealed partial class StorageWatch(Surroundings around, IWriteProbe probe, NodeTrouble trouble, ILogger<StorageWatch> says) : BackgroundService
{
    private const int LooksBetweenWrites = 5;

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private const string AnyStream = "place";

    private volatile bool _answers = true;
    private volatile bool _takesWrites = true;
    private int _looks;
    private Task _written = Task.CompletedTask;

    public bool Answers => _answers;

    public bool TakesWrites => _takesWrites;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await Look(stoppingToken);
        }
    }

    /// <summary>What is done every two seconds.</summary>
    internal async Task Look(CancellationToken stop)
    {
        var before = _answers;
        _answers = await Succeeds(around.Events.Read(AnyStream, stop), before, LogLost, stop);
        if (_answers && !before)
        {
            LogBack(says);
        }

        if (_looks++ % LooksBetweenWrites == 0 || !_takesWrites || trouble.Code == Board.Trouble.Storage)
        {
            await TryWrite(stop);
        }
    }

    private async Task TryWrite(CancellationToken stop)
    {
        var before = _takesWrites;
        // One that nobody waited for any longer is still on its way, and says the same as another would.
        _written = _written.IsCompleted ? probe.TryWrite(stop) : _written;
        _takesWrites = await Succeeds(_written, before, LogUnwritten, stop);
        if (!_takesWrites)
        {
            trouble.CouldNotWrite();
        }
        else if (!before)
        {
            trouble.Wrote();
            LogWritten(says);
        }
    }

    private async Task<bool> Succeeds(Task asked, bool before, Action<ILogger, string> tell, CancellationToken stop)
    {
        try
        {
            await asked.WaitAsync(Patience, stop);
            return true;
        }
        catch (Exception failure) when (!stop.IsCancellationRequested)
        {
            if (before)
            {
                tell(says, (failure.InnerException ?? failure).Message.Split('\n')[0]);
            }

            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The store does not answer: {Reason}")]
    private static partial void LogLost(ILogger log, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The store answers again.")]
    private static partial void LogBack(ILogger log);

    [LoggerMessage(Level = LogLevel.Error, Message = "The store takes no writes: {Reason}")]
    private static partial void LogUnwritten(ILogger log, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The store takes writes again.")]
    private static partial void LogWritten(ILogger log);
}
