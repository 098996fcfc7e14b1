using Mal.Facts;
using Mal.Live;

namespace Mal.Clocks;

/// <summary>Before the node does anything, and every second while it runs: is the machine's clock believed, and if not, does anybody bear it out?</summary>
internal sealed partial class ClockWatch(TrustedClock clock, INewestFact facts, IEnumerable<IClockWitness> witnesses, Hosting.HouseOptions options,
    NodeTrouble trouble, ILogger<ClockWatch> log) : BackgroundService, IHostedLifecycleService
{
    private static readonly TimeSpan Often = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private const int AskEveryLooks = 10;

    private bool _doubted;
    private bool _behind;

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        clock.Begin(await facts.NewestAt(cancellationToken));
        if (options.BelieveClock)
        {
            clock.Hear(clock.Machine);
        }
        await Look(ask: true, cancellationToken);
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <param name="ask">Whether the witnesses are asked, when there is something to ask.</param>
    internal async Task Look(bool ask, CancellationToken stop)
    {
        if (clock.Doubted is { } machine)
        {
            if (ask && await Witnessed(stop) is { } who)
            {
                LogWitnessed(log, machine, who);
            }
            else if (!_doubted)
            {
                LogDoubted(log, machine, clock.GetUtcNow());
            }
        }
        var doubted = clock.Doubted;
        if (_doubted && doubted is null)
        {
            LogBelieved(log, clock.Machine);
        }
        if (!_behind && clock.IsBehind)
        {
            LogBehind(log, clock.Machine);
        }
        (_doubted, _behind) = (doubted is not null, clock.IsBehind);
        trouble.Clock(doubted, _behind);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Often);
        for (var looks = 1; await timer.WaitForNextTickAsync(stoppingToken); looks++)
        {
            // At once when the clock has just leapt, then now and then.
            await Look(ask: !_doubted || looks % AskEveryLooks == 0, stoppingToken);
        }
    }

    /// <summary>Who agrees with the machine's clock; null when nobody does.</summary>
    private async Task<string?> Witnessed(CancellationToken stop)
    {
        foreach (var witness in witnesses)
        {
            try
            {
                if ((await witness.Ask(stop).WaitAsync(Patience, stop)).Any(clock.Hear))
                {
                    return witness.Name;
                }
            }
            catch (Exception failure) when (!stop.IsCancellationRequested)
            {
                // Who cannot be asked says nothing, and is asked again.
                LogSilent(log, witness.Name, failure.Message.Split('\n')[0]);
            }
        }
        return null;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message =
        "The machine's clock says {Machine:u}, far ahead of the last thing this house knows ({House:u}), and nobody bears it out. "
        + "It is not believed: nothing is written or erased because time has passed, until a coordinator confirms it on the desk, "
        + "a paired screen or a time server says the same, or the node is started with --believe-clock.")]
    private static partial void LogDoubted(ILogger log, DateTimeOffset machine, DateTimeOffset house);

    [LoggerMessage(Level = LogLevel.Information, Message = "The machine's clock leapt to {Machine:u}, and a {Witness} says the same: it is believed.")]
    private static partial void LogWitnessed(ILogger log, DateTimeOffset machine, string witness);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The machine's clock says {Machine:u} and is believed again.")]
    private static partial void LogBelieved(ILogger log, DateTimeOffset machine);

    [LoggerMessage(Level = LogLevel.Warning, Message =
        "The machine's clock says {Machine:u}, and this house has facts of more than a day later. Either the clock is behind and must be set, "
        + "or an earlier start with a wrong clock wrote them: then stop the node and run \"rewind\" (docs/backup.md).")]
    private static partial void LogBehind(ILogger log, DateTimeOffset machine);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The {Witness} cannot be asked what time it is: {Reason}")]
    private static partial void LogSilent(ILogger log, string witness, string reason);
}
