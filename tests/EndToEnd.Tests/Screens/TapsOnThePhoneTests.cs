using System.Text.RegularExpressions;
using Mal.EndToEnd.House;
using Microsoft.Playwright;
using static Mal.EndToEnd.House.HouseClient;
using static Microsoft.Playwright.Assertions;

namespace Mal.EndToEnd.Screens;

/// <summary>What becomes of a tap: away, refused, and on its way to the hall. One house for all; each story has its own corner of it.</summary>
public sealed class TapsOnThePhoneTests(OpenHouse house, Chromium chromium) : IClassFixture<OpenHouse>, IClassFixture<Chromium>
{
    private const string PhonePath = $"/dyzur/{PublishedHouse.Place}";
    private const string Salon = $"room/{PublishedHouse.Place}/salon-sasiedzki";

    [Fact]
    public async Task Taps_made_while_the_house_is_away_wait_in_sight_and_happen_once_and_in_order()
    {
        await using var cable = new Cable(house.House);
        await using var hand = await chromium.Phone(cable.Address, house.Client);
        var phone = await hand.NewPageAsync();
        var card = phone.Locator("[data-room=salon-sasiedzki]");
        await Chromium.Watch(nameof(Taps_made_while_the_house_is_away_wait_in_sight_and_happen_once_and_in_order), async () =>
        {
            await phone.GotoAsync(PhonePath);
            await Alive(phone, 12);
            var before = await Version(Salon);
            cable.Cut();
            await card.Locator("[data-action=plus]").ClickAsync();
            await card.Locator("[data-action=set][data-value='5']").ClickAsync();
            await card.Locator("[data-action=plus]").ClickAsync();

            await Expect(phone.Locator("[role=status]", new() { HasText = "3 czekają na wysłanie" })).ToBeVisibleAsync();
            await Expect(card.Locator("output")).ToHaveAttributeAsync("data-count", "6");
            Assert.Equal(before, await Version(Salon));

            cable.Mend();

            await Expect(phone.Locator("[data-screen=staff]")).Not.ToHaveAttributeAsync("data-waiting", new Regex(".*"));
            await Expect(card.Locator("output")).ToHaveAttributeAsync("data-count", "6");
            await house.Eventually(async () => await house.Client.Count(Salon) == 6, "the board shows 6 people");
            Assert.Equal(before + 3, await Version(Salon));
        }, phone);
    }

    [Fact]
    public async Task A_tap_that_somebody_else_was_before_is_taken_back_and_says_why()
    {
        await using var cable = new Cable(house.House);
        await using var hand = await chromium.Phone(cable.Address, house.Client);
        var phone = await hand.NewPageAsync();
        var card = phone.Locator("[data-room=sala-glowna]");
        await Chromium.Watch(nameof(A_tap_that_somebody_else_was_before_is_taken_back_and_says_why), async () =>
        {
            await phone.GotoAsync(PhonePath);
            await Alive(phone, 13);
            await Expect(card.Locator(".title")).ToContainTextAsync("do 17:30");
            cable.Cut();
            await card.Locator("[data-action=extend]").ClickAsync();
            await Expect(card.Locator(".title")).ToContainTextAsync("do 18:00");
            var ended = await house.Client.Send(Guid.NewGuid(), Hall, """{ "$type": "check-out" }""");
            Assert.Equal("accepted", ended.GetProperty("status").GetString());

            cable.Mend();

            await Expect(phone.Locator("[data-toast].refused")).ToContainTextAsync("nie przyjęto. To spotkanie już się skończyło.");
            await Expect(phone.Locator("[data-room=sala-glowna][data-condition=Turnover]")).ToBeVisibleAsync();
            await Expect(phone.Locator("[data-screen=staff]")).Not.ToHaveAttributeAsync("data-waiting", new Regex(".*"));
        }, phone);
    }

    [Fact]
    public async Task Food_taken_in_on_the_phone_is_offered_in_the_hall()
    {
        await using var hall = await chromium.Lobby(house.House.Address, house.Client);
        await using var hand = await chromium.Phone(house.House.Address, house.Client);
        var (lobby, phone) = (await hall.NewPageAsync(), await hand.NewPageAsync());
        await Chromium.Watch(nameof(Food_taken_in_on_the_phone_is_offered_in_the_hall), async () =>
        {
            await lobby.GotoAsync($"/ekran/{PublishedHouse.Place}");
            await phone.GotoAsync(PhonePath);
            await phone.Tap("[data-tab=zywnosc]", "[data-action=intake]");
            await phone.Locator("[data-action=intake]").ClickAsync();
            await phone.Locator("[data-category=dairy]").ClickAsync();
            await Expect(phone.Locator("[data-action=receive]")).ToBeDisabledAsync();
            await phone.GetByText("jutro").ClickAsync();
            await phone.Locator("[data-quantity='3']").ClickAsync();
            await phone.Locator("[data-input=name]").FillAsync("Kefir z malinami");
            await phone.Locator("[data-action=receive]").ClickAsync();

            await Expect(phone.Locator("[data-lot]").GetByText("Kefir z malinami")).ToBeVisibleAsync();
            await Expect(lobby.Locator(".food .name").GetByText("Kefir z malinami")).ToBeVisibleAsync();
        }, lobby, phone);
        var lot = (await house.Client.View(Fridge, "staff")).GetProperty("lots").EnumerateArray().Single(one => one.GetProperty("name").GetString() == "Kefir z malinami");
        Assert.Equal(("dairy", 3, "2026-11-26"), (lot.GetProperty("category").GetString(), lot.GetProperty("quantity").GetInt32(), lot.GetProperty("date").GetString()));
    }

    [Fact]
    public async Task A_coordinator_lets_a_phone_in_by_the_code_on_its_screen()
    {
        await using var desk = await chromium.Device(house.House.Address, "coordinator", house.Client, 1280, 800);
        await using var hand = await chromium.Device(house.House.Address, null, house.Client, 390, 844);
        var (office, phone) = (await desk.NewPageAsync(), await hand.NewPageAsync());
        await Chromium.Watch(nameof(A_coordinator_lets_a_phone_in_by_the_code_on_its_screen), async () =>
        {
            await phone.GotoAsync(PhonePath);
            var code = await phone.Locator("[data-pairing-code]").TextContentAsync();
            await office.GotoAsync($"/koordynacja/{PublishedHouse.Place}");
            await office.Until("[data-pairing-result]", async () =>
            {
                await office.Locator("[data-input=pairing-code]").FillAsync(code!);
                await office.Locator("[data-input=pairing-role]").SelectOptionAsync("staff");
                await office.Locator("[data-action=admit]").ClickAsync();
            });

            await Expect(office.Locator("[data-pairing-result]")).ToContainTextAsync("Połączono");
            await Expect(phone.Locator("[data-room=sala-komputerowa]")).ToBeVisibleAsync();
        }, office, phone);
    }

    /// <summary>A count that changes under its eyes shows that the page is alive and not only drawn.</summary>
    private async Task Alive(IPage phone, int people)
    {
        await house.Client.Send(Guid.NewGuid(), Salon, $$"""{ "$type": "set-count", "count": {{people}} }""");
        await Expect(phone.Locator("[data-room=salon-sasiedzki] output")).ToHaveAttributeAsync("data-count", $"{people}");
    }

    private async Task<long> Version(string key) => (await house.Client.View(key, "staff")).GetProperty("version").GetInt64();
}
