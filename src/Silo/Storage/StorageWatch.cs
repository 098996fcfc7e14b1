using Mal.Facts;

namespace Mal.Storage;

/// <summary>
/// Whether the store answers, asked every two seconds by one small read. While it does not, the node is not ready, and what
/// the screens show is as old as its last answer: nothing that becomes true meanwhile can be written.
/// </summary>
internal sealed partial class StorageWatch(Surroundings around, ILogger<StorageWatch> says) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private const string AnyStream = "place";

    private volatile bool _answers = true;

    public bool Answers => _answers;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await Ask(stoppingToken);
        }
    }

    private async Task Ask(CancellationToken stop)
    {
        var before = _answers;
        try
        {
            await around.Events.Read(AnyStream, stop).WaitAsync(Patience, stop);
            _answers = true;
        }
        catch (Exception failure) when (!stop.IsCancellationRequested)
        {
            _answers = false;
            if (before)
            {
                LogLost(says, failure.Message.Split('\n')[0]);
            }
        }

        if (_answers && !before)
        {
            LogBack(says);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The store does not answer: {Reason}")]
    private static partial void LogLost(ILogger log, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The store answers again.")]
    private static partial void LogBack(ILogger log);
}
