using Mal.Facts;
using Mal.Initiatives;
using Mal.Places;
using Mal.Rooms;

namespace Mal.Alerts;

/// <summary>RULES §6: request waiting more than two open days; two confirmed no-shows in a row.</summary>
public sealed class LendingAlertTests : AlertTest
{
    private readonly RoomTest _room = new();

    private Guid Asked() => _room.Request("2026-12-04 16:00", "2026-12-04 17:00", now: "2026-11-25 13:00");

    [Fact]
    public void A_request_is_an_alert_when_two_whole_open_days_have_gone_by_until_it_is_decided()
    {
        var asked = Asked();
        // Wednesday; Thursday and Friday go by.
        Assert.Null(Find("request-waiting", "2026-11-27 19:59:59", _room.View("2026-11-27 19:59")));
        var alert = Is("request-waiting", "2026-11-25 13:00", "2026-11-27 20:00", _room.View("2026-11-27 19:59"));
        Assert.Equal(("Zdecyduj: „Próba chóru”, w piątek, 4 grudnia 16:00.", Role.Coordinator, new AlertAction.Go("Zdecyduj", AlertPage.Requests)), (alert.Says, alert.Owner, alert.Action));
        Assert.Null(_room.Do("2026-11-28 10:00", new RoomCommand.ApproveBooking(asked), by: RoomTest.Coordinator));
        Assert.Null(Find("request-waiting", "2026-11-28 10:00", _room.View("2026-11-28 10:00")));
    }

    [Fact]
    public void Days_on_which_the_house_is_shut_do_not_count_and_the_place_sets_how_many_do()
    {
        _room.Request("2026-12-04 16:00", "2026-12-04 17:00", now: "2026-11-27 13:00");
        Assert.Null(Find("request-waiting", "2026-12-02 19:59:59", _room.View("2026-12-02 19:59")));
        Assert.NotNull(Find("request-waiting", "2026-12-02 20:00", _room.View("2026-12-02 20:00")));
        var place = Rejonowa.Sample.File.Place;
        var patient = Rejonowa.Sample with { File = Rejonowa.Sample.File with { Place = place with { Settings = place.Settings with { RequestOpenDays = 3 } } } };
        Assert.Empty(Alerts.Of(patient, [_room.View("2026-12-02 20:00")], Rejonowa.At("2026-12-02 20:00")));
    }

    [Fact]
    public void While_the_requester_owes_an_answer_nobody_here_does_and_an_answer_begins_the_days_anew()
    {
        var asked = Asked();
        Assert.Null(_room.Do("2026-11-26 13:00", new RoomCommand.AskRequester(asked, "?"), by: RoomTest.Coordinator));
        Assert.Null(Find("request-waiting", "2026-12-02 12:00", _room.View("2026-12-02 12:00")));
        Assert.Null(_room.Do("2026-12-01 13:00", new RoomCommand.AnswerQuestion(asked, "!"), by: RoomTest.Coordinator));
        Assert.Null(Find("request-waiting", "2026-12-03 19:59:59", _room.View("2026-12-03 19:59")));
        Is("request-waiting", "2026-12-01 13:00", "2026-12-03 20:00", _room.View("2026-12-03 20:00"));
        Assert.Null(Find("request-waiting", "2026-12-04 16:00", _room.View("2026-12-03 20:00")));
    }

    [Fact]
    public void An_initiative_that_was_handed_in_waits_in_the_same_way()
    {
        var choir = new InitiativeTest { Now = "2026-11-25 13:00" };
        choir.Do(new InitiativeCommand.Submit(InitiativeTest.Choir with { Series = null }));
        Assert.Null(Find("request-waiting", "2026-11-27 19:59:59", choir.View()));
        choir.Now = "2026-11-26 13:00";
        choir.Do(new InitiativeCommand.StartReview());
        var alert = Is("request-waiting", "2026-11-25 13:00", "2026-11-27 20:00", choir.View());
        Assert.Equal(("Zdecyduj: inicjatywa „Chór”.", AlertPage.Requests), (alert.Says, Assert.IsType<AlertAction.Go>(alert.Action).Page));
        choir.Now = "2026-11-28 13:00";
        choir.Do(new InitiativeCommand.Ask());
        Assert.Null(Find("request-waiting", "2026-12-08 12:00", choir.View()));
        choir.Do(new InitiativeCommand.Answer());
        Is("request-waiting", "2026-11-28 13:00", "2026-12-02 20:00", choir.View());
        choir.Do(new InitiativeCommand.Approve());
        Assert.Null(Find("request-waiting", "2026-12-08 12:00", choir.View()));
    }

    [Fact]
    public void An_idea_asks_nobody_to_decide_and_what_is_over_neither()
    {
        foreach (var stage in new[] { InitiativeStage.Idea, InitiativeStage.NeedsInfo, InitiativeStage.Rejected, InitiativeStage.Active, InitiativeStage.Withdrawn })
        {
            Assert.Null(Find("request-waiting", "2026-12-18 12:00", InitiativeTest.At(stage).View()));
        }
    }

    [Fact]
    public void A_series_to_which_twice_nobody_came_is_asked_about_until_somebody_meets()
    {
        var view = new InitiativeView(1, InitiativeTest.Opaque, "Chór", LedBy.Residents, false, []);
        Assert.Empty(Of("2026-12-12 12:00", view));
        var since = Rejonowa.At("2026-12-11 17:00");
        var alert = Is("no-shows", "2026-12-11 17:00", "2026-12-12 12:00", view with { Review = true, ReviewSince = since });
        Assert.Equal((Role.Coordinator, new AlertAction.Go("Otwórz inicjatywę", AlertPage.Initiative, InitiativeTest.Opaque)), (alert.Owner, alert.Action));
        Assert.Equal("Spotkanie zamknięte", Is("no-shows", "2026-12-11 17:00", "2026-12-12 12:00", view with { Review = true, ReviewSince = since, Closed = true }).Where);
        Assert.Empty(Of("2026-12-12 12:00", view with { Review = true, ReviewSince = since, Stage = InitiativeStage.Completed }));
    }
}
