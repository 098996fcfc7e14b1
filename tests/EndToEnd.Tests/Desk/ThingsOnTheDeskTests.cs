using Mal.EndToEnd.House;
using static Mal.EndToEnd.House.HouseClient;
using static Microsoft.Playwright.Assertions;

namespace Mal.EndToEnd.Desk;

/// <summary>A counter and a sensor from the desk to the phone: a key is made, put into a thing, and what the thing says is seen.</summary>
public sealed class ThingsOnTheDeskTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task A_coordinator_makes_a_key_for_a_room_and_what_the_thing_says_is_seen_on_desk_and_phone()
    {
        await using var house = await new PublishedHouse().Start();
        using var client = house.Client();
        await using var desk = await chromium.Device(house.Address, "coordinator", client, 1366, 768);
        await using var pocket = await chromium.Phone(house.Address, client);
        var coordinator = await desk.NewPageAsync();
        var staff = await pocket.NewPageAsync();
        await Chromium.Watch(nameof(ThingsOnTheDeskTests), async () =>
        {
            await coordinator.GotoAsync($"/koordynacja/{PublishedHouse.Place}");
            await staff.GotoAsync($"/dyzur/{PublishedHouse.Place}");
            var key = coordinator.Locator("[data-thing-key]");
            var keys = new List<string>();
            foreach (var (role, name) in new[] { ("sensor", "czujnik nad tablicą"), ("counter", "") })
            {
                // Read by the page itself: before that it is the server's drawing, and what is chosen in it is lost.
                await Expect(coordinator.GetByText("Nic nie czeka na decyzję.")).ToBeVisibleAsync();
                await coordinator.Locator("[data-input=thing-role]").SelectOptionAsync(role);
                await coordinator.Locator("[data-input=thing-room]").SelectOptionAsync("sala-glowna");
                await coordinator.Locator("[data-input=thing-name]").FillAsync(name);
                await coordinator.Locator("[data-action=admit-thing]").ClickAsync();
                await Expect(key).ToContainTextAsync($"{PublishedHouse.Place}.");
                var made = await key.InnerTextAsync();
                keys.Add(made.Trim());
                await coordinator.ReloadAsync();
                await Expect(key).ToHaveCountAsync(0);
            }

            using var sensor = new HouseClient(house.Address, () => keys[0]);
            using var counter = new HouseClient(house.Address, () => keys[1]);
            Assert.Equal("accepted", (await sensor.Send(Guid.NewGuid(), Hall, """{ "$type": "report-presence", "present": true }""")).GetProperty("status").GetString());
            await Expect(coordinator.Locator("[data-room=sala-glowna] [data-presence]")).ToContainTextAsync("ktoś jest (czujnik o ");
            await Expect(staff.Locator("[data-room=sala-glowna] [data-presence]")).ToContainTextAsync("ktoś jest (czujnik o ");
            await Expect(staff.Locator("[data-room=sala-glowna] [data-count]")).ToContainTextAsync("?");

            // A number says more than a sensor.
            await counter.Send(Guid.NewGuid(), Hall, """{ "$type": "change-count", "delta": 3 }""");
            await Expect(staff.Locator("[data-room=sala-glowna] [data-count='3']")).ToBeVisibleAsync();
            await Expect(coordinator.Locator("[data-room=sala-glowna] [data-count]")).ToContainTextAsync("3 /");
            await Expect(staff.Locator("[data-room=sala-glowna] [data-presence]")).ToHaveCountAsync(0);
        }, coordinator, staff);
    }
}
