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
}
