using Mal.Facts;
using Mal.Places;
using static Mal.Shelves.ShelfCommand;
using static Mal.Shelves.ShelfEvent;

namespace Mal.Shelves;

/// <summary>RULES §5: temperature and look at their hours, by hand or by a sensor; the weekly wash.</summary>
public sealed class FridgeWatchTests
{
    private readonly Fridge _fridge = new();

    private FridgeFace Watch(string now) => _fridge.Face(now).Fridge!;

    private void Sense(decimal celsius, string at) => _fridge.Ask(new CheckFridge(celsius), at, role: Role.Sensor, device: "sensor-1");

    [Fact]
    public void A_reading_stands_with_its_time()
    {
        Assert.Equal((FridgeCondition.Unknown, "temperatura nieznana"), (Watch("2026-11-24 12:10").Condition, Watch("2026-11-24 12:10").Text));
        _fridge.Ask(new CheckFridge(4, true), "2026-11-24 14:10");
        var watch = Watch("2026-11-24 16:00");
        Assert.Equal((FridgeCondition.Good, "4\u00a0°C, sprawdzono 14:10", true, CheckSource.Staff), (watch.Condition, watch.Text, watch.Clean, watch.Source));
        Assert.Equal("4\u00a0°C, sprawdzono wczoraj 14:10", Watch("2026-11-25 11:00").Text);
    }

    [Theory]
    [InlineData(6.0, FridgeCondition.Good)]
    [InlineData(6.1, FridgeCondition.Warm)]
    [InlineData(8.0, FridgeCondition.Warm)]
    [InlineData(8.1, FridgeCondition.Alarm)]
    [InlineData(-3.0, FridgeCondition.Good)]
    public void Above_its_limits_it_is_warm_and_then_an_alarm_and_recorded_all_the_same(double celsius, FridgeCondition condition)
    {
        _fridge.Ask(new CheckFridge((decimal)celsius), "2026-11-24 14:10");
        Assert.Null(_fridge.LastRefusal);
        Assert.Equal(condition, Watch("2026-11-24 14:11").Condition);
    }

    [Theory]
    [InlineData(-18, FridgeCondition.Good)]
    [InlineData(-14, FridgeCondition.Warm)]
    [InlineData(4, FridgeCondition.Alarm)]
    public void A_freezer_has_limits_of_its_own(int celsius, FridgeCondition condition)
    {
        var freezer = new Fridge(house: Rejonowa.Sample with { File = Rejonowa.Sample.File with { Shelves = [new ShelfDetails("lodowka", "Zamrażarka", ShelfKind.Freezer)] } });
        freezer.Ask(new CheckFridge(celsius), "2026-11-24 14:10");
        Assert.Equal(condition, freezer.Face("2026-11-24 14:11").Fridge!.Condition);
    }

    [Fact]
    public void A_shelf_has_no_thermometer_and_is_washed_all_the_same()
    {
        var shelf = new Fridge("polka-1");
        shelf.Ask(new CheckFridge(4), "2026-11-24 14:10");
        Assert.Equal("no-thermometer", shelf.LastRefusal?.Code);
        Assert.Null(shelf.Face("2026-11-24 14:11").Fridge);
        shelf.Ask(new Wash(), "2026-11-24 14:10");
        Assert.Equal(WashStanding.Done, shelf.Face("2026-11-24 14:11").Wash.Standing);
    }

    [Theory]
    [InlineData("2026-11-24 11:59", null, CheckStanding.NotDue)]
    [InlineData("2026-11-24 12:00", null, CheckStanding.Due)]
    [InlineData("2026-11-24 12:29", null, CheckStanding.Due)]
    [InlineData("2026-11-24 12:30", null, CheckStanding.Overdue)]
    [InlineData("2026-11-24 23:00", "2026-11-24 18:29", CheckStanding.Overdue)]
    [InlineData("2026-11-24 23:00", "2026-11-24 18:30", CheckStanding.Done)]
    [InlineData("2026-11-24 19:29", "2026-11-24 11:00", CheckStanding.Done)]
    [InlineData("2026-11-24 12:10", "2026-11-24 10:59", CheckStanding.Due)]
    [InlineData("2026-11-28 15:00", "2026-11-24 12:00", CheckStanding.NotDue)]
    [InlineData("2026-11-25 00:30", null, CheckStanding.NotDue)]
    public void A_look_is_due_at_its_hours_on_open_days_and_overdue_after_its_grace(string now, string? looked, CheckStanding standing) =>
        Assert.Equal(standing, FridgeFace.Standing(looked is null ? null : Rejonowa.At(looked), Rejonowa.Sample, Rejonowa.At(now)).Standing);

