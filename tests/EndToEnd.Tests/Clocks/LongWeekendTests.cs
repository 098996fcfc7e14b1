using Mal.EndToEnd.House;
using static Mal.EndToEnd.House.HouseClient;
using static Microsoft.Playwright.Assertions;

namespace Mal.EndToEnd.Clocks;

/// <summary>The last evening before 88 hours without anybody: screens turn by themselves at 18:00 and at closing.</summary>
public sealed class LongWeekendTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task On_Friday_evening_the_wall_asks_to_take_what_will_not_last_and_at_closing_it_has_to_be_thrown_away()
    {
        await using var house = await new PublishedHouse("2026-11-27T17:58:30+01:00", clockRate: 4).Start();
        using var client = house.Client();
        await client.Send(Guid.NewGuid(), Fridge, Lot(Guid.NewGuid(), "Twaróg", "dairy", "use_by", "2026-11-29"));
        await client.Send(Guid.NewGuid(), Fridge, Lot(Guid.NewGuid(), "Ser żółty", "cold-cuts", "use_by", "2026-12-15"));
        await using var hall = await chromium.Lobby(house.Address, client);
        await using var hand = await chromium.Phone(house.Address, client);
        var (lobby, phone) = (await hall.NewPageAsync(), await hand.NewPageAsync());
        await Chromium.Watch(nameof(On_Friday_evening_the_wall_asks_to_take_what_will_not_last_and_at_closing_it_has_to_be_thrown_away), async () =>
        {
            await lobby.GotoAsync($"/ekran/{PublishedHouse.Place}");
            await Expect(lobby.Locator(".food")).ToContainTextAsync("Wracamy we wtorek. Weź dziś:");
            await Expect(lobby.Locator(".food li", new() { HasText = "Twaróg" })).ToContainTextAsync("weź dziś");
            await Expect(lobby.Locator(".food li", new() { HasText = "Ser żółty" })).Not.ToContainTextAsync("weź dziś");

            await house.Kill();
            await house.Start("--clock-start", "2026-11-27T19:59:20+01:00");
            await phone.GotoAsync($"/dyzur/{PublishedHouse.Place}");
            await phone.Locator("[data-tab=alerty]").ClickAsync();
            await Expect(phone.Locator("[data-alert]", new() { HasText = "Twaróg" })).ToBeVisibleAsync();
            await Expect(lobby.Locator("main")).ToContainTextAsync("Zamknięte.");
            await Expect(lobby.Locator("main")).Not.ToContainTextAsync("Twaróg");
            await Expect(phone.Locator("[data-alert]", new() { HasText = "Ser żółty" })).ToHaveCountAsync(0);

            await phone.Locator("[data-alert]", new() { HasText = "Twaróg" }).Locator("button").ClickAsync();
            await Expect(phone.Locator("[data-alert]", new() { HasText = "Twaróg" })).ToHaveCountAsync(0);
        }, lobby, phone);
    }
}
