namespace Mal.Rooms;

public sealed class UndoTests
{
    private readonly RoomTest _room = new();

    [Fact]
    public void Undo_takes_back_one_change_and_leaves_what_came_after()
    {
        _room.Do("13:00", new RoomCommand.ChangeCount(3));
        var first = _room.Last;
        _room.Do("13:01", new RoomCommand.ChangeCount(1));
        Assert.Null(_room.Undo("13:02", first));
        Assert.Equal(1, _room.State.Occupancy.Count);
    }

    [Fact]
    public void Undoing_a_whole_number_brings_back_the_one_before_and_keeps_later_changes()
    {
        _room.Do("13:00", new RoomCommand.SetCount(4));
        _room.Do("13:01", new RoomCommand.SetCount(40));
        var wrong = _room.Last;
        _room.Do("13:02", new RoomCommand.ChangeCount(1));
        Assert.Null(_room.Undo("13:03", wrong));
        Assert.Equal(5, _room.State.Occupancy.Count);
    }

    [Fact]
    public void A_change_is_not_taken_off_a_number_somebody_said_later()
    {
        _room.Do("13:00", new RoomCommand.ChangeCount(3));
        var change = _room.Last;
        _room.Do("13:01", new RoomCommand.SetCount(2));
        Assert.Equal("something-came-after", _room.Undo("13:02", change));
    }

    [Fact]
    public void A_command_is_undone_once()
    {
        _room.Do("13:00", new RoomCommand.ChangeCount(3));
        var change = _room.Last;
        Assert.Null(_room.Undo("13:01", change));
        Assert.Equal("nothing-to-undo", _room.Undo("13:02", change));
        Assert.Equal("nothing-to-undo", _room.Undo("13:02", Guid.Empty));
    }

    [Fact]
    public void Its_author_has_ten_minutes_and_a_coordinator_as_long_as_it_is_kept()
    {
        _room.Do("13:00", new RoomCommand.ChangeCount(3));
        var change = _room.Last;
        Assert.Equal("too-late-to-undo", _room.Undo("13:11", change));
        Assert.Equal("not-yours-to-undo", _room.Undo("13:05", change, RoomTest.OtherStaff));
        Assert.Null(_room.Undo("15:00", change, RoomTest.Coordinator));
    }

    [Fact]
    public void The_reset_at_closing_comes_after_every_count()
    {
        _room.Do("19:55", new RoomCommand.ChangeCount(3));
        Assert.Equal("nothing-to-undo", _room.Undo("20:01", _room.Last));
        Assert.Equal(0, _room.State.Occupancy.Count);
    }

    [Fact]
    public void Yesterdays_count_is_not_taken_off_todays()
    {
        _room.Plan("16:00", "17:30");
        _room.Do("16:05", new RoomCommand.ChangeCount(3));
        var yesterday = _room.Last;
        _room.Do("2026-11-26 13:00", new RoomCommand.ChangeCount(5));
        Assert.Equal("nothing-to-undo", _room.Undo("2026-11-26 13:01", yesterday, RoomTest.Coordinator));
        Assert.Equal(5, _room.State.Occupancy.Count);
    }

    [Fact]
    public void A_check_in_followed_by_a_check_out_is_not_undone_from_under_it()
    {
        var meeting = _room.Plan("16:00", "17:30");
        _room.Do("16:00", new RoomCommand.CheckIn(meeting.Id));
        var checkIn = _room.Last;
        _room.Do("16:05", new RoomCommand.CheckOut(meeting.Id));
        var checkOut = _room.Last;
        Assert.Equal("something-came-after", _room.Undo("16:06", checkIn));
        Assert.Null(_room.Undo("16:06", checkOut));
        Assert.Equal(RoomCondition.InUse, _room.Condition("16:06"));
        Assert.Null(_room.Undo("16:07", checkIn));
        Assert.Equal(BookingOutcome.Planned, _room.Booking(meeting.Id).Outcome);
    }

    [Fact]
    public void Extension_readiness_and_service_can_be_undone()
    {
        var meeting = _room.Plan("16:00", "17:00");
        _room.Do("16:50", new RoomCommand.Extend(30));
        Assert.Null(_room.Undo("16:51", _room.Last));
        Assert.Equal(RoomTest.At("17:00"), _room.Booking(meeting.Id).Until);
        _room.Do("17:02", new RoomCommand.MarkReady());
        Assert.Null(_room.Undo("17:03", _room.Last));
        Assert.Equal(RoomCondition.Turnover, _room.Condition("17:04"));
        _room.Do("18:00", new RoomCommand.TakeOutOfService("repair"));
        Assert.Null(_room.Undo("18:01", _room.Last));
        Assert.Null(_room.State.OutOfService);
    }
}
