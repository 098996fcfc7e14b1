using System.Collections.Immutable;
using Mal.Facts;
using Mal.Initiatives;
using Mal.Rooms;
using static Mal.Places.Rejonowa;

namespace Mal.Places;

/// <summary>Issue point 6: what a closure hits, and what holidays and dated openings mean for requests and series.</summary>
public sealed class ClosuresTests
{
    private static readonly Closure Friday = new(Day("2026-12-04"), Day("2026-12-04"), "Inwentaryzacja");
    private static readonly Closure FridayEvening = Friday with { From = new TimeOnly(17, 0) };
    private static readonly DateTimeOffset Now = At("2026-11-25 15:00");

    [Fact]
    public void A_whole_day_closure_hits_every_booking_of_the_day_and_none_of_another()
    {
        var (noon, evening, thursday) = (Booked("2026-12-04 12:00", "2026-12-04 13:00"), Booked("2026-12-04 18:00", "2026-12-04 19:30"), Booked("2026-12-03 18:00", "2026-12-03 19:30"));
        Assert.Equal([noon.Id, evening.Id], Hits(Sample, Friday, noon, evening, thursday));
    }

    [Fact]
    public void A_part_day_closure_hits_what_reaches_into_it()
    {
        var (before, into, after) = (Booked("2026-12-04 15:00", "2026-12-04 17:00"), Booked("2026-12-04 16:30", "2026-12-04 17:30"), Booked("2026-12-04 18:00", "2026-12-04 19:00"));
        Assert.Equal([into.Id, after.Id], Hits(Sample, FridayEvening, before, into, after));
    }

    [Fact]
    public void What_is_over_or_no_longer_held_is_not_hit_and_what_waits_is()
    {
        var booked = Booked("2026-12-04 12:00", "2026-12-04 13:00");
        var gone = new CalendarEntry(booked with { Id = Guid.NewGuid() }, Departure.Cancelled);
        var pending = booked with { Id = Guid.NewGuid(), From = At("2026-12-04 14:00"), Until = At("2026-12-04 15:00"), Standing = Standing.Requested };
        Assert.Equal([booked.Id, pending.Id], Closures.Hits(Sample, Friday, Held([new(booked), gone, new(pending)]), Now).Select(hit => hit.Booking));
        Assert.Empty(Closures.Hits(Sample, Friday, Held([new(booked)]), At("2026-12-04 13:00")));
        Assert.True(Assert.Single(Closures.Hits(Sample, Friday, Held([new(booked)]), At("2026-12-04 12:00"))).Started);
    }

    [Fact]
    public void Asked_again_after_the_closure_is_written_down_the_rest_is_still_hit()
    {
        var booked = Booked("2026-12-04 12:00", "2026-12-04 13:00");
        Assert.Equal([booked.Id], Hits(Closures.With(Sample, Friday), Friday, booked));
    }

    [Fact]
    public void A_dated_opening_and_a_closure_of_a_day_off_hit_nothing()
    {
        var booked = Booked("2026-12-04 12:00", "2026-12-04 13:00");
        Assert.Empty(Hits(Sample, Friday with { Opening = true, From = new TimeOnly(10, 0), Until = new TimeOnly(20, 0) }, booked));
        // What was booked on a day off is there because somebody wanted it so; a closure of that day takes nothing from it.
        Assert.Empty(Hits(Sample, new Closure(Day("2026-12-06"), Day("2026-12-07"), "Remont"), Booked("2026-12-06 12:00", "2026-12-06 13:00")));
    }

    [Fact]
    public void Closing_early_today_shows_what_it_hits_and_what_runs_on_ends_with_the_house()
    {
        var room = new RoomTest();
        var (running, later) = (room.Plan("15:00", "18:00"), room.Plan("18:30", "19:30"));
        var early = new Closure(Day("2026-11-25"), Day("2026-11-25"), "Awaria prądu", From: new TimeOnly(17, 0));
        Assert.Equal([running.Id, later.Id], Hits(Sample, early, running, later));
        room.Do("15:00", new RoomCommand.CheckIn(running.Id));

        // One action or a dated closure: the room ends alike.
        room.House = Sample with { Version = 2, ClosedEarly = new EarlyClosing(At("2026-11-25 17:00"), "power-cut") };
        Assert.Null(room.Do("16:50", new RoomCommand.CancelBooking(later.Id, "closure"), by: RoomTest.Coordinator));
        room.Do("17:30", new RoomCommand.SetCount(0));
        Assert.Contains(new RoomEvent.EndedBySystem(running.Id, At("2026-11-25 17:00"), At("2026-11-25 17:00")), room.History);
        Assert.DoesNotContain(room.State.Bookings, booking => booking.Id == later.Id);
        Assert.Equal(RoomCondition.Closed, Room.Face(Room.View(room.State, 9, room.Context("17:30")), room.House, At("2026-11-25 17:30")).Condition);
    }

    [Fact]
    public void A_request_on_a_public_holiday_is_refused_until_a_dated_opening_opens_it()
    {
        var (from, until) = (At("2027-01-06 14:00"), At("2027-01-06 16:00"));
        var hall = Sample.Room("sala-glowna")!;
        Assert.Equal("outside-hours", Lendable.WhyNot(Sample, hall, from, until, 10, null)?.Code);
        Assert.Null(Lendable.WhyNot(Closures.With(Sample, Epiphany), hall, from, until, 10, null));
    }

    [Fact]
    public void A_series_skips_a_public_holiday_visibly_and_meets_when_a_dated_opening_opens_it()
    {
        var details = Sample.File.Initiatives.First(initiative => !initiative.Closed && initiative.Start >= new TimeOnly(12, 0) && initiative.End <= new TimeOnly(20, 0));
        var plan = new InitiativeCommand.Plan([Day("2027-01-06")], Day("2027-01-07"));
        InitiativeEvent Planned(House house) => Initiative.Decide(Initiative.Empty, plan,
            new Context(house, details.Id, Now, Now, Guid.NewGuid(), By.System)).Events[0];
        Assert.Equal("public-holiday", Assert.IsType<InitiativeEvent.MeetingSkipped>(Planned(Sample)).ReasonCode);
        Assert.IsType<InitiativeEvent.MeetingPlanned>(Planned(Closures.With(Sample, Epiphany)));
    }

    private static Closure Epiphany => new(Day("2027-01-06"), Day("2027-01-06"), "Wspólne kolędowanie", new TimeOnly(12, 0), new TimeOnly(20, 0), Opening: true);

    private static Booking Booked(string from, string until) => new(Guid.CreateVersion7(), "Szachy", At(from), At(until), 10);

    private static ImmutableSortedDictionary<string, ImmutableList<CalendarEntry>> Held(ImmutableList<CalendarEntry> entries) =>
        ImmutableSortedDictionary<string, ImmutableList<CalendarEntry>>.Empty.Add("sala-glowna", entries);

    private static IEnumerable<Guid> Hits(House house, Closure closure, params Booking[] bookings) =>
        Closures.Hits(house, closure, Held([.. bookings.Select(booking => new CalendarEntry(booking))]), Now).Select(hit => hit.Booking);
}
