namespace Mal.Rooms;

public sealed class HeadCountTests
{
    private readonly RoomTest _room = new();

    [Fact]
    public void A_change_applies_to_the_count()
    {
        _room.Do("13:00", new RoomCommand.ChangeCount(3));
        _room.Do("13:01", new RoomCommand.ChangeCount(-1));
        Assert.Equal(2, _room.Face("13:02").Count);
    }

    [Fact]
    public void A_count_is_shown_with_its_time()
    {
        _room.Do("16:20", new RoomCommand.SetCount(18));
        Assert.Equal("18 o 16:20", _room.Face("16:42").CountText);
    }

    [Fact]
    public void A_screen_whose_clock_is_a_little_behind_shows_what_was_just_said_and_one_of_an_hour_ago_does_not()
    {
        _room.Do("16:20", new RoomCommand.SetCount(18));
        Assert.Equal("18 o 16:20", _room.Face("16:19").CountText);
        Assert.Null(_room.Face("15:20").Count);
    }

    [Fact]
    public void A_raw_negative_is_kept_and_shown_as_0()
    {
        _room.Do("13:00", new RoomCommand.ChangeCount(-2));
        Assert.Equal(0, _room.Face("13:00").Count);
        _room.Do("13:01", new RoomCommand.ChangeCount(3));
        Assert.Equal(1, _room.Face("13:01").Count);
    }

    [Fact]
    public void Nobody_knows_is_a_value()
    {
        _room.Do("13:00", new RoomCommand.SetCount(4));
        _room.Do("13:05", new RoomCommand.SetCount(null));
        Assert.Null(_room.State.Occupancy.Count);
        Assert.Null(_room.Face("13:05").Count);
    }

    [Fact]
    public void A_change_of_0_writes_nothing()
    {
        _room.Do("13:00", new RoomCommand.ChangeCount(0));
        Assert.Empty(_room.History);
    }

    [Fact]
    public void A_count_ages_and_the_raw_number_stays()
    {
        _room.Do("13:00", new RoomCommand.SetCount(7));
        Assert.Equal(7, _room.Face("13:44").Count);
        Assert.Null(_room.Face("13:45").Count);
        Assert.Equal(7, _room.State.Occupancy.Count);
        _room.Do("14:00", new RoomCommand.ChangeCount(1));
        Assert.Equal(8, _room.Face("14:00").Count);
    }

    [Fact]
    public void A_count_is_unknown_when_its_meeting_has_ended()
    {
        _room.Plan("16:00", "17:30");
        _room.Do("17:20", new RoomCommand.SetCount(12));
        Assert.Equal(12, _room.Face("17:29").Count);
        Assert.Null(_room.Face("17:30").Count);
    }

    [Fact]
    public void Closing_resets_the_count_and_records_the_residual()
    {
        _room.Do("19:50", new RoomCommand.SetCount(2));
        _room.Sleep("2026-11-26 10:00");
        Assert.Equal(new RoomEvent.DayClosed(2, RoomTest.At("20:00")), _room.History[^1]);
        Assert.Equal(Room.Empty.Occupancy, _room.State.Occupancy);
    }

    [Fact]
    public void Closing_early_resets_at_that_hour()
    {
        _room.Do("14:00", new RoomCommand.SetCount(2));
        _room.House = _room.House with { ClosedEarly = new(RoomTest.At("17:00"), "staff") };
        _room.Sleep("18:00");
        Assert.Equal(new RoomEvent.DayClosed(2, RoomTest.At("17:00")), _room.History[^1]);
    }

    [Fact]
    public void Yesterdays_tap_after_the_reset_goes_to_yesterdays_record()
    {
        _room.Do("19:00", new RoomCommand.SetCount(2));
        _room.Do("2026-11-26 12:10", new RoomCommand.ChangeCount(1), seenAt: "19:30");
        Assert.IsType<RoomEvent.CountSeenLate>(_room.History[^1]);
        Assert.Equal(RoomTest.At("19:30"), ((RoomEvent.CountSeenLate)_room.History[^1]).At);
        Assert.Equal(Room.Empty.Occupancy, _room.State.Occupancy);
    }

