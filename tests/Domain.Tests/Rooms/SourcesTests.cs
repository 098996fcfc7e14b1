using System.Text.Json;
using Mal.Board;
using Mal.Facts;

namespace Mal.Rooms;

/// <summary>RULES §2, head count: who may say how many, whose word stands when two speak, and what a sensor does and does not say.</summary>
public sealed class SourcesTests
{
    private static readonly By Counter = new(Role.Counter, "door-1", "sala-glowna");
    private static readonly By Sensor = new(Role.Sensor, "wall-1", "sala-glowna");
    private static readonly By OtherSensor = new(Role.Sensor, "wall-2", "sala-glowna");
    private static readonly By Organizer = new(Role.Organizer, "link");

    private readonly RoomTest _room = new();

    // staff Set > organizer > taps and counters: of two whole numbers of one meeting a minute apart, the higher source's stands; of one's own, the later.
    [Theory]
    [InlineData(Role.Staff, Role.Staff, 7)]
    [InlineData(Role.Staff, Role.Organizer, 5)]
    [InlineData(Role.Staff, Role.Counter, 5)]
    [InlineData(Role.Organizer, Role.Staff, 7)]
    [InlineData(Role.Organizer, Role.Organizer, 7)]
    [InlineData(Role.Organizer, Role.Counter, 5)]
    [InlineData(Role.Counter, Role.Staff, 7)]
    [InlineData(Role.Counter, Role.Organizer, 7)]
    [InlineData(Role.Counter, Role.Counter, 7)]
    [InlineData(Role.Coordinator, Role.Organizer, 5)]
    [InlineData(Role.Organizer, Role.Coordinator, 7)]
    public void Of_two_whole_numbers_the_higher_source_stands_whoever_spoke_first(Role first, Role second, int stands)
    {
        _room.Plan("16:00", "17:30");
        Assert.Null(_room.Do("16:20", new RoomCommand.SetCount(5), by: Of(first)));
        Assert.Null(_room.Do("16:21", new RoomCommand.SetCount(7), by: Of(second)));
        Assert.Equal(stands, _room.Face("16:22").Count);
        // An observation is never lost.
        Assert.Equal(stands == 5, _room.History[^1] is RoomEvent.CountSeenLate { Count: 7 });
    }

    [Theory]
    [InlineData(Role.Staff), InlineData(Role.Organizer), InlineData(Role.Counter)]
    public void A_tap_and_a_door_change_any_number_and_any_number_said_later_replaces_them(Role by)
    {
        _room.Plan("16:00", "17:30");
        _room.Do("16:20", new RoomCommand.SetCount(5), by: Of(by));
        _room.Do("16:21", new RoomCommand.ChangeCount(1), by: Counter);
        _room.Do("16:22", new RoomCommand.ChangeCount(1));
        Assert.Equal(7, _room.Face("16:23").Count);
        _room.Do("16:24", new RoomCommand.SetCount(3), by: Of(by));
        Assert.Equal(3, _room.Face("16:25").Count);
    }

    [Theory]
    [InlineData(Role.Staff, 0), InlineData(Role.Organizer, 0), InlineData(Role.Counter, 0)]
    [InlineData(Role.Staff, 4), InlineData(Role.Organizer, 4), InlineData(Role.Counter, 4)]
    public void A_number_stands_above_a_sensor_whoever_spoke_first(Role by, int count)
    {
        var (before, after) = (new RoomTest(), new RoomTest());
        before.Do("14:00", new RoomCommand.ReportPresence(count == 0), by: Sensor);
        before.Do("14:01", new RoomCommand.SetCount(count), by: Of(by));
        after.Do("14:00", new RoomCommand.SetCount(count), by: Of(by));
        after.Do("14:01", new RoomCommand.ReportPresence(count == 0), by: Sensor);
        foreach (var room in new[] { before, after })
        {
            Assert.Equal((count, count == 0 ? RoomCondition.Free : RoomCondition.InUse, ""), (room.Face("14:02").Count, room.Condition("14:02"), room.Face("14:02").PresenceText));
        }
    }

    [Fact]
    public void A_sensor_stands_above_the_timetable()
    {
        _room.Plan("16:00", "17:30");
        Assert.Equal(RoomCondition.Free, _room.Condition("14:00"));
        _room.Do("14:00", new RoomCommand.ReportPresence(true), by: Sensor);
        Assert.Equal((RoomCondition.InUse, (int?)null, "ktoś jest (czujnik o 14:00)"), (_room.Condition("14:01"), _room.Face("14:01").Count, _room.Face("14:01").PresenceText));
        _room.Do("15:50", new RoomCommand.ReportPresence(true), by: Sensor);
        Assert.Equal((RoomCondition.SettingUp, RoomCondition.InUse), (_room.Condition("15:51"), _room.Condition("16:01")));
    }

    [Fact]
    public void A_staff_number_is_not_kept_alive_by_the_door()
    {
        _room.Plan("16:00", "17:30");
        _room.Do("16:05", new RoomCommand.SetCount(9));
        _room.Do("16:40", new RoomCommand.ChangeCount(1), by: Counter);
        _room.Do("16:49", new RoomCommand.SetCount(14), by: Organizer);
        Assert.Equal(10, _room.Face("16:49").Count);
        _room.Do("16:51", new RoomCommand.SetCount(14), by: Organizer);
        Assert.Equal(14, _room.Face("16:51").Count);
    }

