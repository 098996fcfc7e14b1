using Mal.Facts;
using Mal.Places;
using static Mal.Rooms.RoomCondition;

namespace Mal.Rooms;

/// <summary>RULES §2, the table of states: the ways in and out which no other test walks. The whole day in silence is <see cref="ConditionTests"/>'.</summary>
public sealed class StateTableTests
{
    private readonly RoomTest _room = new();

    [Fact]
    public void Closed_is_entered_by_a_closure_of_the_whole_day_or_of_a_part_and_left_by_a_dated_opening()
    {
        _room.House = Rejonowa.With(new Closure(Rejonowa.Day("2026-11-25"), Rejonowa.Day("2026-11-25"), "Remont", new TimeOnly(15, 0), new TimeOnly(17, 0)));
        Walk(("14:59", Free), ("15:00", Closed), ("16:59", Closed), ("17:00", Free));
        _room.House = Rejonowa.With(new Closure(Rejonowa.Day("2026-11-25"), Rejonowa.Day("2026-11-25"), "Remont"));
        Walk(("12:00", Closed), ("19:59", Closed), ("2026-11-26 12:00", Free));
        // A Monday, and a public holiday.
        _room.House = Rejonowa.With(new Closure(Rejonowa.Day("2026-11-30"), Rejonowa.Day("2026-11-30"), "Andrzejki", new TimeOnly(18, 0), new TimeOnly(19, 0), Opening: true));
        Walk(("2026-11-30 17:59", Closed), ("2026-11-30 18:00", Free), ("2026-11-30 19:00", Closed), ("2026-12-25 13:00", Closed));
    }

    [Fact]
    public void Closed_hides_what_is_planned_for_a_shut_hour_and_shows_no_count()
    {
        _room.Plan("16:00", "17:30");
        _room.Do("15:50", new RoomCommand.SetCount(3));
        _room.House = _room.House with { ClosedEarly = new EarlyClosing(RoomTest.At("16:00"), "weather") };
        Assert.Equal((Closed, (int?)null), (_room.Condition("16:00"), _room.Face("16:00").Count));
    }

    [Fact]
    public void Free_is_left_by_a_walk_in_and_by_people_somebody_saw()
    {
        Walk(("14:00", Free));
        _room.Do("14:00", new RoomCommand.WalkIn());
        Walk(("14:00", InUse));
        var other = new RoomTest();
        other.Do("14:00", new RoomCommand.SetCount(2));
        Assert.Equal(InUse, other.Condition("14:00"));
        // The count ages, and nothing is known of the room any more than that nobody has it.
        Assert.Equal((InUse, Free), (other.Condition("14:44"), other.Condition("14:45")));
    }

    [Fact]
    public void Reserved_is_left_by_a_cancellation_as_well()
    {
        var meeting = _room.Plan("16:00", "17:30");
        Walk(("15:29", Free), ("15:30", Reserved), ("15:44", Reserved), ("15:45", AwaitingCheckIn));
        Assert.Null(_room.Do("15:40", new RoomCommand.CancelBooking(meeting.Id, "illness"), by: RoomTest.Coordinator));
        Walk(("15:40", Free));
    }

    [Fact]
    public void AwaitingCheckIn_is_left_by_a_check_in_before_and_after_the_start()
    {
        var meeting = _room.Plan("16:00", "17:30");
        Walk(("15:45", AwaitingCheckIn), ("16:14", AwaitingCheckIn));
        _room.Do("16:10", new RoomCommand.CheckIn(meeting.Id));
        Walk(("16:10", InUse));
    }

    [Theory]
    [InlineData("15:50", SettingUp, "a count before the start")]
    [InlineData("16:05", InUse, "a count after it")]
    public void AwaitingCheckIn_is_left_by_a_count_above_0(string seen, RoomCondition becomes, string why)
    {
        _room.Plan("16:00", "17:30");
        Walk((seen, AwaitingCheckIn));
        _room.Do(seen, new RoomCommand.SetCount(4));
        Assert.Equal((becomes, why), (_room.Condition(seen), why));
    }

    [Fact]
    public void AwaitingCheckIn_is_left_by_a_confirmed_absence_and_the_room_is_free_at_once()
    {
        var meeting = _room.Plan("16:00", "17:30");
        _room.Do("16:14", new RoomCommand.ReportNoShow(meeting.Id));
        Walk(("16:14", AwaitingCheckIn));
        _room.Sleep("16:15");
        Walk(("16:15", Free), ("17:29", Free));
        Assert.Equal((RoomTest.At("16:00"), RoomTest.At("17:30")), (_room.Booking(meeting.Id).From, _room.Booking(meeting.Id).Until));
    }

    [Fact]
    public void SettingUp_is_entered_no_earlier_than_the_check_in_opens_and_left_by_the_start_or_by_who_goes_again()
    {
        _room.Plan("16:00", "17:30");
        _room.Do("15:40", new RoomCommand.SetCount(4));
        Walk(("15:40", Reserved));
        _room.Do("15:46", new RoomCommand.SetCount(4));
        Walk(("15:46", SettingUp), ("15:59", SettingUp), ("16:00", InUse));
        _room.Do("15:55", new RoomCommand.SetCount(0));
        Walk(("15:55", AwaitingCheckIn));
    }

