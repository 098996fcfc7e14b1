using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Mal.Places;
using Mal.Texts;

namespace Mal.Shelves;

[JsonDerivedType(typeof(Receive), "receive")]
[JsonDerivedType(typeof(PickUp), "pick-up")]
[JsonDerivedType(typeof(Dispose), "dispose")]
[JsonDerivedType(typeof(CountLot), "count-lot")]
[JsonDerivedType(typeof(AdjustLot), "adjust-lot")]
[JsonDerivedType(typeof(SetLevel), "set-level")]
[JsonDerivedType(typeof(CheckFridge), "check-fridge")]
[JsonDerivedType(typeof(Wash), "wash")]
[JsonDerivedType(typeof(Undo), "undo")]
[JsonDerivedType(typeof(UndoPast), "undo-past")]
public abstract record ShelfCommand
{
    private ShelfCommand() { }

    /// <summary>Food is put in: a request, and the only one of a shelf that may be refused for what it is.</summary>
    public sealed record Receive(NewLot Lot) : ShelfCommand;

    /// <summary>Somebody was seen taking it: an observation, recorded even when the stock said 0.</summary>
    public sealed record PickUp(Guid Lot, decimal Quantity) : ShelfCommand;

    public sealed record Dispose(Guid Lot, decimal Quantity, string ReasonCode) : ShelfCommand;

    /// <summary>"Ile zostało?": less than before is picked up (estimated), more is an adjustment.</summary>
    public sealed record CountLot(Guid Lot, decimal Quantity) : ShelfCommand;

    /// <summary>A wrong entry put right; never a movement.</summary>
    public sealed record AdjustLot(Guid Lot, decimal Quantity) : ShelfCommand;

    public sealed record SetLevel(Level Level) : ShelfCommand;

    /// <summary>A thermometer was read, by a person or by the unit's own sensor: an observation, recorded however warm it is.</summary>
    /// <param name="Clean">How it looked inside; null when nobody looked.</param>
    public sealed record CheckFridge(decimal Celsius, bool? Clean = null) : ShelfCommand;

    /// <summary>The unit was washed, as every one is once a week.</summary>
    public sealed record Wash : ShelfCommand;

    /// <param name="Command">The id of the command whose one effect is to be reversed.</param>
    public sealed record Undo(Guid Command) : ShelfCommand;

    /// <summary>An undo of what the shelf no longer remembers, found in its history; only the system (the door) sends it, for a coordinator.</summary>
    /// <param name="Touched">Something that still stands came after it, to the same lot or of the same kind.</param>
    public sealed record UndoPast(Undoable Done, bool Touched) : ShelfCommand;
}

/// <param name="Category">An id of the place's categories, or one of its refused ids.</param>
/// <param name="Quantity">Whole for pieces, portions and packages; above 0, at most 10000.</param>
/// <param name="Date">As on the label: <c>2026-11-24</c>, <c>2026-11</c> or <c>2026</c>; a month or a year means its last day.</param>
/// <param name="Grams">What all of it weighed on a scale, 1 to 1,000,000; left out, its weight is estimated by the category.</param>
/// <param name="Opened">It has been opened. Left out, it has not.</param>
/// <param name="Allergens">Code to present (true) or absent (false); what is not named is unknown.</param>
public sealed record NewLot(Guid Id, string Name, string Category, decimal Quantity, DateKind DateKind, string? Date = null,
    ImmutableSortedDictionary<string, bool>? Allergens = null, [property: ManyLines] string? Ingredients = null, DonorKind Donor = DonorKind.Unknown,
    int? Grams = null, bool Opened = false);

public enum DonorKind { Unknown, Household, Business }

public enum Level { Empty, Some, Plenty }
