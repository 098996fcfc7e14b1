using System.Collections.Immutable;
using Mal.Places;
using Mal.Rooms;

namespace Mal.Coordination.Weeks;

/// <summary>
/// The days and hours a week of the house is drawn on: the days it opens on, and others only when something is on them. A
/// minute is a unit of height, so that a place on the picture is a time and back.
/// </summary>
/// <param name="Days">In order, within one week from Monday.</param>
/// <param name="Opens">Whole hour, local.</param>
/// <param name="Minutes">Height of a day.</param>
public sealed record WeekGrid(ImmutableList<DateOnly> Days, TimeOnly Opens, int Minutes)
{
    public const int StepMinutes = 15;
    private const int DayMinutes = 24 * 60;

    public static WeekGrid Of(House house, DateOnly day, IEnumerable<CalendarEntry> entries)
    {
        var monday = Monday(day);
        var week = Enumerable.Range(0, 7).Select(monday.AddDays).ToList();
        var booked = entries.Select(entry => (From: house.Local(entry.Booking.From), Until: house.Local(entry.Booking.Until)))
            .Where(time => Monday(DateOnly.FromDateTime(time.From)) == monday).ToList();
        var days = week.Where(one => IsUsual(house, one) || booked.Exists(time => DateOnly.FromDateTime(time.From) == one)).ToImmutableList();
        var shown = days.IsEmpty ? week[..5] : [.. days];
        var open = shown.SelectMany(one => Usual(house, one)).ToList();
        var first = open.Select(hours => hours.From.Hour).Concat(booked.Select(time => time.From.Hour)).DefaultIfEmpty(12).Min();
        var last = open.Select(hours => Ceiling(hours.Until)).Concat(booked.Select(time => Ceiling(TimeOnly.FromDateTime(time.Until)))).DefaultIfEmpty(20).Max();
        return new WeekGrid([.. shown], new TimeOnly(first, 0), (Math.Max(last, first + 1) - first) * 60);
    }

    public static DateOnly Monday(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));

    /// <summary>The next day, forwards or back, on which the house usually opens; the very next when it never does.</summary>
    public static DateOnly Next(House house, DateOnly day, int direction) =>
        Enumerable.Range(1, 7).Select(off => day.AddDays(off * direction)).Where(one => IsUsual(house, one)).Append(day.AddDays(direction)).First();

    /// <summary>From the top of the day, inside it.</summary>
    public int Top(DateTime local) => Math.Clamp((int)(local.TimeOfDay - Opens.ToTimeSpan()).TotalMinutes, 0, Minutes);

    /// <summary>The time at a height, on the step before it.</summary>
    public DateTime At(DateOnly day, double minutes)
    {
        var step = (int)Math.Floor(minutes / StepMinutes) * StepMinutes;
        return day.ToDateTime(Opens).AddMinutes(Math.Clamp(step, 0, Minutes - StepMinutes));
    }

    public IEnumerable<TimeOnly> Clock => Enumerable.Range(0, Minutes / 60).Select(hour => Opens.AddHours(hour));

    /// <summary>The parts of a day, from the top, in which the house is shut.</summary>
    public IEnumerable<(int Top, int Height)> Shut(House house, DateOnly day)
    {
        var at = 0;
        foreach (var open in Places.Calendar.HoursOf(house, day))
        {
            var (from, until) = (Top(house.Local(open.From)), Top(house.Local(open.Until)));
            if (from > at)
            {
                yield return (at, from - at);
            }
            at = until;
        }
        if (at < Minutes)
        {
            yield return (at, Minutes - at);
        }
    }

    private static bool IsUsual(House house, DateOnly day) => !Usual(house, day).IsEmpty || Places.Calendar.OpeningOf(house, day) is not null;

    // A closed day keeps its column: that it is closed is worth seeing.
    private static ImmutableList<Places.Hours> Usual(House house, DateOnly day) =>
        house.File.Place.Hours.TryGetValue(Places.Hours.Name(day.DayOfWeek), out var text) ? Places.Hours.Parse(text) ?? [] : [];

    private static int Ceiling(TimeOnly time) => Math.Min(DayMinutes / 60, time == TimeOnly.MinValue ? 24 : time.Hour + (time.Minute > 0 ? 1 : 0));
}