    [Fact]
    public void InUse_is_left_by_a_check_out_or_at_the_planned_end_by_itself()
    {
        var meeting = _room.Plan("16:00", "17:00");
        _room.Plan("17:30", "18:30");
        _room.Do("15:50", new RoomCommand.CheckIn(meeting.Id));
        Walk(("15:50", InUse), ("16:49", InUse), ("17:00", Turnover));
        _room.Do("16:20", new RoomCommand.CheckOut());
        Walk(("16:20", Turnover), ("16:29", Turnover), ("16:30", Free));
    }

    [Fact]
    public void EndingSoon_is_left_by_an_extension_and_entered_again_before_the_new_end()
    {
        _room.Plan("16:00", "17:00");
        Walk(("16:50", EndingSoon));
        Assert.Null(_room.Do("16:55", new RoomCommand.Extend(30)));
        Walk(("16:55", InUse), ("17:19", InUse), ("17:20", EndingSoon), ("17:30", Turnover));
    }

    [Fact]
    public void EndingSoon_is_left_by_who_goes_early()
    {
        _room.Plan("16:00", "17:00");
        _room.Do("16:52", new RoomCommand.CheckOut());
        Walk(("16:52", Turnover));
    }

    [Fact]
    public void Overdue_is_left_by_staff_who_see_nobody_any_more_and_by_a_count_grown_old()
    {
        var meeting = _room.Plan("16:00", "17:00");
        _room.Plan("17:30", "18:30");
        _room.Do("16:00", new RoomCommand.CheckIn(meeting.Id));
        _room.Do("17:05", new RoomCommand.SetCount(8));
        Walk(("17:05", Overdue), ("17:40", Overdue), ("17:50", InUse));
        Assert.Equal(meeting.Id, _room.Face("17:40").Meeting?.Id);
        _room.Do("17:08", new RoomCommand.SetCount(0));
        Walk(("17:08", Turnover));
    }

    [Fact]
    public void Overdue_needs_a_fresh_count_and_never_comes_of_silence()
    {
        var meeting = _room.Plan("16:00", "17:00");
        _room.Plan("17:10", "18:30");
        _room.Do("16:00", new RoomCommand.CheckIn(meeting.Id));
        // Counted while the meeting was on: that number ended with it.
        _room.Do("16:50", new RoomCommand.SetCount(8));
        Walk(("17:05", Turnover), ("17:10", AwaitingCheckIn));
    }

    [Fact]
    public void Turnover_gives_way_to_the_next_group_in_time()
    {
        var meeting = _room.Plan("16:00", "17:00");
        var next = _room.Plan("17:10", "18:30");
        _room.Do("16:00", new RoomCommand.CheckIn(meeting.Id));
        Walk(("17:00", Turnover), ("17:09", Turnover), ("17:10", AwaitingCheckIn));
        _room.Do("17:02", new RoomCommand.MarkReady());
        Walk(("17:02", AwaitingCheckIn));
        Assert.Equal(next.Id, _room.Face("17:02").Meeting?.Id);
    }

    [Fact]
    public void OutOfService_stands_above_a_meeting_and_is_left_to_what_the_hour_says()
    {
        _room.Plan("16:00", "17:30");
        Assert.Equal("not-allowed", _room.Do("15:00", new RoomCommand.TakeOutOfService("repair"), by: new By(Role.Anyone, "")));
        _room.Do("15:50", new RoomCommand.TakeOutOfService("repair"));
        Walk(("15:50", RoomCondition.OutOfService), ("16:30", RoomCondition.OutOfService), ("21:00", RoomCondition.OutOfService));
        Assert.Equal("repair", _room.View("16:30").OutOfService?.ReasonCode);
        _room.Do("16:30", new RoomCommand.ReturnToService());
        Walk(("16:30", InUse), ("21:00", Closed));
    }

    [Fact]
    public void Every_minute_of_the_table_is_a_setting()
    {
        var file = _room.House.File;
        var settings = file.Place.Settings with { ReservedMinutes = 60, CheckInMinutes = 20, NoShowMinutes = 5, EndingSoonMinutes = 15, TurnoverMinutes = 25 };
        _room.House = _room.House with { File = file with { Place = file.Place with { Settings = settings } } };
        _room.Plan("16:00", "17:00");
        Walk(("14:59", Free), ("15:00", Reserved), ("15:40", AwaitingCheckIn), ("16:04", AwaitingCheckIn), ("16:05", InUse),
            ("16:45", EndingSoon), ("17:00", Turnover), ("17:24", Turnover), ("17:25", Free));
    }

    // As a screen without network turns: nothing is written meanwhile.
    private void Walk(params ReadOnlySpan<(string Time, RoomCondition Condition)> table)
    {
        foreach (var (time, condition) in table)
        {
            Assert.Equal((time, condition), (time, _room.Condition(time)));
        }
    }
}
