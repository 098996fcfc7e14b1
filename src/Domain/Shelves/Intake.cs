using Mal.Facts;
using Mal.Places;

namespace Mal.Shelves;

/// <summary>What may be put in, and why not: the house's own list, its policy, the unit it would lie in, and the date on the label.</summary>
internal static class Intake
{
    public static Refusal? Refusal(NewLot lot, Context context)
    {
        var house = context.House;
        if (house.File.Refused.Find(refused => refused.Id == lot.Category) is { } never)
        {
            return new("refused-category", $"{never.Name}: tego nie przyjmujemy.");
        }
        if (house.Category(lot.Category) is not { } category)
        {
            return new("unknown-category", "Nie ma takiej kategorii. Wybierz kategorię z listy.");
        }
        if (PolicyOn(category.Policy, house.File.Place.FoodPolicy) == "refused")
        {
            return new("policy", $"{category.Name}: według zasad tego miejsca nie przyjmujemy.");
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

    /// <summary>Only after <see cref="Refusal"/> found nothing.</summary>
    public static Lot LotOf(NewLot lot, Context context) => new(
        lot.Id, lot.Name.Trim(), lot.Category, lot.Quantity, context.House.Category(lot.Category)!.Unit, lot.DateKind, lot.Date, GoodThrough(lot, context.House),
        context.SeenAt, context.House.File.Place.FoodPolicy.Version, false, lot.Allergens, lot.Ingredients, lot.Donor);

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
        "opened_dry" => policy.OpenedDry,
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
