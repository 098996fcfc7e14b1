using System.Text.RegularExpressions;
using Mal.EndToEnd.House;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Mal.EndToEnd.Screens;

/// <summary>The whole road of a series: a resident's phone, the desk, the hall and the staff phone on the day, the organizer's link, the close-out, the evaluation.</summary>
public sealed partial class SeriesStoryTests(Chromium chromium) : IClassFixture<Chromium>
{
    private const string Place = PublishedHouse.Place;
    private const string Title = "Krąg sąsiedzki";
    private const string OnTheDay = "2026-12-02T18:02:00+01:00";

    [Fact]
    public async Task A_resident_asks_for_a_series_is_let_in_counts_ends_closes_out_and_the_series_is_evaluated()
    {
        await using var house = await new PublishedHouse().Start();
        using var client = house.Client();
        await using var hand = await chromium.Device(house.Address, null, client, 360, 740);
        await using var desk = await chromium.Device(house.Address, "coordinator", client, 1366, 768);
        await using var hall = await chromium.Lobby(house.Address, client);
        await using var duty = await chromium.Phone(house.Address, client);
        var (phone, coordinator, lobby, staff) = (await hand.NewPageAsync(), await desk.NewPageAsync(), await hall.NewPageAsync(), await duty.NewPageAsync());
        await Chromium.Watch(nameof(SeriesStoryTests), async () =>
        {
            var tracked = await AskForTwoWednesdays(phone);
            var initiative = await Decide(coordinator, phone, tracked);

            var booking = (await client.Calendar("2026-12-02")).GetProperty("rooms").GetProperty("sala-glowna").EnumerateArray().Select(entry => entry.GetProperty("booking"))
                .Single(one => one.GetProperty("title").GetString() == Title).GetProperty("id").GetGuid();
            await house.Kill();
            await house.Start("--clock-start", OnTheDay);
            await lobby.GotoAsync($"/ekran/{Place}");
            await staff.GotoAsync($"/dyzur/{Place}");
            await Meet(phone, lobby, staff, await client.MeetingLink(booking));
            await Finish(coordinator, initiative);

            await phone.GotoAsync(tracked);
            await Expect(phone.Locator(".state")).ToContainTextAsync("To już koniec tych spotkań.");
            await Expect(phone.Locator(".dates")).ToContainTextAsync("odbyło się, 14 osób");
            // What was still to come is given back.
            await Eventually.True(async () => (await client.Calendar("2026-12-09")).GetProperty("rooms").GetProperty("sala-glowna").EnumerateArray()
                .Any(one => one.GetProperty("booking").GetProperty("title").GetString() == Title && one.TryGetProperty("gone", out var gone) && gone.GetString() == "withdrawn"),
                "the second Wednesday is free again", TimeSpan.FromSeconds(60));
        }, phone, coordinator, lobby, staff);
    }

    /// <returns>Where the request is followed.</returns>
    private static async Task<string> AskForTwoWednesdays(IPage phone)
    {
        await phone.GotoAsync($"/zgloszenie/{Place}");
        await phone.Locator("input[name=kto]").Nth(1).CheckAsync();
        await phone.Locator("#tytul").FillAsync(Title);
        await phone.Locator("#dzien").FillAsync("2026-12-02");
        await phone.Locator("input[name=jak-czesto][value=tydzien]").CheckAsync();
        await phone.Locator("#ostatni").FillAsync("2026-12-09");
        await phone.Locator("#od").FillAsync("18:00");
        await phone.Locator("#do").FillAsync("19:30");
        await phone.Locator("#osoby").FillAsync("10");
        await phone.Locator("#sala").SelectOptionAsync("sala-glowna");
        await phone.Locator("#kontakt").FillAsync("proba@example.org");
        await phone.Locator("button.first").ClickAsync();
        await Expect(phone.Locator("#terminy")).ToContainTextAsync("Wolne: 2 terminy");
        // Nothing is wider than the phone.
        Assert.True(await phone.EvaluateAsync<bool>("document.documentElement.scrollWidth <= 360"));
        await phone.Locator("button[name=wyslij]").ClickAsync();
        await Expect(phone.Locator(".code")).ToBeVisibleAsync();
        return Tracked().Match(await phone.Locator("body").InnerTextAsync()).Value;
    }

