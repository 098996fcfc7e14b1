using System.Diagnostics;
using Mal.EndToEnd.House;
using Microsoft.Playwright;
using Xunit.Abstractions;
using static Mal.EndToEnd.House.HouseClient;
using static Microsoft.Playwright.Assertions;

namespace Mal.EndToEnd.Screens;

/// <summary>
/// The road between a screen and the house, with every fault a proxy or a network can have and still look like one. The exact
/// limits are held by <c>RoadTests</c> on a clock moved by hand; here a real browser goes the real road, on a machine that may
/// be busy, so what is asserted is that it arrives, and how long it took is only said.
/// </summary>
public sealed class BadRoadTests(OpenHouse house, Chromium chromium, ITestOutputHelper says) : IClassFixture<OpenHouse>, IClassFixture<Chromium>
{
    private const string LobbyPath = $"/ekran/{PublishedHouse.Place}";
    private const string PhonePath = $"/dyzur/{PublishedHouse.Place}";
    private const string Counted = "[data-room=sala-glowna] [data-count]";

    private static int people = 20;

    [Theory]
    [InlineData(Fault.ClosesAfterUpgrade)]
    [InlineData(Fault.SwallowsAfterUpgrade)]
    [InlineData(Fault.RefusesUpgrade)]
    [InlineData(Fault.KeepsNegotiation)]
    public async Task A_wall_behind_a_proxy_that_is_bad_at_web_sockets_or_at_negotiations_is_live(Fault fault)
    {
        await using var cable = new Cable(house.House) { Fault = fault };
        await using var hall = await chromium.Lobby(cable.Address, house.Client);
        var lobby = await hall.NewPageAsync();
        await Chromium.Watch($"{nameof(BadRoadTests)}-{fault}", async () =>
        {
            await lobby.GotoAsync(LobbyPath);
            await IsLive(lobby, $"{fault}: from the first picture");
            // Twice is no chance; a third time would only be more of it. The road that works is kept.
            Assert.InRange(cable.Upgrades, 1, fault == Fault.KeepsNegotiation ? 1 : 2);
            await IsLive(lobby, $"{fault}: one more change");
        }, hall);
    }

    [Fact]
    public async Task A_wall_whose_open_connections_all_died_in_silence_comes_back_by_itself()
    {
        await using var cable = new Cable(house.House);
        await using var hall = await chromium.Lobby(cable.Address, house.Client);
        var lobby = await hall.NewPageAsync();
        await Chromium.Watch($"{nameof(BadRoadTests)}-died", async () =>
        {
            await lobby.GotoAsync(LobbyPath);
            await IsLive(lobby, "at first");
            cable.KillSilently();
            await IsLive(lobby, "all open connections silently dead, the road open");
        }, hall);
    }

    [Fact]
    public async Task A_phone_on_a_road_that_swallows_everything_says_so_and_is_live_again_once_it_does_not()
    {
        await using var cable = new Cable(house.House);
        await using var hand = await chromium.Phone(cable.Address, house.Client);
        var phone = await hand.NewPageAsync();
        await Chromium.Watch($"{nameof(BadRoadTests)}-silent", async () =>
        {
            await phone.GotoAsync(PhonePath);
            await Expect(phone.Locator("[data-screen=staff][data-alive]")).ToBeVisibleAsync();
            await Shows(phone, "at first");
            cable.Fault = Fault.Silent;
            cable.KillSilently();
            await Expect(phone.Locator("main, header").GetByText("Brak połączenia").First).ToBeVisibleAsync();
            // Long enough for attempts over every transport, and over connections that died before.
            await phone.EvaluateAsync("() => new Promise(done => setTimeout(done, 30000))");
            cable.Fault = Fault.None;
            await Shows(phone, "after half a minute in which nothing got through");
            await Expect(phone.GetByText("Brak połączenia")).ToHaveCountAsync(0);
        }, hand);
    }

    private Task IsLive(IPage lobby, string when) => Until(when, now => Expect(lobby.Locator(Counted)).ToContainTextAsync($"{now} o "));

    private Task Shows(IPage phone, string when) => Until(when, now => Expect(phone.Locator($"[data-room=sala-glowna] output[data-count='{now}']")).ToBeVisibleAsync());

    /// <summary>A new count appears without anybody touching the page.</summary>
    private async Task Until(string when, Func<int, Task> appears)
    {
        var took = Stopwatch.StartNew();
        var now = Interlocked.Increment(ref people);
        await house.Client.Send(Guid.NewGuid(), Hall, $$"""{ "$type": "set-count", "count": {{now}} }""");
        await appears(now);
        says.WriteLine($"{when}: live after {took.Elapsed.TotalSeconds:0.0} s");
    }
}
