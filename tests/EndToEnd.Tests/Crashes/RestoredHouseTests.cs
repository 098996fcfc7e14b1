using System.Text.RegularExpressions;
using Mal.EndToEnd.House;
using static Mal.EndToEnd.House.HouseClient;
using static Microsoft.Playwright.Assertions;

namespace Mal.EndToEnd.Crashes;

/// <summary>Screens that stayed open while the house was given back an older memory: they show that memory, though they have seen newer.</summary>
public sealed class RestoredHouseTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task Screens_left_open_across_a_restore_show_what_the_house_knows_now()
    {
        await using var house = await new PublishedHouse().Start();
        using var client = house.Client();
        await using var hall = await chromium.Lobby(house.Address, client);
        await using var hand = await chromium.Phone(house.Address, client);
        var (lobby, phone) = (await hall.NewPageAsync(), await hand.NewPageAsync());
        await Chromium.Watch(nameof(RestoredHouseTests), async () =>
        {
            await lobby.GotoAsync($"/ekran/{PublishedHouse.Place}");
            await phone.GotoAsync($"/dyzur/{PublishedHouse.Place}");
            await client.Send(Guid.NewGuid(), Hall, """{ "$type": "set-count", "count": 3 }""");
            var copied = await PublishedHouse.Verb("backup", "--data", house.Data);
            Assert.True(copied.Code == 0, copied.Said);
            // Many facts later: whoever only compares versions would hold on to them for a long time.
            foreach (var people in Enumerable.Range(4, 20))
            {
                await client.Send(Guid.NewGuid(), Hall, $$"""{ "$type": "set-count", "count": {{people}} }""");
            }
            await Expect(lobby.Locator("[data-room=sala-glowna] [data-count]")).ToHaveTextAsync(new Regex("^\\s*23 o "));
            await Expect(phone.Locator("[data-room=sala-glowna] output")).ToHaveAttributeAsync("data-count", "23");

            await house.Kill();
            var restored = await PublishedHouse.Verb("restore", "--data", house.Data);
            Assert.True(restored.Code == 0, restored.Said);
            // Its clock goes on, as a real one would: a tap from before the count would be in the count.
            await house.Start("--clock-start", "2026-11-25T16:58:00+01:00");

            await Expect(lobby.Locator("[data-room=sala-glowna] [data-count]")).ToHaveTextAsync(new Regex("^\\s*3 o "));
            await Expect(phone.Locator("[data-room=sala-glowna] output")).ToHaveAttributeAsync("data-count", "3");
            // And they go on with it.
            await phone.Locator("[data-room=sala-glowna] [data-action=plus]").ClickAsync();
            await Expect(lobby.Locator("[data-room=sala-glowna] [data-count]")).ToHaveTextAsync(new Regex("^\\s*4 o "));
        }, lobby, phone);
    }
}
