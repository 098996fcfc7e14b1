using System.Net;
using System.Text.Json;
using Mal.EndToEnd.House;
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
