using Mal.Facts;
using Mal.Places;
using static Mal.Shelves.ShelfCommand;
using static Mal.Shelves.ShelfEvent;

namespace Mal.Shelves;

/// <summary>RULES §5: what is taken, thrown away, counted and taken back.</summary>
public sealed class MovementTests
{
    private const string Noon = "2026-11-24 12:30";
    private readonly Guid _lot = Guid.CreateVersion7();
    private readonly Fridge _fridge = new();

    private Guid Receive(decimal quantity = 5) => _fridge.Ask(new Receive(Fridge.Yoghurt(_lot, quantity)), Noon);

    [Fact]
    public void More_may_be_seen_taken_than_was_written_and_the_rest_is_an_adjustment()
    {
        Receive(1);
        _fridge.Ask(new PickUp(_lot, 3), Noon);
        Assert.Equal(2, Assert.IsType<Adjusted>(_fridge.Events[1]).Change);
        Assert.Equal(3, Assert.IsType<PickedUp>(_fridge.Events[2]).Quantity);
        Assert.Empty(_fridge.State.Lots);
        // The second phone taps the last one too: it is recorded as well.
        _fridge.Ask(new PickUp(_lot, 1), Noon, device: "phone-2");
        Assert.Null(_fridge.LastRefusal);
        Assert.Equal(0, _fridge.OnHand(_lot));
    }

    [Fact]
    public void A_lot_nobody_knows_is_refused()
    {
        _fridge.Ask(new PickUp(_lot, 1), Noon);
        Assert.Equal("unknown-lot", _fridge.LastRefusal?.Code);
    }

    [Fact]
    public void A_count_of_less_is_an_estimated_pick_up_and_of_more_an_adjustment()
    {
        Receive();
        _fridge.Ask(new CountLot(_lot, 3), Noon);
        Assert.True(Assert.IsType<PickedUp>(_fridge.Events[^1]) is { Quantity: 2, Estimated: true });
        _fridge.Ask(new CountLot(_lot, 4), Noon);
        Assert.True(Assert.IsType<Adjusted>(_fridge.Events[^1]) is { Change: 1, Why: Correction.Counted });
        _fridge.Ask(new AdjustLot(_lot, 2), Noon);
        Assert.True(Assert.IsType<Adjusted>(_fridge.Events[^1]) is { Change: -2, Why: Correction.Entry });
        Assert.Equal(2, _fridge.OnHand(_lot));
    }

    [Fact]
    public void An_old_count_never_overwrites_a_newer_one()
    {
        Receive();
        _fridge.Ask(new CountLot(_lot, 2), "2026-11-24 14:00");
        _fridge.Ask(new CountLot(_lot, 4), "2026-11-24 14:05", seenAt: "2026-11-24 13:00", device: "phone-2");
        Assert.Null(_fridge.LastRefusal);
        Assert.Equal(2, _fridge.OnHand(_lot));
    }

    [Fact]
    public void A_late_count_leaves_what_was_taken_after_it_taken()
    {
        Receive();
        _fridge.Ask(new PickUp(_lot, 2), "2026-11-24 13:10");
        _fridge.Ask(new CountLot(_lot, 5), "2026-11-24 13:15", seenAt: "2026-11-24 13:00", device: "phone-2");
        Assert.Equal(3, _fridge.OnHand(_lot));
        _fridge.Ask(new CountLot(_lot, 4), "2026-11-24 13:16", seenAt: "2026-11-24 13:01", device: "phone-2");
        Assert.Equal(2, _fridge.OnHand(_lot));
    }

    [Fact]
    public void What_is_past_use_by_is_not_handed_out_but_may_be_thrown_away()
    {
        Receive();
        _fridge.Ask(new PickUp(_lot, 1), "2026-11-28 00:00");
        Assert.Equal("past-use-by", _fridge.LastRefusal?.Code);
        _fridge.Ask(new PickUp(_lot, 1), "2026-11-28 00:10", seenAt: "2026-11-27 19:50");
        Assert.Null(_fridge.LastRefusal);
        _fridge.Ask(new Dispose(_lot, 4, "past-use-by"), "2026-11-28 00:20");
        Assert.Null(_fridge.LastRefusal);
        Assert.Empty(_fridge.State.Lots);
    }

