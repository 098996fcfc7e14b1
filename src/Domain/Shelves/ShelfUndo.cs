using Mal.Facts;
using static Mal.Shelves.ShelfCommand;
using static Mal.Shelves.ShelfEvent;

namespace Mal.Shelves;

/// <summary>Taking back exactly one command, by its author for some minutes, by a coordinator as long as it is remembered.</summary>
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
        return CameAfter(state, done, index) is { } advice
            ? Shelf.Refuse("something-came-after", advice)
            : Decision<ShelfEvent>.Accept(new Undone(done.Command, done.What, done.Lot, -done.Change, done.Level, Shelf.OriginOf(context), done.Check, done.WashedAt));
    }

    /// <summary>What to do instead, when reversing would touch what came after; null when it would not.</summary>
    private static string? CameAfter(ShelfState state, Undoable done, int index)
    {
        var later = state.Undoable.Skip(index + 1).ToList();
        if (done.What == Effect.LevelSet)
        {
            return later.Exists(after => after.What == Effect.LevelSet) ? "Ktoś podał już nowszy poziom. Podaj poziom jeszcze raz." : null;
        }
        if (done.What == Effect.Checked)
        {
            return state.Care?.Checked?.At != done.At || later.Exists(after => after.What == Effect.Checked && after.At == done.At)
                ? "Ktoś zmierzył już temperaturę później. Zmierz jeszcze raz." : null;
        }
        if (done.What == Effect.Washed)
        {
            return state.Care?.WashedAt != done.At || later.Exists(after => after.What == Effect.Washed && after.At == done.At)
                ? "Zapisano już późniejsze mycie. Cofnij to późniejsze." : null;
        }
        var lot = state.Lots.Find(lot => lot.Id == done.Lot) ?? state.Emptied.Find(lot => lot.Id == done.Lot);
        if (lot is null)
        {
            return "Tej partii nie ma już na liście. Jeśli leży na półce, przyjmij ją na nowo.";
        }
        if (done.What == Effect.Received && (lot.Quantity != done.Quantity || later.Exists(after => after.Lot == lot.Id)))
        {
            return $"{lot.Name}: od przyjęcia coś już zabrano lub poprawiono. Cofnij to najpierw albo popraw ilość.";
        }
        return lot.Quantity - done.Change < 0
            ? $"{lot.Name}: od tamtej pory zmieniła się ilość. Podaj, ile zostało."
            : null;
    }
}
