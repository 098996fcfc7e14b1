using Mal.Board;
using Mal.Facts;
using Mal.Places;
using Mal.Rooms;
using Mal.Shelves;

namespace Mal.Alerts;

/// <summary>RULES §6: display silent in opening hours, storage or cluster trouble; and the list as a whole.</summary>
public sealed class AlertListTests : AlertTest
{
    private static DisplaysView Hall(bool connected, string since, string? name = "Hol") => new(1, [new DisplaySeen("d1", name, connected, Rejonowa.At(since))]);

    [Fact]
    public void A_display_that_is_away_for_more_than_90_seconds_while_the_house_is_open_is_an_alert()
    {
        Assert.Null(Find("display-silent", "2026-11-25 16:01:30", Hall(false, "2026-11-25 16:00")));
        var alert = Is("display-silent", "2026-11-25 16:00", "2026-11-25 16:01:31", Hall(false, "2026-11-25 16:00"));
        Assert.Equal(("Hol", "displays/rejonowa-6-8/d1", new AlertAction.Go("Pokaż ekran", AlertPage.Display)), (alert.Where, alert.Key, alert.Action));
        Assert.Null(Find("display-silent", "2026-11-25 16:01:31", Hall(true, "2026-11-25 16:00")));
        Assert.Equal("Ekran", Find("display-silent", "2026-11-25 16:02", Hall(false, "2026-11-25 16:00", null))?.Where);
    }

    [Fact]
    public void A_display_is_off_over_night_and_has_its_90_seconds_from_the_opening_on()
    {
        var away = Hall(false, "2026-11-24 20:05");
        Assert.Null(Find("display-silent", "2026-11-25 11:59:59", away));
        Assert.Null(Find("display-silent", "2026-11-25 12:01:30", away));
        Is("display-silent", "2026-11-25 12:00", "2026-11-25 12:01:31", away);
        Assert.Null(Find("display-silent", "2026-11-25 20:00", away));
    }

    [Fact]
    public void Displays_are_for_staff_alone() => Assert.All(new[] { Audience.Public, Audience.House }, audience => Assert.Null(Hall(true, "2026-11-25 16:00").For(audience)));

    [Theory]
    [InlineData(Trouble.Storage, "Nie zamykaj telefonów")]
    [InlineData(Trouble.Cluster, "Powiadom osobę")]
    [InlineData(Trouble.Disk, "Zrób miejsce na dysku")]
    [InlineData(Trouble.Backup, "Powiadom osobę")]
    [InlineData(Trouble.ClockBehind, "Powiadom osobę")]
    public void What_the_node_has_against_itself_is_in_the_list_as_long_as_it_says_so(string code, string says)
    {
        var alert = Assert.Single(Alerts.Of(Rejonowa.Sample, [], Rejonowa.At("2026-11-25 17:10"), new Trouble(code, Rejonowa.At("2026-11-25 17:05"))));
        Assert.StartsWith(says, alert.Says, StringComparison.Ordinal);
        Assert.Equal((code, "od 17:05"), (alert.Code, alert.Age(Rejonowa.Sample, Rejonowa.At("2026-11-25 17:10"))));
        Assert.Empty(Of("2026-11-25 17:10"));
    }

    [Fact]
    public void A_clock_that_is_not_believed_is_told_with_what_it_says_and_confirmed_by_coordinators()
    {
        var machine = Rejonowa.At("2036-11-27 00:41");
        var alert = Assert.Single(Alerts.Of(Rejonowa.Sample, [], Rejonowa.At("2026-11-25 17:10"), new Trouble(Trouble.ClockDoubtful, Rejonowa.At("2026-11-25 17:05"), machine)));
        Assert.StartsWith("Sprawdź na swoim zegarku: serwer pokazuje czwartek, 27 listopada 2036 r., 00:41,", alert.Says, StringComparison.Ordinal);
        Assert.Equal((new AlertAction.ConfirmClock("Data jest dobra", machine), Role.Coordinator, AlertSeverity.Urgent), (alert.Action, alert.Owner, alert.Severity));
    }

    [Fact]
    public void The_most_urgent_comes_first_and_of_those_the_one_that_waits_longest()
    {
        var fridge = new Fridge();
        fridge.Ask(new ShelfCommand.Wash(), "2026-11-10 13:00");
        fridge.Ask(new ShelfCommand.CheckFridge(9), "2026-11-25 16:30");
        var hall = new RoomTest();
        hall.Do("16:20", new RoomCommand.SetCount(80));
        Assert.Equal(["above-limit", "fridge-alarm", "display-silent", "wash-overdue"],
            Of("2026-11-25 16:42", Hall(false, "2026-11-25 16:00"), fridge.View("2026-11-25 16:42"), hall.View("16:42")).Select(alert => alert.Code));
    }

    [Theory]
    [InlineData("2026-11-25 20:00", "od 17:05")]
    [InlineData("2026-11-26 08:00", "od wczoraj, 17:05")]
    [InlineData("2026-11-27 08:00", "od 25.11.2026")]
    public void An_alert_says_since_when(string now, string age) =>
        Assert.Equal(age, Alerts.Of(Rejonowa.Sample, [], Rejonowa.At(now), new Trouble(Trouble.Cluster, Rejonowa.At("2026-11-25 17:05")))[0].Age(Rejonowa.Sample, Rejonowa.At(now)));
}
