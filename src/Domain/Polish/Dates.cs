using System.Collections.Immutable;

namespace Mal.Polish;

/// <summary>Days and hours in words: lower case, genitive months, 24 hours.</summary>
public static class Dates
{
    // Both in the order of System.DayOfWeek, which begins on Sunday.
    private static readonly ImmutableArray<string> Weekdays = ["niedziela", "poniedziałek", "wtorek", "środa", "czwartek", "piątek", "sobota"];
    private static readonly ImmutableArray<string> OnWeekdays = ["w niedzielę", "w poniedziałek", "we wtorek", "w środę", "w czwartek", "w piątek", "w sobotę"];
    private static readonly ImmutableArray<string> OfMonths =
        ["stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca", "lipca", "sierpnia", "września", "października", "listopada", "grudnia"];

    /// <summary>"wtorek".</summary>
    public static string Weekday(DateOnly day) => Weekday(day.DayOfWeek);

    public static string Weekday(DayOfWeek day) => Weekdays[(int)day];

    /// <summary>"we wtorek", "w środę".</summary>
    public static string OnWeekday(DateOnly day) => OnWeekdays[(int)day.DayOfWeek];

    /// <summary>"24 listopada".</summary>
    public static string DayAndMonth(DateOnly day) => $"{day.Day} {OfMonths[day.Month - 1]}";

    /// <summary>"wtorek, 24 listopada".</summary>
    public static string Day(DateOnly day) => $"{Weekday(day)}, {DayAndMonth(day)}";

    /// <summary>"wtorek, 24 listopada 2026 r."</summary>
    public static string Full(DateOnly day) => $"{Day(day)} {day.Year} r.";

    /// <summary>"24.11.2026".</summary>
    public static string Short(DateOnly day) => $"{day.Day:00}.{day.Month:00}.{day.Year}";

    /// <summary>"08:05", "20:00".</summary>
    public static string Clock(TimeOnly time) => $"{time.Hour:00}:{time.Minute:00}";

    public static string Clock(DateTime local) => Clock(TimeOnly.FromDateTime(local));

    /// <summary>"12:00–20:00", with an en dash.</summary>
    public static string Between(TimeOnly from, TimeOnly until) => $"{Clock(from)}–{Clock(until)}";

    /// <summary>"dziś", "jutro", "we wtorek" within the week, "w środę, 2 grudnia" beyond it.</summary>
    public static string OnDay(DateOnly day, DateOnly today) => (day.DayNumber - today.DayNumber) switch
    {
        0 => "dziś",
        1 => "jutro",
        > 1 and < 7 => OnWeekday(day),
        _ => $"{OnWeekday(day)}, {DayAndMonth(day)}",
    };

    /// <summary>How a list names a day: "dziś", "jutro", "piątek", "2 grudnia".</summary>
    public static string Name(DateOnly day, DateOnly today) => (day.DayNumber - today.DayNumber) switch
    {
        0 => "dziś",
        1 => "jutro",
        > 1 and < 7 => Weekday(day),
        _ => DayAndMonth(day),
    };
}
