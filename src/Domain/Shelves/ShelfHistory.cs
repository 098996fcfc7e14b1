using System.Collections.Immutable;
using System.Diagnostics;
using static Mal.Shelves.ShelfEvent;

namespace Mal.Shelves;

/// <summary>The state after an event, and what a shelf forgets so that it stays small: its history remembers everything.</summary>
internal static class ShelfHistory
{
    private const int UndoablesMax = 10;
    // A coordinator may undo at any time what is still here, so a few outlive their minutes.
    private const int UndoablesKept = 4;

    public static ShelfState Evolve(ShelfState state, ShelfEvent happened) => happened switch
    {
        Received received => Done(state with { Lots = state.Lots.Add(received.Lot) }, received.Origin,
            New(received.Origin, Effect.Received, received.Lot.Id) with { Quantity = received.Lot.Quantity }),
        PickedUp taken => Done(Change(state, taken.Lot, -taken.Quantity), taken.Origin,
            New(taken.Origin, Effect.PickedUp, taken.Lot) with { Quantity = taken.Quantity, Counted = taken.Estimated }),
        Disposed disposed => Done(Change(state, disposed.Lot, -disposed.Quantity), disposed.Origin,
            New(disposed.Origin, Effect.Disposed, disposed.Lot) with { Quantity = disposed.Quantity }),
        Adjusted adjusted => Done(Change(state, adjusted.Lot, adjusted.Change), adjusted.Origin,
            New(adjusted.Origin, Effect.Adjusted, adjusted.Lot) with { Adjusted = adjusted.Change, Counted = adjusted.Why != Correction.Shortfall }),
        LevelSet level => Done(state with { Level = new LevelSeen(level.Level, level.Origin.SeenAt) }, level.Origin,
            New(level.Origin, Effect.LevelSet, null) with { Level = state.Level }),
        Blocked blocked => state with { Lots = [.. state.Lots.Select(lot => lot.Id == blocked.Lot ? lot with { Blocked = true } : lot)] },
        FridgeChecked { Source: CheckSource.Sensor } sensed => FridgeWatch.Sensed(state, sensed),
        FridgeChecked check => Done(FridgeWatch.Checked(state, check), check.Origin,
            New(check.Origin, Effect.Checked, null) with { Check = FridgeWatch.Before(state, check) }),
        Washed washed => Done(FridgeWatch.Washed(state, washed.Origin.SeenAt), washed.Origin,
            New(washed.Origin, Effect.Washed, null) with { WashedAt = state.Care?.WashedAt }),
        Undone undone => Reverse(state, undone),
        _ => throw new UnreachableException(),
    };

    private static Undoable New(Origin origin, Effect what, Guid? lot) => new(origin.Command, origin.SeenAt, origin.Device, what, lot, 0, Until: origin.UndoUntil);

    private static ShelfState Done(ShelfState state, Origin origin, Undoable done)
    {
        // A shortfall and the pick-up that showed it are one command, and are undone as one.
        var all = state.Undoable is [.., var last] && last.Command == done.Command
            ? state.Undoable.SetItem(state.Undoable.Count - 1, done with { Adjusted = last.Adjusted + done.Adjusted })
            : state.Undoable.Add(done);
        return Forget(state with { Undoable = all }, origin.At);
    }

    private static ShelfState Reverse(ShelfState state, Undone undone)
    {
        var before = state with { Undoable = state.Undoable.RemoveAll(done => done.Command == undone.Command) };
        return Forget(undone.What switch
        {
            Effect.LevelSet => before with { Level = undone.Level },
            Effect.Checked => before with { Care = (before.Care ?? new ShelfCare()) with { Checked = undone.Check } },
            Effect.Washed => before with { Care = (before.Care ?? new ShelfCare()) with { WashedAt = undone.WashedAt } },
            // An intake taken back never was: the lot goes, and nothing of it can be picked up.
            Effect.Received => before with { Lots = before.Lots.RemoveAll(lot => lot.Id == undone.Lot) },
            _ => Change(before, undone.Lot!.Value, undone.Change),
        }, undone.Origin.At);
    }

    private static ShelfState Change(ShelfState state, Guid id, decimal change)
    {
        var lot = state.Lots.Find(lot => lot.Id == id) ?? state.Emptied.Find(lot => lot.Id == id);
        if (lot is null)
        {
            return state;
        }
        var left = lot with { Quantity = lot.Quantity + change };
        var place = state.Lots.IndexOf(lot);
        return (place, left.Quantity) switch
        {
            ( >= 0, not 0) => state with { Lots = state.Lots.SetItem(place, left) },
            ( >= 0, 0) => state with { Lots = state.Lots.RemoveAt(place), Emptied = ShelfSize.Remembered(state.Emptied.Add(left)) },
            (_, not 0) => state with { Lots = state.Lots.Add(left), Emptied = state.Emptied.Remove(lot) },
            _ => state,
        };
    }

    private static ShelfState Forget(ShelfState state, DateTimeOffset at)
    {
        var kept = Last(state.Undoable, UndoablesMax);
        var recent = kept.Count - UndoablesKept;
        return state with { Undoable = [.. kept.Where((done, index) => index >= recent || done.Until >= at)] };
    }

    private static ImmutableList<T> Last<T>(ImmutableList<T> list, int count) => list.Count <= count ? list : list.RemoveRange(0, list.Count - count);
}
