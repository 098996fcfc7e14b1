using System.Collections.Immutable;

namespace Mal.Places;

/// <summary>An unbroken time in which the house is open; both ends are instants, <paramref name="Until"/> is excluded.</summary>
public readonly record struct OpenTime(DateTimeOffset From, DateTimeOffset Until);

/// <summary>
/// When the house is open. Regular hours give way to public holidays and to whole-day closures; a dated opening overrides
/// all three; what is shut for a part of a day, and "zamykamy dziś wcześniej", is taken off whatever that leaves. Rules are
/// kept in local time and expanded day by day, so 12:00 stays 12:00 when the clocks change.
/// </summary>
public static class Calendar
{
    // A house that does not open within a year and a bit is treated as one that does not open again.
    private const int HorizonDays = 400;

    /// <summary>When it is open on a day, in order; empty when it is shut all day.</summary>
    public static ImmutableList<OpenTime> HoursOf(House house, DateOnly day)
    {
        var entries = house.File.Place.Closures.Where(entry => entry.FirstDay <= day && day <= entry.LastDay).ToList();
        var open = Planned(house, day, entries);
        foreach (var shut in entries.Where(entry => !entry.Opening && IsPart(entry)))
        {
            open = open.SelectMany(hours => hours.Without(shut.From ?? TimeOnly.MinValue, shut.Until ?? TimeOnly.MaxValue));
        }
        var early = house.ClosedEarly is { } closing && house.Day(closing.At) == day ? closing.At : DateTimeOffset.MaxValue;
        return
        [
            .. open.OrderBy(hours => hours.From)
                .Select(hours => new OpenTime(house.At(day, hours.From), house.At(day, hours.Until)))
                .Where(time => time.From < early)
                .Select(time => time.Until <= early ? time : time with { Until = early }),
        ];
    }

    public static bool IsOpen(House house, DateTimeOffset now) => OpenUntil(house, now) is not null;

    /// <summary>When the house, open now, shuts; null when it is shut.</summary>
    public static DateTimeOffset? OpenUntil(House house, DateTimeOffset now)
    {
        foreach (var time in HoursOf(house, house.Day(now)))
        {
            if (time.From <= now && now < time.Until)
            {
                return time.Until;
            }
        }
        return null;
    }

    /// <summary>When the house opens for the first time on a day; null when it is shut all day.</summary>
    public static DateTimeOffset? OpeningOf(House house, DateOnly day) => HoursOf(house, day) is [var first, ..] ? first.From : null;

    /// <summary>When the house shuts for the last time on a day; null when it is shut all day.</summary>
    public static DateTimeOffset? ClosingOf(House house, DateOnly day) => HoursOf(house, day) is [.., var last] ? last.Until : null;

    /// <summary>The first opening later than an instant; null when none is known.</summary>
    public static DateTimeOffset? OpeningAfter(House house, DateTimeOffset instant)
    {
        var day = house.Day(instant);
        for (var ahead = 0; ahead <= HorizonDays; ahead++)
        {
            foreach (var time in HoursOf(house, day.AddDays(ahead)))
            {
                if (time.From > instant)
                {
                    return time.From;
                }
            }
        }
        return null;
    }

    /// <summary>The first closing later than an instant; null when none is known.</summary>
    public static DateTimeOffset? ClosingAfter(House house, DateTimeOffset instant)
    {
        if (OpenUntil(house, instant) is { } until)
        {
            return until;
        }
        return OpeningAfter(house, instant) is { } opens ? OpenUntil(house, opens) : null;
    }

    /// <summary>Open today and shut tomorrow: what would go bad meanwhile should be taken today.</summary>
    public static bool IsLastBeforeGap(House house, DateOnly day) => ClosingOf(house, day) is not null && ClosingOf(house, day.AddDays(1)) is null;

    /// <summary>Why a day that would otherwise be open is shut: the closure's reason or the holiday's name; null on an ordinary day off.</summary>
    public static string? WhyShut(House house, DateOnly day)
    {
        if (ClosingOf(house, day) is not null || Regular(house, day).IsEmpty)
        {
            return null;
        }
        return house.File.Place.Closures.Find(entry => !entry.Opening && entry.FirstDay <= day && day <= entry.LastDay)?.Reason ?? Holidays.On(day);
    }

    private static IEnumerable<Hours> Planned(House house, DateOnly day, List<Closure> entries)
    {
        var openings = entries.Where(entry => entry is { Opening: true, From: not null, Until: not null })
            .Select(entry => new Hours(entry.From!.Value, entry.Until!.Value)).ToList();
        if (openings.Count > 0)
        {
            return openings;
        }
        var shut = Holidays.On(day) is not null || entries.Exists(entry => !entry.Opening && !IsPart(entry));
        return shut ? [] : Regular(house, day);
    }

    private static ImmutableList<Hours> Regular(House house, DateOnly day) =>
        house.File.Place.Hours.TryGetValue(Hours.Name(day.DayOfWeek), out var text) ? Hours.Parse(text) ?? [] : [];

    private static bool IsPart(Closure entry) => entry.From is not null || entry.Until is not null;
}
