using Mal.EndToEnd.House;
using Microsoft.Playwright;
using static Mal.EndToEnd.House.HouseClient;
using static Microsoft.Playwright.Assertions;

namespace Mal.EndToEnd.Desk;

/// <summary>The calendar under every hand: the month by keys and by the mouse, and both views by a finger. The rules answer while the meeting is in the hand.</summary>
public sealed class CalendarHandsTests(Chromium chromium) : IClassFixture<Chromium>
{
    private const string CalendarPath = $"/koordynacja/{PublishedHouse.Place}/kalendarz";

    [Fact]
    public async Task In_the_month_a_meeting_is_carried_by_keys_and_by_the_mouse_and_taken_days_say_why()
    {
        await using var house = await new PublishedHouse().Start();
        using var client = house.Client();
        var circle = await Book(client, "Krąg sąsiedzki", "2026-12-02T18:00", "2026-12-02T19:30");
        await Book(client, "Próba teatru", "2026-12-03T18:30", "2026-12-03T19:30");
        await using var desk = await chromium.Device(house.Address, "coordinator", client, 1366, 768);
        var page = await desk.NewPageAsync();
        await Chromium.Watch(nameof(In_the_month_a_meeting_is_carried_by_keys_and_by_the_mouse_and_taken_days_say_why), async () =>
        {
            await OpenDecember(page);
            var meeting = page.Locator($"[data-booking='{circle}']");
            await meeting.FocusAsync();
            await page.Keyboard.PressAsync("Enter");
            await Expect(page.Locator("[data-lifted]")).ToContainTextAsync("Krąg sąsiedzki");
            await Expect(page.Locator("[data-ghost]")).ToBeFocusedAsync();

            await page.Keyboard.PressAsync("ArrowRight");
            await Expect(Day(page, "2026-12-03").Locator("[data-why]")).ToContainTextAsync("sala jest zajęta");
            await Expect(page.Locator("[data-ghost]")).ToBeFocusedAsync();
            await page.Keyboard.PressAsync("Enter");
            await Expect(page.Locator("[data-ghost]")).ToBeVisibleAsync();
            Assert.Equal("2026-12-02T18:00", await Start(client, circle));

            await page.Keyboard.PressAsync("ArrowLeft");
            await Expect(Day(page, "2026-12-02").Locator("[data-ghost]")).ToBeFocusedAsync();
            await page.Keyboard.PressAsync("ArrowDown");
            await Expect(page.Locator("[data-lifted] [data-verdict]")).ToHaveAttributeAsync("data-verdict", "free");
            await Expect(Day(page, "2026-12-09").Locator("[data-ghost]")).ToBeFocusedAsync();
            await page.Keyboard.PressAsync("Enter");
            await Expect(page.Locator("[data-said]")).ToContainTextAsync("Przeniesiono: Krąg sąsiedzki");
            await Expect(Day(page, "2026-12-09").Locator($"[data-booking='{circle}']")).ToBeVisibleAsync();
            Assert.Equal("2026-12-09T18:00", await Start(client, circle));

            await meeting.FocusAsync();
            await page.Keyboard.PressAsync("Enter");
            await Expect(page.Locator("[data-ghost]")).ToBeFocusedAsync();
            await page.Keyboard.PressAsync("ArrowDown");
            await page.Keyboard.PressAsync("Escape");
            await Expect(page.Locator("[data-ghost]")).ToHaveCountAsync(0);
            await Expect(meeting).ToBeFocusedAsync();
            Assert.Equal("2026-12-09T18:00", await Start(client, circle));

            await meeting.HoverAsync();
            await page.Mouse.DownAsync();
            await Day(page, "2026-12-03").HoverAsync();
            await Expect(Day(page, "2026-12-03").Locator("[data-why]")).ToContainTextAsync("sala jest zajęta");
            await Day(page, "2026-12-16").HoverAsync();
            await Expect(Day(page, "2026-12-16").Locator("[data-ghost]")).ToBeVisibleAsync();
            await page.Mouse.UpAsync();
            await Expect(Day(page, "2026-12-16").Locator($"[data-booking='{circle}']")).ToBeVisibleAsync();
            Assert.Equal("2026-12-16T18:00", await Start(client, circle));
        }, page);
    }

