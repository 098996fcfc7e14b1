using System.Collections.Immutable;
using Mal.Places;
using Mal.Polish;
using Mal.Shelves;

namespace Mal.Board;

/// <summary>The food-share point on the wall: what should be eaten first, then what else there is.</summary>
/// <param name="Title">"Jadłodzielnia", or with what limits it.</param>
/// <param name="Says">Under the title: when somebody last looked, or that the house is about to be shut for days.</param>
/// <param name="Fridge">"lodówka 4 °C, sprawdzono 14:10"; empty when nothing is known or asked for, and when the data are too old to believe a number.</param>
/// <param name="FridgeUrgent">It is too warm, or nobody has looked at it in time.</param>
/// <param name="Lines">At most four; when there is none, <paramref name="Empty"/> says why.</param>
public sealed record LobbyFood(string Title, string Says, ImmutableList<LobbyFoodLine> Lines, string Empty,
    string Fridge = "", bool FridgeUrgent = false)
{
    private const int LinesMax = 4;

    internal static LobbyFood Of(House house, IEnumerable<View> views, DateTimeOffset now, Freshness freshness, DateTimeOffset? asOf)
    {
        var access = house.FoodAccess?.State ?? FoodAccessState.Open;
        if (access == FoodAccessState.Closed)
        {
            return new LobbyFood("Jadłodzielnia: nieczynna", "", [], "Jadłodzielnia jest teraz nieczynna.");
        }
        var shelves = views.OfType<ShelfView>().OrderBy(shelf => house.File.Shelves.FindIndex(known => known.Id == shelf.Id))
            .Select(shelf => Shelf.Face(shelf, house, now)).ToList();
        var numbers = freshness != Freshness.VeryOld;
        var lots = shelves.SelectMany(shelf => shelf.Lots)
            .GroupBy(lot => (lot.Lot.Name, lot.Lot.Unit, lot.Notice))
            .OrderByDescending(lots => lots.Any(lot => lot.Urgent)).ThenBy(lots => lots.Min(lot => lot.Lot.GoodThrough) ?? DateOnly.MaxValue)
            .Select(lots => LobbyFoodLine.Of(lots.First(), lots.Sum(lot => lot.Lot.Quantity), numbers));
        // A unit of which nobody wrote down the lots still says how full it is.
        var levels = shelves.Where(shelf => shelf.Lots.IsEmpty && shelf.Level is not null and not Level.Empty)
            .Select(shelf => new LobbyFoodLine(shelf.Name, numbers ? shelf.LevelText : "", "", false));
        var (fridge, urgent) = numbers ? FridgeOf(shelves) : ("", false);
        return new LobbyFood(access == FoodAccessState.Restricted ? "Jadłodzielnia: dostęp ograniczony" : "Jadłodzielnia",
            SaysOf(house, shelves, now, freshness, asOf), [.. lots.Concat(levels).Take(LinesMax)],
            shelves.TrueForAll(shelf => shelf.Level is null) ? "Weź, co Ci się przyda. Podziel się tym, czego masz za dużo." : "Półka jest teraz pusta. Podziel się tym, czego masz za dużo.",
            fridge, urgent);
    }

    // A house that never wrote a temperature down is not nagged in its own hall: that is for whoever is on duty.
    // One line for the whole point: the unit that needs somebody, else the first whose temperature is known.
    private static (string Says, bool Urgent) FridgeOf(List<ShelfFace> shelves)
    {
        var units = shelves.Where(shelf => shelf.Fridge is not null).Select(shelf => (Name: Lower(shelf.Name), Fridge: shelf.Fridge!)).ToList();
        var warm = units.Find(unit => unit.Fridge.Condition is FridgeCondition.Warm or FridgeCondition.Alarm);
        var unseen = units.Find(unit => unit.Fridge is { Check: CheckStanding.Overdue, Condition: FridgeCondition.Unknown, At: not null });
        var known = units.Find(unit => unit.Fridge.Condition == FridgeCondition.Good);
        return warm.Name is not null ? ($"{warm.Name} {warm.Fridge.Text}: za ciepło", true)
            : unseen.Name is not null ? ($"{unseen.Name}: {(unseen.Fridge.Source == CheckSource.Sensor ? "" : $"{unseen.Fridge.Text}, ")}czas sprawdzić", true)
            : known.Name is not null ? ($"{known.Name} {known.Fridge.Text}", false)
            : ("", false);
    }

    private static string Lower(string name) => name.Length == 0 ? name : char.ToLower(name[0], System.Globalization.CultureInfo.InvariantCulture) + name[1..];

    private static string SaysOf(House house, List<ShelfFace> shelves, DateTimeOffset now, Freshness freshness, DateTimeOffset? asOf)
    {
        var today = house.Day(now);
        if (freshness != Freshness.Fresh && asOf is { } heard)
        {
            return $"stan z godz. {Dates.Clock(house.Local(heard))}";
        }
        if (shelves.Exists(shelf => shelf.Lots.Exists(lot => lot.Notice == "weź dziś")) && Calendar.OpeningAfter(house, now) is { } opens)
        {
            return $"Wracamy {Dates.OnDay(house.Day(opens), today)}. Weź dziś:";
        }
        return shelves.Max(shelf => shelf.LevelAt) is { } looked && house.Day(looked) == today ? $"półki o {Dates.Clock(house.Local(looked))}" : "";
    }
}

/// <param name="Name">"Jogurt, 4" beside a notice, else "Chleb i bułki".</param>
/// <param name="Quantity">"6 sztuk"; empty beside a notice and when the data are too old to believe a number.</param>
/// <param name="Notice">What to do with it and until when.</param>
public sealed record LobbyFoodLine(string Name, string Quantity, string Notice, bool Urgent)
{
    internal static LobbyFoodLine Of(LotFace face, decimal quantity, bool numbers)
    {
        if (face.Notice.Length == 0)
        {
            return new LobbyFoodLine(face.Lot.Name, numbers ? Shelf.QuantityText(face.Lot with { Quantity = quantity }) : "", "", face.Urgent);
        }
        var counted = numbers && quantity != 1 && face.Lot.Unit != FoodUnit.Kg;
        return new LobbyFoodLine(counted ? $"{face.Lot.Name}, {Numbers.Say(quantity)}" : face.Lot.Name, "", face.Notice, face.Urgent);
    }
}
