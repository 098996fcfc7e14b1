using Mal.Places;
using Mal.Rooms;
using Mal.Shelves;
using Mal.Wire;
using Microsoft.Extensions.Time.Testing;

namespace Mal.Taps;

public sealed class PendingTapsTests
{
    private readonly ScriptedHouse house = new();
    private readonly FakeTimeProvider time = new();
    private readonly ScriptedStore store = new();
    private readonly TaskCompletionSource<Answer> answer = new();

    [Fact]
    public void A_tap_shows_at_once_and_by_the_rules_of_the_house()
    {
        var taps = Page();
        house.OnTheWay = _ => answer.Task;
        taps.Do(ScriptedHouse.Hall, new RoomCommand.WalkIn("Szydełkowanie", 4), "Sala główna: zajęte");

        var shown = Hall(taps);

        Assert.Empty(house.ShownHall.Bookings);
        var meeting = Assert.Single(shown.Bookings);
        Assert.Equal(RoomCondition.InUse, Room.Face(shown, ScriptedHouse.House, house.Now).Condition);
        Assert.Equal((1, "Szydełkowanie"), (taps.Waiting, meeting.Title));
    }

    [Fact]
    public void A_text_is_foretold_and_sent_as_the_house_will_take_it()
    {
        var taps = Page();
        house.OnTheWay = _ => answer.Task;
        taps.Do(ScriptedHouse.Hall, new RoomCommand.WalkIn(" Szachy\u00A0 i\u200B bierki\u202C", 4), "Sala główna: zajęte");

        Assert.Equal("Szachy i bierki", Assert.Single(Hall(taps).Bookings).Title);
        Assert.Equal("Szachy i bierki", Assert.Single(house.Came).Command.GetProperty("publicTitle").GetString());
    }