    [Fact]
    public async Task A_finger_carries_a_meeting_over_the_days_of_a_week_and_of_a_month()
    {
        await using var house = await new PublishedHouse().Start();
        using var client = house.Client();
        var circle = await Book(client, "Krąg sąsiedzki", "2026-12-02T18:00", "2026-12-02T19:30");
        await Book(client, "Próba teatru", "2026-12-03T18:30", "2026-12-03T19:30");
        await using var desk = await chromium.Device(house.Address, "coordinator", client, 1366, 768, touch: true);
        var page = await desk.NewPageAsync();
        var finger = await page.Context.NewCDPSessionAsync(page);
        await Chromium.Watch(nameof(A_finger_carries_a_meeting_over_the_days_of_a_week_and_of_a_month), async () =>
        {
            await OpenDecember(page);
            await Touch(finger, "touchStart", await Middle(page.Locator($"[data-booking='{circle}']")));
            await Touch(finger, "touchMove", await Middle(Day(page, "2026-12-03")));
            await Expect(Day(page, "2026-12-03").Locator("[data-why]")).ToContainTextAsync("sala jest zajęta");
            await Touch(finger, "touchMove", await Middle(Day(page, "2026-12-09")));
            await Expect(Day(page, "2026-12-09").Locator("[data-ghost]")).ToBeVisibleAsync();
            Assert.Equal("2026-12-02T18:00", await Start(client, circle));
            await Touch(finger, "touchEnd", null);
            await Expect(page.Locator("[data-said]")).ToContainTextAsync("Przeniesiono: Krąg sąsiedzki");
            Assert.Equal("2026-12-09T18:00", await Start(client, circle));

            await page.Locator("[data-date='2026-12-09']").ClickAsync();
            var block = page.Locator($"[data-week] [data-booking='{circle}']");
            await Expect(block).ToContainTextAsync("18:00–19:30");
            await block.ScrollIntoViewIfNeededAsync();
            var (x, y) = await Middle(block);
            await Touch(finger, "touchStart", (x, y));
            // A minute is a pixel: an hour and a half earlier somebody else is in the room, a quarter earlier nobody.
            await Touch(finger, "touchMove", (x, y - 90));
            await Expect(page.Locator("[data-ghost] [data-why]")).ToContainTextAsync("sala jest zajęta");
            await Touch(finger, "touchMove", (x, y - 15));
            await Expect(page.Locator("[data-lifted] [data-verdict]")).ToHaveAttributeAsync("data-verdict", "free");
            await Touch(finger, "touchEnd", null);
            await Expect(block).ToContainTextAsync("17:45–19:15");
            Assert.Equal("2026-12-09T17:45", await Start(client, circle));
        }, page);
    }

    private static ILocator Day(IPage page, string day) => page.Locator($".month td:has([data-date='{day}'])");

    private static async Task OpenDecember(IPage page)
    {
        await page.GotoAsync(CalendarPath);
        await page.Tap("[data-action=month]", ".month");
        await page.Until("[data-month='2026-12']", () => page.Locator("[data-action=after]").ClickAsync());
        await Expect(page.Locator(".month .meeting").First).ToBeVisibleAsync();
    }

    private static async Task<(double X, double Y)> Middle(ILocator of)
    {
        var box = await of.BoundingBoxAsync() ?? throw new InvalidOperationException("It is not to be seen.");
        return (box.X + (box.Width / 2), box.Y + (box.Height / 2));
    }

    private static async Task Touch(ICDPSession finger, string what, (double X, double Y)? at) => await finger.SendAsync("Input.dispatchTouchEvent", new()
    {
        ["type"] = what,
        ["touchPoints"] = at is { } point ? new[] { new { x = point.X, y = point.Y } } : [],
    });

    private static async Task<Guid> Book(HouseClient client, string title, string from, string until)
    {
        var id = Guid.NewGuid();
        await client.Send(Guid.NewGuid(), Hall, $$"""
            { "$type": "request-booking", "booking": { "id": "{{id}}", "title": "{{title}}", "from": "{{from}}", "until": "{{until}}", "people": 10, "organizer": { "kind": "informalGroup" } } }
            """);
        await client.Send(Guid.NewGuid(), Hall, $$"""{ "$type": "approve", "booking": "{{id}}" }""");
        return id;
    }

    private static async Task<string> Start(HouseClient client, Guid booking)
    {
        foreach (var day in new[] { "2026-12-02", "2026-12-03", "2026-12-09", "2026-12-16" })
        {
            var held = (await client.Calendar(day)).GetProperty("rooms").GetProperty("sala-glowna").EnumerateArray()
                .Where(entry => !entry.TryGetProperty("gone", out _)).Select(entry => entry.GetProperty("booking")).Where(one => one.GetProperty("id").GetGuid() == booking).ToList();
            if (held.Count > 0)
            {
                return held[0].GetProperty("from").GetDateTimeOffset().ToOffset(TimeSpan.FromHours(1)).ToString("yyyy-MM-ddTHH:mm", System.Globalization.CultureInfo.InvariantCulture);
            }
        }
        return "nowhere";
    }
}
