using System.Text.RegularExpressions;
using Mal.EndToEnd.House;
using Microsoft.Playwright;
using static Mal.EndToEnd.House.HouseClient;
using static Microsoft.Playwright.Assertions;

namespace Mal.EndToEnd.Screens;

/// <summary>The whole road of one request: a resident's phone, the coordinator's desk, the hall on the day, the organizer's link, the close-out.</summary>
public sealed partial class ResidentsStoryTests(Chromium chromium) : IClassFixture<Chromium>
{
    private const string Place = PublishedHouse.Place;
    private const string OnTheDay = "2026-12-02T18:02:00+01:00";

    [Fact]
    public async Task A_resident_asks_from_a_phone_answers_is_let_in_counts_ends_and_closes_out()
    {
        await using var house = await new PublishedHouse().Start();
        using var client = house.Client();
        await using var hand = await chromium.Device(house.Address, null, client, 360, 740);
        await using var desk = await chromium.Device(house.Address, "coordinator", client, 1366, 768);
        await using var hall = await chromium.Lobby(house.Address, client);
        var (phone, coordinator, lobby) = (await hand.NewPageAsync(), await desk.NewPageAsync(), await hall.NewPageAsync());
        await Chromium.Watch(nameof(ResidentsStoryTests), async () =>
        {
            // The form, with one mistake on the way: what was typed stays.
            await phone.GotoAsync($"/zgloszenie/{Place}");
            await phone.Locator("input[name=kto]").First.CheckAsync();
            await phone.Locator("#tytul").FillAsync("Krąg sąsiedzki");
            await phone.Locator("#dzien").FillAsync("2026-12-02");
            await phone.Locator("#od").FillAsync("18:00");
            await phone.Locator("#do").FillAsync("17:00");
            await phone.Locator("#osoby").FillAsync("10");
            await phone.Locator("#sala").SelectOptionAsync("sala-glowna");
            await phone.Locator("#kontakt").FillAsync("proba@example.org");
            await phone.Locator("button.first").ClickAsync();
            await Expect(phone.Locator("[role=alert]")).ToContainTextAsync("Jeszcze nie wysłano");
            await Expect(phone.Locator("#tytul")).ToHaveValueAsync("Krąg sąsiedzki");
            await phone.Locator("#do").FillAsync("19:30");
            await phone.Locator("button.first").ClickAsync();
            await Expect(phone.Locator(".code")).ToBeVisibleAsync();
            var tracked = Tracked().Match(await phone.Locator("main, body").First.InnerTextAsync()).Value;
            Assert.NotEmpty(tracked);

            // The desk asks, the resident answers, the desk approves.
            await coordinator.GotoAsync($"/koordynacja/{Place}/zgloszenia");
            var mine = coordinator.Locator("[data-request]");
            await Expect(mine).ToContainTextAsync("Krąg sąsiedzki");
            await mine.Locator("[data-action=ask-open]").ClickAsync();
            await mine.Locator("[data-input=ask]").FillAsync("Czy potrzebny jest rzutnik?");
            await mine.Locator("[data-action=ask]").ClickAsync();
            await Expect(mine).ToContainTextAsync("do uzupełnienia");
            await phone.GotoAsync(tracked);
            await Expect(phone.Locator(".said")).ToContainTextAsync("Czy potrzebny jest rzutnik?");
            await phone.Locator("#odpowiedz").FillAsync("Nie, wystarczą krzesła.");
            await phone.Locator("button.first").ClickAsync();
            await Expect(mine).ToContainTextAsync("Nie, wystarczą krzesła.");
            await mine.Locator("[data-action=approve]").ClickAsync();
            await Expect(mine).ToHaveCountAsync(0);
            await phone.GotoAsync(tracked);
            await Expect(phone.Locator(".state")).ToContainTextAsync("sala", new() { IgnoreCase = true });

            // The day itself.
            var booking = (await client.View(Hall)).GetProperty("bookings").EnumerateArray()
                .Concat((await client.Calendar("2026-12-02")).GetProperty("rooms").GetProperty("sala-glowna").EnumerateArray().Select(entry => entry.GetProperty("booking")))
                .First(one => one.TryGetProperty("title", out var title) && title.GetString() == "Krąg sąsiedzki").GetProperty("id").GetGuid();
            await house.Kill();
            await house.Start("--clock-start", OnTheDay);
            await lobby.GotoAsync($"/ekran/{Place}");
            await Expect(lobby.Locator("[data-room=sala-glowna]")).ToContainTextAsync("Krąg sąsiedzki");
            await phone.GotoAsync(await client.MeetingLink(booking));
            await phone.Locator("#osoby").FillAsync("14");
            await phone.Locator("button.first").First.ClickAsync();
            await Expect(lobby.Locator("[data-room=sala-glowna] [data-count]")).ToContainTextAsync("14 o ");
            await phone.Locator("button", new() { HasText = "Kończymy" }).ClickAsync();
            await Expect(lobby.Locator("[data-room=sala-glowna]")).ToHaveCountAsync(0);
            await phone.Locator("#obecni").FillAsync("14");
            await phone.Locator("button", new() { HasText = "Zapisz" }).ClickAsync();
            await Expect(phone.Locator("button", new() { HasText = "Popraw" })).ToBeVisibleAsync();

            var entry = (await client.Calendar("2026-12-02")).GetProperty("rooms").GetProperty("sala-glowna").EnumerateArray()
                .Single(one => one.GetProperty("booking").GetProperty("id").GetGuid() == booking);
            Assert.Equal(14, entry.GetProperty("closeOut").GetProperty("people").GetInt32());
        }, phone, coordinator, lobby);
    }

    [GeneratedRegex("/zgloszenie/[a-z0-9-]+/[A-Za-z0-9]+")]
    private static partial Regex Tracked();
}
