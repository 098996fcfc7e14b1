using Mal.Devices;
using Mal.Gate;

namespace Mal.Live;

/// <summary>
/// A connection is signed in once, when it is made, and may then stay open for weeks. So a revoked device is also looked
/// for among the connections: on the node that revoked it at once, on the others within one sweep.
/// </summary>
internal sealed partial class RevokedScreens(Connections connections, KnownPlaces places, Revocations revocations, ILogger<RevokedScreens> log) : BackgroundService
{
    private static readonly TimeSpan Sweep = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var tick = new PeriodicTimer(Sweep);
        revocations.Revoked += PutOut;
        try
        {
            while (await tick.WaitForNextTickAsync(stoppingToken))
            {
                await PutOutAll();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The node is stopping, and all connections with it.
        }
        finally
        {
            revocations.Revoked -= PutOut;
        }
    }

    private async Task PutOutAll()
    {
        foreach (var place in connections.All.Select(connection => places.Find(connection.User.PairedIn())).OfType<KnownPlace>().Distinct().ToList())
        {
            try
            {
                var paired = (await place.Devices.All()).Select(device => device.Id).ToHashSet(StringComparer.Ordinal);
                foreach (var connection in connections.All.Where(connection => connection.User.PairedIn() == place.Id && !paired.Contains(connection.User!.By().Device)))
                {
                    connection.Abort();
                }
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                // The record cannot be read just now: nobody is put out for that, and the next sweep asks again.
                LogUnread(log, place.Id, failure);
            }
        }
    }

    private void PutOut(string place, string device)
    {
        foreach (var connection in connections.All.Where(connection => connection.User.PairedIn() == place && connection.User!.By().Device == device))
        {
            connection.Abort();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The devices of {Place} could not be read")]
    private static partial void LogUnread(ILogger log, string place, Exception failure);
}