    [Fact]
    public void Hours_follow_the_day_that_opens_late_and_closes_early()
    {
        var day = Rejonowa.Day("2026-11-24");
        var late = Rejonowa.With(new Closure(day, day, "Próba", Until: new TimeOnly(14, 0)));
        Assert.Equal([Rejonowa.At("2026-11-24 14:00"), Rejonowa.At("2026-11-24 19:30")], FridgeFace.HoursOf(late, day));
        var early = Rejonowa.Sample with { ClosedEarly = new EarlyClosing(Rejonowa.At("2026-11-24 18:00"), "breakdown") };
        Assert.Equal([Rejonowa.At("2026-11-24 12:00")], FridgeFace.HoursOf(early, day));
        Assert.Empty(FridgeFace.HoursOf(Rejonowa.Sample, Rejonowa.Day("2026-12-25")));
    }

    [Fact]
    public void What_was_good_ages_into_unknown_and_what_was_warm_stays_warm()
    {
        _fridge.Ask(new CheckFridge(4), "2026-11-24 12:05");
        Assert.Equal(FridgeCondition.Good, Watch("2026-11-24 19:59").Condition);
        Assert.Equal(FridgeCondition.Unknown, Watch("2026-11-24 20:00").Condition);
        Assert.Equal(FridgeCondition.Unknown, Watch("2026-11-25 11:00").Condition);
        _fridge.Ask(new CheckFridge(9), "2026-11-25 12:05");
        Assert.Equal(FridgeCondition.Alarm, Watch("2026-11-28 11:00").Condition);
    }

    [Fact]
    public void An_old_look_is_written_down_and_never_overwrites_a_newer_one()
    {
        var newer = _fridge.Ask(new CheckFridge(4), "2026-11-24 14:00");
        var late = _fridge.Ask(new CheckFridge(9), "2026-11-24 14:05", seenAt: "2026-11-24 12:10", device: "phone-2");
        Assert.Equal(2, _fridge.Events.OfType<FridgeChecked>().Count());
        Assert.Equal(4, _fridge.State.Care?.Checked?.Celsius);
        _fridge.Ask(new Undo(late), "2026-11-24 14:06", device: "phone-2");
        Assert.Equal("something-came-after", _fridge.LastRefusal?.Code);
        // What was seen before the undone look is what stands again.
        _fridge.Ask(new Undo(newer), "2026-11-24 14:07");
        Assert.Equal(new FridgeCheck(9, Rejonowa.At("2026-11-24 12:10")), _fridge.State.Care?.Checked);
        _fridge.Ask(new Undo(late), "2026-11-24 14:08", device: "phone-2");
        Assert.Null(_fridge.State.Care?.Checked);
    }

    [Fact]
    public void A_sensor_writes_when_it_has_news()
    {
        Sense(4, "2026-11-24 14:00");
        Sense(4.4m, "2026-11-24 14:01");
        Assert.Single(_fridge.Events);
        Sense(4.5m, "2026-11-24 14:02");
        Sense(4.5m, "2026-11-24 14:21");
        Assert.Equal(2, _fridge.Events.Count);
        Sense(4.5m, "2026-11-24 14:22");
        Assert.Equal(3, _fridge.Events.Count);
        Sense(5.9m, "2026-11-24 14:23");
        Sense(6.1m, "2026-11-24 14:24");
        Assert.Equal((5, FridgeCondition.Warm), (_fridge.Events.Count, Watch("2026-11-24 14:24").Condition));
        // And an hour of a still fridge is three facts, not sixty.
        for (var minute = 25; minute < 60; minute++)
        {
            Sense(6.1m, $"2026-11-24 14:{minute}");
        }
        Assert.Equal(6, _fridge.Events.Count);
    }