    [Fact]
    public void A_level_is_one_tap_and_an_older_look_changes_nothing()
    {
        _fridge.Ask(new SetLevel(Level.Some), "2026-11-24 16:00");
        _fridge.Ask(new SetLevel(Level.Plenty), "2026-11-24 16:05", seenAt: "2026-11-24 15:00");
        Assert.Equal(new LevelSeen(Level.Some, Rejonowa.At("2026-11-24 16:00")), _fridge.State.Level);
    }

    [Fact]
    public void Undo_reverses_one_command_and_nothing_that_came_after()
    {
        Receive();
        var two = _fridge.Ask(new PickUp(_lot, 2), Noon);
        _fridge.Ask(new PickUp(_lot, 1), Noon);
        _fridge.Ask(new Undo(two), Noon);
        Assert.Equal(4, _fridge.OnHand(_lot));
        _fridge.Ask(new Undo(two), Noon);
        Assert.Equal("nothing-to-undo", _fridge.LastRefusal?.Code);
    }

    [Fact]
    public void An_undone_last_pick_up_brings_the_lot_back_with_its_shortfall_reversed()
    {
        Receive(1);
        var tap = _fridge.Ask(new PickUp(_lot, 3), Noon);
        _fridge.Ask(new Undo(tap), Noon);
        Assert.Equal(1, _fridge.OnHand(_lot));
    }

    [Fact]
    public void An_intake_of_which_something_was_taken_is_not_undone()
    {
        var intake = Receive();
        var taken = _fridge.Ask(new PickUp(_lot, 2), Noon);
        _fridge.Ask(new Undo(intake), Noon);
        Assert.Equal("something-came-after", _fridge.LastRefusal?.Code);
        Assert.Contains("popraw ilość", _fridge.LastRefusal!.Message, StringComparison.Ordinal);
        _fridge.Ask(new Undo(taken), Noon);
        _fridge.Ask(new Undo(intake), Noon);
        Assert.Null(_fridge.LastRefusal);
        Assert.Empty(_fridge.State.Lots);
    }

    [Fact]
    public void A_correction_already_eaten_up_is_not_undone()
    {
        Receive(1);
        var more = _fridge.Ask(new AdjustLot(_lot, 5), Noon);
        _fridge.Ask(new PickUp(_lot, 4), Noon);
        _fridge.Ask(new Undo(more), Noon);
        Assert.Equal("something-came-after", _fridge.LastRefusal?.Code);
    }

    [Fact]
    public void A_level_is_undone_to_what_was_said_before_unless_a_newer_look_came()
    {
        _fridge.Ask(new SetLevel(Level.Plenty), "2026-11-24 16:00");
        var some = _fridge.Ask(new SetLevel(Level.Some), "2026-11-24 16:05");
        _fridge.Ask(new Undo(some), "2026-11-24 16:06");
        Assert.Equal(Level.Plenty, _fridge.State.Level?.Level);
        var first = _fridge.Ask(new SetLevel(Level.Empty), "2026-11-24 16:07");
        _fridge.Ask(new SetLevel(Level.Some), "2026-11-24 16:08");
        _fridge.Ask(new Undo(first), "2026-11-24 16:09");
        Assert.Equal("something-came-after", _fridge.LastRefusal?.Code);
    }

    [Fact]
    public void An_author_has_ten_minutes_and_a_coordinator_all_the_time()
    {
        Receive();
        var tap = _fridge.Ask(new PickUp(_lot, 1), "2026-11-24 13:00");
        _fridge.Ask(new Undo(tap), "2026-11-24 13:05", device: "phone-2");
        Assert.Equal("not-yours-to-undo", _fridge.LastRefusal?.Code);
        _fridge.Ask(new Undo(tap), "2026-11-24 13:11");
        Assert.Equal("too-late-to-undo", _fridge.LastRefusal?.Code);
        _fridge.Ask(new Undo(tap), "2026-11-24 15:00", role: Role.Coordinator, device: "desk");
        Assert.Null(_fridge.LastRefusal);
        Assert.Equal(5, _fridge.OnHand(_lot));
    }

    [Fact]
    public void What_can_be_undone_is_forgotten_after_its_minutes()
    {
        Receive(500);
        for (var tap = 0; tap < 100; tap++)
        {
            _fridge.Ask(new PickUp(_lot, 1), Noon);
        }
        Assert.True(_fridge.State.Undoable.Count <= 10);
        _fridge.Ask(new PickUp(_lot, 1), "2026-11-24 18:00");
        Assert.True(_fridge.State.Undoable.Count <= 4);
    }
}
