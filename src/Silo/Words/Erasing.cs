using Mal.Gate;
using Mal.Hosting;

namespace Mal.Words;

/// <summary>Looks every hour, and once after the start, whose date has come: a record asleep cannot do so itself.</summary>
internal sealed partial class Erasing(HouseStart start, ILogger<Erasing> log) : BackgroundService
{
    private static readonly TimeSpan Often = TimeSpan.FromHours(1);

    // The places are set up within the first moments; what is due can wait for them.
    private static readonly TimeSpan First = TimeSpan.FromMinutes(1);

    /// <summary>One round through a place.</summary>
    public async Task Round(KnownPlace place)
    {
        foreach (var subject in await place.Erasures.Due())
        {
            await place.Words(subject).EraseIfDue();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var wait = First; ; wait = Often)
        {
            await Task.Delay(wait, stoppingToken);
            foreach (var place in start.Places)
            {
                await Try(place);
            }
        }
    }

    // A round that fails is done again in an hour: nothing overdue is readable meanwhile.
    private async Task Try(KnownPlace place)
    {
        try
        {
            await Round(place);
        }
        catch (Exception failure) when (failure is TimeoutException or Orleans.Runtime.OrleansException or InvalidOperationException or IOException)
        {
            LogFailed(log, place.Id, failure);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Words of {Place} whose date has come could not all be erased.")]
    private static partial void LogFailed(ILogger log, string place, Exception failure);
}
