using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Mal.EndToEnd.House;
using static Microsoft.Playwright.Assertions;

namespace Mal.EndToEnd.Clocks;

/// <summary>The two nights on which Poland moves its clocks: lived through by a running house, and the first days after them.</summary>
public sealed class ClockChangeTests(Chromium chromium) : IClassFixture<Chromium>
{
    private const string LobbyPath = $"/ekran/{PublishedHouse.Place}";
    private static readonly TimeZoneInfo Warsaw = TimeZoneInfo.FindSystemTimeZoneById("Europe/Warsaw");

    [Theory]
    // An hour that does not exist: 01:59:55, and five seconds later 03:00.
    [InlineData("2027-03-25T11:00:00+01:00", "2027-03-28T01:59:55+01:00", "^03:0", "2027-04-01T11:59:55+02:00")]
    // An hour that comes twice: 02:59:55, and five seconds later 02:00 again.
    [InlineData("2027-10-28T11:00:00+02:00", "2027-10-31T02:59:55+02:00", "^02:0", "2027-11-04T11:59:55+01:00")]
    public async Task A_house_that_lives_through_a_change_of_clocks_keeps_its_local_hours(string before, string night, string clock, string after)
    {
        await using var house = await new PublishedHouse(before).Start();
        using var client = house.Client();
        await EverySeriesKeepsItsHours(client);
        // Of two clock starts the later one counts: what was planned before the change is met in that night, and after it.
        await house.Kill();
        await house.Start("--clock-start", night);
        await using var hall = await chromium.Lobby(house.Address, client);
        var lobby = await hall.NewPageAsync();
        await Chromium.Watch(nameof(ClockChangeTests) + after[..7], async () =>
        {
            await lobby.GotoAsync(LobbyPath);
            await Expect(lobby.Locator("time.clock")).ToHaveTextAsync(new Regex(clock));
            await Expect(lobby.Locator(".says")).ToContainTextAsync("Otwieramy we wtorek o 12:00");

            await house.Kill();
            await house.Start("--clock-start", after);
            await lobby.GotoAsync(LobbyPath);
            await Expect(lobby.Locator("[data-status]")).ToHaveTextAsync("Otwarte do 20:00");
            await Expect(lobby.Locator("time.clock")).ToHaveTextAsync(new Regex("^12:0"));
            await Expect(lobby.Locator("[data-room=sala-glowna] .when")).ToHaveTextAsync("od 12:30");
            var seen = await lobby.EvaluateAsync<string[]>(
                "() => [document.querySelector('time.clock').innerText, document.querySelector('[data-room=sala-glowna] .may').innerText]");
            Assert.Equal(TimeSpan.Parse("12:30", CultureInfo.InvariantCulture), TimeSpan.Parse(seen[0], CultureInfo.InvariantCulture) + Minutes(seen[1]));
            await Expect(lobby.Locator(".later li", new() { HasText = "Kawiarenka naprawcza" }).Locator("time")).ToHaveTextAsync("18:00");
        }, lobby);
    }

    /// <summary>"za 28 minut"</summary>
    private static TimeSpan Minutes(string countdown) => TimeSpan.FromMinutes(int.Parse(Regex.Match(countdown, "^za (\\d+) minut").Groups[1].Value, CultureInfo.InvariantCulture));

    /// <summary>Two months of meetings, before and after the change, all begin and end at the one hour of their series.</summary>
    private static async Task EverySeriesKeepsItsHours(HouseClient client)
    {
        List<List<JsonElement>> series = [];
        await Eventually.True(async () => (series = await Series(client)) is { Count: > 0 } && series.TrueForAll(meetings => meetings.Count > 0), "every series is planned", TimeSpan.FromSeconds(60));
        Assert.All(series, meetings => Assert.Single(meetings.Select(meeting => (TimeOfDay(meeting, "from"), TimeOfDay(meeting, "until"))).Distinct()));
    }

    private static async Task<List<List<JsonElement>>> Series(HouseClient client) =>
        [.. (await client.Board("staff")).GetProperty("views").EnumerateObject().Where(view => view.Name.StartsWith("initiative/", StringComparison.Ordinal))
            .Select(view => view.Value.GetProperty("meetings").EnumerateArray().ToList())];

    private static TimeSpan TimeOfDay(JsonElement meeting, string instant) => TimeZoneInfo.ConvertTime(meeting.GetProperty(instant).GetDateTimeOffset(), Warsaw).TimeOfDay;
}
