using System.Text.Json;
using Mal.EndToEnd.House;
using Microsoft.Playwright;
using static Mal.EndToEnd.House.HouseClient;
using static Microsoft.Playwright.Assertions;

namespace Mal.EndToEnd.Screens;

public sealed class LiveScreensTests(Chromium chromium) : IClassFixture<Chromium>
{
    private const string LobbyPath = $"/ekran/{PublishedHouse.Place}";
    private const string PhonePath = $"/dyzur/{PublishedHouse.Place}";

    // "12 o 16:42": a count is shown with the time it was taken.
    private const string Counted = "[data-room=sala-glowna] [data-count]";

    [Fact]
    public async Task A_tap_on_the_phone_changes_the_text_of_the_lobby()
    {
        await using var house = await new PublishedHouse().Start();
        using var client = house.Client();
        await Count(client, 11);
        await using var hall = await chromium.Lobby(house.Address, client);
        await using var hand = await chromium.Phone(house.Address, client);
        var lobby = await hall.NewPageAsync();
        var phone = await hand.NewPageAsync();
        await Chromium.Watch(nameof(A_tap_on_the_phone_changes_the_text_of_the_lobby), async () =>
        {
            await lobby.GotoAsync(LobbyPath);
            await Expect(lobby.Locator(Counted)).ToContainTextAsync("11 o ");
            await Live(lobby, client, 12);
            await phone.GotoAsync(PhonePath);
            await phone.Tap("[data-room=sala-glowna] [data-action=plus]", "[data-room=sala-glowna] output[data-count='13']");
            await Expect(lobby.Locator(Counted)).ToContainTextAsync("13 o ");
        }, lobby, phone);
        Assert.Equal(13, await client.Count(Hall));
    }

    [Fact]
    public async Task A_second_without_network_is_not_seen_on_the_lobby()
    {
        await using var house = await new PublishedHouse().Start();
        await using var cable = new Cable(house);
        using var client = house.Client();
        await using var hall = await chromium.Lobby(cable.Address, client);
        var lobby = await hall.NewPageAsync();
        await Chromium.Watch(nameof(A_second_without_network_is_not_seen_on_the_lobby), async () =>
        {
            await lobby.GotoAsync(LobbyPath);
            await Live(lobby, client, 12);
            await lobby.EvaluateAsync("""
                () => {
                    window.flickers = [];
                    const look = () => {
                        const text = document.querySelector('main')?.innerText ?? '';
                        if (!text.includes('12 o ') && !text.includes('14 o ') || /Brak połączenia|Dane z/.test(text)) { window.flickers.push(text || '(blank)'); }
                    };
                    new MutationObserver(look).observe(document.documentElement, { subtree: true, childList: true, characterData: true, attributes: true });
                }
                """);

            cable.Cut();
            await lobby.EvaluateAsync("() => new Promise(done => setTimeout(done, 1000))");
            cable.Mend();
            await Live(lobby, client, 14);

            Assert.Empty(await lobby.EvaluateAsync<string[]>("() => window.flickers"));
        }, lobby);
    }

    [Fact]
    public async Task Open_pages_come_back_by_themselves_when_a_killed_node_is_started_again()
    {
        await using var house = await new PublishedHouse().Start();
        using var client = house.Client();
        await using var hall = await chromium.Lobby(house.Address, client);
        var lobby = await hall.NewPageAsync();
        await Chromium.Watch(nameof(Open_pages_come_back_by_themselves_when_a_killed_node_is_started_again), async () =>
        {
            await lobby.GotoAsync(LobbyPath);
            await Live(lobby, client, 12);
            await lobby.EvaluateAsync("() => { window.samePage = true; }");

            await house.Kill();
            await house.Start();

            await Live(lobby, client, 14);
            Assert.True(await lobby.EvaluateAsync<bool>("() => window.samePage === true"), "The page was reloaded although the build is the same.");
        }, lobby);
    }

    [Fact]
    public async Task A_new_build_reloads_the_page_once()
    {
        await using var house = await new PublishedHouse().Start("--build", "first");
        using var client = house.Client();
        await using var hall = await chromium.Lobby(house.Address, client);
        var lobby = await hall.NewPageAsync();
        var loads = 0;
        await Chromium.Watch(nameof(A_new_build_reloads_the_page_once), async () =>
        {
            await lobby.GotoAsync(LobbyPath);
            await Live(lobby, client, 12);
            lobby.Load += (_, _) => Interlocked.Increment(ref loads);

            await house.Kill();
            await house.Start("--build", "second");

            await Eventually.True(() => Task.FromResult(Volatile.Read(ref loads) > 0), "the page is reloaded", TimeSpan.FromSeconds(60));
            await Live(lobby, client, 14);
            // Beats come every two seconds, and each names the build: three of them must not reload it again.
            await lobby.EvaluateAsync("() => new Promise(done => setTimeout(done, 7000))");
            Assert.Equal(1, loads);
        }, lobby);
    }

    private static Task<JsonElement> Count(HouseClient client, int people) =>
        client.Send(Guid.NewGuid(), Hall, $$"""{ "$type": "set-count", "count": {{people}} }""");

    /// <summary>The page follows the board: a new count appears on it without anybody touching it.</summary>
    private static async Task Live(IPage lobby, HouseClient client, int people)
    {
        await Count(client, people);
        await Expect(lobby.Locator(Counted)).ToContainTextAsync($"{people} o ");
    }
}
