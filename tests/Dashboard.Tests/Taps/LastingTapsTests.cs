using System.Collections.Immutable;
using System.Text.Json;
using Mal.Rooms;
using Mal.Shelves;
using Mal.Wire;
using Microsoft.Extensions.Time.Testing;

namespace Mal.Taps;

/// <summary>Taps that outlive their page. A page that is killed is one that the test lets go of; the phone's memory and the house stay.</summary>
public sealed class LastingTapsTests
{
    private readonly ScriptedHouse house = new();
    private readonly ScriptedStore store = new();
    private readonly FakeTimeProvider time = new();

    public LastingTapsTests() => SynchronizationContext.SetSynchronizationContext(null);

    [Fact]
    public async Task Taps_of_a_killed_page_are_shown_and_sent_by_the_next_one_in_order_and_with_their_age()
    {
        house.Connect(false);
        var killed = await Page();
        People(killed, +3);
        People(killed, -1);
        killed.Dispose();
        time.Advance(TimeSpan.FromMinutes(20));

        var taps = await Page();
        People(taps, +1);
        Assert.Equal((3, 3), (taps.Waiting, Hall(taps).Occupancy.Count));
        house.Connect(true);

        Assert.Equal((3, 0), (house.People, taps.Waiting));
        Assert.Equal([1_200_000, 1_200_000, 0], house.Came.Select(envelope => envelope.AgeMs));
        Assert.Empty(store.Kept);
    }

    [Fact]
    public async Task A_phone_that_slept_for_three_days_tells_of_that_day_and_changes_nothing_of_today()
    {
        house.Connect(false);
        var killed = await Page();
        People(killed, +3);
        killed.Dispose();
        time.Advance(TimeSpan.FromDays(3));
        var taps = await Page();
        Assert.Equal((1, 0), (taps.Waiting, Hall(taps).Occupancy.Count));

        house.Connect(true);

        Assert.Equal((0, 0, (long)TimeSpan.FromDays(3).TotalMilliseconds), (taps.Waiting, house.People, Assert.Single(house.Came).AgeMs));
    }

    [Fact]
    public async Task A_tap_goes_out_only_when_the_phone_would_remember_it()
    {
        var disk = new TaskCompletionSource();
        store.Disk = disk.Task;
        var taps = await Page();
        People(taps, +3);
        // Whatever is heard of the house meanwhile.
        house.Show();
        Assert.Equal((1, 0), (taps.Waiting, house.Came.Count));

        disk.SetResult();

        Assert.Equal((0, 3), (taps.Waiting, house.People));
    }

    [Fact]
    public async Task A_page_killed_between_sending_and_the_answer_doubles_nothing()
    {
        var answer = new TaskCompletionSource<Answer>();
        house.OnTheWay = envelope =>
        {
            house.Happen(envelope);
            return answer.Task;
        };
        var killed = await Page();
        var id = People(killed, +3);
        killed.Dispose();
        house.OnTheWay = null;

        var taps = await Page();

        Assert.Equal([id, id], house.Came.ConvertAll(envelope => envelope.Id));
        Assert.Equal((3, 0), (house.People, taps.Waiting));
    }

    [Fact]
    public async Task What_the_house_refused_is_said_by_the_next_page_too_until_somebody_has_read_it()
    {
        var killed = await Page();
        killed.Do(ScriptedHouse.Hall, new RoomCommand.CheckOut(), "Sala główna: koniec");
        killed.Dispose();
        house.Connect(false);

        var taps = await Page();

        Assert.Equal(("Sala główna: koniec – nie przyjęto. W tej sali nic teraz nie trwa.", true, 0), (taps.Last!.Text, taps.Last.IsRefusal, taps.Waiting));
        taps.Dismiss();
        Assert.Null((await Page()).Last);
    }

    [Fact]
    public async Task What_an_app_of_another_month_wrote_is_sent_as_it_was_written()
    {
        var newer = JsonDocument.Parse("""{ "$type": "wave", "at": "the neighbours" }""").RootElement;
        store.Kept.Add(new KeptTap(Guid.NewGuid(), 1, ScriptedHouse.Hall, newer, time.GetUtcNow(), "Pomachano"));
        house.OnTheWay = envelope => Task.FromResult(envelope.Command.GetRawText() == newer.GetRawText() ? new Answer(AnswerStatus.Accepted, 1) : throw new InvalidOperationException());

        var taps = await Page();

        Assert.Equal((0, house.ShownHall), (taps.Waiting, Hall(taps)));
        Assert.Empty(store.Kept);
    }

    [Fact]
    public async Task A_phone_that_remembers_nothing_still_sends_and_says_that_it_does_not()
    {
        store.Disk = Task.FromException(new IOException("The disk is full."));
        var taps = await Page();
        People(taps, +3);

        Assert.Equal((3, 0, false), (house.People, taps.Waiting, taps.Lasting));
    }

    [Fact]
    public async Task A_clock_that_was_set_back_does_not_change_the_order()
    {
        house.Connect(false);
        var killed = await Page();
        killed.Do(ScriptedHouse.Hall, new RoomCommand.SetCount(9), "9 osób");
        killed.Dispose();
        var earlier = new FakeTimeProvider(time.GetUtcNow().AddHours(-5));
        var taps = new PendingTaps(house, store, earlier);
        await taps.Open(ScriptedHouse.House.File.Place.Id);
        People(taps, +1);
        taps.Dispose();

        await Page();
        house.Connect(true);

        Assert.Equal(["set-count", "change-count"], house.Came.Select(envelope => envelope.Command.GetProperty("$type").GetString()));
    }

    [Fact]
    public async Task A_round_goes_as_one_message_is_said_as_one_and_is_undone_as_one()
    {
        var taps = await Page();
        taps.Round([(ScriptedHouse.Hall, new RoomCommand.SetCount(18)), (ScriptedHouse.Fridge, new ShelfCommand.SetLevel(Level.Some))], "Obchód: 2 z 8");
        house.Show();
        Assert.Equal([2], house.Messages);
        Assert.Equal(("Obchód: 2 z 8", 18, Level.Some), (taps.Last!.Text, house.ShownHall.Occupancy.Count, house.ShownFridge.Level!.Level));

        taps.Undo(taps.Last);
        house.Show();

        Assert.Equal([2, 2], house.Messages);
        Assert.Equal(0, house.ShownHall.Occupancy.Count);
        Assert.Null(house.ShownFridge.Level);
    }

    [Fact]
    public async Task Of_a_round_only_what_the_house_did_not_know_about_is_asked_again()
    {
        house.OnTheWay = envelope => Task.FromResult(envelope.Key == ScriptedHouse.Hall && house.Messages.Count == 1 ? Answer.Unknown : house.Happen(envelope));
        var taps = await Page();
        taps.Round([(ScriptedHouse.Hall, new RoomCommand.SetCount(18)), (ScriptedHouse.Fridge, new ShelfCommand.SetLevel(Level.Some))], "Obchód: 2 z 8");
        Assert.Equal(1, taps.Waiting);

        time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal([2, 1], house.Messages);
        Assert.Equal((18, 0), (house.People, taps.Waiting));
    }

    private async Task<PendingTaps> Page()
    {
        var taps = new PendingTaps(house, store, time);
        await taps.Open(ScriptedHouse.House.File.Place.Id);
        return taps;
    }

    private RoomView Hall(PendingTaps taps) => taps.With(house.ShownHall, ScriptedHouse.House);

    private static Guid People(PendingTaps taps, int delta) => taps.Do(ScriptedHouse.Hall, new RoomCommand.ChangeCount(delta), $"Sala główna: {delta}");
}
