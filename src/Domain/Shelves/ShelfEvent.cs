using System.Text.Json.Serialization;

namespace Mal.Shelves;

/// <summary>
/// What happened to the food of one unit. The names are the storage format and stay for ever. What is on hand is the sum of
/// the movements: received − picked up − disposed + adjusted + undone. A correction is never written as a movement.
/// </summary>
[JsonDerivedType(typeof(Received), "shelf-received")]
[JsonDerivedType(typeof(PickedUp), "shelf-picked-up")]
[JsonDerivedType(typeof(Disposed), "shelf-disposed")]
[JsonDerivedType(typeof(Adjusted), "shelf-adjusted")]
[JsonDerivedType(typeof(LevelSet), "shelf-level-set")]
[JsonDerivedType(typeof(Blocked), "shelf-blocked")]
[JsonDerivedType(typeof(FridgeChecked), "shelf-fridge-checked")]
[JsonDerivedType(typeof(Washed), "shelf-washed")]
[JsonDerivedType(typeof(Undone), "shelf-undone")]
public abstract record ShelfEvent
{
    private ShelfEvent() { }

    public sealed record Received(Lot Lot, Origin Origin) : ShelfEvent;

    /// <param name="Estimated">True when nobody saw it and a count found less.</param>
    public sealed record PickedUp(Guid Lot, decimal Quantity, bool Estimated, Origin Origin) : ShelfEvent;

    public sealed record Disposed(Guid Lot, decimal Quantity, string ReasonCode, Origin Origin) : ShelfEvent;

    /// <param name="Change">What was found (+) or was missing (−) against what was written.</param>
    public sealed record Adjusted(Guid Lot, decimal Change, Correction Why, Origin Origin) : ShelfEvent;

    public sealed record LevelSet(Level Level, Origin Origin) : ShelfEvent;

    /// <summary>Past its last day, from midnight, or not what the house takes: it is waiting to be thrown away.</summary>
    /// <param name="At">That midnight, however late it was written.</param>
    /// <param name="Because">The code of the refusal it would have met; null for its date.</param>
    public sealed record Blocked(Guid Lot, DateTimeOffset At, string? Because = null) : ShelfEvent;

    /// <param name="Clean">How it looked inside; null when nobody looked.</param>
    public sealed record FridgeChecked(decimal Celsius, bool? Clean, CheckSource Source, Origin Origin) : ShelfEvent;

    public sealed record Washed(Origin Origin) : ShelfEvent;

    /// <summary>The effect of one command was reversed; whatever came after it stays.</summary>
    /// <param name="Change">What that does to the quantity of <paramref name="Lot"/>; 0 for a level.</param>
    /// <param name="Level">For a level: what had been said before, null when nothing.</param>
    /// <param name="Check">For a check: the one before it, null when there was none.</param>
    /// <param name="WashedAt">For a wash: when it had been washed before.</param>
    public sealed record Undone(Guid Command, Effect What, Guid? Lot, decimal Change, LevelSeen? Level, Origin Origin,
        FridgeCheck? Check = null, DateTimeOffset? WashedAt = null) : ShelfEvent;
}

/// <summary>Which command wrote a fact.</summary>
/// <param name="Device">The opaque id of the paired device; never a person.</param>
/// <param name="At">When it was written.</param>
/// <param name="SeenAt">When the person saw it: earlier for a phone that was offline.</param>
/// <param name="UndoUntil">Until when its author may undo it, by the settings of that day.</param>
public sealed record Origin(Guid Command, string Device, DateTimeOffset At, DateTimeOffset SeenAt, DateTimeOffset UndoUntil);

/// <summary>Why a quantity was corrected: a count found more, a wrong entry was put right, or more was taken than was written.</summary>
public enum Correction { Counted, Entry, Shortfall }

/// <summary>What a command did, as far as undoing it goes.</summary>
public enum Effect { Received, PickedUp, Disposed, Adjusted, LevelSet, Checked, Washed }

/// <summary>Who read the thermometer.</summary>
public enum CheckSource { Staff, Sensor }
