using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Mal.Board;
using Mal.Places;

namespace Mal.Shelves;

/// <summary>One intake of one product.</summary>
/// <param name="GoodThrough">The last day on which it may be offered (use-by, home-made) or is at its best (best-before); null without a date.</param>
/// <param name="Blocked">Past its use-by or home-made days: off every public screen, waiting to be thrown away.</param>
public sealed record Lot(Guid Id, string Name, string Category, decimal Quantity, FoodUnit Unit, DateKind DateKind, string? Date, DateOnly? GoodThrough,
    DateTimeOffset ReceivedAt, int PolicyVersion, bool Blocked = false,
    ImmutableSortedDictionary<string, bool>? Allergens = null, string? Ingredients = null, DonorKind Donor = DonorKind.Unknown);

/// <summary>What one look at the unit said, and when.</summary>
public sealed record LevelSeen(Level Level, DateTimeOffset At);

/// <summary>A command that can still be undone: what it did to which lot, so that the reversal touches nothing else.</summary>
public sealed record Undoable(Guid Command, DateTimeOffset At, string Device, string What, Guid? Lot, decimal Quantity, LevelSeen? Level = null, decimal Adjusted = 0);

/// <summary>A shelf as its events made it. Bounded: emptied lots leave it, undoables after their minutes.</summary>
public sealed record ShelfState(LevelSeen? Level, ImmutableList<Lot> Lots, ImmutableList<Undoable> Undoable);

/// <summary>What a shelf shows; the staff view holds all that Decide reads.</summary>
public sealed record ShelfView(long Version, string Id, string Name, ShelfKind Kind, LevelSeen? Level, ImmutableList<Lot> Lots, ImmutableList<Undoable> Undoable) : View(Version)
{
    /// <summary>The state a browser decides a pending tap against.</summary>
    [JsonIgnore]
    public ShelfState State => new(Level, Lots, Undoable);

    public override View? For(Audience audience) => Shelf.For(this, audience);
}

/// <summary>What a screen shows of a shelf at an instant: only what may be offered is in <paramref name="Lots"/>, the rest is <paramref name="ThrowAway"/>.</summary>
public sealed record ShelfFace(string Id, string Name, ShelfKind Kind, Level? Level, DateTimeOffset? LevelAt, string LevelText,
    ImmutableList<LotFace> Lots, ImmutableList<LotFace> ThrowAway);

/// <param name="QuantityText">"6 sztuk", "2,5 kg".</param>
/// <param name="Notice">"do dziś", "do jutra", "weź dziś", "po dacie, sprawdź", or empty.</param>
public sealed record LotFace(Lot Lot, string QuantityText, string Notice, bool Urgent);
