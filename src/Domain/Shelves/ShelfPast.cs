using static Mal.Shelves.ShelfEvent;

namespace Mal.Shelves;

/// <summary>
/// What one command did, found in the history of its shelf: for a coordinator who undoes what the shelf itself has long
/// forgotten. The history is lived again up to the command, so that what it did is told by the same rules as on its day.
/// </summary>
/// <param name="Done">Null when the command wrote nothing that could be reversed.</param>
/// <param name="Touched">Something that still stands came after it, to the same lot or of the same kind.</param>
/// <param name="UndoneBy">The command that has already reversed it.</param>
public sealed record ShelfPast(Undoable? Done, bool Touched, Guid? UndoneBy)
{
    public static ShelfPast Of(IEnumerable<ShelfEvent> history, Guid command)
    {
        var (state, done, undoneBy) = (Shelf.Empty, (Undoable?)null, (Guid?)null);
        var later = new HashSet<Guid>();
        foreach (var happened in history)
        {
            // Once it is known what the command did, only what came after it matters, and no state is needed for that.
            state = done is null || CommandOf(happened) == command ? Shelf.Evolve(state, happened) : state;
            if (UndoesOf(happened) is { } undone)
            {
                undoneBy = undone == command ? ((Undone)happened).Origin.Command : undoneBy;
                later.Remove(undone);
            }
            else if (CommandOf(happened) == command)
            {
                done = state.Undoable.Find(known => known.Command == command);
            }
            else if (done is not null && Touches(happened, done) && CommandOf(happened) is { } after)
            {
                later.Add(after);
            }
        }
        return new ShelfPast(done, later.Count > 0, undoneBy);
    }

    /// <summary>The command whose effect a fact is, when it can be undone at all: not what time wrote, nor a sensor, nor an undo.</summary>
    public static Guid? CommandOf(ShelfEvent happened) => happened switch
    {
        Received it => it.Origin.Command,
        PickedUp it => it.Origin.Command,
        Disposed it => it.Origin.Command,
        Adjusted it => it.Origin.Command,
        LevelSet it => it.Origin.Command,
        FridgeChecked { Source: CheckSource.Staff } it => it.Origin.Command,
        Washed it => it.Origin.Command,
        _ => null,
    };

    /// <summary>The command that a fact reverses.</summary>
    public static Guid? UndoesOf(ShelfEvent happened) => (happened as Undone)?.Command;

    private static bool Touches(ShelfEvent happened, Undoable done) => happened switch
    {
        PickedUp it => it.Lot == done.Lot,
        Disposed it => it.Lot == done.Lot,
        Adjusted it => it.Lot == done.Lot,
        LevelSet => done.What == Effect.LevelSet,
        FridgeChecked { Source: CheckSource.Staff } => done.What == Effect.Checked,
        Washed => done.What == Effect.Washed,
        _ => false,
    };
}
