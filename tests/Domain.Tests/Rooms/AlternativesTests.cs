using System.Collections.Immutable;
using Mal.Facts;
using Mal.Places;

namespace Mal.Rooms;

public sealed class AlternativesTests
{
    private static readonly House House = Rejonowa.Sample;
    private static readonly DateTimeOffset Now = RoomTest.At("2026-11-20 12:00");

    private static ImmutableList<Alternative> Of(Wish wish, params (string Room, string From, string Until)[] taken) => Alternatives.Of(House, wish,
        House.File.Rooms.ToDictionary(room => room.Id, room => taken.Where(one => one.Room == room.Id)
            .Select(one => new CalendarEntry(new Booking(Guid.NewGuid(), "x", RoomTest.At(one.From), RoomTest.At(one.Until), 5))).ToImmutableList()), Now);

    private static Wish Hall(string from, string until, int people = 12, Features? needs = null) => new("sala-glowna", RoomTest.At(from), RoomTest.At(until), people, needs);

    private static IEnumerable<string> Same(IEnumerable<Alternative> found) =>
        found.Where(one => one.Key.EndsWith("sala-glowna", StringComparison.Ordinal)).Select(one => $"{one.From:HH:mm}-{one.Until:HH:mm}");

    [Fact]
    public void The_same_room_is_offered_a_little_off_with_the_turnover_kept() =>
        Assert.Equal(["15:50-16:50", "15:45-16:45", "15:40-16:40"], Same(Of(Hall("16:00", "17:00"), ("sala-glowna", "17:00", "18:00"))));

    [Fact]
    public void A_shorter_time_is_offered_down_to_three_quarters_and_no_less()
    {
        var around = new[] { ("sala-glowna", "14:00", "15:50"), ("sala-glowna", "16:50", "18:00") };
        Assert.Equal(["16:00-16:40"], Same(Of(Hall("16:00", "16:50"), around)).Take(1));
        Assert.Empty(Same(Of(Hall("16:00", "17:00"), around)));
    }

    [Fact]
    public void Other_rooms_must_be_big_enough_and_have_what_is_needed()
    {
        var taken = ("sala-glowna", "14:00", "19:00");
        Assert.Equal(["room/rejonowa-6-8/sala-warsztatowa"], Of(Hall("16:00", "17:00"), taken).Select(one => one.Key));
        Assert.Empty(Of(Hall("16:00", "17:00", 16), taken));
        Assert.Empty(Of(Hall("16:00", "17:00", 12, new Features(["projector"])), taken));
        Assert.Empty(Of(Hall("16:00", "17:00"), taken, ("sala-warsztatowa", "17:05", "18:00")));
    }

    [Fact]
    public void What_is_offered_is_in_the_local_time_of_a_request_and_can_be_had()
    {
        var offered = Of(Hall("16:00", "17:00"), ("sala-glowna", "17:00", "18:00"))[0];
        Assert.Equal(new DateTime(2026, 11, 25, 15, 50, 0), offered.From);
        var room = new RoomTest();
        room.Request("17:00", "18:00");
        Assert.Null(room.Do("2026-11-20 12:00", new RoomCommand.RequestBooking(room.Asked("12:00", "13:00") with { From = offered.From, Until = offered.Until })));
    }

    [Fact]
    public void Nothing_outside_the_hours_of_the_house_is_offered() =>
        Assert.All(Same(Of(Hall("19:00", "19:45"), ("sala-glowna", "18:00", "19:05"))), time => Assert.True(string.CompareOrdinal(time[6..], "19:45") <= 0, time));

    private static readonly (string, string, string)[] Wednesday = [("sala-glowna", "12:00", "20:00"), ("sala-warsztatowa", "12:00", "20:00")];

    private static string Day(Alternative one) => $"{one.Key.Split('/')[^1]} {one.From:MM-dd HH:mm}-{one.Until:HH:mm}";

    [Fact]
    public void A_meeting_of_a_series_is_offered_the_same_hour_on_the_other_open_days_of_its_week_the_nearest_first() =>
        Assert.Equal(["sala-glowna 11-24 16:00-17:00", "sala-glowna 11-26 16:00-17:00", "sala-glowna 11-27 16:00-17:00"],
            Of(Hall("16:00", "17:00") with { OfSeries = true }, Wednesday).Select(Day));

    [Fact]
    public void Days_on_which_the_room_is_taken_or_the_hour_is_past_are_not_offered() =>
        Assert.Equal(["sala-glowna 11-27 16:00-17:00"], Of(Hall("16:00", "17:00") with { OfSeries = true },
            [.. Wednesday, ("sala-glowna", "2026-11-24 15:00", "2026-11-24 16:00"), ("sala-glowna", "2026-11-26 17:05", "2026-11-26 18:00")]).Select(Day));

    [Fact]
    public void A_day_that_offers_enough_needs_no_other_and_a_single_request_keeps_to_its_day()
    {
        Assert.All(Of(Hall("16:00", "17:00") with { OfSeries = true }, ("sala-glowna", "17:00", "18:00")), one => Assert.Equal(25, one.From.Day));
        Assert.Empty(Of(Hall("16:00", "17:00"), Wednesday));
    }

    [Fact]
    public void A_move_of_a_series_meeting_to_an_offered_day_is_accepted()
    {
        var room = new RoomTest();
        room.Plan("12:00", "20:00");
        var meeting = room.Plan("2026-11-27 12:00", "2026-11-27 13:00");
        var offered = Of(new Wish("sala-glowna", RoomTest.At("16:00"), RoomTest.At("17:00"), 10, Booking: meeting.Id, OfSeries: true),
            [.. Wednesday, ("sala-glowna", "2026-11-27 12:00", "2026-11-27 13:00")])[0];
        Assert.Equal("slot-taken", room.Do("2026-11-20 13:00", new RoomCommand.MoveBooking(meeting.Id, room.House.Local(RoomTest.At("16:00")), room.House.Local(RoomTest.At("17:00"))), by: RoomTest.Coordinator));
        Assert.Null(room.Do("2026-11-20 13:00", new RoomCommand.MoveBooking(meeting.Id, offered.From, offered.Until), by: RoomTest.Coordinator));
    }

    [Fact]
    public void The_clock_change_keeps_the_hour_of_an_offered_day()
    {
        var sundayOpen = House with { File = House.File with { Place = House.File.Place with { Hours = House.File.Place.Hours.SetItem("sun", "12:00-20:00").SetItem("sat", "12:00-20:00") } } };
        var wish = new Wish("sala-glowna", RoomTest.At("2027-10-30 16:00"), RoomTest.At("2027-10-30 17:00"), 12, OfSeries: true);
        var free = sundayOpen.File.Rooms.ToDictionary(room => room.Id, _ => ImmutableList<CalendarEntry>.Empty);
        var offered = Alternatives.OtherDays(sundayOpen, wish, free, RoomTest.At("2027-10-10 12:00"));
        Assert.Contains(new DateTime(2027, 10, 31, 16, 0, 0), offered.Select(one => one.From));
    }
}
