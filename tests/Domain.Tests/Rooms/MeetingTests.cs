using Mal.Facts;

namespace Mal.Rooms;

public sealed class MeetingTests
{
    private readonly RoomTest _room = new();

    [Fact]
    public void A_meeting_nobody_checked_in_is_presumed_held()
    {
        var meeting = _room.Plan("16:00", "17:30");
        _room.Sleep("16:14");
        Assert.Equal(BookingOutcome.Planned, _room.Booking(meeting.Id).Outcome);
        _room.Sleep("17:00");
        Assert.Equal(new RoomEvent.PresumedHeld(meeting.Id, RoomTest.At("16:15")), _room.History[^1]);
        Assert.Equal(RoomCondition.InUse, _room.Condition("17:00"));
    }

    [Fact]
    public void A_fresh_count_of_0_releases_the_room_when_its_minutes_are_over()
    {
        var meeting = _room.Plan("16:00", "17:30");
        _room.Do("16:05", new RoomCommand.SetCount(0));
        Assert.Equal(RoomCondition.AwaitingCheckIn, _room.Condition("16:05"));
        _room.Sleep("16:40");
        Assert.Equal(new RoomEvent.NobodyCame(meeting.Id, RoomTest.At("16:15")), _room.History[^1]);
        Assert.Equal(RoomCondition.Free, _room.Condition("16:40"));
        Assert.Equal(meeting.Until, _room.Booking(meeting.Id).Until);
    }

    [Fact]
    public void An_unknown_count_releases_nothing()
    {
        var meeting = _room.Plan("16:00", "17:30");
        _room.Do("16:05", new RoomCommand.SetCount(0));
        _room.Do("16:06", new RoomCommand.SetCount(null));
        _room.Sleep("16:40");
        Assert.Equal(BookingOutcome.Unconfirmed, _room.Booking(meeting.Id).Outcome);
    }

    [Fact]
    public void An_empty_room_before_the_group_may_come_says_nothing_about_it()
    {
        var meeting = _room.Plan("16:00", "17:30");
        _room.Do("15:40", new RoomCommand.SetCount(0));
        _room.Sleep("16:20");
        Assert.Equal(BookingOutcome.Unconfirmed, _room.Booking(meeting.Id).Outcome);
    }

    [Fact]
    public void One_tap_releases_the_room_and_one_tap_undoes_it()
    {
        var meeting = _room.Plan("16:00", "17:30");
        Assert.Null(_room.Do("16:20", new RoomCommand.ReportNoShow(meeting.Id)));
        Assert.Equal(BookingOutcome.NoShow, _room.Booking(meeting.Id).Outcome);
        Assert.Null(_room.Undo("16:22", _room.Last));
        Assert.Equal(BookingOutcome.Unconfirmed, _room.Booking(meeting.Id).Outcome);
        Assert.Equal(RoomCondition.InUse, _room.Condition("16:22"));
    }

    [Fact]
    public void Nobody_here_yet_waits_for_the_minutes_to_pass()
    {
        var meeting = _room.Plan("16:00", "17:30");
        Assert.Null(_room.Do("16:05", new RoomCommand.ReportNoShow(meeting.Id)));
        Assert.Equal(BookingOutcome.Planned, _room.Booking(meeting.Id).Outcome);
        _room.Sleep("16:15");
        Assert.Equal(BookingOutcome.NoShow, _room.Booking(meeting.Id).Outcome);
    }

    [Fact]
    public void A_check_in_after_a_written_no_show_undoes_it()
    {
        var meeting = _room.Plan("16:00", "17:30");
        _room.Do("16:20", new RoomCommand.ReportNoShow(meeting.Id));
        Assert.Null(_room.Do("16:30", new RoomCommand.CheckIn(meeting.Id), seenAt: "16:10"));
        Assert.Equal((BookingOutcome.CheckedIn, (DateTimeOffset?)null), (_room.Booking(meeting.Id).Outcome, _room.Booking(meeting.Id).EndedAt));
        Assert.Equal(RoomCondition.InUse, _room.Condition("16:30"));
    }

    [Fact]
    public void A_released_room_that_somebody_else_took_is_not_given_back()
    {
        var meeting = _room.Plan("16:00", "17:30");
        _room.Do("16:20", new RoomCommand.ReportNoShow(meeting.Id));
        var released = _room.Last;
        Assert.Null(_room.Do("16:25", new RoomCommand.WalkIn()));
        Assert.Equal("room-taken", _room.Do("16:30", new RoomCommand.CheckIn(meeting.Id)));
        Assert.Equal("something-came-after", _room.Undo("16:30", released));
    }