    [Fact]
    public void A_silent_sensor_is_unknown_and_never_good()
    {
        Sense(4, "2026-11-24 14:00");
        Assert.Equal((FridgeCondition.Good, "4\u00a0°C, czujnik 14:00", false), (Watch("2026-11-24 14:59").Condition, Watch("2026-11-24 14:59").Text, Watch("2026-11-24 14:59").SensorSilent));
        var silent = Watch("2026-11-24 15:00");
        Assert.Equal((FridgeCondition.Unknown, "temperatura nieznana, czujnik milczy od 14:00", true), (silent.Condition, silent.Text, silent.SensorSilent));
        _fridge.Ask(new CheckFridge(5), "2026-11-24 15:10");
        Assert.Equal((FridgeCondition.Good, true), (Watch("2026-11-24 15:11").Condition, Watch("2026-11-24 15:11").SensorSilent));
        // A sensor does not look inside, so it makes nobody's look.
        Assert.Equal(CheckStanding.Done, Watch("2026-11-24 15:11").Check);
        Sense(4, "2026-11-24 19:40");
        Assert.Equal((CheckStanding.Due, FridgeCondition.Good), (Watch("2026-11-24 19:41").Check, Watch("2026-11-24 19:41").Condition));
    }

    [Fact]
    public void A_sensor_may_say_a_temperature_and_nothing_else()
    {
        foreach (var command in new ShelfCommand[] { new Wash(), new SetLevel(Level.Some), new Receive(Fridge.Yoghurt(Guid.CreateVersion7())), new Undo(Guid.CreateVersion7()) })
        {
            _fridge.Ask(command, "2026-11-24 14:00", role: Role.Sensor);
            Assert.Equal("not-allowed", _fridge.LastRefusal?.Code);
        }
        _fridge.Ask(new CheckFridge(4, true), "2026-11-24 14:00", role: Role.Sensor);
        Assert.Null(_fridge.State.Care?.Sensed?.Clean);
        Assert.Empty(_fridge.State.Undoable);
    }

    [Fact]
    public void A_wash_is_overdue_after_its_days_and_unknown_when_there_was_none()
    {
        Assert.Equal(WashStanding.Unknown, _fridge.Face("2026-11-24 14:00").Wash.Standing);
        _fridge.Ask(new Wash(), "2026-11-24 14:00");
        Assert.Equal((WashStanding.Done, "umyto 24.11.2026"), (_fridge.Face("2026-12-01 20:00").Wash.Standing, _fridge.Face("2026-12-01 20:00").Wash.Text));
        Assert.Equal(WashStanding.Overdue, _fridge.Face("2026-12-02 00:00").Wash.Standing);
    }

    [Fact]
    public void A_check_and_a_wash_can_be_taken_back()
    {
        _fridge.Ask(new CheckFridge(4), "2026-11-24 12:05");
        var slip = _fridge.Ask(new CheckFridge(40), "2026-11-24 12:10");
        _fridge.Ask(new Undo(slip), "2026-11-24 12:11");
        Assert.Equal(4, _fridge.State.Care?.Checked?.Celsius);
        var wash = _fridge.Ask(new Wash(), "2026-11-24 12:12");
        _fridge.Ask(new Wash(), "2026-11-24 12:13", seenAt: "2026-11-24 11:50");
        Assert.Equal(Rejonowa.At("2026-11-24 12:12"), _fridge.State.Care?.WashedAt);
        _fridge.Ask(new Undo(wash), "2026-11-24 12:14");
        Assert.Null(_fridge.State.Care?.WashedAt);
    }

    [Theory]
    [InlineData(-40.1)]
    [InlineData(60.1)]
    [InlineData(4.55)]
    public void What_no_thermometer_says_is_malformed(double celsius) =>
        Assert.StartsWith("celsius", Shelf.Malformed(new CheckFridge((decimal)celsius)), StringComparison.Ordinal);

    [Fact]
    public void A_place_file_written_before_there_were_sensors_has_defaults()
    {
        var settings = Rejonowa.Sample.Settings.Fridge;
        Assert.Equal((60, 30, 60, 7, -15m, -12m), (settings.CheckEarlyMinutes, settings.CheckGraceMinutes, settings.SensorSilentMinutes, settings.WashDays, settings.FreezerWarnAbove, settings.FreezerAlarmAbove));
    }
}
