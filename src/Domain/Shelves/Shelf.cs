using System.Collections.Immutable;
using System.Diagnostics;
using Mal.Board;
using Mal.Facts;
using Mal.Places;
using static Mal.Shelves.ShelfCommand;
using static Mal.Shelves.ShelfEvent;

namespace Mal.Shelves;

/// <summary>
/// One fridge, freezer or shelf of the food-share point. Neighbours put food in and take it unseen, so two truths lie side by
/// side: the level, one tap, and the lots, needed for what can go bad. What was seen is always recorded, even when the numbers
/// said otherwise; only putting food in, and handing out what is past its day, can be refused.
/// </summary>
public sealed class Shelf : IRules<ShelfState, ShelfCommand, ShelfEvent, ShelfView>
{
    private Shelf() { }

    public static ShelfState Empty { get; } = new(null, [], [], []);

    public static Decision<ShelfEvent> Decide(ShelfState state, ShelfCommand command, Context context)
    {
        if (context.By.Role is Role.Counter or Role.Sensor && command is not CheckFridge)
        {
            return Refuse("not-allowed", "To urządzenie może tylko podawać temperaturę.");
        }
        var decision = command switch
        {
            Receive receive => Decide(state, receive.Lot, context),
            PickUp pickUp => Decide(state, pickUp, context),
            Dispose dispose => Decide(state, dispose, context),
            CountLot count => Decide(state, count, context),
            AdjustLot adjust => Decide(state, adjust, context),
            SetLevel level => Decide(state, level, context),
            CheckFridge check => FridgeWatch.Decide(state, check, context),
            Wash => FridgeWatch.DecideWash(state, context),
            Undo undo => ShelfUndo.Decide(state, undo, context),
            UndoPast past => ShelfUndo.Decide(state, past, context),
            _ => throw new UnreachableException(),
        };
        // What comes (back) onto the shelf past its day, as from a phone that was offline at midnight, is blocked in the same breath.
        var after = decision.Events.Aggregate(state, Evolve);
        return decision.Events.IsEmpty ? decision : decision with { Events = decision.Events.AddRange(Due(after, context)) };
    }

    // What is undone is told by its id; what it did is read from the history every time.
    public static ShelfCommand Meant(ShelfCommand command) => command is ShelfCommand.UndoPast past ? new ShelfCommand.Undo(past.Done.Command) : command;

    public static ShelfState Evolve(ShelfState state, ShelfEvent happened) => ShelfHistory.Evolve(state, happened);

    public static ImmutableList<ShelfEvent> Due(ShelfState state, Context context) =>
    [
        .. state.Lots.Select(lot => (lot.Id, At: BlockedAt(lot, context.House)))
            .Where(due => due.At <= context.Now)
            .OrderBy(due => due.At)
            .Select(due => new Blocked(due.Id, due.At!.Value)),
    ];

    public static DateTimeOffset? DueAt(ShelfState state, Context context) => state.Lots.Min(lot => BlockedAt(lot, context.House));

    public static ShelfView View(ShelfState state, long version, Context context)
    {
        var shelf = context.House.Shelf(context.Id) ?? new ShelfDetails(context.Id, context.Id, ShelfKind.Shelf);
        return new ShelfView(version, shelf.Id, shelf.Name, shelf.Kind, state.Level, state.Lots, state.Undoable, state.Emptied, state.Care);
    }

    /// <summary>Outside the staff: only what may be offered, and nothing of who gave it or tapped it.</summary>
    public static View? For(ShelfView view, Audience audience) => audience == Audience.Staff
        ? view
        : view with
        {
            Lots = [.. view.Lots.Where(lot => !lot.Blocked).Select(lot => lot with { Donor = DonorKind.Unknown })],
            Undoable = [],
            Emptied = [],
        };

    /// <summary>"6 sztuk", "2,5 kg".</summary>
    public static string QuantityText(Lot lot) => ShelfFaces.QuantityText(lot);

    public static ShelfFace Face(ShelfView view, House house, DateTimeOffset now) => ShelfFaces.Of(view, house, now);

    /// <summary>What is wrong with the form of a command, naming the field; null when nothing is.</summary>
    public static string? Malformed(ShelfCommand command) => ShelfForm.Malformed(command);

    private static Decision<ShelfEvent> Decide(ShelfState state, NewLot lot, Context context)
    {
        if (state.Lots.Concat(state.Emptied).Any(known => known.Id == lot.Id))
        {
            // The same command once more is a repeat and not a second intake.
            return state.Undoable.Exists(done => done.Command == context.Command && done.Lot == lot.Id)
                ? Decision<ShelfEvent>.Nothing
                : Refuse("lot-exists", "Ta partia jest już zapisana. Zmień jej ilość albo przyjmij nową.");
        }
        if (ShelfSize.IsFull(state))
        {
            return Refuse("shelf-full", $"Na liście jest już {state.Lots.Count} partii i więcej się nie zmieści. Zaznacz, co zabrano lub wyrzucono, i spróbuj ponownie.");
        }
        var received = new Received(Intake.LotOf(lot, context), OriginOf(context));
        return Intake.Refusal(lot, context) switch
        {
            null => Accept(received),
            var refusal when !Intake.LiesThere(refusal, context) => Refuse(refusal.Code, refusal.Message),
            // What is past its day is blocked like everything else whose midnight has come.
            { Code: "past-use-by" } => Accept(received),
            var refusal => Accept(received, new Blocked(lot.Id, context.Now, refusal.Code)),
        };
    }