    /// <returns>The page of the initiative on the desk.</returns>
    private static async Task<string> Decide(IPage coordinator, IPage phone, string tracked)
    {
        await coordinator.GotoAsync($"/koordynacja/{Place}/zgloszenia");
        var mine = coordinator.Locator("[data-request]");
        await Expect(mine).ToContainTextAsync(Title);
        await Expect(mine.Locator("[data-verdict]")).ToContainTextAsync("Wolne 2 z 2 terminów");
        await Expect(mine).ToContainTextAsync("proba@example.org");
        var page = await mine.GetByText("Strona inicjatywy").GetAttributeAsync("href");
        await mine.Locator("[data-action=ask-open]").ClickAsync();
        await mine.Locator("[data-input=ask]").FillAsync("Czy potrzebny jest rzutnik?");
        await mine.Locator("[data-action=ask]").ClickAsync();
        await Expect(mine).ToContainTextAsync("do uzupełnienia");
        await phone.GotoAsync(tracked);
        await Expect(phone.Locator(".said")).ToContainTextAsync("Czy potrzebny jest rzutnik?");
        await phone.Locator("#odpowiedz").FillAsync("Nie, wystarczą krzesła.");
        await phone.Locator("button.first").ClickAsync();
        await Expect(mine).ToContainTextAsync("Nie, wystarczą krzesła.");
        await coordinator.GotoAsync(page!);
        await SetGoal(coordinator);
        await Expect(mine.Locator("[data-action=approve]")).ToContainTextAsync("2 terminy");
        await mine.Locator("[data-action=approve]").ClickAsync();
        await Expect(coordinator.Locator("main [data-stage]").First).ToHaveTextAsync("przyjęta");
        await phone.Until(".state h2:has-text('Przyjęte')", () => phone.GotoAsync(tracked));
        await Expect(phone.Locator(".dates")).ToContainTextAsync("środa, 9 grudnia");
        return page!;
    }

    // RULES §4: what the evaluation will be measured by is agreed before the yes.
    private static async Task SetGoal(IPage coordinator)
    {
        var form = coordinator.Locator("[data-settings=initiative]");
        await Expect(coordinator.Locator("[data-alive]")).ToBeVisibleAsync();
        await form.Locator("[data-input=goals]").FillAsync("osoby 12\nnowe inicjatywy 1");
        await form.Locator("[data-action=save]").ClickAsync();
        await Expect(coordinator.Locator(".facts")).ToContainTextAsync("osoby: 12");
    }

    private static async Task Meet(IPage phone, IPage lobby, IPage staff, string link)
    {
        var (row, card) = (lobby.Locator("[data-room=sala-glowna]"), staff.Locator("[data-room=sala-glowna]"));
        await Expect(row).ToContainTextAsync(Title);
        await Expect(card).ToContainTextAsync(Title);
        await phone.GotoAsync(link);
        await phone.Locator("#osoby").FillAsync("14");
        await phone.Locator("button.first").First.ClickAsync();
        await Expect(row.Locator("[data-count]")).ToContainTextAsync("14 o ");
        await Expect(card.Locator("output[data-count='14']")).ToBeVisibleAsync();
        await phone.Locator("button", new() { HasText = "Kończymy" }).ClickAsync();
        await Expect(row).ToHaveCountAsync(0);
        await Expect(card).ToHaveAttributeAsync("data-condition", "Turnover");
        await phone.Locator("#obecni").FillAsync("14");
        await phone.Locator("button", new() { HasText = "Zapisz" }).ClickAsync();
        await Expect(phone.Locator("button", new() { HasText = "Popraw" })).ToBeVisibleAsync();
    }

    private static async Task Finish(IPage coordinator, string initiative)
    {
        await coordinator.GotoAsync(initiative);
        await Expect(coordinator.Locator("[data-stage]").First).ToContainTextAsync("w toku");
        await Expect(coordinator.Locator("[data-past]")).ToContainTextAsync("obecności: 14");
        await coordinator.Tap("[data-action=complete]", "[data-action=evaluate-open]");
        await Expect(coordinator.Locator("[data-stage]").First).ToContainTextAsync("zakończona");
        await coordinator.Tap("[data-action=evaluate-open]", "[data-input=note]");
        await coordinator.Locator("input[data-goal=osoby]").CheckAsync();
        await coordinator.Locator("[data-input=note]").FillAsync("Przyszło więcej osób, niż planowano.");
        await coordinator.Locator("[data-action=evaluate]").ClickAsync();
        await Expect(coordinator.Locator("[data-stage]").First).ToContainTextAsync("oceniona");
        // Goals set, reached or not, and attendance against plan.
        await Expect(coordinator.Locator(".facts")).ToContainTextAsync("osoby: 12 – osiągnięty");
        await Expect(coordinator.Locator(".facts")).ToContainTextAsync("nowe-inicjatywy: 1 – nieosiągnięty");
        await Expect(coordinator.Locator(".facts")).ToContainTextAsync("obecności: 14");
    }

    [GeneratedRegex("/zgloszenie/[a-z0-9-]+/[A-Za-z0-9]+")]
    private static partial Regex Tracked();
}
