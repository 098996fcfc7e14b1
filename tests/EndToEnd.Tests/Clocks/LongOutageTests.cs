using Mal.EndToEnd.House;
using static Microsoft.Playwright.Assertions;

namespace Mal.EndToEnd.Clocks;

/// <summary>A long time without network, with the browser's own clock moved instead of waited for.</summary>
public sealed class LongOutageTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task After_two_minutes_the_lobby_says_how_old_it_is_after_two_hours_it_hides_numbers_and_then_it_comes_back()
    {
        await using var house = await new PublishedHouse().Start();
        await using var cable = new Cable(house);
        using var client = house.Client();
        await using var hall = await chromium.Lobby(cable.Address, client);
        var lobby = await hall.NewPageAsync();
        await lobby.Clock.InstallAsync();
        await Chromium.Watch(nameof(LongOutageTests), async () =>
        {
            await lobby.GotoAsync($"/ekran/{PublishedHouse.Place}");
            await Expect(lobby.Locator(".status")).ToContainTextAsync("Otwarte do");
            // A count that changes under its eyes shows that the page is alive and not only drawn.
            await client.Send(Guid.NewGuid(), $"room/{PublishedHouse.Place}/sala-glowna", """{ "$type": "set-count", "count": 7 }""");
            await Expect(lobby.Locator("[data-room=sala-glowna] [data-count]")).ToContainTextAsync("7 o ");
            cable.Cut();
            await lobby.Clock.FastForwardAsync("02:00");
            await Expect(lobby.Locator(".status")).ToContainTextAsync("Dane z godz.");
            await lobby.Clock.FastForwardAsync("02:00:00");
            await Expect(lobby.Locator(".wall.old")).ToBeVisibleAsync();
            cable.Mend();
            await lobby.Clock.FastForwardAsync("01:00");
            await Expect(lobby.Locator(".status")).ToContainTextAsync("Otwarte do");
        }, lobby);
    }
}