    [Fact]
    public void A_check_in_is_possible_from_its_window_on_and_once()
    {
        var meeting = _room.Plan("16:00", "17:30");
        Assert.Equal("too-early", _room.Do("15:44", new RoomCommand.CheckIn(meeting.Id)));
        Assert.Null(_room.Do("15:45", new RoomCommand.CheckIn(meeting.Id)));
        var facts = _room.History.Count;
        Assert.Null(_room.Do("15:46", new RoomCommand.CheckIn(meeting.Id)));
        Assert.Equal(facts, _room.History.Count);
        Assert.Equal("unknown-booking", _room.Do("15:47", new RoomCommand.CheckIn(Guid.Empty)));
    }

    [Fact]
    public void People_counted_during_a_meeting_say_that_it_is_held()
    {
        var meeting = _room.Plan("16:00", "17:30");
        _room.Do("16:05", new RoomCommand.ChangeCount(3));
        Assert.Equal(BookingOutcome.CheckedIn, _room.Booking(meeting.Id).Outcome);
        Assert.Null(_room.Undo("16:06", _room.Last));
        Assert.Equal(BookingOutcome.Planned, _room.Booking(meeting.Id).Outcome);
    }

    [Fact]
    public void People_inside_before_the_start_are_the_meeting_from_the_start_on()
    {
        var meeting = _room.Plan("16:00", "17:30");
        _room.Do("15:50", new RoomCommand.SetCount(4));
        Assert.Equal(RoomCondition.SettingUp, _room.Condition("15:50"));
        _room.Sleep("16:02");
        Assert.Equal(new RoomEvent.CheckedIn(meeting.Id, RoomTest.At("16:00")), _room.History[^1]);
        Assert.Equal(RoomCondition.InUse, _room.Condition("16:02"));
    }

    [Fact]
    public void An_early_finish_frees_the_room_at_once()
    {
        var meeting = _room.Plan("16:00", "17:30");
        _room.Do("16:00", new RoomCommand.CheckIn(meeting.Id));
        _room.Do("17:00", new RoomCommand.CheckOut());
        Assert.Equal((BookingOutcome.Completed, RoomTest.At("17:00")), (_room.Booking(meeting.Id).Outcome, _room.Booking(meeting.Id).EndedAt));
        Assert.Equal(RoomCondition.Turnover, _room.Condition("17:05"));
        Assert.Equal(RoomCondition.Free, _room.Condition("17:10"));
        Assert.Null(_room.Do("17:05", new RoomCommand.WalkIn()));
    }

    [Fact]
    public void A_meeting_is_extended_only_if_nothing_follows()
    {
        var meeting = _room.Plan("16:00", "17:00");
        _room.Plan("17:40", "18:30");
        Assert.Null(_room.Do("16:50", new RoomCommand.Extend(30)));
        Assert.Equal(RoomTest.At("17:30"), _room.Booking(meeting.Id).Until);
        Assert.Equal("followed-by-another", _room.Do("17:20", new RoomCommand.Extend(30)));
    }

    [Fact]
    public void A_meeting_is_not_extended_beyond_closing()
    {
        _room.Plan("18:00", "19:45");
        Assert.Equal("outside-hours", _room.Do("19:00", new RoomCommand.Extend(30)));
        Assert.Null(_room.Do("19:01", new RoomCommand.Extend(15)));
    }

    [Fact]
    public void A_walk_in_has_the_room_until_the_next_booking_less_the_turnover()
    {
        _room.Plan("16:00", "17:30");
        Assert.Null(_room.Do("14:00", new RoomCommand.WalkIn("Próba chóru", 6)));
        var walkIn = _room.Booking(_room.Last);
        Assert.Equal((RoomTest.At("15:50"), BookingOutcome.CheckedIn, true), (walkIn.Until, walkIn.Outcome, walkIn.WalkIn));
        Assert.Equal(6, _room.Face("14:01").Count);
        Assert.Equal("not-free", _room.Do("14:05", new RoomCommand.WalkIn()));
    }

    [Fact]
    public void A_walk_in_with_nothing_after_it_lasts_until_closing()
    {
        _room.Do("14:00", new RoomCommand.WalkIn());
        Assert.Equal(RoomTest.At("20:00"), _room.Booking(_room.Last).Until);
        Assert.Equal("outside-hours", _room.Do("20:30", new RoomCommand.WalkIn()));
    }

