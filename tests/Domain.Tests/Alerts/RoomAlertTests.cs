using Mal.Places;
using Mal.Rooms;

namespace Mal.Alerts;

/// <summary>RULES §6: room above its limit; overdue, with the next group named; meetings without a number at the end of the day.</summary>
public sealed class RoomAlertTests : AlertTest
{
    private readonly RoomTest _room = new();

    private int Limit => _room.House.Room("sala-glowna")!.Capacity;

    private RoomView View(string now) => _room.View(now);

    [Fact]
    public void A_full_room_is_no_alert_and_one_more_is_until_fewer_are_counted()
    {
        _room.Do("16:40", new RoomCommand.SetCount(Limit));
        Assert.Null(Find("above-limit", "2026-11-25 16:41", View("16:41")));
        _room.Do("16:41", new RoomCommand.ChangeCount(1));
        _room.Do("16:45", new RoomCommand.ChangeCount(1));
        var alert = Is("above-limit", "2026-11-25 16:41", "2026-11-25 16:50", View("16:50"));
        Assert.Equal($"Zaproponuj części grupy inną salę: {Mal.Polish.Phrases.People.Say(Limit + 2)} przy limicie {Limit}.", alert.Says);
        Assert.Equal(new AlertAction.AskNumber("Policz ponownie", "room/rejonowa-6-8/sala-glowna", AskedNumber.People), alert.Action);
        Assert.Equal(AlertSeverity.Urgent, alert.Severity);
        _room.Do("16:51", new RoomCommand.SetCount(Limit));
        Assert.Null(Find("above-limit", "2026-11-25 16:51", View("16:51")));
    }

    [Fact]
    public void What_was_counted_long_ago_is_not_known_and_so_is_no_alert()
    {
        _room.Do("16:00", new RoomCommand.SetCount(Limit + 5));
        Assert.NotNull(Find("above-limit", "2026-11-25 16:44:59", View("16:44")));
        Assert.Null(Find("above-limit", "2026-11-25 16:45", View("16:45")));
    }

    [Fact]
    public void A_group_that_stays_is_asked_to_end_with_the_one_that_waits_named()
    {
        var chess = _room.Plan("15:00", "16:00", "Szachy", initiative: null);
        _room.Plan("16:10", "17:00", "Chór", initiative: null);
        _room.Do("15:00", new RoomCommand.CheckIn(chess.Id));
        _room.Do("15:59", new RoomCommand.SetCount(8));
        Assert.Null(Find("overdue", "2026-11-25 16:00", View("16:00")));
        _room.Do("16:01", new RoomCommand.SetCount(0));
        Assert.Null(Find("overdue", "2026-11-25 16:01", View("16:01")));
        _room.Do("16:02", new RoomCommand.SetCount(1));
        var alert = Is("overdue", "2026-11-25 16:00", "2026-11-25 16:02", View("16:02"));
        Assert.Equal("Poproś „Szachy” o zakończenie. O 16:10 zaczyna „Chór”.", alert.Says);
        Assert.Equal(new RoomCommand.CheckOut(chess.Id), Assert.IsType<AlertAction.TellRoom>(alert.Action).Command);
        Assert.Equal("Poproś „Szachy” o zakończenie. Czeka już „Chór”.", Find("overdue", "2026-11-25 16:10", View("16:10"))?.Says);
        Assert.Null(_room.Do("16:11", new RoomCommand.CheckOut(chess.Id)));
        Assert.Null(Find("overdue", "2026-11-25 16:11", View("16:11")));
    }

    [Fact]
    public void A_closed_group_stands_in_the_list_under_its_neutral_title()
    {
        var closed = _room.Plan("15:00", "16:00", "Grupa wsparcia", closed: true, initiative: null);
        _room.Plan("16:10", "17:00", "Krąg", closed: true, initiative: null);
        _room.Do("15:00", new RoomCommand.CheckIn(closed.Id));
        _room.Do("16:01", new RoomCommand.SetCount(8));
        Assert.Equal("Poproś „Spotkanie zamknięte” o zakończenie. O 16:10 zaczyna „Spotkanie zamknięte”.", Find("overdue", "2026-11-25 16:05", View("16:05"))?.Says);
        Assert.Equal("Wpisz, ile osób było: „Spotkanie zamknięte”, dziś 16:10, plan 10.", Find("uncounted", "2026-11-25 20:00", View("20:00"))?.Says);
    }

