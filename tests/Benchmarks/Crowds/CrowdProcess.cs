using System.Text.Json;
using Mal.Places;
using Microsoft.AspNetCore.SignalR.Client;

namespace Mal.Benchmarks.Crowds;

/// <summary>What so many screens in a process of their own saw of the taps: on each healthy screen, and on the last of them.</summary>
internal sealed record Seen(long Asked, long Each, double P50, double P99, double Most, double LastP50, double LastP99, int Failed, int Gaps, int ClosedHealthy, int ClosedSlow, int ClosedStalled);

/// <summary>Who comes, and how long and how fast the house is tapped meanwhile.</summary>
internal sealed record Crowd(int Healthy, int Slow, int Stalled, double TapsPerSecond, int Seconds);

/// <summary>
/// The process of the screens. It taps the rooms in turn, one phone a room, so that the version a tap will have is known
/// before it is sent and every screen's own time can be taken. It says "joined", "measured" and what was seen, and keeps its screens until told to go.
/// </summary>
internal static class CrowdProcess
{
    private static readonly TimeSpan JoiningAtMost = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LateAtMost = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);

    /// <summary>The first argument that makes this program the screens' process.</summary>
    public const string Name = "--crowd-screens";

    public static async Task Run(string[] args, PlaceFile file)
    {
        var (hub, crowd) = (args[0], JsonSerializer.Deserialize<Crowd>(args[1])!);
        var (healthy, slow, stalled, perSecond) = (crowd.Healthy, crowd.Slow, crowd.Stalled, crowd.TapsPerSecond);
        var lasts = TimeSpan.FromSeconds(crowd.Seconds);
        using var stop = new CancellationTokenSource(JoiningAtMost + WarmUp + lasts + LateAtMost * 2);
        var rooms = file.Rooms.Select(room => Wire.Key.Room(file.Place.Id, room.Id).ToString()).ToArray();
        var count = (int)(perSecond * lasts.TotalSeconds);
        var taps = new TimedTaps(rooms, healthy, count + (int)(perSecond * WarmUp.TotalSeconds), ignored: (int)(perSecond * WarmUp.TotalSeconds));
        var address = new Uri(hub.Replace("http", "ws", StringComparison.Ordinal) + $"?access_token={HouseUnderTest.Key}");
        var screens = Enumerable.Range(0, healthy + slow + stalled).Select(number => new RawScreen(
            address, file.Place.Id, number < healthy ? Reading.Healthy : number < healthy + slow ? Reading.Slow : Reading.Stalled,
            number < healthy ? changes => taps.Saw(number, changes) : _ => { })).ToArray();

        var phones = new HubConnection[rooms.Length];
        for (var i = 0; i < rooms.Length; i++)
        {
            phones[i] = Screens.Connection(hub, HouseUnderTest.Key);
            await phones[i].StartAsync(stop.Token);
            taps.Base[i] = await Tap(phones[i], rooms[i], 1);
        }

        var running = new List<Task>();
        foreach (var some in screens.Chunk(32))
        {
            running.AddRange(some.Select(screen => Task.Run(() => screen.Run(stop.Token))));
            await Task.WhenAll(some.Select(screen => screen.Joined)).WaitAsync(JoiningAtMost);
        }
        Console.WriteLine("joined");

        var tapped = await OpenLoop.Run(perSecond, WarmUp + lasts, async i =>
        {
            taps.Due(i);
            var (room, nth) = (i % rooms.Length, i / rooms.Length);
            if (await Tap(phones[room], rooms[room], nth % 2 == 0 ? -1 : 1) != taps.Base[room] + nth + 1)
            {
                throw new InvalidOperationException("Somebody else changed this room.");
            }
        });
        await Task.WhenAny(taps.All, Task.Delay(LateAtMost));
        Console.WriteLine("measured");
        int Closed(Reading reading, int from, int many) => screens.Skip(from).Take(many).Sum(screen => screen.Closed);
        Console.WriteLine(JsonSerializer.Serialize(taps.Result(
            tapped.FailedCount, screens.Take(healthy + slow).Sum(screen => screen.Gaps),
            Closed(Reading.Healthy, 0, healthy), Closed(Reading.Slow, healthy, slow), Closed(Reading.Stalled, healthy + slow, stalled))));
        await Console.In.ReadLineAsync(stop.Token);
        await stop.CancelAsync();
    }

    private static async Task<long> Tap(HubConnection phone, string key, int delta)
    {
        var answer = await phone.InvokeAsync<JsonElement>("Send", new
        {
            id = Guid.CreateVersion7(),
            key,
            command = new Dictionary<string, object> { ["$type"] = "change-count", ["delta"] = delta },
        });
        return answer.GetProperty("status").GetString() == "accepted" ? answer.GetProperty("version").GetInt64() : throw new InvalidOperationException(answer.GetRawText());
    }
}
