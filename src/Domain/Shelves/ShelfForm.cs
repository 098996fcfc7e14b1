using Mal.Places;
using static Mal.Shelves.ShelfCommand;

namespace Mal.Shelves;

/// <summary>The form of a command, before any rule of the house is asked: what fails here is a mistake of the client, not of a person.</summary>
internal static class ShelfForm
{
    private const decimal QuantityMax = 10_000;
    private const int Decimals = 3;
    private const int CelsiusMin = -40;
    private const int CelsiusMax = 60;
    private const int CelsiusDecimals = 1;
    private const int NameMax = 200;
    private const int IngredientsMax = 1_000;
    private const int CodeMax = 40;
    private const int GramsMax = 1_000_000;

    public static string? Malformed(ShelfCommand command) => command switch
    {
        Receive receive => Lot(receive.Lot),
        PickUp pickUp => Id(pickUp.Lot, "lot") ?? Quantity(pickUp.Quantity, "quantity"),
        Dispose dispose => Id(dispose.Lot, "lot") ?? Quantity(dispose.Quantity, "quantity") ?? Code(dispose.ReasonCode, "reasonCode"),
        CountLot count => Id(count.Lot, "lot") ?? Quantity(count.Quantity, "quantity", zero: true),
        AdjustLot adjust => Id(adjust.Lot, "lot") ?? Quantity(adjust.Quantity, "quantity", zero: true),
        SetLevel level => Enum.IsDefined(level.Level) ? null : "level: empty, some or plenty.",
        CheckFridge check => Celsius(check.Celsius),
        Undo undo => Id(undo.Command, "command"),
        UndoPast past => Id(past.Done.Command, "done.command"),
        _ => null,
    };

    private static string? Lot(NewLot lot) =>
        Id(lot.Id, "lot.id")
        ?? (lot.Name.Trim().Length is > 0 and <= NameMax ? null : $"lot.name: 1 to {NameMax} characters.")
        ?? Code(lot.Category, "lot.category")
        ?? Quantity(lot.Quantity, "lot.quantity")
        ?? Date(lot)
        ?? (lot.Allergens?.Keys.FirstOrDefault(code => !Allergens.Codes.Contains(code)) is { } unknown ? $"lot.allergens: {unknown} is not one of the 14 codes." : null)
        ?? (lot.Ingredients is { Length: > IngredientsMax } ? $"lot.ingredients: at most {IngredientsMax} characters." : null)
        ?? (lot.Grams is < 1 or > GramsMax ? $"lot.grams: 1 to {GramsMax}." : null)
        ?? (Enum.IsDefined(lot.Donor) ? null : "lot.donor: unknown, household or business.");

    private static string? Date(NewLot lot)
    {
        if (!Enum.IsDefined(lot.DateKind))
        {
            return "lot.dateKind: none, use_by, best_before or prepared_on.";
        }
        if (lot.Date is null)
        {
            return null;
        }
        if (LabelDate.Parse(lot.Date) is not { } date)
        {
            return "lot.date: yyyy-MM-dd, yyyy-MM or yyyy, between 2000 and 2100.";
        }
        return lot.DateKind switch
        {
            DateKind.None => "lot.date: not with dateKind none.",
            DateKind.PreparedOn when date.FirstDay != date.LastDay => "lot.date: a preparation date is a whole day, yyyy-MM-dd.",
            _ => null,
        };
    }

    private static string? Id(Guid id, string field) => id == Guid.Empty ? $"{field}: an id that is not all zeros." : null;

    private static string? Quantity(decimal quantity, string field, bool zero = false)
    {
        if (quantity > QuantityMax || quantity < 0 || (quantity == 0 && !zero))
        {
            return $"{field}: {(zero ? "0" : "above 0")} to {QuantityMax}.";
        }
        return decimal.Round(quantity, Decimals) == quantity ? null : $"{field}: at most {Decimals} decimals.";
    }

    private static string? Celsius(decimal celsius) => celsius is < CelsiusMin or > CelsiusMax ? $"celsius: {CelsiusMin} to {CelsiusMax}."
        : decimal.Round(celsius, CelsiusDecimals) != celsius ? $"celsius: at most {CelsiusDecimals} decimal."
        : null;

    // A code and not a sentence: free text could name a person, and facts are kept for ever.
    private static string? Code(string text, string field) =>
        text.Length is > 0 and <= CodeMax && text.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is '-' or '_')
            ? null
            : $"{field}: 1 to {CodeMax} of a-z, 0-9, - and _.";
}
