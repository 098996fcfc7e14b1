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
    ImmutableSortedDictionary<string, bool>? Allergens = null, string? Ingredients = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] DonorKind Donor = DonorKind.Unknown)
{
    /// <summary>Use-by and home-made end for good; best-before does not.</summary>
    public static bool IsHard(DateKind kind) => kind is DateKind.UseBy or DateKind.PreparedOn;
}

/// <summary>What one look at the unit said, and when.</summary>
public sealed record LevelSeen(Level Level, DateTimeOffset At);

/// <summary>A command that can still be undone: what it did to which lot, so that the reversal touches nothing else.</summary>
/// <param name="At">When the person saw it.</param>
/// <param name="Quantity">What it moved, above 0.</param>
/// <param name="Level">For a level: what had been said before.</param>
/// <param name="Adjusted">What it corrected, signed.</param>
/// <param name="Until">Until when its author may undo it; a coordinator may as long as it is here.</param>
/// <param name="Counted">It was a count: an older one must not overwrite it.</param>
public sealed record Undoable(Guid Command, DateTimeOffset At, string Device, Effect What, Guid? Lot,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] decimal Quantity, LevelSeen? Level = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] decimal Adjusted = 0, DateTimeOffset? Until = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Counted = false)
{
    /// <summary>What it did to the quantity of its lot.</summary>
    [JsonIgnore]
    public decimal Change => What switch
    {
        Effect.Received => Quantity + Adjusted,
        Effect.PickedUp or Effect.Disposed => Adjusted - Quantity,
        Effect.Adjusted => Adjusted,
        _ => 0,
    };
}

/// <summary>A shelf as its events made it. Bounded: emptied lots leave it, undoables after their minutes.</summary>
/// <param name="Emptied">The last few lots of which nothing is left: one more may be seen taken, and the last tap may be undone.</param>
public sealed record ShelfState(LevelSeen? Level, ImmutableList<Lot> Lots, ImmutableList<Undoable> Undoable, ImmutableList<Lot> Emptied);

/// <summary>What a shelf shows; the staff view holds all that Decide reads.</summary>
public sealed record ShelfView(long Version, string Id, string Name, ShelfKind Kind, LevelSeen? Level, ImmutableList<Lot> Lots, ImmutableList<Undoable> Undoable,
    ImmutableList<Lot> Emptied) : View(Version)
{
    /// <summary>The state a browser decides a pending tap against.</summary>
    [JsonIgnore]
    public ShelfState State => new(Level, Lots, Undoable, Emptied);

    public override View? For(Audience audience) => Shelf.For(this, audience);
}

/// <summary>What a screen shows of a shelf at an instant: only what may be offered is in <paramref name="Lots"/>, the rest is <paramref name="ThrowAway"/>.</summary>
public sealed record ShelfFace(string Id, string Name, ShelfKind Kind, Level? Level, DateTimeOffset? LevelAt, string LevelText,
    ImmutableList<LotFace> Lots, ImmutableList<LotFace> ThrowAway);

/// <param name="QuantityText">"6 sztuk", "2,5 kg".</param>
/// <param name="Notice">"zjedz dziś", "zjedz do jutra", "weź dziś", "po dacie, sprawdź", or empty.</param>
public sealed record LotFace(Lot Lot, string QuantityText, string Notice, bool Urgent);
