using Mal.Rooms;

namespace Mal.Coordination.Weeks;

public sealed class PublicWeekTests : WeekTest
{
    private static readonly CalendarEntry Chess = Entry("2026-11-27 14:30", "2026-11-27 16:00");
    private static readonly CalendarEntry Support = Entry("2026-11-25 18:15", "2026-11-25 19:45", "Grupa wsparcia", closed: true, people: 37);

    private static IEnumerable<string> Titles(params CalendarEntry[] entries) =>
        PublicWeek.Of(House, Wednesday, Held([.. entries.Select(entry => (Hall, entry))])).Days.SelectMany(day => day.Lines).Select(line => line.Title);

    [Fact]
    public void It_says_when_what_and_where_in_the_order_of_the_day()
    {
        var week = PublicWeek.Of(House, Wednesday, Held((Hall, Chess), (Workshop, Entry("2026-11-27 12:30", "2026-11-27 14:00", "Rodzic i maluch"))));

        Assert.Equal("24–27 listopada 2026", week.Name);
        Assert.Equal([(12, "Rodzic i maluch", "Sala warsztatowa"), (14, "Szachy", "Sala główna")], week.Days[^1].Lines.Select(line => (line.From.Hour, line.Title, line.Room)));
        Assert.Equal(("12:00–20:00", null), (week.Days[0].Hours, week.Days[0].Shut));
    }

    [Fact]
    public void A_closed_group_is_a_closed_meeting_whatever_its_title() => Assert.Equal([PublicWeek.Closed], Titles(Support));

    [Fact]
    public void A_public_title_stands_instead_of_the_real_one() =>
        Assert.Equal(["Spotkanie sąsiadów"], Titles(Chess with { Booking = Chess.Booking with { PublicTitle = "Spotkanie sąsiadów" } }));

    [Fact]
    public void What_is_not_decided_did_not_take_place_or_went_is_not_in_it()
    {
        Assert.Empty(Titles(Chess with { Booking = Chess.Booking with { Standing = Standing.Requested } }));
        Assert.Empty(Titles(Chess with { Booking = Chess.Booking with { Standing = Standing.NeedsInfo } }));
        Assert.Empty(Titles(Chess with { Booking = Chess.Booking with { Outcome = BookingOutcome.NoShow } }));
        Assert.Empty(Titles(Chess with { Booking = Chess.Booking with { WalkIn = true } }));
        Assert.Empty(Titles(Chess with { Gone = Departure.Moved }));
    }

    [Fact]
    public void The_picture_names_no_closed_group_and_no_number_of_people()
    {
        var drawing = PublicWeek.Of(House, Wednesday, Held((Hall, Chess), (Workshop, Support))).Drawing(House);

        Assert.Contains("Szachy", drawing, StringComparison.Ordinal);
        Assert.DoesNotContain("wsparcia", drawing, StringComparison.Ordinal);
        Assert.DoesNotContain("zamkni", drawing, StringComparison.Ordinal);
        Assert.DoesNotContain("18:15", drawing, StringComparison.Ordinal);
        Assert.DoesNotContain("37", drawing, StringComparison.Ordinal);
    }

    [Fact]
    public void A_day_on_which_the_house_is_shut_says_why()
    {
        var week = PublicWeek.Of(House, new DateOnly(2026, 12, 31), Held());

        Assert.Equal("Inwentaryzacja (dane przykładowe)", week.Days.Single(day => day.Day.Day == 31).Shut);
        Assert.Equal("29 grudnia 2026 – 1 stycznia 2027", week.Name);
    }
}