    [Fact]
    public void A_silent_sensor_is_unknown_and_never_empty()
    {
        _room.Plan("16:00", "17:30");
        _room.Do("16:03", new RoomCommand.ReportPresence(true), by: Sensor);
        Assert.Equal((RoomCondition.InUse, RoomCondition.InUse), (_room.Condition("16:04"), _room.Condition("16:48")));
        Assert.Equal(("ktoś jest (czujnik o 16:03)", ""), (_room.Face("16:47").PresenceText, _room.Face("16:48").PresenceText));
        Assert.Null(_room.Face("16:48").Count);
        _room.Sleep("16:48");
        Assert.Equal(BookingOutcome.Unconfirmed, _room.State.Bookings[0].Outcome);
    }

    [Fact]
    public void Nothing_moves_is_not_nobody_it_counts_nothing_and_releases_nothing()
    {
        var meeting = _room.Plan("16:00", "17:30");
        foreach (var time in new[] { "15:50", "16:05", "16:14", "16:20", "16:40" })
        {
            Assert.Null(_room.Do(time, new RoomCommand.ReportPresence(false), by: Sensor));
            Assert.Null(_room.Face(time).Count);
        }
        Assert.Equal(BookingOutcome.Unconfirmed, _room.Booking(meeting.Id).Outcome);
        Assert.Equal(RoomCondition.InUse, _room.Condition("16:41"));
        Assert.Equal(Room.Empty.Occupancy, _room.State.Occupancy);
    }

    [Fact]
    public void Somebody_is_there_is_no_check_in_and_keeps_no_room_that_people_found_empty()
    {
        var meeting = _room.Plan("16:00", "17:30");
        _room.Do("16:05", new RoomCommand.SetCount(0));
        _room.Do("16:06", new RoomCommand.ReportPresence(true), by: Sensor);
        Assert.Equal(BookingOutcome.Planned, _room.Booking(meeting.Id).Outcome);
        _room.Sleep("16:15");
        Assert.Equal(BookingOutcome.NoShow, _room.Booking(meeting.Id).Outcome);
    }

    [Fact]
    public void A_door_that_counted_nobody_releases_nothing_and_a_person_who_did_does()
    {
        var meeting = _room.Plan("16:00", "17:30");
        _room.Do("16:02", new RoomCommand.SetCount(0), by: Counter);
        _room.Sleep("16:15");
        Assert.Equal(BookingOutcome.Unconfirmed, _room.Booking(meeting.Id).Outcome);
        _room.Do("16:20", new RoomCommand.SetCount(0), by: Counter);
        Assert.Equal(BookingOutcome.Unconfirmed, _room.Booking(meeting.Id).Outcome);
        _room.Do("16:21", new RoomCommand.SetCount(0));
        Assert.Equal(BookingOutcome.NoShow, _room.Booking(meeting.Id).Outcome);
    }

    [Fact]
    public void People_counted_at_the_door_say_that_the_meeting_is_held_and_those_who_leave_do_not()
    {
        var (first, second) = (_room.Plan("16:00", "17:00"), _room.Plan("17:10", "18:30"));
        _room.Do("15:58", new RoomCommand.ChangeCount(4), by: Counter);
        _room.Do("16:01", new RoomCommand.ChangeCount(2), by: Counter);
        Assert.Equal((BookingOutcome.CheckedIn, 6), (_room.Booking(first.Id).Outcome, _room.Face("16:02").Count));
        // The first group goes while the second is awaited.
        _room.Do("17:08", new RoomCommand.ChangeCount(-1), by: Counter);
        _room.Do("17:12", new RoomCommand.ChangeCount(-2), by: Counter);
        Assert.Equal((BookingOutcome.Planned, 3), (_room.Booking(second.Id).Outcome, _room.State.Occupancy.Count));
        _room.Do("17:14", new RoomCommand.ChangeCount(1), by: Counter);
        Assert.Equal(BookingOutcome.CheckedIn, _room.Booking(second.Id).Outcome);
    }

    [Fact]
    public void A_door_that_counts_all_day_leaves_what_people_tapped_to_be_undone()
    {
        _room.Do("14:00", new RoomCommand.SetCount(5));
        var tap = _room.Last;
        for (var passed = 0; passed < 40; passed++)
        {
            _room.Do("14:01", new RoomCommand.ChangeCount(1), by: Counter);
        }
        Assert.Equal(45, _room.Face("14:02").Count);
        Assert.Null(_room.Undo("14:03", tap));
        Assert.Equal(40, _room.Face("14:04").Count);
        Assert.Empty(_room.State.Undoable);
    }

    [Fact]
    public void A_tap_is_not_undone_from_under_a_number_a_counter_said_later()
    {
        _room.Plan("13:00", "14:05");
        _room.Do("14:00", new RoomCommand.SetCount(5));
        var tap = _room.Last;
        _room.Do("14:07", new RoomCommand.SetCount(2), by: Counter);
        Assert.Equal(2, _room.State.Occupancy.Count);
        Assert.Equal("something-came-after", _room.Undo("14:08", tap));
    }