    private static Decision<ShelfEvent> Decide(ShelfState state, PickUp pickUp, Context context)
    {
        if (Find(state, pickUp.Lot) is not { } lot)
        {
            return UnknownLot;
        }
        if (!IsWhole(lot, pickUp.Quantity))
        {
            return NotWhole;
        }
        // Taken before midnight and told after it is an observation of food that was still good.
        if (IsPastUseBy(lot, context.House.Day(context.SeenAt)))
        {
            return Refuse("past-use-by", $"{lot.Name}: minął termin. Nie wydawaj, wyrzuć.");
        }
        return Accept([.. Shortfall(lot, pickUp.Quantity, context), new PickedUp(lot.Id, pickUp.Quantity, false, OriginOf(context))]);
    }

    private static Decision<ShelfEvent> Decide(ShelfState state, Dispose dispose, Context context) => Find(state, dispose.Lot) switch
    {
        null => UnknownLot,
        var lot when !IsWhole(lot, dispose.Quantity) => NotWhole,
        var lot => Accept([.. Shortfall(lot, dispose.Quantity, context), new Disposed(lot.Id, dispose.Quantity, dispose.ReasonCode, OriginOf(context))]),
    };

    private static Decision<ShelfEvent> Decide(ShelfState state, CountLot count, Context context)
    {
        if (Find(state, count.Lot) is not { } lot)
        {
            return UnknownLot;
        }
        if (!IsWhole(lot, count.Quantity))
        {
            return NotWhole;
        }
        var since = state.Undoable.Where(done => done.Lot == lot.Id && done.At > context.SeenAt).ToList();
        if (since.Exists(done => done.Counted))
        {
            // An old count never overwrites a newer one.
            return Decision<ShelfEvent>.Nothing;
        }
        // Compared with what was written at the moment of looking: what moved since then was not part of the count.
        var missing = lot.Quantity - since.Sum(done => done.Change) - count.Quantity;
        return missing switch
        {
            > 0 when lot.Quantity == 0 => Decision<ShelfEvent>.Nothing,
            > 0 => Accept(new PickedUp(lot.Id, Math.Min(missing, lot.Quantity), true, OriginOf(context))),
            < 0 => Accept(new Adjusted(lot.Id, -missing, Correction.Counted, OriginOf(context))),
            _ => Decision<ShelfEvent>.Nothing,
        };
    }

    private static Decision<ShelfEvent> Decide(ShelfState state, AdjustLot adjust, Context context) => Find(state, adjust.Lot) switch
    {
        null => UnknownLot,
        var lot when !IsWhole(lot, adjust.Quantity) => NotWhole,
        var lot when lot.Quantity == adjust.Quantity => Decision<ShelfEvent>.Nothing,
        var lot => Accept(new Adjusted(lot.Id, adjust.Quantity - lot.Quantity, Correction.Entry, OriginOf(context))),
    };

    private static Decision<ShelfEvent> Decide(ShelfState state, SetLevel level, Context context) =>
        state.Level is { } newer && newer.At > context.SeenAt
            ? Decision<ShelfEvent>.Nothing
            : Accept(new LevelSet(level.Level, OriginOf(context)));

    /// <summary>Use-by and home-made food past its last day: safety, so never offered. Best-before is only quality.</summary>
    /// <summary>As seen by somebody for whom it is already that day: without what must not be eaten any more.</summary>
    public static ShelfView WithoutPast(ShelfView view, DateOnly day) => view with { Lots = view.Lots.RemoveAll(lot => IsPastUseBy(lot, day)) };

    internal static bool IsPastUseBy(Lot lot, DateOnly day) => Lot.IsHard(lot.DateKind) && lot.GoodThrough < day;

    internal static Origin OriginOf(Context context) => new(context.Command, context.By.Device, context.Now, context.SeenAt,
        context.Now.AddMinutes(context.House.Settings.UndoMinutes));

    internal static Decision<ShelfEvent> Refuse(string code, string message) => Decision<ShelfEvent>.Refuse(code, message);

    internal static Decision<ShelfEvent> Accept(params ReadOnlySpan<ShelfEvent> events) => Decision<ShelfEvent>.Accept(events);

    private static Decision<ShelfEvent> UnknownLot { get; } =
        Refuse("unknown-lot", "Tej partii nie ma już na liście. Odśwież ekran albo przyjmij ją na nowo.");

    private static Decision<ShelfEvent> NotWhole { get; } = Refuse("whole-quantity", "Sztuki, porcje i opakowania podaj w całości, bez ułamków.");

    private static Lot? Find(ShelfState state, Guid id) => state.Lots.Find(lot => lot.Id == id) ?? state.Emptied.Find(lot => lot.Id == id);

    private static bool IsWhole(Lot lot, decimal quantity) => lot.Unit == FoodUnit.Kg || quantity == decimal.Truncate(quantity);

    private static ImmutableList<ShelfEvent> Shortfall(Lot lot, decimal quantity, Context context) => quantity > lot.Quantity
        ? [new Adjusted(lot.Id, quantity - lot.Quantity, Correction.Shortfall, OriginOf(context))]
        : [];

    // A lot that lies there unblocked although its day is over is due; blocked ones have had their midnight.
    private static DateTimeOffset? BlockedAt(Lot lot, House house) => lot is { Blocked: false, GoodThrough: { } last } && Lot.IsHard(lot.DateKind)
        ? house.At(last.AddDays(1), TimeOnly.MinValue)
        : null;
}