    [Fact]
    public void Who_stays_and_keeps_nobody_waiting_is_left_in_peace_until_the_house_is_about_to_close()
    {
        var chess = _room.Plan("18:00", "19:20", "Szachy", initiative: null);
        _room.Do("18:00", new RoomCommand.CheckIn(chess.Id));
        _room.Do("19:21", new RoomCommand.SetCount(8));
        Assert.Null(Find("overdue", "2026-11-25 19:29:59", View("19:29")));
        Assert.Equal("Poproś „Szachy” o zakończenie. Zamykamy o 20:00.", Is("overdue", "2026-11-25 19:20", "2026-11-25 19:30", View("19:30")).Says);
    }

    [Fact]
    public void A_meeting_nobody_counted_is_asked_for_after_the_closing_until_it_is_closed_out()
    {
        var chess = _room.Plan("15:00", "16:00", "Szachy", initiative: null);
        _room.Do("15:00", new RoomCommand.CheckIn(chess.Id));
        _room.Sleep("20:00");
        Assert.Null(Find("uncounted", "2026-11-25 19:59:59", View("19:59")));
        var alert = Is("uncounted", "2026-11-25 20:00", "2026-11-25 20:00", View("20:00"));
        Assert.Equal("Wpisz, ile osób było: „Szachy”, dziś 15:00, plan 10.", alert.Says);
        Assert.Equal(new AlertAction.AskNumber("Wpisz", "room/rejonowa-6-8/sala-glowna", AskedNumber.Came, chess.Id), alert.Action);
        // Long after it has left the bookings it is still asked for, and can still be answered, by a phone as well.
        _room.Do("2026-11-26 13:00", new RoomCommand.SetCount(2));
        _room.Do("2026-11-27 13:00", new RoomCommand.SetCount(2));
        _room.Sleep("2026-11-28 12:00");
        Assert.DoesNotContain(_room.State.Bookings, booking => booking.Id == chess.Id);
        var later = View("2026-11-28 12:00");
        Assert.Equal("Wpisz, ile osób było: „Szachy”, środa, 25 listopada 15:00, plan 10.", Is("uncounted", "2026-11-25 20:00", "2026-11-28 12:00", later).Says);
        Assert.Null(Room.Decide(later.State, new RoomCommand.CloseOutMeeting(chess.Id, true, 9), _room.Context("2026-11-28 12:00")).Refusal);
        Assert.Null(_room.Do("2026-11-28 12:00", new RoomCommand.CloseOutMeeting(chess.Id, true, 9)));
        Assert.Null(Find("uncounted", "2026-11-28 12:00", View("2026-11-28 12:00")));
    }

    [Fact]
    public void A_meeting_in_which_somebody_counted_is_not_asked_for_nought_included_and_a_count_undone_is_none()
    {
        var chess = _room.Plan("15:00", "16:00", "Szachy", initiative: null);
        _room.Do("15:00", new RoomCommand.CheckIn(chess.Id));
        _room.Do("15:30", new RoomCommand.SetCount(0));
        var counted = _room.Last;
        _room.Do("15:31", new RoomCommand.CheckOut(chess.Id));
        Assert.Null(Find("uncounted", "2026-11-25 20:00", View("15:31")));
        Assert.Null(_room.Undo("15:32", _room.Last));
        Assert.Null(Find("uncounted", "2026-11-25 20:00", View("15:32")));
        Assert.Null(_room.Undo("15:33", counted));
        Assert.NotNull(Find("uncounted", "2026-11-25 20:00", View("15:33")));
    }

    [Fact]
    public void What_nobody_held_is_not_asked_for()
    {
        var released = _room.Plan("15:00", "16:00", "Szachy", initiative: null);
        _room.Request("18:00", "19:00");
        _room.Do("15:05", new RoomCommand.ReportNoShow(released.Id));
        _room.Do("16:05", new RoomCommand.WalkIn());
        Assert.Null(Find("uncounted", "2026-11-25 20:00", View("16:06")));
        var salon = new RoomTest(_room.House.File.Rooms.First(room => room.DropIn).Id);
        salon.Plan("15:00", "16:00", "Brydż", initiative: null);
        salon.Sleep("20:00");
        Assert.Null(Find("uncounted", "2026-11-25 20:00", salon.View("20:00")));
    }

    [Fact]
    public void Neither_what_was_not_counted_nor_who_waits_leaves_the_staff()
    {
        _room.Plan("15:00", "16:00", "Szachy", initiative: null);
        _room.Request("18:00", "19:00");
        foreach (var audience in new[] { Board.Audience.Public, Board.Audience.House })
        {
            var seen = (RoomView)Room.For(View("16:00"), audience)!;
            Assert.Null(seen.Uncounted);
            Assert.All(seen.Bookings, booking => Assert.Null(booking.WaitsSince));
        }
    }
}
