using System.Collections.Immutable;
using Mal.Devices;
using Mal.Displays;
using Mal.Facts;
using Mal.Gate;
using Mal.Hosting;

namespace Mal.Live;

/// <summary>Says for this node which paired screens it serves: at once when one comes or goes, and every few seconds that the node lives.</summary>
internal sealed partial class DisplayReports(Connections connections, HouseStart house, ILogger<DisplayReports> log) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    // Well within the silence after which a node is taken for dead.
    private const int RepeatAfterLooks = 10;

    private readonly string _node = Guid.CreateVersion7().ToString("N");
    private readonly Dictionary<string, (ImmutableList<string> Said, int Looks)> _reported = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var places = house.Places;
            for (var at = 0; at < places.Count; at++)
            {
                await Report(places[at]);
            }
        }
    }

    private async Task Report(KnownPlace place)
    {
        ImmutableList<string> serves = [.. connections.All.Where(connection => connection.User.PairedIn() == place.Id)
            .Select(connection => connection.User!.By()).Where(by => by.Role == Role.Display).Select(by => by.Device).Distinct().Order(StringComparer.Ordinal)];
        if (_reported.TryGetValue(place.Id, out var last) && last.Looks < RepeatAfterLooks && last.Said.SequenceEqual(serves))
        {
            _reported[place.Id] = (last.Said, last.Looks + 1);
            return;
        }
        try
        {
            await place.Displays.Here(_node, serves);
            _reported[place.Id] = (serves, 1);
        }
        catch (Exception failure)
        {
            // Said again in a second.
            LogUnsaid(log, place.Id, failure.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Which screens of {Place} this node serves could not be said: {Reason}")]
    private static partial void LogUnsaid(ILogger log, string place, string reason);
}
