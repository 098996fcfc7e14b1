using System.Text.RegularExpressions;
using Mal.EndToEnd.House;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Mal.EndToEnd.Screens;

/// <summary>The phone in a pocket: no network, a killed page, a house that was changed meanwhile. What was tapped happens, once.</summary>
public sealed class PocketPhoneTests(OpenHouse house, Chromium chromium) : IClassFixture<OpenHouse>, IClassFixture<Chromium>
{
    private const string PhonePath = $"/dyzur/{PublishedHouse.Place}";
    private const string Salon = $"room/{PublishedHouse.Place}/salon-sasiedzki";

    [Fact]
    public async Task Of_thirty_taps_without_a_network_and_a_page_killed_twice_every_one_happens_once()
    {
        await using var cable = new Cable(house.House);
        await using var pocket = await chromium.Phone(cable.Address, house.Client);
        var phone = await pocket.NewPageAsync();
        await Chromium.Watch(nameof(Of_thirty_taps_without_a_network_and_a_page_killed_twice_every_one_happens_once), async () =>
        {
            await Remembered(phone);
            await Remembers(phone, 5);
            var before = await Version();
            cable.Cut();
            await Tap(phone, 10);
            await Keeps(phone, 10);
            phone = await Killed(phone);

            // Out of the phone's own memory: the page, the house as it was, and what waits.
            await phone.GotoAsync(PhonePath);
            await Expect(phone.Locator("[data-screen=staff]")).ToHaveAttributeAsync("data-waiting", "10");
            await Expect(Count(phone)).ToHaveAttributeAsync("data-count", "15");
            await Expect(phone.Locator("[role=status]", new() { HasText = "10 czeka na wysłanie" })).ToBeVisibleAsync();
            await Tap(phone, 20);
            await Expect(phone.Locator("[data-screen=staff]")).ToHaveAttributeAsync("data-waiting", "30");
            Assert.Equal(before, await Version());

            cable.Mend();
            // Killed while they are on their way: some have arrived, of some nobody knows.
            await house.Eventually(async () => await Version() > before, "the first of them has arrived");
            phone = await Killed(phone);
            await phone.GotoAsync(PhonePath);

            await Expect(phone.Locator("[data-screen=staff][data-alive]")).Not.ToHaveAttributeAsync("data-waiting", new Regex(".*"));
            await house.Eventually(async () => await Version() == before + 30, "thirty taps have been written");
            await Expect(Count(phone)).ToHaveAttributeAsync("data-count", "35");
            Assert.Equal(35, await house.Client.Count(Salon));
        }, pocket);
    }

    [Fact]
    public async Task A_phone_with_an_old_app_sends_what_it_holds_to_the_new_house_and_then_takes_the_new_app()
    {
        await using var cable = new Cable(house.House);
        await using var pocket = await chromium.Phone(cable.Address, house.Client);
        var phone = await pocket.NewPageAsync();
        await Chromium.Watch(nameof(A_phone_with_an_old_app_sends_what_it_holds_to_the_new_house_and_then_takes_the_new_app), async () =>
        {
            await Remembered(phone);
            await Remembers(phone, 2);
            var before = await Version();
            cable.Cut();
            await Tap(phone, 3);
            await Keeps(phone, 3);
            phone = await Killed(phone);
            await house.House.Kill();
            await phone.GotoAsync(PhonePath);
            await Expect(phone.Locator("[data-screen=staff]")).ToHaveAttributeAsync("data-waiting", "3");
            var old = await phone.EvaluateAsync<string>("mal.build()");

            // Its clock goes on, as a real one would: what the phone saw was after the last thing that the house knows.
            await house.House.Start("--build", "nowe-wydanie", "--clock-start", "2026-11-25T16:58:00+01:00");
            cable.Mend();

            await Expect(phone.Locator("meta[name=mal-build]")).ToHaveAttributeAsync("content", "nowe-wydanie");
            Assert.NotEqual("nowe-wydanie", old);
            await Expect(phone.Locator("html")).ToHaveAttributeAsync("data-kept-build", "nowe-wydanie");
            await Expect(phone.Locator("[data-screen=staff]")).Not.ToHaveAttributeAsync("data-waiting", new Regex(".*"));
            await house.Eventually(async () => await Version() == before + 3 && await house.Client.Count(Salon) == 5, "three taps have been written");
            Assert.Equal(["mal-page-nowe-wydanie"], await phone.EvaluateAsync<string[]>("caches.keys()"));
        }, pocket);
    }

    [Fact]
    public async Task A_phone_that_the_house_no_longer_knows_forgets_what_it_showed()
    {
        await using var pocket = await chromium.Phone(house.House.Address, house.Client);
        var phone = await pocket.NewPageAsync();
        await Chromium.Watch(nameof(A_phone_that_the_house_no_longer_knows_forgets_what_it_showed), async () =>
        {
            await Remembered(phone);
            await Remembers(phone, 7);

            await pocket.ClearCookiesAsync();
            await phone.ReloadAsync();

            await Expect(phone.Locator("[data-pairing-code]")).ToBeVisibleAsync();
            await house.Eventually(async () => await Board(phone) is null && await phone.EvaluateAsync<int>("caches.keys().then(names => names.length)") == 0, "the phone has forgotten");
        }, pocket);
    }

