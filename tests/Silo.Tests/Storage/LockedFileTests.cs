using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Mal.Facts;
using Mal.Live;
using Mal.Rooms;
using Mal.Silo.Tests.Live;
using Mal.Storage;
using Mal.Wire;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Mal.Silo.Tests.Storage;

/// <summary>A whole node whose file of facts some other program holds: a tool of the machine's owner, a scanner.</summary>
public sealed class LockedFileTests : IAsyncLifetime
{
    private const string Hall = $"room/{LiveHouse.Place}/sala-glowna";
    private static readonly TimeSpan LetGoWithin = TimeSpan.FromSeconds(60);

    private readonly LiveHouse house = new();

    public Task InitializeAsync() => house.InitializeAsync();

    public Task DisposeAsync() => house.DisposeAsync();

    [Fact]
    public async Task Taps_at_a_locked_file_are_unknown_and_happen_once_when_it_is_let_go()
    {
        await using var phone = await house.Connect();
        Assert.Equal(AnswerStatus.Accepted, (await LiveHouse.Send<RoomCommand>(phone, Hall, new RoomCommand.SetCount(7))).Status);
        Envelope[] taps = [Tap(), Tap()];
        using (var other = FactTables.Open(Path.Combine(house.Data, "facts.db")))
        {
            FactTables.Run(other, "BEGIN IMMEDIATE;");
            var answers = await Task.WhenAll(taps.Select(tap => phone.InvokeAsync<Answer>("Send", tap)));
            Assert.All(answers, answer => Assert.Equal(AnswerStatus.Unknown, answer.Status));
            // Who looks still sees the house as it last was.
            Assert.Equal(7, await house.Count(Hall));
        }

        var waited = Stopwatch.StartNew();
        foreach (var tap in taps)
        {
            while ((await phone.InvokeAsync<Answer>("Send", tap)).Status is not (AnswerStatus.Accepted or AnswerStatus.Repeated))
            {
                Assert.True(waited.Elapsed < LetGoWithin, "Waited in vain for an answer.");
            }
        }

        var happened = await house.Services.GetRequiredService<IEventLog>().All(Hall);
        Assert.All(taps, tap => Assert.Single(happened, fact => fact.Command == tap.Id));
        Assert.Equal(Enumerable.Range(1, happened.Count).Select(version => (long)version), happened.Select(fact => fact.Version));
        while (await house.Count(Hall) != 9)
        {
            Assert.True(waited.Elapsed < LetGoWithin, "Waited in vain for the board.");
            await Task.Delay(50);
        }
    }

    [Fact]
    public async Task A_node_that_cannot_write_is_not_ready_though_it_reads_and_is_again_when_it_can()
    {
        using var http = new HttpClient { BaseAddress = new Uri(house.Address) };
        using (var other = FactTables.Open(Path.Combine(house.Data, "facts.db")))
        {
            FactTables.Run(other, "BEGIN IMMEDIATE;");
            await Ready(HttpStatusCode.ServiceUnavailable, "nie przyjmuje zapisów");
            Assert.Equal(Board.Trouble.Storage, house.Services.GetRequiredService<NodeTrouble>().Code);
        }

        await Ready(HttpStatusCode.OK, "ready");
        Assert.Null(house.Services.GetRequiredService<NodeTrouble>().Code);

        async Task Ready(HttpStatusCode status, string says)
        {
            var waited = Stopwatch.StartNew();
            using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
            while (true)
            {
                using var answer = await http.GetAsync(new Uri("/healthz/ready", UriKind.Relative));
                if (answer.StatusCode == status)
                {
                    Assert.Contains(says, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
                    return;
                }

                Assert.True(waited.Elapsed < LetGoWithin, $"Waited in vain for {status}.");
                await tick.WaitForNextTickAsync();
            }
        }
    }

    private static Envelope Tap() => new(Guid.NewGuid(), Hall, JsonSerializer.SerializeToElement<RoomCommand>(new RoomCommand.ChangeCount(1), Wire.Wire.Tolerant));
}
