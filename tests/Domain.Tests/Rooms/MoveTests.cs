using Mal.Alerts;
using Mal.Board;
using Mal.Facts;
using Mal.Places;

namespace Mal.Rooms;

/// <summary>Moving, closing out and the calendar: what happens to a booking beside being held.</summary>
public sealed class MoveTests
{
    private readonly RoomTest _room = new();

    private string? Move(Guid booking, string from, string until, string? room = null) =>
        _room.Do("2026-11-20 13:00", new RoomCommand.MoveBooking(booking, _room.House.Local(RoomTest.At(from)), _room.House.Local(RoomTest.At(until)), room), by: RoomTest.Coordinator);

    private RoomCalendar Calendar() => _room.History.Aggregate(RoomCalendar.Empty, (calendar, happened) => calendar.Evolve(happened));

    [Fact]
    public void Within_the_room_a_move_is_one_fact_and_may_overlap_only_itself()
    {
        var (one, other) = (_room.Request("16:00", "17:00"), _room.Request("18:00", "19:00"));
        Assert.Equal("slot-taken", Move(one, "17:00", "18:00"));
        Assert.Null(Move(one, "16:30", "17:30"));
        Assert.IsType<RoomEvent.BookingMoved>(_room.History[^1]);
        Assert.Equal((RoomTest.At("16:30"), Standing.Requested), (_room.Booking(one).From, _room.Booking(one).Standing));
        Assert.Null(Move(other, "12:00", "13:00"));
        Assert.Equal([other, one], _room.State.Bookings.Select(booking => booking.Id));
    }

    [Fact]
    public void To_another_room_it_keeps_its_slot_until_that_room_has_it()
    {
        var asked = _room.Request("16:00", "17:00");
        Assert.Equal("unknown-room", Move(asked, "16:00", "17:00", "sala-balowa"));
        Assert.Equal("too-many-people", Move(asked, "16:00", "17:00", "sala-komputerowa"));
        Assert.Null(Move(asked, "16:00", "17:00", "sala-warsztatowa"));
        var to = _room.Booking(asked).Moving!;
        Assert.Equal("being-moved", _room.Do("2026-11-20 13:00", new RoomCommand.WithdrawBooking(asked)));
        Assert.Equal("slot-taken", _room.Do("2026-11-20 13:00", new RoomCommand.RequestBooking(_room.Asked("16:00", "17:00")), by: RoomTest.Coordinator));
        Assert.Null(_room.Do("2026-11-20 13:01", new RoomCommand.FinishMove(asked, to.Command), by: By.System));
        Assert.Empty(_room.State.Bookings);
        Assert.Equal((Departure.Moved, "sala-warsztatowa"), (Calendar().Entries[asked].Gone!.Value, Calendar().Entries[asked].MovedTo));
        Assert.Null(_room.Do("2026-11-20 13:01", new RoomCommand.FinishMove(asked, to.Command), by: By.System));
    }

    [Fact]
    public void Refused_there_it_stays_here()
    {
        var asked = _room.Request("16:00", "17:00");
        Move(asked, "16:00", "17:00", "sala-warsztatowa");
        Assert.Null(_room.Do("2026-11-20 13:01", new RoomCommand.FinishMove(asked, _room.Booking(asked).Moving!.Command, "slot-taken"), by: By.System));
        Assert.Null(_room.Booking(asked).Moving);
        Assert.Null(Calendar().Entries[asked].Gone);
    }

    [Fact]
    public void A_meeting_is_closed_out_once_it_began_and_zero_is_not_uncounted()
    {
        var meeting = _room.Plan("16:00", "17:00");
        var closeOut = new RoomCommand.CloseOutMeeting(meeting.Id, Held: true, People: 0);
        Assert.Equal("too-early", _room.Do("15:59", closeOut));
        Assert.Null(_room.Do("16:40", closeOut));
        _room.Sleep("2026-11-25 21:00");
        Assert.Equal((BookingOutcome.Completed, 0), (Calendar().Entries[meeting.Id].Booking.Outcome, Calendar().Entries[meeting.Id].CloseOut!.People));
    }

    [Fact]
    public void What_was_never_closed_out_waits_for_two_months()
    {
        var (one, other) = (_room.Plan("16:00", "17:00"), _room.Plan("18:00", "19:00"));
        _room.Plan("2026-11-26 16:00", "2026-11-26 17:00");
        _room.Plan("2027-01-27 16:00", "2027-01-27 17:00");
        _room.Sleep("2026-11-27 09:00");
        Assert.DoesNotContain(_room.State.Bookings, booking => booking.Until < RoomTest.At("2026-11-26 00:00"));
        Assert.Equal([one.Id, other.Id], _room.State.Unsettled!.Select(waiting => waiting.Booking));
        Assert.Null(_room.Do("2026-12-20 09:00", new RoomCommand.CloseOutMeeting(one.Id, Held: false), by: new By(Role.Organizer, "link")));
        Assert.Equal(BookingOutcome.NoShow, Calendar().Entries[one.Id].Booking.Outcome);
        Assert.Equal(other.Id, _room.State.Unsettled![0].Booking);
        _room.Sleep("2027-01-28 09:00");
        Assert.DoesNotContain(_room.State.Unsettled ?? [], waiting => waiting.Booking == other.Id);
    }

