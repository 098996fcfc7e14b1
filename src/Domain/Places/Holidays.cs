using System.Collections.Immutable;

namespace Mal.Places;

/// <summary>The public holidays of Poland (act of 18 January 1951), computed; 24 December since 2025 (act of 6 December 2024).</summary>
public static class Holidays
{
    /// <summary>The holiday's Polish name; null on any other day.</summary>
    public static string? On(DateOnly day) => (day.Month, day.Day) switch
    {
        (1, 1) => "Nowy Rok",
        (1, 6) => "Święto Trzech Króli",
        (5, 1) => "Święto Państwowe 1 Maja",
        (5, 3) => "Święto Narodowe Trzeciego Maja",
        (8, 15) => "Wniebowzięcie Najświętszej Maryi Panny",
        (11, 1) => "Wszystkich Świętych",
        (11, 11) => "Narodowe Święto Niepodległości",
        (12, 24) when day.Year >= 2025 => "Wigilia Bożego Narodzenia",
        (12, 25) => "Boże Narodzenie",
        (12, 26) => "drugi dzień Bożego Narodzenia",
        _ => (day.DayNumber - Easter(day.Year).DayNumber) switch
        {
            0 => "Wielkanoc",
            1 => "Poniedziałek Wielkanocny",
            49 => "Zielone Świątki",
            60 => "Boże Ciało",
            _ => null,
        },
    };

    public static ImmutableList<DateOnly> Of(int year) =>
    [
        .. Enumerable.Range(0, DateTime.IsLeapYear(year) ? 366 : 365)
            .Select(new DateOnly(year, 1, 1).AddDays)
            .Where(day => On(day) is not null),
    ];

    /// <summary>Easter Sunday of the Gregorian calendar, by the algorithm printed anonymously in Nature in 1876.</summary>
    public static DateOnly Easter(int year)
    {
        var (century, ofCentury) = (year / 100, year % 100);
        var golden = year % 19;
        var moonShift = (century - (century + 8) / 25 + 1) / 3;
        var epact = (19 * golden + century - century / 4 - moonShift + 15) % 30;
        var weekday = (32 + 2 * (century % 4) + 2 * (ofCentury / 4) - epact - ofCentury % 4) % 7;
        var late = (golden + 11 * epact + 22 * weekday) / 451;
        var sum = epact + weekday - 7 * late + 114;
        return new DateOnly(year, sum / 31, sum % 31 + 1);
    }
}
