using System.Text.RegularExpressions;
using Mal.EndToEnd.House;
using static Mal.EndToEnd.House.HouseClient;
using static Microsoft.Playwright.Assertions;

namespace Mal.EndToEnd.Clocks;

/// <summary>One start ten years ahead, on the published node: what the screens say, who ends it, and the way back when a wrong date was believed.</summary>
public sealed class WrongClockTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task A_wrong_clock_is_told_on_the_wall_and_on_the_desk_until_a_coordinator_confirms_and_what_it_wrote_can_be_taken_out()
    {
        await using var house = await new PublishedHouse().Start();
        using var client = house.Client();
        await client.Send(Guid.NewGuid(), Fridge, Lot(Guid.NewGuid(), "Twaróg", "dairy", "use_by", "2026-12-01"));
        await house.Kill();
        await house.Start("--clock-start", "2036-11-26T12:40:00+01:00");
        await using var hall = await chromium.Lobby(house.Address, client);
        await using var office = await chromium.Device(house.Address, "coordinator", client, 1440, 900);
        var (lobby, desk) = (await hall.NewPageAsync(), await office.NewPageAsync());
        await Chromium.Watch(nameof(WrongClockTests), async () =>
        {
            await lobby.GotoAsync($"/ekran/{PublishedHouse.Place}");
            await Expect(lobby.Locator("[data-status]")).ToHaveTextAsync("Data do sprawdzenia");
            await Expect(lobby.Locator("time.clock")).ToHaveTextAsync("–:––");
            await Expect(lobby.Locator("main")).Not.ToContainTextAsync("Twaróg");
            await desk.GotoAsync($"/koordynacja/{PublishedHouse.Place}");
            var alert = desk.Locator("[data-alert^=clock-doubtful]");
            await Expect(alert).ToContainTextAsync("26 listopada 2036 r., 12:4");
            Assert.Contains("It is not believed", house.Said, StringComparison.Ordinal);
            // Whoever taps meanwhile is recorded, in the year that is known.
            await client.Send(Guid.NewGuid(), Hall, """{ "$type": "set-count", "count": 3 }""");
            Assert.StartsWith("2026-11-25T1", (await client.View(Hall)).GetProperty("occupancy").GetProperty("at").GetString(), StringComparison.Ordinal);

            await alert.Locator("button").ClickAsync();
            await Expect(alert).ToHaveCountAsync(0);
            await Expect(lobby.Locator("time.clock")).ToHaveTextAsync(new Regex("^12:4"));
        }, lobby, desk);

        // It was wrong after all.
        await house.Kill();
        var taken = await PublishedHouse.Verb("rewind", "2026-11-25T17:30+01:00", "--data", house.Data);
        Assert.True(taken.Code == 0, taken.Said);
        await house.Start("--clock-start", "2026-11-25T17:30:00+01:00");
        Assert.Equal(3, await client.Count(Hall));
        Assert.DoesNotContain("rewind", house.Said[house.Said.LastIndexOf("ekran w holu", StringComparison.Ordinal)..], StringComparison.Ordinal);
        var request = $$"""
            { "$type": "request-booking", "booking": { "id": "{{Guid.NewGuid()}}", "title": "Klub", "from": "2026-12-02T12:30", "until": "2026-12-02T14:00", "people": 5, "organizer": { "kind": "resident" } } }
            """;
        var answer = await client.Send(Guid.NewGuid(), $"room/{PublishedHouse.Place}/sala-komputerowa", request);
        Assert.Equal("accepted", answer.GetProperty("status").GetString());
    }
}
