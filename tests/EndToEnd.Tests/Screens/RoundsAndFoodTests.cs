using System.Text.Json;
using Mal.EndToEnd.House;
using Microsoft.Playwright;
using static Mal.EndToEnd.House.HouseClient;
using static Microsoft.Playwright.Assertions;

namespace Mal.EndToEnd.Screens;

/// <summary>One person with full hands: a round in one scroll, food by its label, two phones at one shelf. The browser counts the taps that the docs name.</summary>
public sealed class RoundsAndFoodTests(OpenHouse house, Chromium chromium) : IClassFixture<OpenHouse>, IClassFixture<Chromium>
{
    private const string PhonePath = $"/dyzur/{PublishedHouse.Place}";
    private const string Shelf1 = $"shelf/{PublishedHouse.Place}/polka-1";
    private const string Garment = $"room/{PublishedHouse.Place}/sala-warsztatowa";

    [Fact]
    public async Task A_round_of_the_whole_house_is_ten_taps_and_is_taken_back_with_one()
    {
        await using var hand = await chromium.Phone(house.House.Address, house.Client);
        var phone = await hand.NewPageAsync();
        await Chromium.Watch(nameof(A_round_of_the_whole_house_is_ten_taps_and_is_taken_back_with_one), async () =>
        {
            await phone.GotoAsync(PhonePath);
            await Counted(phone);
            await phone.Locator("[data-action=round]").ClickAsync();
            await Answer(phone, Hall, "wg planu (18)");
            await Answer(phone, Garment, "10");
            await Answer(phone, $"room/{PublishedHouse.Place}/aneks-kuchenny", "są");
            await Answer(phone, $"room/{PublishedHouse.Place}/salon-sasiedzki", "0");
            await Answer(phone, Fridge, "4");
            await Answer(phone, Fridge, "czysto");
            await Answer(phone, Fridge, "trochę");
            await Answer(phone, Shelf1, "dużo");
            await Expect(phone.Locator("header [role=status]")).ToContainTextAsync("6 z 8");
            await phone.Locator("[data-action=done]").ClickAsync();
            Assert.Equal(10, await Taps(phone));

            await Expect(phone.Locator("[data-toast]")).ToContainTextAsync("Obchód: zapisano 6 z 8");
            await house.Eventually(async () => await house.Client.Count(Hall) == 18 && await Level(Shelf1) == "plenty" && await Celsius() == 4, "the round has been written");
            // What was skipped is not guessed.
            Assert.False((await house.Client.View($"shelf/{PublishedHouse.Place}/polka-2", "staff")).TryGetProperty("level", out _));
            await Expect(phone.Locator("[data-action=round]")).Not.ToHaveAttributeAsync("data-offered", "");

            await phone.Locator("[data-action=undo]").ClickAsync();
            await house.Eventually(async () => await Level(Shelf1) is null && await Celsius() is null && await house.Client.Count(Hall) != 18, "the round has been taken back");
        }, phone);
    }

    [Fact]
    public async Task A_dated_lot_is_four_taps_and_a_bag_is_four_and_both_reach_the_hall()
    {
        await using var hall = await chromium.Lobby(house.House.Address, house.Client);
        await using var hand = await chromium.Phone(house.House.Address, house.Client);
        var (lobby, phone) = (await hall.NewPageAsync(), await hand.NewPageAsync());
        await Chromium.Watch(nameof(A_dated_lot_is_four_taps_and_a_bag_is_four_and_both_reach_the_hall), async () =>
        {
            await lobby.GotoAsync($"/ekran/{PublishedHouse.Place}");
            await phone.GotoAsync(PhonePath);
            await Counted(phone);
            await phone.Locator("[data-tab=zywnosc]").ClickAsync();
            await phone.EvaluateAsync("sessionStorage.setItem('taps', 0)");
            await phone.Locator("[data-action=intake]").ClickAsync();
            await phone.Locator("[data-category=ready-meal]").ClickAsync();
            await phone.GetByText("jutro").ClickAsync();
            await Expect(phone.Locator("[data-action=receive]")).ToHaveTextAsync("Do lodówki: 1 porcja");
            await phone.Locator("[data-action=receive]").ClickAsync();
            Assert.Equal(4, await Taps(phone));
            await Expect(lobby.Locator(".food .name").GetByText("Dania gotowe")).ToBeVisibleAsync();

            await phone.EvaluateAsync("sessionStorage.setItem('taps', 0)");
            await phone.Locator("[data-action=intake]").ClickAsync();
            await phone.Locator("[data-category=mixed]").ClickAsync();
            await phone.Locator("[data-quantity='3']").ClickAsync();
            await phone.Locator("[data-action=receive]").ClickAsync();
            Assert.Equal(4, await Taps(phone));
            await Expect(lobby.Locator(".food .name").GetByText("Mieszane (torba, skrzynka)")).ToBeVisibleAsync();
        }, lobby, phone);
    }