    [Fact]
    public void An_id_that_was_used_for_something_else_is_told_like_every_refusal()
    {
        var taps = Page();
        house.OnTheWay = _ => Task.FromResult(new Answer(AnswerStatus.Refused, 3, Mal.Facts.Refusal.IdReused));
        People(taps, +3);

        Assert.Equal(0, Hall(taps).Occupancy.Count);
        Assert.EndsWith($"nie przyjęto. {Mal.Facts.Refusal.IdReused.Message}", taps.Last!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Taps_build_on_one_another_before_any_is_answered()
    {
        var taps = Page();
        house.OnTheWay = _ => answer.Task;
        People(taps, +3);
        var second = People(taps, +2);

        Assert.Equal(5, Hall(taps).Occupancy.Count);

        taps.Undo(new Said(second, ScriptedHouse.Hall, "", CanUndo: true, IsRefusal: false));
        Assert.Equal(3, Hall(taps).Occupancy.Count);
    }

    [Fact]
    public void What_the_rules_will_refuse_changes_no_picture_and_still_gets_the_answer_of_the_house()
    {
        var taps = Page();
        taps.Do(ScriptedHouse.Hall, new RoomCommand.CheckOut(), "Sala główna: koniec");

        Assert.Equal(house.ShownHall, Hall(taps));
        Assert.Equal("Sala główna: koniec – nie przyjęto. W tej sali nic teraz nie trwa.", taps.Last!.Text);
    }

    [Fact]
    public void A_confirmed_tap_stays_until_the_view_that_holds_it_has_come_and_is_then_counted_once()
    {
        var taps = Page();
        People(taps, +3);
        Assert.Equal((0, 0, 3), (taps.Waiting, house.ShownHall.Occupancy.Count, Hall(taps).Occupancy.Count));

        house.Show();

        Assert.Equal((3, 3), (house.ShownHall.Occupancy.Count, Hall(taps).Occupancy.Count));
    }

    [Fact]
    public void A_tap_that_the_view_holds_before_its_answer_came_is_not_counted_twice()
    {
        var taps = Page();
        house.OnTheWay = envelope =>
        {
            house.Happen(envelope);
            return answer.Task;
        };
        People(taps, +3);
        house.Show();

        Assert.Equal((1, 3), (taps.Waiting, Hall(taps).Occupancy.Count));
    }

    [Fact]
    public void The_same_holds_of_food_seen_taken()
    {
        var taps = Page();
        var lot = Guid.NewGuid();
        taps.Do(ScriptedHouse.Fridge, new ShelfCommand.Receive(new NewLot(lot, "Jogurt", "dairy", 3, DateKind.UseBy, "2026-11-27")), "Przyjęto: Jogurt, 3");
        house.Show();
        house.OnTheWay = envelope =>
        {
            house.Happen(envelope);
            return answer.Task;
        };
        taps.Do(ScriptedHouse.Fridge, new ShelfCommand.PickUp(lot, 1), "Zabrano: Jogurt, 1");
        Assert.Equal(2, Left());

        house.Show();

        Assert.Equal(2, Left());

        decimal Left() => taps.With(house.ShownFridge, ScriptedHouse.House).Lots.Single(one => one.Id == lot).Quantity;
    }

    [Fact]
    public void A_refused_tap_is_taken_back_and_says_which_it_was_and_why()
    {
        var taps = Page();
        house.OnTheWay = _ => answer.Task;
        taps.Do(ScriptedHouse.Hall, new RoomCommand.WalkIn(), "Sala główna: zajęte");
        Assert.Single(Hall(taps).Bookings);

        answer.SetResult(new Answer(AnswerStatus.Refused, 1, RoomRefusals.Taken));

        Assert.Empty(Hall(taps).Bookings);
        Assert.Equal((0, true, false), (taps.Waiting, taps.Last!.IsRefusal, taps.Last.CanUndo));
        Assert.Equal($"Sala główna: zajęte – nie przyjęto. {RoomRefusals.Taken.Message}", taps.Last.Text);
    }

    [Fact]
    public void Taps_wait_while_the_house_is_away_and_go_in_order_once_it_is_back()
    {
        var taps = Page();
        house.Connect(false);
        Guid[] ids = [People(taps, +3), People(taps, -1), taps.Do(ScriptedHouse.Hall, new RoomCommand.SetCount(9), "9 osób"), People(taps, +1)];
        time.Advance(TimeSpan.FromMinutes(2));
        Assert.Empty(house.Came);
        Assert.Equal((4, "4 czekają na wysłanie", 10), (taps.Waiting, taps.WaitingText, Hall(taps).Occupancy.Count));

        house.Connect(true);

        Assert.Equal(ids, house.Came.Select(envelope => envelope.Id));
        Assert.All(house.Came, envelope => Assert.Equal(120_000, envelope.AgeMs));
        Assert.Equal((0, 10), (taps.Waiting, house.People));
    }

    [Fact]
    public void The_second_tap_is_not_sent_before_the_first_is_answered()
    {
        var taps = Page();
        house.OnTheWay = envelope => house.Came.Count == 1 ? answer.Task : Task.FromResult(house.Happen(envelope));
        People(taps, +3);
        People(taps, +1);
        Assert.Single(house.Came);

        answer.SetResult(house.Happen(house.Came[0]));

        Assert.Equal((2, 4), (house.Came.Count, house.People));
    }

    [Fact]
    public void A_tap_lost_on_the_way_goes_again_under_the_same_id_and_happens_once()
    {
        var taps = Page();
        house.OnTheWay = envelope =>
        {
            house.Happen(envelope);
            throw new IOException("The answer was lost.");
        };
        var id = People(taps, +3);
        house.Connect(false);
        Assert.Equal(1, taps.Waiting);

        house.OnTheWay = null;
        house.Connect(true);
        house.Show();

        Assert.Equal([id, id], house.Came.Select(envelope => envelope.Id));
        Assert.Equal((0, 3, 3), (taps.Waiting, house.People, Hall(taps).Occupancy.Count));
    }

    [Fact]
    public void A_house_that_does_not_know_is_asked_again_under_the_same_id_after_a_second()
    {
        var taps = Page();
        house.OnTheWay = _ => Task.FromResult(Answer.Unknown);
        var id = People(taps, +3);
        People(taps, +1);
        Assert.Equal((1, 2), (house.Came.Count, taps.Waiting));

        house.OnTheWay = null;
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal([id, id], house.Came.Take(2).Select(envelope => envelope.Id));
        Assert.Equal((3, 0, 4), (house.Came.Count, taps.Waiting, house.People));
    }

    [Fact]
    public void What_others_did_meanwhile_and_what_still_waits_are_shown_together()
    {
        var taps = Page();
        house.Connect(false);
        People(taps, +3);
        house.Elsewhere(new RoomCommand.SetCount(10));
        house.Show();

        Assert.Equal((10, 13), (house.ShownHall.Occupancy.Count, Hall(taps).Occupancy.Count));
    }

    [Fact]
    public void Of_several_refused_after_an_outage_each_is_said()
    {
        var taps = Page();
        house.Connect(false);
        taps.Do(ScriptedHouse.Hall, new RoomCommand.CheckOut(), "Sala główna: koniec");
        taps.Do(ScriptedHouse.Hall, new RoomCommand.Extend(30), "Sala główna: dłużej");

        house.Connect(true);

        Assert.Equal(("Sala główna: koniec – nie przyjęto. W tej sali nic teraz nie trwa.", 2), (taps.Last!.Text, taps.Last.Unread));
        taps.Dismiss();
        Assert.Equal(("Sala główna: dłużej – nie przyjęto. W tej sali nic teraz nie trwa.", 1), (taps.Last!.Text, taps.Last.Unread));
        taps.Dismiss();
        Assert.Null(taps.Last);
    }

    /// <summary>A page has one thread; without a context, what was awaited goes on in the test's own.</summary>
    private PendingTaps Page()
    {
        SynchronizationContext.SetSynchronizationContext(null);
        var taps = new PendingTaps(house, store, time);
        _ = taps.Open(ScriptedHouse.House.File.Place.Id);
        return taps;
    }

    private RoomView Hall(PendingTaps taps) => taps.With(house.ShownHall, ScriptedHouse.House);

    private static Guid People(PendingTaps taps, int delta) => taps.Do(ScriptedHouse.Hall, new RoomCommand.ChangeCount(delta), $"Sala główna: {delta}");
}
