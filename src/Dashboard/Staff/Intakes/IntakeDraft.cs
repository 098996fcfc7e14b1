using System.Collections.Immutable;
using System.Globalization;
using Mal.Facts;
using Mal.Places;
using Mal.Polish;
using Mal.Shelves;

namespace Mal.Staff.Intakes;

/// <summary>How much of a date stands on the label. A month or a year means its last day, and is kept as it stands.</summary>
public enum DatePrecision { Day, Month, Year }

/// <summary>One intake as it is being tapped together: what, the words and the date on the label, how much. The rules of the house answer before it is sent.</summary>
public sealed record IntakeDraft(FoodCategory Category, DateKind Kind, string? Date, decimal Quantity, string Name, string Ingredients,
    ImmutableSortedDictionary<string, bool> Allergens, DonorKind Donor, int? Grams = null, bool Opened = false)
{
    /// <summary>As much as can be known from the category alone.</summary>
    public static IntakeDraft Of(FoodCategory category, DonorKind donor = DonorKind.Unknown) =>
        new(category, category.DateKinds[0], null, 1, category.Name, "", ImmutableSortedDictionary<string, bool>.Empty, donor);

    /// <summary>Everything that has to be said has been said; whether it may be put in is for the rules.</summary>
    public bool IsReady => Quantity > 0 && Name.Trim().Length > 0 && (Kind == DateKind.None || Date is not null) && (Kind != DateKind.PreparedOn || Ingredients.Trim().Length > 0);

    /// <summary>Where it goes: where the person stands if it may lie there, else the first unit where it may.</summary>
    public ShelfView? Unit(IEnumerable<ShelfView> shelves, string standing) =>
        shelves.Where(shelf => Category.Lies.Contains(shelf.Kind)).OrderByDescending(shelf => shelf.Id == standing).FirstOrDefault();

    public NewLot Lot(Guid id) => new(id, Name.Trim(), Category.Id, Quantity, Kind, Kind == DateKind.None ? null : Date,
        Allergens.IsEmpty ? null : Allergens, Kind == DateKind.PreparedOn ? Ingredients.Trim() : null, Donor, Grams, Opened);

    /// <summary>What the house would answer if it were sent now; null when it would take it.</summary>
    public Refusal? Refusal(ShelfView unit, House house, DateTimeOffset now) =>
        Shelf.Decide(unit.State, new ShelfCommand.Receive(Lot(Guid.CreateVersion7())), Context.At(house, unit.Id, now)).Refusal;

    /// <summary>A weight as somebody reads it off a scale, in kilograms, with a comma or a point; null when it is none.</summary>
    public static int? GramsOf(string kilograms) =>
        decimal.TryParse(kilograms.Trim().Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var read) && read is > 0 and <= 1000
            ? (int)Math.Round(read * 1000)
            : null;

    public IntakeDraft With(DateKind kind) => this with { Kind = kind, Date = null };

    /// <summary>An allergen is tapped from unknown to present, to absent, and back to unknown.</summary>
    public IntakeDraft Tap(string allergen) => this with
    {
        Allergens = !Allergens.TryGetValue(allergen, out var present) ? Allergens.Add(allergen, true)
            : present ? Allergens.SetItem(allergen, false)
            : Allergens.Remove(allergen),
    };

    /// <summary>All that is not named as present is declared absent.</summary>
    public IntakeDraft NoOthers() => this with
    {
        Allergens = Mal.Shelves.Allergens.Codes.Aggregate(Allergens, (known, code) => known.ContainsKey(code) ? known : known.Add(code, false)),
    };

    public string AllergensText
    {
        get
        {
            var present = Allergens.Where(allergen => allergen.Value).Select(allergen => Mal.Shelves.Allergens.Name(allergen.Key)).ToList();
            var absent = Allergens.Count - present.Count;
            return (present.Count, absent) switch
            {
                (0, 0) => "nieznane",
                (0, _) when absent == Mal.Shelves.Allergens.Codes.Length => "brak",
                (0, _) => $"sprawdzone: {absent} z {Mal.Shelves.Allergens.Codes.Length}, żadnego z nich nie ma; reszta nieznana",
                _ => string.Join(", ", present) + (Allergens.Count < Mal.Shelves.Allergens.Codes.Length ? "; pozostałe nieznane" : ""),
            };
        }
    }

    /// <summary>"2 porcje", "3,5 kg".</summary>
    public string QuantityText => Shelf.QuantityText(new Lot(Guid.Empty, Name, Category.Id, Quantity, Category.Unit, Kind, null, null, default, 0));

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string KindText(DateKind kind) => kind switch
    {
        DateKind.UseBy => "należy spożyć do",
        DateKind.BestBefore => "najlepiej spożyć przed",
        DateKind.PreparedOn => "data przygotowania",
        _ => "bez daty",
    };

    /// <summary>"do lodówki" and the like: the big button says where to put it.</summary>
    public static string Into(ShelfView unit) => unit.Kind switch
    {
        ShelfKind.Fridge => "Do lodówki",
        ShelfKind.Freezer => "Do zamrażarki",
        _ => unit.Name,
    };

    /// <summary>The days a thumb needs most, for what stands on the label.</summary>
    public static ImmutableList<(string Date, string Text)> Days(DateKind kind, DateOnly today) => kind == DateKind.PreparedOn
        ? [(Day(today), "dziś"), (Day(today.AddDays(-1)), "wczoraj"), (Day(today.AddDays(-2)), "przedwczoraj")]
        : [(Day(today), "dziś"), (Day(today.AddDays(1)), "jutro"), (Day(today.AddDays(3)), "+3 dni"), (Day(today.AddDays(7)), "+7")];
}