    [Fact]
    public async Task Without_HTTPS_everything_works_while_the_network_lasts_and_the_page_says_what_is_missing()
    {
        await using var near = await chromium.Phone(house.House.Address, house.Client);
        await using var far = await chromium.Phone(new UriBuilder(house.House.Address) { Host = Chromium.FarAway }.Uri, house.Client);
        var (local, phone) = (await near.NewPageAsync(), await far.NewPageAsync());
        await Chromium.Watch(nameof(Without_HTTPS_everything_works_while_the_network_lasts_and_the_page_says_what_is_missing), async () =>
        {
            await phone.GotoAsync(PhonePath);
            await Remembered(local);

            await Expect(phone.Locator("[data-note]")).ToContainTextAsync("Ten adres nie ma HTTPS, więc bez sieci ten ekran się nie otworzy.");
            await Expect(local.Locator("[data-screen=staff][data-alive]")).ToBeVisibleAsync();
            await Expect(local.Locator("[data-note]")).ToHaveCountAsync(0);

            var before = await Version();
            await Tap(phone, 1);
            await house.Eventually(async () => await Version() == before + 1, "the tap has been written");
        }, phone, local);
    }

    [Fact]
    public async Task The_phone_can_be_put_among_the_apps()
    {
        await using var pocket = await chromium.Phone(house.House.Address, house.Client);
        var phone = await pocket.NewPageAsync();
        await Remembered(phone);
        await using var browser = await Session(phone);

        var manifest = await browser.Value.SendAsync("Page.getAppManifest");
        var problems = await browser.Value.SendAsync("Page.getInstallabilityErrors");

        Assert.Empty(manifest!.Value.GetProperty("errors").EnumerateArray());
        // A test's browser is always a private window, and that is all there is against it.
        Assert.All(problems!.Value.GetProperty("installabilityErrors").EnumerateArray(), problem => Assert.Equal("in-incognito", problem.GetProperty("errorId").GetString()));
    }

    /// <summary>Opened once with a network, and kept.</summary>
    private static async Task Remembered(IPage phone)
    {
        await phone.GotoAsync(PhonePath);
        await Expect(phone.Locator("html")).ToHaveAttributeAsync("data-kept-build", new Regex(".+"));
    }

    /// <summary>A number of people came, and the phone has it in its memory.</summary>
    private async Task Remembers(IPage phone, int people)
    {
        await house.Client.Send(Guid.NewGuid(), Salon, $$"""{ "$type": "set-count", "count": {{people}} }""");
        await Expect(Count(phone)).ToHaveAttributeAsync("data-count", $"{people}");
        await house.Eventually(async () => await Board(phone) == people, "the phone remembers the board");
    }

    /// <summary>So many taps lie in the phone's own memory: a page that dies within the milliseconds before cannot have kept them.</summary>
    private Task Keeps(IPage phone, int taps) => house.Eventually(
        async () => await phone.EvaluateAsync<int>($"import('/phone.js').then(phone => phone.openTaps('{PublishedHouse.Place}')).then(taps => JSON.parse(taps).length)") == taps,
        $"the phone keeps {taps} taps");

    /// <summary>The people in the room on the board that the phone remembers; null when it remembers none.</summary>
    private static Task<int?> Board(IPage phone) => phone.EvaluateAsync<int?>(
        $"import('/phone.js').then(phone => phone.readBoard('{PublishedHouse.Place}')).then(board => JSON.parse(board)?.snapshot.views['{Salon}'].occupancy.count ?? null)");

    private static ILocator Count(IPage phone) => phone.Locator("[data-room=salon-sasiedzki] output");

    private static async Task Tap(IPage phone, int times)
    {
        await Expect(phone.Locator("[data-screen=staff][data-alive]")).ToBeVisibleAsync();
        for (var tap = 0; tap < times; tap++)
        {
            await phone.Locator("[data-room=salon-sasiedzki] [data-action=plus]").ClickAsync();
        }
    }

    /// <summary>As when the system takes the memory away: the page has no last word. The next one is the same phone.</summary>
    private static async Task<IPage> Killed(IPage phone)
    {
        var dead = new TaskCompletionSource();
        phone.Crash += (_, _) => dead.TrySetResult();
        var browser = await phone.Context.NewCDPSessionAsync(phone);
        // The answer never comes: there is nobody left to give it.
        _ = browser.SendAsync("Page.crash").ContinueWith(_ => { }, TaskScheduler.Default);
        await dead.Task.WaitAsync(TimeSpan.FromMilliseconds(Chromium.PatienceMs));
        var context = phone.Context;
        await phone.CloseAsync();
        return await context.NewPageAsync();
    }

    private static async Task<Detaching> Session(IPage page) => new(await page.Context.NewCDPSessionAsync(page));

    private async Task<long> Version() => (await house.Client.View(Salon, "staff")).GetProperty("version").GetInt64();

    private sealed record Detaching(ICDPSession Value) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await Value.DetachAsync();
    }
}
