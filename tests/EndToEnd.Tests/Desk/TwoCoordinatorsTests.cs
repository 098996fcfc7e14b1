using Mal.EndToEnd.House;
using Microsoft.Playwright;
using static Mal.EndToEnd.House.HouseClient;
using static Microsoft.Playwright.Assertions;

namespace Mal.EndToEnd.Desk;

/// <summary>Two coordinators with the same queue open, in two browsers on two devices.</summary>
public sealed class TwoCoordinatorsTests(Chromium chromium) : IClassFixture<Chromium>
{
    private const string Queue = $"/koordynacja/{PublishedHouse.Place}/zgloszenia";

    [Fact]
    public async Task A_request_is_asked_about_answered_and_approved_while_the_second_coordinator_is_told()
    {
        await using var house = await new PublishedHouse().Start();
        using var client = house.Client();
        await using var one = await chromium.Device(house.Address, "coordinator", client, 1366, 768);
        await using var other = await chromium.Device(house.Address, "coordinator", client, 1366, 768);
        var first = await one.NewPageAsync();
        var second = await other.NewPageAsync();
        var booking = Guid.NewGuid();
        await Chromium.Watch(nameof(TwoCoordinatorsTests), async () =>
        {
            await first.GotoAsync(Queue);
            await second.GotoAsync(Queue);
            await Expect(first.Locator("[data-empty]")).ToBeVisibleAsync();
            await Expect(second.Locator("[data-empty]")).ToBeVisibleAsync();

            // It arrives by itself, with the answer worked out and the contact beside it.
            await client.Send(Guid.NewGuid(), Hall, $$"""
                { "$type": "request-booking", "contact": { "email": "proba@example.org" },
                  "booking": { "id": "{{booking}}", "title": "Krąg sąsiedzki", "from": "2026-12-02T18:00", "until": "2026-12-02T19:30", "people": 10, "organizer": { "kind": "informalGroup" } } }
                """);
            var (mine, theirs) = (first.Locator($"[data-request='{booking}']"), second.Locator($"[data-request='{booking}']"));
            await Expect(mine.Locator("[data-verdict=free]")).ToContainTextAsync("Bez kolizji");
            await Expect(mine).ToContainTextAsync("proba@example.org");
            await Expect(first.Locator("[data-waiting-requests]")).ToContainTextAsync("1");

            await mine.Locator("[data-action=ask-open]").ClickAsync();
            await mine.Locator("[data-input=ask]").FillAsync("Czy potrzebny jest rzutnik?");
            await mine.Locator("[data-action=ask]").ClickAsync();
            await Expect(theirs).ToContainTextAsync("do uzupełnienia");
            await Expect(theirs).ToContainTextAsync("Czy potrzebny jest rzutnik?");

            await client.Send(Guid.NewGuid(), Hall, $$"""{ "$type": "answer", "booking": "{{booking}}", "text": "Nie, wystarczą krzesła." }""");
            await Expect(mine).ToContainTextAsync("Nie, wystarczą krzesła.");

            // The second is in the middle of a refusal when the first approves.
            await theirs.Locator("[data-action=reject-open]").ClickAsync();
            await theirs.Locator("[data-input=reject]").FillAsync("Nie mamy wtedy dyżuru.");
            await mine.Locator("[data-action=approve]").ClickAsync();
            await Expect(mine).ToHaveCountAsync(0);
            await Expect(theirs.Locator("[data-told]")).ToContainTextAsync("Tę decyzję podjęto przed chwilą na innym urządzeniu: przyjęto.");
            await Expect(theirs.Locator("[data-action=reject]")).ToHaveCountAsync(0);
            await theirs.Locator("[data-action=put-away]").ClickAsync();
            await Expect(theirs).ToHaveCountAsync(0);
        }, first, second);
        var room = await client.View(Hall);
        Assert.Contains(room.GetProperty("bookings").EnumerateArray(), one => one.GetProperty("id").GetGuid() == booking && !one.TryGetProperty("standing", out _));
        Assert.False(room.TryGetProperty("pendingCount", out _));
    }
}