    [Fact]
    public async Task Food_that_the_house_does_not_take_is_said_before_it_is_sent_and_a_month_means_its_last_day()
    {
        await using var hand = await chromium.Phone(house.House.Address, house.Client);
        var phone = await hand.NewPageAsync();
        await Chromium.Watch(nameof(Food_that_the_house_does_not_take_is_said_before_it_is_sent_and_a_month_means_its_last_day), async () =>
        {
            await phone.GotoAsync(PhonePath);
            await phone.Locator("[data-tab=zywnosc]").ClickAsync();
            await phone.Locator("[data-action=intake]").ClickAsync();
            await phone.Locator("[data-category=cold-cuts]").ClickAsync();
            await phone.Locator("[data-action=other-date]").ClickAsync();
            await phone.Locator("[data-input=date]").FillAsync("2026-11-24");
            await Expect(phone.Locator("[data-refused]")).ToContainTextAsync("minął termin. Nie wkładaj, wyrzuć.");
            await Expect(phone.Locator("[data-action=receive]")).ToBeDisabledAsync();

            await phone.Locator("[data-precision=Month]").ClickAsync();
            await phone.Locator("[data-input=month]").FillAsync("2026-12");
            await phone.Locator("[data-input=quantity]").FillAsync("2,5");
            await phone.Locator("[data-input=name]").ClickAsync();
            await Expect(phone.Locator("[data-refused]")).ToContainTextAsync("bez ułamków");
            await phone.Locator("[data-quantity='2']").ClickAsync();
            await phone.Locator("[data-allergens] summary").ClickAsync();
            await phone.Locator("[data-allergen=MILK]").ClickAsync();
            await phone.Locator("[data-action=receive]").ClickAsync();

            await Expect(phone.Locator("[data-lot]", new() { HasText = "Wędliny i sery pakowane, 2 opakowania" })).ToContainTextAsync("do 31.12");
            await house.Eventually(async () => (await house.Client.View(Fridge, "staff")).GetProperty("lots").EnumerateArray()
                .Any(lot => lot.GetProperty("category").GetString() == "cold-cuts" && lot.GetProperty("date").GetString() == "2026-12" && lot.GetProperty("goodThrough").GetString() == "2026-12-31"
                    && lot.GetProperty("allergens").GetProperty("MILK").GetBoolean()), "the lot lies in the fridge");
        }, phone);
    }

    [Fact]
    public async Task Two_phones_at_one_shelf_stay_in_step_and_a_double_tap_is_two()
    {
        await using var cable = new Cable(house.House);
        await using var one = await chromium.Phone(house.House.Address, house.Client);
        await using var other = await chromium.Phone(cable.Address, house.Client);
        var (first, second) = (await one.NewPageAsync(), await other.NewPageAsync());
        var lot = Guid.NewGuid();
        await house.Client.Send(Guid.NewGuid(), Shelf1, $$"""{ "$type": "receive", "lot": { "id": "{{lot}}", "name": "Bułki", "category": "bread", "quantity": 9, "dateKind": "none" } }""");
        await Chromium.Watch(nameof(Two_phones_at_one_shelf_stay_in_step_and_a_double_tap_is_two), async () =>
        {
            foreach (var phone in new[] { first, second })
            {
                await phone.GotoAsync(PhonePath);
                await phone.Locator("[data-tab=zywnosc]").ClickAsync();
                await phone.Locator("[data-shelf=polka-1]").ClickAsync();
                await Expect(Card(phone, lot)).ToContainTextAsync("Bułki, 9 sztuk");
            }
            await Card(first, lot).Locator("[data-action=pick-up]").DblClickAsync();
            await Expect(Card(second, lot)).ToContainTextAsync("Bułki, 7 sztuk");

            // Their taps cross: one has no network while the other goes on.
            cable.Cut();
            await Card(second, lot).Locator("[data-action=pick-up]").ClickAsync();
            await Card(second, lot).Locator("[data-action=pick-up]").ClickAsync();
            await Card(first, lot).Locator("[data-action=pick-up]").ClickAsync();
            await Expect(Card(second, lot)).ToContainTextAsync("Bułki, 5 sztuk");
            await Expect(Card(first, lot)).ToContainTextAsync("Bułki, 6 sztuk");
            cable.Mend();

            await Expect(Card(first, lot)).ToContainTextAsync("Bułki, 4 sztuki");
            await Expect(Card(second, lot)).ToContainTextAsync("Bułki, 4 sztuki");
            await Expect(second.Locator("[data-screen=staff]:not([data-waiting])")).ToBeVisibleAsync();
        }, first, second);
    }

