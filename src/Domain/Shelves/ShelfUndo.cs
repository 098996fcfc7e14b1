using Mal.Facts;
using static Mal.Shelves.ShelfCommand;
using static Mal.Shelves.ShelfEvent;

namespace Mal.Shelves;

/// <summary>Taking back exactly one command, by its author for some minutes, by a coordinator at any time.</summary>
internal static class ShelfUndo
{
    public static Decision<ShelfEvent> Decide(ShelfState state, Undo undo, Context context)
    {
        var index = state.Undoable.FindIndex(done => done.Command == undo.Command);
        if (index < 0)
        {
            return Shelf.Refuse("nothing-to-undo", "Tego nie da się już cofnąć. Popraw stan: podaj, ile zostało.");
        }
        var done = state.Undoable[index];
        if (context.By.Role < Role.Coordinator && done.Device != context.By.Device)
        {
            return Shelf.Refuse("not-yours-to-undo", "To zapisano na innym urządzeniu. Cofnąć może je jego autor albo koordynator.");
        }
        if (context.By.Role < Role.Coordinator && done.Until < context.Now)
        {
            return Shelf.Refuse("too-late-to-undo", "Minął czas na cofnięcie. Popraw stan: podaj, ile zostało, albo poproś koordynatora.");
        }
        return Reverse(state, done, state.Undoable.Skip(index + 1), touched: false, context);
    }

    /// <summary>Of what is still remembered the memory decides; of the rest, what the history found, and all that is remembered came after it.</summary>
    public static Decision<ShelfEvent> Decide(ShelfState state, UndoPast past, Context context) =>
        context.By.Role < Role.Coordinator ? Shelf.Refuse("too-late-to-undo", "Minął czas na cofnięcie. Popraw stan: podaj, ile zostało, albo poproś koordynatora.")
        : state.Undoable.Exists(done => done.Command == past.Done.Command) ? Decide(state, new Undo(past.Done.Command), context)
        : Reverse(state, past.Done, state.Undoable, past.Touched, context);

    private static Decision<ShelfEvent> Reverse(ShelfState state, Undoable done, IEnumerable<Undoable> later, bool touched, Context context) =>
        CameAfter(state, done, [.. later], touched) is { } advice
            ? Shelf.Refuse("something-came-after", advice)
            : Decision<ShelfEvent>.Accept(new Undone(done.Command, done.What, done.Lot, -done.Change, done.Level, Shelf.OriginOf(context), done.Check, done.WashedAt));

    /// <summary>What to do instead, when reversing would touch what came after; null when it would not.</summary>
    private static string? CameAfter(ShelfState state, Undoable done, List<Undoable> later, bool touched)
    {
        if (done.What == Effect.LevelSet)
        {
            return touched || later.Exists(after => after.What == Effect.LevelSet) ? "Ktoś podał już nowszy poziom. Podaj poziom jeszcze raz." : null;
        }
        if (done.What == Effect.Checked)
        {
            return touched || state.Care?.Checked?.At != done.At || later.Exists(after => after.What == Effect.Checked && after.At == done.At)
                ? "Ktoś zmierzył już temperaturę później. Zmierz jeszcze raz." : null;
        }
        if (done.What == Effect.Washed)
        {
            return touched || state.Care?.WashedAt != done.At || later.Exists(after => after.What == Effect.Washed && after.At == done.At)
                ? "Zapisano już późniejsze mycie. Cofnij to późniejsze." : null;
        }
        var lot = state.Lots.Find(lot => lot.Id == done.Lot) ?? state.Emptied.Find(lot => lot.Id == done.Lot);
        if (lot is null)
        {
            return "Tej partii nie ma już na liście. Jeśli leży na półce, przyjmij ją na nowo.";
        }
        if (done.What == Effect.Received && (touched || lot.Quantity != done.Quantity || later.Exists(after => after.Lot == lot.Id)))
        {
            return $"{lot.Name}: od przyjęcia coś już zabrano lub poprawiono. Cofnij to najpierw albo popraw ilość.";
        }
        return lot.Quantity - done.Change < 0
            ? $"{lot.Name}: od tamtej pory zmieniła się ilość. Podaj, ile zostało."
            : null;
    }
}
