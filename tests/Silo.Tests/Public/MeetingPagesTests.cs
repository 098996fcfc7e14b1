using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Mal.Rooms;

namespace Mal.Silo.Tests.Public;

/// <summary>RULES §2, the organizer's link: the group itself says who is here and when it ends, without an account.</summary>
public sealed class MeetingPagesTests(PublicHouse house) : IClassFixture<PublicHouse>
{
    [Fact]
    public async Task A_group_says_that_it_is_here_ends_and_tells_how_it_was()
    {
        using var coordinator = house.Coordinator();
        using var organizer = new Visitor(house.Browser());
        var (room, booking) = await Meeting(coordinator, "2026-11-25", "sala-warsztatowa");
        var link = await Link(coordinator, booking);
        await organizer.Open(link);
        Assert.Equal(HttpStatusCode.OK, organizer.Status);

        await organizer.Send($"{link}/jestesmy", new() { ["osoby"] = "14" });
        Assert.Contains("Zapisane: 14 osób.", organizer.Text, StringComparison.Ordinal);
        var occupancy = ((RoomView)(await house.Grains.GetGrain<IRoomGrain>($"{PublicHouse.Place}/{room}").View()).View).Occupancy;
        Assert.Equal((14, CountSource.Organizer), (occupancy.Count, occupancy.Source));

        await organizer.Send($"{link}/konczymy", []);
        Assert.Contains("sala jest już wolna", organizer.Text, StringComparison.Ordinal);
        await organizer.Send($"{link}/podsumowanie", new() { ["odbylo"] = "tak", ["obecni"] = "14", ["wolontariusze"] = "2", ["godziny"] = "2,5", ["notatka"] = "Zabrakło gliny szkliwionej." });

        Assert.Contains("Zapisane. Dziękujemy!", organizer.Text, StringComparison.Ordinal);
        var words = await coordinator.GetFromJsonAsync<JsonElement>($"/api/places/{PublicHouse.Place}/words/{booking}");
        Assert.Equal("Zabrakło gliny szkliwionej.", words.GetProperty("said")[0].GetProperty("text").GetString());
        Assert.DoesNotContain("facts.db", house.FilesWith("Zabrakło gliny szkliwionej."));
    }

    [Theory]
    [InlineData("osoby", "mnóstwo", "jestesmy", "Podaj liczbę osób")]
    [InlineData("osoby", "-3", "jestesmy", "Podaj liczbę osób")]
    [InlineData("obecni", "około 7", "podsumowanie", "Liczby wpisz cyframi")]
    public async Task A_number_that_is_none_is_told_in_a_sentence(string field, string value, string to, string says)
    {
        using var coordinator = house.Coordinator();
        using var organizer = new Visitor(house.Browser());
        var (_, booking) = await Meeting(coordinator, "2026-11-25", "aneks-kuchenny");
        var link = await Link(coordinator, booking);
        await organizer.Open(link);

        await organizer.Send($"{link}/{to}", new() { [field] = value });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, organizer.Status);
        Assert.Contains(says, organizer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_of_another_day_waits_and_one_that_nobody_made_is_not_found()
    {
        using var coordinator = house.Coordinator();
        using var organizer = new Visitor(house.Browser());
        var (_, booking) = await Meeting(coordinator, "2026-11-26", "sala-glowna");

        await organizer.Open(await Link(coordinator, booking));
        Assert.Contains("czwartek, 26 listopada 2026 r.", organizer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<form", organizer.Html, StringComparison.Ordinal);

        await organizer.Open("/spotkanie/ACEFHJKMNPRT");
        Assert.Equal(HttpStatusCode.NotFound, organizer.Status);
    }

    [Fact]
    public async Task A_link_keeps_its_code_and_only_a_coordinator_gets_it()
    {
        using var coordinator = house.Coordinator();
        using var anyone = house.Browser();
        var (_, booking) = await Meeting(coordinator, "2026-11-26", "sala-glowna");

        Assert.Equal(await Link(coordinator, booking), await Link(coordinator, booking));
        Assert.Equal(HttpStatusCode.Unauthorized, (await anyone.GetAsync(new Uri(Api(booking), UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await coordinator.GetAsync(new Uri(Api(Guid.NewGuid()), UriKind.Relative))).StatusCode);
    }

    internal static async Task<(string Room, Guid Booking)> Meeting(HttpClient coordinator, string day, string room) =>
        (await RequestPagesTests.Entries(coordinator, day)).Where(entry => entry.Room == room).Select(entry => (entry.Room, entry.Id)).First();

    internal static async Task<string> Link(HttpClient coordinator, Guid booking) =>
        $"/spotkanie/{(await coordinator.GetFromJsonAsync<JsonElement>(Api(booking))).GetProperty("code").GetString()}";

    private static string Api(Guid booking) => $"/api/places/{PublicHouse.Place}/meetings/{booking}/link";
}

/// <summary>A house of its own, since its clock passes midnight.</summary>
public sealed class DeadLinkTests(PublicHouse house) : IClassFixture<PublicHouse>
{
    [Fact]
    public async Task A_link_is_dead_after_the_day_of_its_meeting()
    {
        using var coordinator = house.Coordinator();
        using var organizer = new Visitor(house.Browser());
        var (_, booking) = await MeetingPagesTests.Meeting(coordinator, "2026-11-25", "sala-warsztatowa");
        var link = await MeetingPagesTests.Link(coordinator, booking);
        await organizer.Open(link);

        house.Clock.Advance(TimeSpan.FromHours(8));
        await organizer.Open(link);

        Assert.Equal(HttpStatusCode.Gone, organizer.Status);
        Assert.Contains("Ten link już nie działa", organizer.Text, StringComparison.Ordinal);
        await organizer.Send($"{link}/jestesmy", new() { ["osoby"] = "14" });
        Assert.Equal(HttpStatusCode.Gone, organizer.Status);
    }
}