    [Fact]
    public async Task A_phone_of_360_px_at_200_percent_shows_everything_and_its_targets_are_large()
    {
        // 200 % on a phone of 360 px leaves 180 of its own pixels.
        await using var small = await chromium.Device(house.House.Address, "staff", house.Client, 180, 400, touch: true);
        var phone = await small.NewPageAsync();
        await Chromium.Watch(nameof(A_phone_of_360_px_at_200_percent_shows_everything_and_its_targets_are_large), async () =>
        {
            await phone.GotoAsync(PhonePath);
            await Fits(phone, "Sale");
            await phone.Locator("[data-action=round]").ClickAsync();
            await Fits(phone, "a round");
            await phone.Locator("[data-action=cancel]").ClickAsync();
            await phone.Locator("[data-tab=zywnosc]").ClickAsync();
            await Fits(phone, "Żywność");
            await phone.Locator("[data-action=intake]").ClickAsync();
            await Fits(phone, "an intake");
            await phone.Locator("[data-category=ready-meal]").ClickAsync();
            await phone.Locator("[data-allergens] summary").ClickAsync();
            await Fits(phone, "the date and the allergens");
            await phone.Locator("[data-action=cancel]").ClickAsync();
            await phone.Locator("[data-tab=dzien]").ClickAsync();
            await Fits(phone, "Dzień");
            await phone.Locator("[data-tab=alerty]").ClickAsync();
            await Fits(phone, "Alerty");
        }, phone);
    }

    private static async Task Fits(IPage phone, string where)
    {
        await Expect(phone.Locator("[data-screen=staff][data-alive]")).ToBeVisibleAsync();
        var wrong = await phone.EvaluateAsync<string[]>("""
            () => {
              const wrong = document.documentElement.scrollWidth > innerWidth || document.querySelector('main').scrollWidth > document.querySelector('main').clientWidth ? ['it has to be moved sideways'] : [];
              for (const target of document.querySelectorAll('.phone button, .phone summary, .phone input')) {
                const { width, height, right } = target.getBoundingClientRect();
                if (width > 0 && (height < 48 || width < 48 || right > innerWidth + 1)) wrong.push(`${target.textContent.trim().slice(0, 20)}: ${Math.round(width)} x ${Math.round(height)}, right ${Math.round(right)}`);
              }
              return wrong;
            }
            """);
        Assert.True(wrong.Length == 0, $"{where}: {string.Join("; ", wrong)}");
    }

    /// <summary>Every tap of the finger from here on is counted by the browser itself.</summary>
    private static async Task Counted(IPage phone)
    {
        await Expect(phone.Locator("[data-screen=staff][data-alive]")).ToBeVisibleAsync();
        await phone.EvaluateAsync("sessionStorage.setItem('taps', 0); addEventListener('click', () => sessionStorage.setItem('taps', 1 + +sessionStorage.getItem('taps')), true)");
    }

    private static async Task<int> Taps(IPage phone) => int.Parse(await phone.EvaluateAsync<string>("sessionStorage.getItem('taps')"), System.Globalization.CultureInfo.InvariantCulture);

    private static Task Answer(IPage phone, string key, string answer) => phone.Locator($"[data-row='{key}'] [data-answer='{answer}']").ClickAsync();

    private static ILocator Card(IPage phone, Guid lot) => phone.Locator($"[data-lot='{lot}']");

    private async Task<string?> Level(string shelf) => (await house.Client.View(shelf, "staff")).TryGetProperty("level", out var level) ? level.GetProperty("level").GetString() : null;

    private async Task<decimal?> Celsius() => (await house.Client.View(Fridge, "staff")).TryGetProperty("care", out var care) && care.TryGetProperty("checked", out var check)
        ? check.GetProperty("celsius").GetDecimal() : null;
}