    [Fact]
    public void An_old_count_never_overwrites_a_newer_one()
    {
        _room.Do("14:00", new RoomCommand.SetCount(5));
        _room.Do("14:10", new RoomCommand.SetCount(9), seenAt: "13:50");
        Assert.Equal(5, _room.State.Occupancy.Count);
        Assert.IsType<RoomEvent.CountSeenLate>(_room.History[^1]);
    }

    [Fact]
    public void A_change_seen_before_the_whole_number_was_said_is_in_it_already()
    {
        _room.Do("14:00", new RoomCommand.SetCount(5));
        _room.Do("14:10", new RoomCommand.ChangeCount(1), seenAt: "13:50");
        Assert.Equal(5, _room.State.Occupancy.Count);
    }

    [Fact]
    public void Changes_of_two_phones_add_up_in_any_order()
    {
        _room.Do("14:00", new RoomCommand.ChangeCount(2));
        _room.Do("14:10", new RoomCommand.ChangeCount(1), seenAt: "13:50");
        Assert.Equal(3, _room.State.Occupancy.Count);
        Assert.Equal(RoomTest.At("14:00"), _room.State.Occupancy.At);
    }

    [Fact]
    public void A_full_room_says_so_calmly_and_the_warning_is_for_above_the_limit()
    {
        _room.Plan("16:00", "17:30");
        _room.Do("16:20", new RoomCommand.SetCount(30));
        Assert.Equal(("komplet", true, false), (_room.Face("16:21").May, _room.Face("16:21").Full, _room.Face("16:21").AboveLimit));
        Assert.Null(_room.Do("16:22", new RoomCommand.ChangeCount(2)));
        Assert.True(_room.Face("16:22").AboveLimit);
    }

    [Fact]
    public void A_number_nobody_can_mean_is_malformed_and_names_its_field()
    {
        Assert.StartsWith("delta", Room.Malformed(new RoomCommand.ChangeCount(1001)), StringComparison.Ordinal);
        Assert.StartsWith("count", Room.Malformed(new RoomCommand.SetCount(-1)), StringComparison.Ordinal);
        Assert.StartsWith("count", Room.Malformed(new RoomCommand.SetCount(10_001)), StringComparison.Ordinal);
        Assert.StartsWith("minutes", Room.Malformed(new RoomCommand.Extend(0)), StringComparison.Ordinal);
        Assert.StartsWith("people", Room.Malformed(new RoomCommand.WalkIn(null, -1)), StringComparison.Ordinal);
        Assert.StartsWith("reasonCode", Room.Malformed(new RoomCommand.TakeOutOfService(" ")), StringComparison.Ordinal);
        Assert.Null(Room.Malformed(new RoomCommand.SetCount(null)));
        Assert.Null(Room.Malformed(new RoomCommand.ChangeCount(-1000)));
    }

    [Fact]
    public void An_organizer_does_not_talk_over_what_staff_said_while_it_still_holds()
    {
        var room = new RoomTest();
        var organizer = new Facts.By(Facts.Role.Organizer, "link");
        room.Plan("16:00", "17:30");
        room.Do("16:02", new RoomCommand.SetCount(9), by: organizer);
        Assert.Equal((9, CountSource.Organizer), (room.State.Occupancy.Count, room.State.Occupancy.SetBy));
        room.Do("16:05", new RoomCommand.SetCount(12));
        room.Do("16:06", new RoomCommand.ChangeCount(1));
        Assert.Null(room.Do("16:10", new RoomCommand.SetCount(14), by: organizer));
        Assert.Equal(13, room.State.Occupancy.Count);
        Assert.Equal(14, Assert.IsType<RoomEvent.CountSeenLate>(room.History[^1]).Count);
        room.Do("16:52", new RoomCommand.SetCount(14), by: organizer);
        Assert.Equal(14, room.State.Occupancy.Count);
    }
}
