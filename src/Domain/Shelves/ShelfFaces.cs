using Mal.Places;
using Mal.Polish;

namespace Mal.Shelves;

/// <summary>What a screen shows of a shelf at an instant, by the clock alone: a screen without network turns its dates by itself.</summary>
internal static class ShelfFaces
{
    private static readonly TimeOnly TakeTodayFrom = new(18, 0);

    public static ShelfFace Of(ShelfView view, House house, DateTimeOffset now)
    {
        var day = house.Day(now);
        var gap = Gap.At(house, now);
        var offered = view.Lots.Where(lot => MayBeOffered(lot, day, gap)).ToList();
        return new ShelfFace(view.Id, view.Name, view.Kind, view.Level?.Level, view.Level?.At, LevelText(view.Level, house, day),
            [.. offered.OrderBy(lot => Lot.IsHard(lot.DateKind) ? lot.GoodThrough : DateOnly.MaxValue).ThenBy(lot => lot.ReceivedAt).Select(lot => Face(lot, day, gap))],
            [.. view.Lots.Except(offered).OrderBy(lot => lot.GoodThrough).Select(lot => new LotFace(lot, QuantityText(lot), "wyrzuć", true, WhyGone(lot, day)))],
            FridgeFace.Of(view, house, now), WashFace.Of(view, house, now));
    }

    public static string QuantityText(Lot lot) => lot.Unit switch
    {
        FoodUnit.Kg => Numbers.Kilograms(lot.Quantity),
        FoodUnit.Portions => Phrases.Portions.Say(lot.Quantity),
        FoodUnit.Packages => Phrases.Packages.Say(lot.Quantity),
        _ => Phrases.Pieces.Say(lot.Quantity),
    };

    private static bool MayBeOffered(Lot lot, DateOnly day, Gap gap) =>
        !lot.Blocked && !Shelf.IsPastUseBy(lot, day) && !(gap.Shut && gap.Outlives(lot));

    private static string WhyGone(Lot lot, DateOnly day) =>
        Shelf.IsPastUseBy(lot, day) ? "minął termin" : lot.Blocked ? "tego nie przyjmujemy" : "nie dotrwa do otwarcia";

    private static LotFace Face(Lot lot, DateOnly day, Gap gap)
    {
        var hard = Lot.IsHard(lot.DateKind);
        var days = lot.GoodThrough?.DayNumber - day.DayNumber;
        var notice = (hard, days) switch
        {
            (_, null) => "",
            (true, _) when gap.Near && gap.Outlives(lot) => "weź dziś",
            (true, 0) => "zjedz dziś",
            (true, 1) => "zjedz do jutra",
            (true, _) => $"do {Label(lot.GoodThrough!.Value, day)}",
            (false, < 0) => "po dacie, sprawdź",
            _ => "",
        };
        return new LotFace(lot, QuantityText(lot), notice, hard && (days <= 1 || notice == "weź dziś"));
    }

    private static string LevelText(LevelSeen? seen, House house, DateOnly day)
    {
        if (seen is null)
        {
            return "";
        }
        var level = seen.Level switch { Level.Empty => "pusto", Level.Some => "trochę", _ => "dużo" };
        var at = Dates.Clock(house.Local(seen.At));
        return (day.DayNumber - house.Day(seen.At).DayNumber) switch
        {
            0 => $"{level}, o {at}",
            1 => $"{level}, wczoraj o {at}",
            _ => $"{level}, {Label(house.Day(seen.At), day)} o {at}",
        };
    }

    /// <summary>"30.11", with its year when that is another one.</summary>
    private static string Label(DateOnly date, DateOnly day) => date.Year == day.Year ? $"{date.Day}.{date.Month:00}" : Dates.Short(date);

    /// <summary>The days without anybody in the house that are about to begin or have begun.</summary>
    /// <param name="Near">It is the evening before them.</param>
    /// <param name="Shut">They have begun.</param>
    /// <param name="Opens">The first day after them; null when none is known.</param>
    private readonly record struct Gap(bool Near, bool Shut, DateOnly? Opens)
    {
        public static Gap At(House house, DateTimeOffset now)
        {
            var day = house.Day(now);
            DateOnly? opens = Calendar.OpeningAfter(house, now) is { } opening ? house.Day(opening) : null;
            var closing = Calendar.ClosingOf(house, day);
            if (closing is null)
            {
                return new Gap(false, true, opens);
            }
            if (!Calendar.IsLastBeforeGap(house, day))
            {
                return default;
            }
            // On a day that ends before 18:00 people still need an hour or two to take it.
            var evening = house.At(day, TakeTodayFrom);
            var from = evening < closing ? evening : closing.Value.AddHours(-2);
            return new Gap(from <= now && now < closing, now >= closing, opens);
        }

        public bool Outlives(Lot lot) => (Near || Shut) && Lot.IsHard(lot.DateKind) && (Opens is null || lot.GoodThrough < Opens);
    }
}
