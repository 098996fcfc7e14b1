using Mal.Facts;
using Mal.Places;
using Mal.Shelves;

namespace Mal.Alerts;

/// <summary>RULES §6: use-by lot to throw away; fridge warm, check overdue, sensor silent; and the weekly wash.</summary>
public sealed class FoodAlertTests : AlertTest
{
    private static readonly Guid Lot = new("0197a000-0000-7000-8000-000000000001");
    private readonly Fridge _fridge = new();

    private ShelfView View(string now) => _fridge.View(now);

    [Fact]
    public void At_midnight_what_is_past_its_use_by_is_to_be_thrown_away_until_somebody_did()
    {
        _fridge.Ask(new ShelfCommand.Receive(Fridge.Yoghurt(Lot, date: "2026-11-25")), "2026-11-25 13:00");
        Assert.Null(Find("throw-away", "2026-11-25 23:59:59", View("2026-11-25 23:59")));
        // A view from before midnight is enough: the clock turns it.
        var alert = Is("throw-away", "2026-11-26 00:00", "2026-11-26 00:00", View("2026-11-25 23:59"));
        Assert.Equal(("Wyrzuć: Jogurt, 4 sztuki (minął termin).", "Lodówka", AlertSeverity.Urgent), (alert.Says, alert.Where, alert.Severity));
        var action = Assert.IsType<AlertAction.TellShelf>(alert.Action);
        Assert.Equal(("Wyrzucone", new ShelfCommand.Dispose(Lot, 4, "past-use-by")), (action.Label, action.Command));
        _fridge.Ask(action.Command, "2026-11-26 12:10");
        Assert.Null(Find("throw-away", "2026-11-26 12:10", View("2026-11-26 12:10")));
    }

    [Fact]
    public void Home_made_food_is_to_be_thrown_away_after_its_days()
    {
        _fridge.Ask(new ShelfCommand.Receive(Fridge.Soup(Lot, "2026-11-24")), "2026-11-24 13:00");
        Assert.Null(Find("throw-away", "2026-11-26 23:59:59", View("2026-11-26 23:59")));
        Assert.Equal("Wyrzuć: Zupa pomidorowa, 3 porcje (minął termin).", Is("throw-away", "2026-11-27 00:00", "2026-11-27 09:00", View("2026-11-26 23:59")).Says);
    }

    [Fact]
    public void At_the_closing_before_days_without_anybody_what_does_not_outlive_them_is_to_be_thrown_away()
    {
        // Friday: the house opens again on Tuesday.
        _fridge.Ask(new ShelfCommand.Receive(Fridge.Yoghurt(Lot, date: "2026-11-29")), "2026-11-27 13:00");
        Assert.Null(Find("throw-away", "2026-11-27 19:59:59", View("2026-11-27 19:59")));
        Assert.Equal("Wyrzuć: Jogurt, 4 sztuki (nie dotrwa do otwarcia).", Is("throw-away", "2026-11-27 20:00", "2026-11-27 20:00", View("2026-11-27 20:00")).Says);
        // Its midnight makes it no younger.
        _fridge.Sleep("2026-11-30 00:00");
        Assert.Equal("Wyrzuć: Jogurt, 4 sztuki (minął termin).", Is("throw-away", "2026-11-27 20:00", "2026-11-30 08:00", View("2026-11-30 08:00")).Says);
    }

    [Fact]
    public void Best_before_is_no_alert()
    {
        _fridge.Ask(new ShelfCommand.Receive(Fridge.Yoghurt(Lot) with { DateKind = DateKind.BestBefore, Category = "dairy", Date = "2026-11-25" }), "2026-11-25 13:00");
        Assert.NotEqual(0, _fridge.OnHand(Lot));
        Assert.Null(Find("throw-away", "2026-11-28 12:00", View("2026-11-28 12:00")));
    }

