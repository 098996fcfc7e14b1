using Mal.Facts;
using Mal.Places;
using static Mal.Shelves.ShelfCommand;

namespace Mal.Shelves;

/// <summary>RULES §5: a coordinator undoes at any time, also what the shelf has long forgotten, and never touches what came after.</summary>
public sealed class PastUndoTests
{
    private readonly Guid _lot = Guid.CreateVersion7();
    private readonly Fridge _fridge = new();

    // So many other taps that the shelf remembers none of the ones before.
    private void Forget(string at)
    {
        for (var other = 0; other < 12; other++)
        {
            _fridge.Ask(new Receive(Fridge.Yoghurt(Guid.CreateVersion7(), date: "2026-12-24")), at);
        }
    }

    private ShelfPast Undo(Guid command, string at = "2026-11-25 15:00", Role role = Role.Coordinator)
    {
        var past = ShelfPast.Of(_fridge.Events, command);
        _fridge.Ask(new UndoPast(past.Done!, past.Touched), at, role: role, device: "desk");
        return past;
    }

    [Fact]
    public void An_old_pick_up_is_taken_back_and_a_second_time_is_told()
    {
        _fridge.Ask(new Receive(Fridge.Yoghurt(_lot, 5, "2026-12-24")), "2026-11-24 15:00");
        var two = _fridge.Ask(new PickUp(_lot, 2), "2026-11-24 15:01");
        _fridge.Ask(new PickUp(_lot, 1), "2026-11-24 15:02");
        Forget("2026-11-24 16:00");
        _fridge.Ask(new Undo(two), "2026-11-25 15:00", role: Role.Coordinator);
        Assert.Equal("nothing-to-undo", _fridge.LastRefusal?.Code);
        Assert.Null(Undo(two).UndoneBy);
        Assert.Equal((null, 4m), (_fridge.LastRefusal, _fridge.OnHand(_lot)));
        Assert.NotNull(ShelfPast.Of(_fridge.Events, two).UndoneBy);
    }

    [Fact]
    public void Received_five_and_two_taken_the_intake_is_not_undone_until_they_are()
    {
        var intake = _fridge.Ask(new Receive(Fridge.Yoghurt(_lot, 5, "2026-12-24")), "2026-11-24 15:00");
        var two = _fridge.Ask(new PickUp(_lot, 2), "2026-11-24 15:01");
        Forget("2026-11-24 16:00");
        Undo(intake);
        Assert.Equal("something-came-after", _fridge.LastRefusal?.Code);
        Assert.Contains("Cofnij to najpierw", _fridge.LastRefusal!.Message, StringComparison.Ordinal);
        Undo(two);
        Undo(intake);
        Assert.Null(_fridge.LastRefusal);
        Assert.DoesNotContain(_fridge.State.Lots, lot => lot.Id == _lot);
    }

    [Fact]
    public void What_came_and_went_in_equal_measure_is_still_something_that_came_after()
    {
        var intake = _fridge.Ask(new Receive(Fridge.Yoghurt(_lot, 5, "2026-12-24")), "2026-11-24 15:00");
        _fridge.Ask(new PickUp(_lot, 2), "2026-11-24 15:01");
        _fridge.Ask(new AdjustLot(_lot, 5), "2026-11-24 15:02");
        Forget("2026-11-24 16:00");
        Assert.True(Undo(intake).Touched);
        Assert.Equal("something-came-after", _fridge.LastRefusal?.Code);
    }

    [Fact]
    public void A_level_a_check_and_a_wash_go_back_to_what_stood_before_or_not_at_all()
    {
        _fridge.Ask(new SetLevel(Level.Plenty), "2026-11-24 14:00");
        _fridge.Ask(new CheckFridge(4), "2026-11-24 14:00");
        var level = _fridge.Ask(new SetLevel(Level.Empty), "2026-11-24 15:00");
        var check = _fridge.Ask(new CheckFridge(40), "2026-11-24 15:00");
        var wash = _fridge.Ask(new Wash(), "2026-11-24 15:00");
        Forget("2026-11-24 16:00");
        Undo(level);
        Undo(check);
        Undo(wash);
        Assert.Equal((Level.Plenty, 4m, null), (_fridge.State.Level?.Level, _fridge.State.Care?.Checked?.Celsius, _fridge.State.Care?.WashedAt));
        var older = _fridge.Ask(new SetLevel(Level.Empty), "2026-11-25 16:00");
        _fridge.Ask(new SetLevel(Level.Some), "2026-11-25 16:01");
        Forget("2026-11-25 17:00");
        Undo(older, "2026-11-26 15:00");
        Assert.Equal("something-came-after", _fridge.LastRefusal?.Code);
    }

    [Fact]
    public void It_is_for_coordinators_and_what_happened_since_the_history_was_read_counts_too()
    {
        var intake = _fridge.Ask(new Receive(Fridge.Yoghurt(_lot, 5, "2026-12-24")), "2026-11-24 15:00");
        Forget("2026-11-24 16:00");
        Undo(intake, role: Role.Staff);
        Assert.Equal("too-late-to-undo", _fridge.LastRefusal?.Code);
        var read = ShelfPast.Of(_fridge.Events, intake);
        _fridge.Ask(new PickUp(_lot, 2), "2026-11-25 15:00");
        _fridge.Ask(new AdjustLot(_lot, 5), "2026-11-25 15:00");
        _fridge.Ask(new UndoPast(read.Done!, read.Touched), "2026-11-25 15:00", role: Role.Coordinator);
        Assert.Equal("something-came-after", _fridge.LastRefusal?.Code);
    }
}