    [Fact]
    public void Where_two_sensors_hang_a_still_corner_does_not_deny_the_other()
    {
        _room.Do("14:00", new RoomCommand.ReportPresence(true), by: Sensor);
        _room.Do("14:01", new RoomCommand.ReportPresence(false), by: OtherSensor);
        Assert.Equal(RoomCondition.InUse, _room.Condition("14:02"));
        _room.Do("14:03", new RoomCommand.ReportPresence(false), by: Sensor);
        Assert.Equal(RoomCondition.Free, _room.Condition("14:04"));
    }

    [Fact]
    public void A_sensor_that_repeats_itself_all_day_writes_a_few_facts_an_hour()
    {
        for (var minute = 0; minute < 180; minute++)
        {
            _room.Do(RoomTest.At("14:00").AddMinutes(minute), new RoomCommand.ReportPresence(true), Sensor);
            Assert.Equal(RoomCondition.InUse, Room.Face(_room.View("14:00"), _room.House, RoomTest.At("14:00").AddMinutes(minute)).Condition);
        }
        Assert.Equal(12, _room.History.Count);
    }

    [Fact]
    public void What_a_sensor_saw_of_one_meeting_says_nothing_of_the_next()
    {
        _room.Plan("16:00", "17:00");
        var next = _room.Plan("17:10", "18:30");
        _room.Do("16:55", new RoomCommand.ReportPresence(true), by: Sensor);
        Assert.Equal((RoomCondition.AwaitingCheckIn, next.Id), (_room.Condition("17:11"), _room.Face("17:11").Meeting?.Id));
        // The same word again, within its minutes, is news in the next one's time.
        _room.Do("17:12", new RoomCommand.ReportPresence(true), by: Sensor);
        Assert.Equal(RoomCondition.InUse, _room.Condition("17:13"));
    }

    [Fact]
    public void Presence_alone_is_never_overdue_and_does_not_outlive_the_night()
    {
        var house = _room.House;
        _room.House = house with { File = house.File with { Place = house.File.Place with { Settings = house.Settings with { CountAgesMinutes = 1440 } } } };
        _room.Plan("18:00", "19:45");
        _room.Do("19:47", new RoomCommand.ReportPresence(true), by: Sensor);
        Assert.Equal(RoomCondition.Turnover, _room.Condition("19:48"));
        Assert.Equal(RoomCondition.Free, _room.Condition("2026-11-26 12:00"));
    }

    [Fact]
    public void Others_than_staff_learn_only_that_somebody_is_there_and_nothing_of_a_closed_group()
    {
        _room.Plan("16:00", "17:30", "Grupa wsparcia", closed: true, initiative: "spotkanie-7f3a");
        _room.Do("14:00", new RoomCommand.ReportPresence(true), by: Sensor);
        Assert.Equal(new Presence(true, RoomTest.At("14:00")), ((RoomView)_room.View("14:01").For(Audience.Public)!).Presence);
        Assert.Equal(RoomCondition.InUse, _room.Face("14:01", Audience.Public).Condition);
        _room.Do("14:05", new RoomCommand.SetCount(0));
        Assert.Equal(RoomCondition.Free, _room.Face("14:06", Audience.Public).Condition);
        _room.Do("14:30", new RoomCommand.ReportPresence(false), by: Sensor);
        Assert.Null(((RoomView)_room.View("14:31").For(Audience.Public)!).Presence);
        _room.Do("15:50", new RoomCommand.ReportPresence(true), by: Sensor);
        Assert.Null(((RoomView)_room.View("15:51").For(Audience.House)!).Presence);
        Assert.Equal((RoomCondition.SettingUp, RoomCondition.AwaitingCheckIn), (_room.Condition("15:51"), _room.Face("15:51", Audience.House).Condition));
    }

    [Fact]
    public void A_counter_counts_a_sensor_senses_and_neither_does_anything_else()
    {
        // Every declared command is among the golden ones: RoomLifeTests.
        List<RoomCommand> all = [.. JsonElement.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "room-commands.json")))
            .EnumerateArray().Select(item => item.Deserialize<RoomCommand>(Wire.Wire.Strict)!)];
        string[] Allowed(By by) => [.. all.Where(command => Room.Decide(_room.State, command, _room.Context("16:05", by: by)).Refusal?.Code != "not-allowed").Select(command => command.GetType().Name).Distinct()];
        Assert.Equal([nameof(RoomCommand.ChangeCount), nameof(RoomCommand.SetCount)], Allowed(Counter));
        Assert.Equal([nameof(RoomCommand.ReportPresence)], Allowed(Sensor));
        Assert.DoesNotContain(nameof(RoomCommand.ReportPresence), Allowed(RoomTest.Coordinator));
    }

    private static By Of(Role role) => role switch
    {
        Role.Counter => Counter,
        Role.Organizer => Organizer,
        Role.Coordinator => RoomTest.Coordinator,
        _ => RoomTest.Staff,
    };
}