    [Fact]
    public void What_the_place_never_takes_is_to_be_thrown_away_since_it_was_put_in()
    {
        _fridge.Ask(new ShelfCommand.Receive(new NewLot(Lot, "Mielone", "raw-meat", 2, DateKind.UseBy, "2026-12-01")), "2026-11-24 15:01", seenAt: "2026-11-24 15:00");
        Assert.Equal("Wyrzuć: Mielone, 2 sztuki (tego nie przyjmujemy).", Is("throw-away", "2026-11-24 15:00", "2026-11-24 15:02", View("2026-11-24 15:02")).Says);
    }

    [Theory]
    [InlineData(6.0, null, AlertSeverity.Task)]
    [InlineData(6.1, "fridge-warm", AlertSeverity.Warning)]
    [InlineData(8.0, "fridge-warm", AlertSeverity.Warning)]
    [InlineData(8.1, "fridge-alarm", AlertSeverity.Urgent)]
    public void A_warm_fridge_is_measured_again_until_it_is_cold(double celsius, string? code, AlertSeverity severity)
    {
        _fridge.Ask(new ShelfCommand.CheckFridge((decimal)celsius), "2026-11-25 12:05");
        if (code is null)
        {
            Assert.Empty(Of("2026-11-25 12:06", View("2026-11-25 12:06")));
            return;
        }
        var alert = Is(code, "2026-11-25 12:05", "2026-11-25 12:06", View("2026-11-25 12:06"));
        Assert.Equal((severity, new AlertAction.AskNumber("Wpisz temperaturę", "shelf/rejonowa-6-8/lodowka", AskedNumber.Celsius)), (alert.Severity, alert.Action));
        _fridge.Ask(new ShelfCommand.CheckFridge(4), "2026-11-25 12:30");
        Assert.Empty(Of("2026-11-25 12:30", View("2026-11-25 12:30")));
    }

    [Fact]
    public void A_look_that_is_due_is_an_alert_when_its_grace_is_over_and_until_somebody_looked()
    {
        Assert.Null(Find("check-overdue", "2026-11-25 12:29:59", View("2026-11-25 12:29")));
        Assert.Equal("Zmierz temperaturę: miała być sprawdzona o 12:00.", Is("check-overdue", "2026-11-25 12:00", "2026-11-25 12:30", View("2026-11-25 12:29")).Says);
        _fridge.Ask(new ShelfCommand.CheckFridge(4), "2026-11-25 12:31");
        Assert.Null(Find("check-overdue", "2026-11-25 12:31", View("2026-11-25 12:31")));
    }

    [Fact]
    public void A_sensor_that_falls_silent_is_an_alert_until_it_speaks_again()
    {
        _fridge.Ask(new ShelfCommand.CheckFridge(4), "2026-11-25 13:00", role: Role.Sensor, device: "sensor-1");
        Assert.Null(Find("sensor-silent", "2026-11-25 13:59:59", View("2026-11-25 13:59")));
        Is("sensor-silent", "2026-11-25 13:00", "2026-11-25 14:00", View("2026-11-25 13:59"));
        _fridge.Ask(new ShelfCommand.CheckFridge(4.2m), "2026-11-25 14:01", role: Role.Sensor, device: "sensor-1");
        Assert.Null(Find("sensor-silent", "2026-11-25 14:01", View("2026-11-25 14:01")));
    }

    [Fact]
    public void A_unit_that_was_washed_more_than_a_week_ago_is_to_be_washed()
    {
        _fridge.Ask(new ShelfCommand.Wash(), "2026-11-18 13:00");
        Assert.Null(Find("wash-overdue", "2026-11-25 23:59:59", View("2026-11-25 23:59")));
        var alert = Is("wash-overdue", "2026-11-26 00:00", "2026-11-26 00:00", View("2026-11-26 00:00"));
        Assert.Equal(("Umyj, ostatnio umyto 18.11.2026.", new ShelfCommand.Wash()), (alert.Says, Assert.IsType<AlertAction.TellShelf>(alert.Action).Command));
        _fridge.Ask(new ShelfCommand.Wash(), "2026-11-26 12:10");
        Assert.Null(Find("wash-overdue", "2026-11-26 12:10", View("2026-11-26 12:10")));
    }
}