    [Fact]
    public void The_calendar_knows_the_most_people_counted_and_forgets_what_was_undone()
    {
        var meeting = _room.Plan("16:00", "17:00");
        _room.Do("16:05", new RoomCommand.SetCount(12));
        _room.Do("16:10", new RoomCommand.SetCount(120));
        _room.Undo("16:11", _room.Last);
        _room.Do("16:50", new RoomCommand.SetCount(3));
        Assert.Equal(12, Calendar().Entries[meeting.Id].Most);
        _room.Do("17:30", new RoomCommand.WalkIn());
        var walkIn = _room.Last;
        Assert.Contains(walkIn, Calendar().Entries.Keys);
        _room.Undo("17:31", walkIn);
        Assert.DoesNotContain(walkIn, Calendar().Entries.Keys);
    }

    [Fact]
    public void The_calendar_shows_what_overlaps_with_the_titles_of_the_place()
    {
        var meeting = _room.Plan("16:00", "17:00", initiative: "szachy-i-planszowki");
        Assert.Empty(Calendar().Between(_room.House, RoomTest.At("17:00"), RoomTest.At("18:00")));
        var entry = Assert.Single(Calendar().Between(_room.House, RoomTest.At("16:59"), RoomTest.At("18:00")));
        Assert.Equal((meeting.Id, _room.House.Initiative("szachy-i-planszowki")!.Title), (entry.Booking.Id, entry.Booking.Title));
    }

    private Guid Refused(string code = "slot-taken")
    {
        var asked = _room.Request("16:00", "17:00");
        Move(asked, "16:00", "17:00", "sala-warsztatowa");
        Assert.Null(_room.Do("2026-11-20 13:01", new RoomCommand.FinishMove(asked, _room.Booking(asked).Moving!.Command, code), by: By.System));
        return asked;
    }

    private List<Alert> Alerts(string now = "2026-11-20 14:00") => [.. Mal.Alerts.Alerts.Of(_room.House, [_room.View(now)], RoomTest.At(now)).Where(alert => alert.Code == "not-moved")];

    [Fact]
    public void Coordinators_are_told_of_a_move_that_the_other_room_refused()
    {
        Assert.Empty(Alerts());
        var asked = Refused();
        var alert = Assert.Single(Alerts());
        Assert.Equal((asked, "room/rejonowa-6-8/sala-glowna", "Sala główna", Role.Coordinator, RoomTest.At("2026-11-20 13:01")), (alert.Subject, alert.Key, alert.Where, alert.Owner, alert.Since));
        Assert.Equal(new RoomCommand.LeaveHere(asked), Assert.IsType<AlertAction.TellRoom>(alert.Action).Command);
        Assert.Equal("Próba chóru, w środę 16:00: nie przeniesiono (Sala warsztatowa, 16:00–17:00 – termin zajęty). Spotkanie jest dalej tutaj: zostaw je albo wybierz w kalendarzu inny termin.", alert.Says);
        Assert.All(new[] { Audience.Public, Audience.House }, audience => Assert.Null(((RoomView)Room.For(_room.View("2026-11-20 14:00"), audience)!).RefusedMoves));
    }

    [Fact]
    public void Left_where_it_is_the_alert_goes_and_saying_so_again_writes_nothing()
    {
        var asked = Refused();
        Assert.Equal("not-allowed", _room.Do("2026-11-20 14:00", new RoomCommand.LeaveHere(asked), by: RoomTest.Staff));
        Assert.Null(_room.Do("2026-11-20 14:00", new RoomCommand.LeaveHere(asked), by: RoomTest.Coordinator));
        Assert.Empty(Alerts());
        var written = _room.History.Count;
        Assert.Null(_room.Do("2026-11-20 14:01", new RoomCommand.LeaveHere(asked), by: RoomTest.Coordinator));
        Assert.Equal(written, _room.History.Count);
        Assert.Equal("unknown-booking", _room.Do("2026-11-20 14:02", new RoomCommand.LeaveHere(Guid.NewGuid()), by: RoomTest.Coordinator));
    }

    [Fact]
    public void The_alert_goes_by_itself_with_another_move_with_the_booking_and_with_its_start()
    {
        var asked = Refused();
        Assert.Empty(Alerts("16:00"));
        Move(asked, "16:00", "17:00", "sala-warsztatowa");
        Assert.Empty(Alerts());
        Assert.Null(_room.Do("2026-11-20 13:02", new RoomCommand.FinishMove(asked, _room.Booking(asked).Moving!.Command, "slot-taken"), by: By.System));
        Assert.Single(Alerts());
        Assert.Null(Move(asked, "17:30", "18:30"));
        Assert.Empty(Alerts());
        Assert.Null(_room.Do("2026-11-20 13:03", new RoomCommand.WithdrawBooking(asked)));
        var other = Refused();
        Assert.Single(Alerts());
        Assert.Null(_room.Do("2026-11-20 14:00", new RoomCommand.WithdrawBooking(other)));
        Assert.Empty(Alerts());
    }
}
