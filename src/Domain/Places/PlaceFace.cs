using Mal.Polish;

namespace Mal.Places;

public enum PlaceCondition { Open, ClosingSoon, Closed }

/// <summary>What a screen says of the whole house at an instant; texts are Polish and ready to print.</summary>
/// <param name="Until">When it shuts; null when it is shut.</param>
/// <param name="OpensAt">When it opens next; null when it is open, or when no opening is known.</param>
/// <param name="DayText">"środa, 25 listopada".</param>
/// <param name="ClockText">"16:42".</param>
public sealed record PlaceFace(PlaceCondition Condition, DateTimeOffset? Until, DateTimeOffset? OpensAt, string Says, string DayText, string ClockText)
{
    public static PlaceFace Of(House house, DateTimeOffset now)
    {
        var today = house.Day(now);
        var (dayText, clockText) = (Dates.Day(today), Dates.Clock(house.Local(now)));
        if (Calendar.OpenUntil(house, now) is not { } until)
        {
            var opens = Calendar.OpeningAfter(house, now);
            return new PlaceFace(PlaceCondition.Closed, null, opens, SaysShut(house, now, opens), dayText, clockText);
        }
        return until - now <= TimeSpan.FromMinutes(house.Settings.ClosingSoonMinutes)
            ? new PlaceFace(PlaceCondition.ClosingSoon, until, null, $"Zamykamy {Durations.In(until - now)}", dayText, clockText)
            : new PlaceFace(PlaceCondition.Open, until, null, $"Otwarte do {Dates.Clock(house.Local(until))}", dayText, clockText);
    }

    private static string SaysShut(House house, DateTimeOffset now, DateTimeOffset? opens)
    {
        var today = house.Day(now);
        var when = opens is { } at ? (Day: Dates.OnDay(house.Day(at), today), Clock: Dates.Clock(house.Local(at))) : default;
        return (Calendar.WhyShut(house, today), opens) switch
        {
            ({ } why, null) => $"Dziś nieczynne: {why}",
            ({ } why, _) => $"Dziś nieczynne: {why}. Zapraszamy {when.Day} od {when.Clock}",
            (null, null) => "Zamknięte",
            _ => $"Zamknięte. Otwieramy {when.Day} o {when.Clock}",
        };
    }
}
