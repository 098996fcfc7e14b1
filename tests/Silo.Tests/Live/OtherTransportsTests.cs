using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Mal.Board;
using Mal.Live;
using Mal.Rooms;
using Mal.Wire;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Mal.Silo.Tests.Live;

/// <summary>Where WebSockets do not get through, the same send loop writes through another transport, by the same rules.</summary>
[Collection("live house")]
public sealed class OtherTransportsTests(LiveHouse house)
{
    private const string Hall = $"room/{LiveHouse.Place}/sala-glowna";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(HttpTransportType.WebSockets)]
    [InlineData(HttpTransportType.ServerSentEvents)]
    [InlineData(HttpTransportType.LongPolling)]
    public async Task A_screen_joins_sees_taps_and_hears_beats_over_every_transport_and_never_loses_a_change(HttpTransportType by)
    {
        await using var phone = await house.Connect();
        var (following, last, beats) = (new Following(LiveHouse.Place), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), 0);
        using var line = new HubLine(new Uri($"{house.Address}/hubs/board?access_token={LiveHouse.DevKey}"), by, changes =>
        {
            lock (following)
            {
                if (!following.Take(changes))
                {
                    last.TrySetException(new InvalidOperationException($"Before {changes.From} something is missing."));
                }
                if (following.Copy?.Views[Hall] is RoomView { Occupancy.Count: 140 })
                {
                    last.TrySetResult();
                }
            }
        }, _ => Interlocked.Increment(ref beats));
        await line.Start();
        Assert.True(line.Reached.IsCompletedSuccessfully);
        var joined = await line.Ask<Joined>("Join", new JoinRequest(LiveHouse.Place, Audience.Staff));
        lock (following)
        {
            Assert.True(following.Take(joined));
            following.Rest();
        }
        for (var people = 101; people <= 140; people++)
        {
            Assert.Equal(AnswerStatus.Accepted, (await LiveHouse.Send(phone, Hall, new RoomCommand.SetCount(people) as RoomCommand)).Status);
        }
        await last.Task.WaitAsync(Patience);
        await Until(() => Volatile.Read(ref beats) >= 2);

        // Given up, it is over at once, and nothing more is heard of it.
        line.Dispose();
        await Assert.ThrowsAnyAsync<Exception>(() => line.Ask<Joined>("Join", new JoinRequest(LiveHouse.Place, Audience.Staff)).WaitAsync(Patience));
        Assert.True(line.Closed.IsCompleted);
    }

    [Fact]
    public async Task A_screen_that_polled_once_and_never_again_is_closed_and_delays_nobody()
    {
        using var http = new HttpClient { BaseAddress = new Uri(house.Address), DefaultRequestHeaders = { Authorization = new("Bearer", LiveHouse.DevKey) } };
        using var negotiated = await http.PostAsync(new Uri("/hubs/board/negotiate?negotiateVersion=1", UriKind.Relative), null);
        var ids = await negotiated.Content.ReadFromJsonAsync<JsonElement>();
        var hub = new Uri($"/hubs/board?id={ids.GetProperty("connectionToken").GetString()}", UriKind.Relative);
        var connections = house.Services.GetRequiredService<Connections>();
        var id = ids.GetProperty("connectionId").GetString()!;
        (await http.GetAsync(hub)).Dispose();
        await Say("""{"protocol":"json","version":1}""");
        await Say($$"""{"type":1,"invocationId":"1","target":"Join","arguments":[{"place":"{{LiveHouse.Place}}","audience":"staff"}]}""");
        await Until(() => connections.Find(id) is not null);

        await using var phone = await house.Connect();
        using var patience = new CancellationTokenSource(Patience);
        for (var people = 0; connections.Find(id) is not null; people = (people + 1) % 30)
        {
            patience.Token.ThrowIfCancellationRequested();
            Assert.Equal(AnswerStatus.Accepted, (await LiveHouse.Send(phone, Hall, new RoomCommand.SetCount(people) as RoomCommand).WaitAsync(Patience)).Status);
        }

        async Task Say(string message)
        {
            using var body = new StringContent(message + '\u001e', Encoding.UTF8);
            using var said = await http.PostAsync(hub, body);
            said.EnsureSuccessStatusCode();
        }
    }

    private static async Task Until(Func<bool> holds)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!holds())
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
