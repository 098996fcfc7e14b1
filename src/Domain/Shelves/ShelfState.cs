using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Mal.Board;
using Mal.Places;

namespace Mal.Shelves;

/// <summary>One intake of one product.</summary>
/// <param name="GoodThrough">The last day on which it may be offered (use-by, home-made) or is at its best (best-before); null without a date.</param>
/// <param name="Blocked">Past its use-by or home-made days, or not what the house takes: off every public screen, waiting to be thrown away.</param>
/// <param name="Weighed">What was on the scale when it came; null when its weight is estimated by the category.</param>
public sealed record Lot(Guid Id, string Name, string Category, decimal Quantity, FoodUnit Unit, DateKind DateKind, string? Date, DateOnly? GoodThrough,
    DateTimeOffset ReceivedAt, int PolicyVersion, bool Blocked = false,
    ImmutableSortedDictionary<string, bool>? Allergens = null, string? Ingredients = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] DonorKind Donor = DonorKind.Unknown,
    Weighed? Weighed = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Opened = false)
{
    /// <summary>Use-by and home-made end for good; best-before does not.</summary>
    public static bool IsHard(DateKind kind) => kind is DateKind.UseBy or DateKind.PreparedOn;
}

/// <summary>So much of it weighed so much.</summary>
public sealed record Weighed(int Grams, decimal Quantity);

/// <summary>What one look at the unit said, and when.</summary>
public sealed record LevelSeen(Level Level, DateTimeOffset At);

/// <summary>One reading of a thermometer.</summary>
/// <param name="Clean">How it looked inside; null when nobody looked.</param>
public sealed record FridgeCheck(decimal Celsius, DateTimeOffset At, bool? Clean = null);

/// <summary>How the unit itself is kept, apart from what lies in it. Only the newest of each is here.</summary>
/// <param name="Checked">The last reading by hand.</param>
/// <param name="Sensed">The last reading of the sensor that was written down.</param>
public sealed record ShelfCare(FridgeCheck? Checked = null, FridgeCheck? Sensed = null, DateTimeOffset? WashedAt = null);

/// <summary>A command that can still be undone: what it did to which lot, so that the reversal touches nothing else.</summary>
/// <param name="At">When the person saw it.</param>
/// <param name="Quantity">What it moved, above 0.</param>
/// <param name="Level">For a level: what had been said before.</param>
/// <param name="Adjusted">What it corrected, signed.</param>
/// <param name="Until">Until when its author may undo it; a coordinator may as long as it is here.</param>
/// <param name="Check">For a check: the one before it.</param>
/// <param name="WashedAt">For a wash: when it had been washed before.</param>
/// <param name="Counted">It was a count: an older one must not overwrite it.</param>
public sealed record Undoable(Guid Command, DateTimeOffset At, string Device, Effect What, Guid? Lot,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] decimal Quantity, LevelSeen? Level = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] decimal Adjusted = 0, DateTimeOffset? Until = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Counted = false,
    FridgeCheck? Check = null, DateTimeOffset? WashedAt = null)
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
/// <param name="Care">Null until somebody checked or washed it.</param>
public sealed record ShelfState(LevelSeen? Level, ImmutableList<Lot> Lots, ImmutableList<Undoable> Undoable, ImmutableList<Lot> Emptied, ShelfCare? Care = null);

/// <summary>What a shelf shows; the staff view holds all that Decide reads.</summary>
public sealed record ShelfView(long Version, string Id, string Name, ShelfKind Kind, LevelSeen? Level, ImmutableList<Lot> Lots, ImmutableList<Undoable> Undoable,
    ImmutableList<Lot> Emptied, ShelfCare? Care = null) : View(Version)
{
    /// <summary>The state a browser decides a pending tap against.</summary>
    [JsonIgnore]
    public ShelfState State => new(Level, Lots, Undoable, Emptied, Care);

    public override View? For(Audience audience) => Shelf.For(this, audience);
}

/// <summary>What a screen shows of a shelf at an instant: only what may be offered is in <paramref name="Lots"/>, the rest is <paramref name="ThrowAway"/>.</summary>
/// <param name="Fridge">Its temperature and checks; null for a shelf, which has none.</param>
/// <param name="Wash">When it was washed, which every unit is once a week.</param>
public sealed record ShelfFace(string Id, string Name, ShelfKind Kind, Level? Level, DateTimeOffset? LevelAt, string LevelText,
    ImmutableList<LotFace> Lots, ImmutableList<LotFace> ThrowAway, FridgeFace? Fridge, WashFace Wash);

/// <param name="QuantityText">"6 sztuk", "2,5 kg".</param>
/// <param name="Notice">"zjedz dziś", "zjedz do jutra", "weź dziś", "po dacie, sprawdź", or empty.</param>
/// <param name="Why">Of what is to be thrown away: "minął termin", "nie dotrwa do otwarcia" or "tego nie przyjmujemy"; else empty.</param>
public sealed record LotFace(Lot Lot, string QuantityText, string Notice, bool Urgent, string Why = "");
