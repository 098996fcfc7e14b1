using System.Collections.Immutable;
using Mal.Facts;
using Mal.Places;

namespace Mal.Shelves;

/// <summary>What may be put in, and why not: the house's own list, its policy, the unit it would lie in, and the date on the label.</summary>
internal static class Intake
{
    // A tap on a phone with a network is here within seconds. What is older waited in a queue: the phone took it by the rules it
    // knew, the person has put the food in and gone home. What they would be told now, nobody would read.
    private static readonly TimeSpan LateAfter = TimeSpan.FromMinutes(1);

    // Only what was wrong with the food. A date left out or half a piece is a mistake of whoever typed, and can be typed again.
    private static readonly ImmutableArray<string> AboutTheFood = ["refused-category", "policy", "wrong-shelf", "past-use-by"];

    public static Refusal? Refusal(NewLot lot, Context context)
    {
        var house = context.House;
        if (house.File.Refused.Find(refused => refused.Id == lot.Category) is { } never)
        {
            return new("refused-category", IntakeWords.Never(never));
        }
        if (house.Category(lot.Category) is not { } category)
        {
            return new("unknown-category", "Nie ma takiej kategorii. Wybierz kategorię z listy.");
        }
        if (PolicyOn(category.Policy, house.File.Place.FoodPolicy) == "refused")
        {
            return new("policy", IntakeWords.ByPolicy(category));
        }
        // Dry goods are the one thing that some houses take opened, when it is closed tight again.
        if (lot.Opened && category.Policy != "opened_dry")
        {
            return new("refused-category", IntakeWords.Never(new RefusedFood("opened", "Otwarte opakowanie")));
        }
        if (lot.Opened && house.File.Place.FoodPolicy.OpenedDry == "refused")
        {
            return new("policy", IntakeWords.ByPolicy(category));
        }
        if (house.Shelf(context.Id) is { } shelf && !category.Lies.Contains(shelf.Kind))
        {
            return new("wrong-shelf", $"{category.Name}: połóż tam, gdzie jest na to miejsce ({string.Join(", ", category.Lies.Select(Named))}).");
        }
        if (category.Unit != FoodUnit.Kg && lot.Quantity != decimal.Truncate(lot.Quantity))
        {
            return new("whole-quantity", "Sztuki, porcje i opakowania podaj w całości, bez ułamków.");
        }
        return DateRefusal(lot, category, context);
    }

    /// <summary>It was put in a while ago and lies there, whatever the house would say of it now: it is recorded, and thrown away.</summary>
    public static bool LiesThere(Refusal refusal, Context context) => context.Now - context.SeenAt >= LateAfter && AboutTheFood.Contains(refusal.Code);

    /// <summary>The lot as it lies there. What the house never takes has no unit of its own, and is counted.</summary>
    public static Lot LotOf(NewLot lot, Context context) => new(
        lot.Id, lot.Name.Trim(), lot.Category, lot.Quantity, context.House.Category(lot.Category)?.Unit ?? FoodUnit.Pcs, lot.DateKind, lot.Date, GoodThrough(lot, context.House),
        context.SeenAt, context.House.File.Place.FoodPolicy.Version, false, lot.Allergens, lot.Ingredients, lot.Donor,
        lot.Grams is { } grams ? new Weighed(grams, lot.Quantity) : null, lot.Opened);

    private static Refusal? DateRefusal(NewLot lot, FoodCategory category, Context context)
    {
        var dateMissing = lot.DateKind == DateKind.None ? !category.DateKinds.Contains(DateKind.None) : lot.Date is null;
        if (dateMissing)
        {
            return new("date-required", $"{category.Name}: przepisz datę z opakowania.");
        }
        if (!category.DateKinds.Contains(lot.DateKind))
        {
            return new("wrong-date-kind", $"{category.Name}: wybierz inny rodzaj daty ({string.Join(", ", category.DateKinds.Select(Named))}).");
        }
        if (category.DateKinds.Contains(DateKind.PreparedOn) && string.IsNullOrWhiteSpace(lot.Ingredients))
        {
            return new("ingredients-required", $"{category.Name}: wpisz składniki.");
        }
        // The day on which it was put in: food from a phone that was offline over midnight lies in the fridge and must be recorded.
        var day = context.House.Day(context.SeenAt);
        if (lot.DateKind == DateKind.PreparedOn && LabelDate.Parse(lot.Date!)?.FirstDay > day)
        {
            return new("prepared-later", "Data przygotowania jest późniejsza niż dziś. Popraw datę.");
        }
        return Lot.IsHard(lot.DateKind) && GoodThrough(lot, context.House) < day
            ? new("past-use-by", $"{lot.Name.Trim()}: minął termin. Nie wkładaj, wyrzuć.")
            : null;
    }

    private static DateOnly? GoodThrough(NewLot lot, House house) => lot.Date is null || LabelDate.Parse(lot.Date) is not { } date
        ? null
        : lot.DateKind == DateKind.PreparedOn ? date.LastDay.AddDays(house.File.Place.FoodPolicy.HomeMadeDays) : date.LastDay;

    private static string? PolicyOn(string? point, FoodPolicy policy) => point switch
    {
        "home_made" => policy.HomeMade,
        "whole_eggs" => policy.WholeEggs,
        "frozen" => policy.Frozen,
        _ => null,
    };

    private static string Named(ShelfKind kind) => kind switch
    {
        ShelfKind.Fridge => "lodówka",
        ShelfKind.Freezer => "zamrażarka",
        _ => "półka",
    };

    private static string Named(DateKind kind) => kind switch
    {
        DateKind.UseBy => "należy spożyć do",
        DateKind.BestBefore => "najlepiej spożyć przed",
        DateKind.PreparedOn => "data przygotowania",
        _ => "bez daty",
    };
}
