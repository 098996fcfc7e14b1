using System.Text.Json;
using Mal.EndToEnd.House;
using Microsoft.Playwright;
using static Mal.EndToEnd.House.HouseClient;
using static Microsoft.Playwright.Assertions;

namespace Mal.EndToEnd.Clocks;

public sealed class MidnightTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task Midnight_takes_a_use_by_lot_off_the_public_board_by_itself()
    {
        // Ten of the house's minutes pass in twenty seconds.
        await using var house = await new PublishedHouse("2026-11-25T23:50:00+01:00", clockRate: 30).Start();
        using var client = house.Client();
        using var stranger = house.Stranger();
        var (today, tomorrow) = (Guid.NewGuid(), Guid.NewGuid());
        Accepted(await client.Send(Guid.NewGuid(), Fridge, Lot(today, "Jogurt na dziś", "dairy", "use_by", "2026-11-25")));
        Accepted(await client.Send(Guid.NewGuid(), Fridge, Lot(tomorrow, "Jogurt na jutro", "dairy", "use_by", "2026-11-26")));
        await Eventually.True(async () => await Offered(stranger, today), "the public board offers the lot", TimeSpan.FromSeconds(10));
        await using var hand = await chromium.Phone(house.Address, client);
        var phone = await hand.NewPageAsync();
        await phone.GotoAsync($"/dyzur/{PublishedHouse.Place}");
        await phone.Locator("[data-tab=alerty]").ClickAsync();

        await Eventually.True(async () => !await Offered(stranger, today), "midnight takes it off", TimeSpan.FromSeconds(60));

        Assert.True(await Offered(stranger, tomorrow));
        Assert.True(await Offered(client, today), "Staff still see it: somebody has to throw it away.");
        // The open phone says so by itself.
        await Expect(phone.Locator("[data-alert]", new() { HasText = "Jogurt na dziś" })).ToBeVisibleAsync();
        await Expect(phone.Locator("[data-alert]", new() { HasText = "Jogurt na jutro" })).ToHaveCountAsync(0);
    }

    private static void Accepted(JsonElement answer) => Assert.True(answer.GetProperty("status").GetString() == "accepted", answer.ToString());

    private static async Task<bool> Offered(HouseClient client, Guid lot) =>
        (await client.View(Fridge)).GetProperty("lots").EnumerateArray().Any(one => one.GetProperty("id").GetGuid() == lot);
}
