using Mal.EndToEnd.House;
using Microsoft.Playwright;
using static Mal.EndToEnd.House.HouseClient;
using static Microsoft.Playwright.Assertions;

namespace Mal.EndToEnd.Desk;

public sealed class CalendarTests(Chromium chromium) : IClassFixture<Chromium>
{
    private const string CalendarPath = $"/koordynacja/{PublishedHouse.Place}/kalendarz";
    private static readonly DateTime Evening = new(2026, 11, 25, 18, 0, 0);

    [Fact]
    public async Task A_meeting_moved_with_the_keys_moves_on_the_lobby_and_where_it_may_not_lie_the_reason_is_said_and_nothing_is_sent()
    {
        await using var house = await new PublishedHouse().Start();
        using var client = house.Client();
        var circle = Guid.NewGuid();
        await client.Send(Guid.NewGuid(), Hall, $$"""
            { "$type": "request-booking", "booking": { "id": "{{circle}}", "title": "Krąg sąsiedzki", "from": "{{Evening:s}}", "until": "{{Evening.AddMinutes(90):s}}", "people": 10, "organizer": { "kind": "informalGroup" } } }
            """);
        await client.Send(Guid.NewGuid(), Hall, $$"""{ "$type": "approve", "booking": "{{circle}}" }""");
        await using var hall = await chromium.Lobby(house.Address, client);
        await using var desk = await chromium.Device(house.Address, "coordinator", client, 1366, 768);
        var lobby = await hall.NewPageAsync();
        var calendar = await desk.NewPageAsync();
        await Chromium.Watch(nameof(A_meeting_moved_with_the_keys_moves_on_the_lobby_and_where_it_may_not_lie_the_reason_is_said_and_nothing_is_sent), async () =>
        {
            await lobby.GotoAsync($"/ekran/{PublishedHouse.Place}");
            await calendar.GotoAsync(CalendarPath);
            var block = calendar.Locator($"[data-booking='{circle}']");
            await Expect(block).ToContainTextAsync("18:00–19:30");
            await Expect(lobby.GetByText("Krąg sąsiedzki").First).ToBeVisibleAsync();

            var week = calendar.Locator("[data-week]");
            await week.FocusAsync();
            await week.PressAsync("Home");
            for (var halfHours = 0; halfHours < 12; halfHours++)
            {
                await week.PressAsync("ArrowDown");
            }
            await week.PressAsync("Enter");
            await Expect(calendar.Locator("[data-lifted]")).ToContainTextAsync("Krąg sąsiedzki");

            // Past the quiet minutes before the closing, and over the class that ends at 17:30.
            await week.PressAsync("ArrowDown");
            await week.PressAsync("ArrowDown");
            await Expect(calendar.Locator("[data-why]")).ToContainTextAsync("najpóźniej o 19:45");
            await week.PressAsync("Enter");
            for (var quarters = 0; quarters < 4; quarters++)
            {
                await week.PressAsync("ArrowUp");
            }
            await Expect(calendar.Locator("[data-why]")).ToContainTextAsync("sala jest zajęta");
            await week.PressAsync("Enter");
            await Expect(calendar.Locator("[data-ghost]")).ToBeVisibleAsync();
            Assert.Equal(Evening, await Start(client, circle));

            await week.PressAsync("ArrowDown");
            await Expect(calendar.Locator("[data-lifted] [data-verdict]")).ToHaveAttributeAsync("data-verdict", "free");
            await week.PressAsync("Enter");

            await Expect(calendar.Locator("[data-said]")).ToContainTextAsync("Przeniesiono: Krąg sąsiedzki, dziś 17:45–19:15");
            await Expect(block).ToContainTextAsync("17:45–19:15");
            await Expect(lobby.Locator("body")).ToContainTextAsync("17:45");
            Assert.Equal(Evening.AddMinutes(-15), await Start(client, circle));

            await week.PressAsync("Enter");
            await week.PressAsync("ArrowRight");
            await week.PressAsync("Escape");
            await Expect(calendar.Locator("[data-ghost]")).ToHaveCountAsync(0);
            Assert.Equal(Evening.AddMinutes(-15), await Start(client, circle));
        }, lobby, calendar);
    }

    private static async Task<DateTime> Start(HouseClient client, Guid booking) =>
        (await client.View(Hall)).GetProperty("bookings").EnumerateArray().Single(one => one.GetProperty("id").GetGuid() == booking).GetProperty("from").GetDateTimeOffset().ToOffset(TimeSpan.FromHours(1)).DateTime;
}