    [Fact]
    public void A_walk_in_can_be_undone()
    {
        _room.Do("14:00", new RoomCommand.WalkIn(null, 3));
        Assert.Null(_room.Undo("14:01", _room.Last));
        Assert.Empty(_room.State.Bookings);
        Assert.Equal(0, _room.State.Occupancy.Count);
    }

    [Fact]
    public void At_closing_an_open_session_ends_by_the_system()
    {
        _room.Do("18:00", new RoomCommand.WalkIn());
        var walkIn = _room.Last;
        _room.Sleep("2026-11-26 09:00");
        Assert.Contains(new RoomEvent.EndedBySystem(walkIn, RoomTest.At("20:00"), RoomTest.At("20:00")), _room.History);
        Assert.Equal(BookingOutcome.Completed, _room.Booking(walkIn).Outcome);
    }

    [Fact]
    public void What_is_over_leaves_the_state_at_the_closing_after()
    {
        var meeting = _room.Plan("16:00", "17:30");
        _room.Sleep("2026-11-26 13:00");
        Assert.Equal(BookingOutcome.Unconfirmed, _room.Booking(meeting.Id).Outcome);
        _room.Do("2026-11-26 13:00", new RoomCommand.SetCount(1));
        _room.Sleep("2026-11-27 09:00");
        Assert.Empty(_room.State.Bookings);
    }

    [Fact]
    public void An_offline_check_out_of_yesterday_is_truer_than_the_closing()
    {
        var meeting = _room.Plan("18:00", "19:45");
        _room.Do("18:00", new RoomCommand.CheckIn(meeting.Id));
        _room.Do("2026-11-26 12:05", new RoomCommand.CheckOut(meeting.Id), seenAt: "19:20");
        Assert.Equal(RoomTest.At("19:20"), _room.Booking(meeting.Id).EndedAt);
        Assert.Equal(RoomCondition.Free, _room.Condition("2026-11-26 12:06"));
    }

    [Fact]
    public void A_repeat_of_a_planned_meeting_writes_nothing()
    {
        var meeting = _room.Plan("16:00", "17:30");
        Assert.Null(_room.Do("2026-11-02 12:00", new RoomCommand.PlanMeeting(meeting), by: By.System));
        Assert.Single(_room.History);
    }

    [Fact]
    public void Only_the_system_plans_meetings() =>
        Assert.Equal("not-allowed", _room.Do("12:00", new RoomCommand.PlanMeeting(new Booking(Guid.NewGuid(), "x", RoomTest.At("13:00"), RoomTest.At("14:00"), 1))));

    [Fact]
    public void A_room_refuses_an_overlapping_booking_and_the_refusal_is_a_fact()
    {
        _room.Plan("16:00", "17:30");
        var late = new Booking(Guid.NewGuid(), "Zumba", RoomTest.At("17:35"), RoomTest.At("18:00"), 10, "gimnastyka");
        Assert.Equal("slot-taken", _room.Do("12:00", new RoomCommand.PlanMeeting(late), by: By.System));
        Assert.IsType<RoomEvent.RequestRefused>(_room.History[^1]);
        Assert.Null(_room.Do("12:00", new RoomCommand.PlanMeeting(late with { From = RoomTest.At("17:40") }), by: By.System));
    }

    [Fact]
    public void A_booking_made_inside_the_check_in_window_counts_as_checked_in()
    {
        var booking = _room.Asked("16:00", "17:00");
        Assert.Null(_room.Do("15:50", new RoomCommand.RequestBooking(booking)));
        Assert.Equal((BookingOutcome.CheckedIn, Standing.Approved), (_room.Booking(booking.Id).Outcome, _room.Booking(booking.Id).Standing));
    }

    [Fact]
    public void Two_programme_entries_may_overlap_in_a_drop_in_room()
    {
        var salon = new RoomTest("salon-sasiedzki");
        salon.Plan("13:00", "17:00");
        salon.Plan("16:00", "18:00");
        Assert.Equal(RoomCondition.InUse, salon.Condition("19:00"));
        Assert.Equal("drop-in", salon.Do("19:00", new RoomCommand.WalkIn()));
        salon.Do("13:05", new RoomCommand.SetCount(0));
        salon.Sleep("13:30");
        Assert.DoesNotContain(salon.State.Bookings, booking => booking.Outcome == BookingOutcome.NoShow);
    }
}
