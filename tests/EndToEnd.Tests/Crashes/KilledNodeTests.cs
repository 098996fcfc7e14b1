using System.Net;
using System.Text.Json;
using Mal.EndToEnd.House;
using Mal.Rooms;
using Mal.Storage;
using static Mal.EndToEnd.House.HouseClient;

namespace Mal.EndToEnd.Crashes;

public sealed class KilledNodeTests
{
    private const int Phones = 4;
    private const int TapsEach = 60;
    private static readonly TimeSpan AnsweredWithin = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task A_killed_node_loses_and_doubles_nothing_that_was_tapped()
    {
        await using var house = await new PublishedHouse().Start();
        using var client = house.Client();
        await client.Send(Guid.NewGuid(), Hall, """{ "$type": "set-count", "count": 0 }""");
        var answered = 0;
        var half = new TaskCompletionSource();
        var phones = Enumerable.Range(0, Phones).Select(_ => Task.Run(async () =>
        {
            var ids = Enumerable.Range(0, TapsEach).Select(_ => Guid.NewGuid()).ToList();
            foreach (var id in ids)
            {
                await TapUntilAnswered(client, id);
                if (Interlocked.Increment(ref answered) == Phones * TapsEach / 2)
                {
                    half.SetResult();
                }
            }
            return ids;
        })).ToList();

        await half.Task.WaitAsync(AnsweredWithin);
        await house.Kill();
        await house.Start();
        var taps = (await Task.WhenAll(phones)).SelectMany(ids => ids).ToList();

        await Eventually.True(async () => await client.Count(Hall) is not null, "the board shows the hall again", TimeSpan.FromSeconds(20));
        foreach (var tap in taps)
        {
            Assert.Equal("repeated", (await client.Send(tap, Hall, """{ "$type": "change-count", "delta": 1 }""")).GetProperty("status").GetString());
        }
        await Eventually.True(async () => await client.Count(Hall) == taps.Count, $"the hall counts {taps.Count} people", TimeSpan.FromSeconds(20));
    }

    [Theory]
    [InlineData("folder")]
    [InlineData("account")]
    public async Task A_node_killed_thirty_times_while_phones_go_on_has_everything_once(string memory)
    {
        const int kills = 30;
        const int tapsAKill = 8;
        // The account itself is never killed: Azurite saves late, and what it loses no node can help.
        await using var account = memory == "account" ? await Azurite.Start() : null;
        string[] options = account is null ? [] : ["--ConnectionStrings:storage", account.ConnectionString];
        await using var house = await new PublishedHouse().Start(options);
        using var client = house.Client();
        await client.Send(Guid.NewGuid(), Hall, """{ "$type": "set-count", "count": 0 }""");
        using var enough = new CancellationTokenSource();
        var answered = 0;
        var taps = new System.Collections.Concurrent.ConcurrentBag<Guid>();
        var phones = Enumerable.Range(0, Phones).Select(_ => Task.Run(async () =>
        {
            while (!enough.IsCancellationRequested)
            {
                var id = Guid.NewGuid();
                taps.Add(id);
                await TapUntilAnswered(client, id);
                Interlocked.Increment(ref answered);
            }
        })).ToList();
        for (var kill = 0; kill < kills; kill++)
        {
            var before = Volatile.Read(ref answered);
            await Eventually.True(() => Task.FromResult(Volatile.Read(ref answered) >= before + tapsAKill), "the phones go on", AnsweredWithin);
            await house.Kill();
            await house.Start(options);
        }

        await enough.CancelAsync();
        await Task.WhenAll(phones);

        await Eventually.True(async () => await client.Count(Hall) == taps.Count, $"the hall counts {taps.Count} people", TimeSpan.FromSeconds(20));
        await house.Kill();
        var left = account is null ? await house.LeftBehind() : await LeftBehind.In(new AzureTableArchive(AzureAccount.Connect(account.ConnectionString)));
        var happened = left.Room("sala-glowna").OfType<RoomEvent.CountChanged>().Select(changed => changed.Tap!.Command).ToList();
        Assert.Equal(taps.Order(), happened.Order());
        Assert.True(taps.Count >= kills * tapsAKill);
    }

    [Fact]
    public async Task On_a_full_disk_taps_are_unknown_screens_stay_up_and_nothing_that_was_answered_is_lost()
    {
        await using var house = new PublishedHouse();
        // The largest file this process may write: its log is full within a few hundred taps.
        await house.StartWithin(maxFileKilobytes: 3000);
        using var client = house.Client();
        await client.Send(Guid.NewGuid(), Hall, """{ "$type": "set-count", "count": 0 }""");
        var (written, refused) = (new List<Guid>(), 0);
        for (var tap = 0; tap < 4000 && refused < 5; tap++)
        {
            var id = Guid.NewGuid();
            var (status, answer) = await client.Post(Envelope(id, Hall, """{ "$type": "change-count", "delta": 1 }"""));
            if (status == HttpStatusCode.OK)
            {
                Assert.Equal("accepted", answer.GetProperty("status").GetString());
                written.Add(id);
            }
            else
            {
                Assert.Equal((HttpStatusCode.ServiceUnavailable, "unknown"), (status, answer.GetProperty("status").GetString()));
                refused++;
            }
        }

        Assert.Equal(5, refused);
        // It still reads, and says all the same that it is no house to be sent taps.
        await Eventually.True(async () =>
        {
            using var http = new HttpClient { BaseAddress = house.Address };
            using var ready = await http.GetAsync(new Uri("/healthz/ready", UriKind.Relative));
            return ready.StatusCode == HttpStatusCode.ServiceUnavailable
                && (await ready.Content.ReadAsStringAsync()).Contains("nie przyjmuje zapisów", StringComparison.Ordinal);
        }, "the node says that it is not ready", TimeSpan.FromSeconds(60));
        Assert.NotEmpty(written);
        // Who looks still sees the house as it last was.
        await Eventually.True(async () => await client.Count(Hall) == written.Count, $"the board shows {written.Count} people", TimeSpan.FromSeconds(20));
        await house.Kill();

        // Somebody made room.
        await house.Start();
        await Eventually.True(async () => await client.Count(Hall) == written.Count, $"the hall counts {written.Count} people", TimeSpan.FromSeconds(20));
        Assert.Equal("accepted", (await client.Send(Guid.NewGuid(), Hall, """{ "$type": "change-count", "delta": 1 }""")).GetProperty("status").GetString());
        foreach (var id in written.TakeLast(20))
        {
            Assert.Equal("repeated", (await client.Send(id, Hall, """{ "$type": "change-count", "delta": 1 }""")).GetProperty("status").GetString());
        }
    }

    /// <summary>As a phone does: an answer that did not come means "send the same id again".</summary>
    private static async Task TapUntilAnswered(HouseClient client, Guid id) => await Eventually.True(async () =>
    {
        try
        {
            var (status, answer) = await client.Post(Envelope(id, Hall, """{ "$type": "change-count", "delta": 1 }"""));
            return status == HttpStatusCode.OK && answer.GetProperty("status").GetString() is "accepted" or "repeated";
        }
        catch (Exception away) when (away is IOException or JsonException or TaskCanceledException)
        {
            return false;
        }
    }, "a tap is answered", AnsweredWithin);
}
