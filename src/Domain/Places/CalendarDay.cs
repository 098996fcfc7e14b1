using System.Globalization;

namespace Mal.Places;

/// <summary>
/// The days anybody can mean. A day of the year 1 or 9999 is a day too, and its midnight or the week around it is none: the
/// arithmetic ends there. So whatever reads a day from outside, an address or a command, reads only these.
/// </summary>
public static class CalendarDay
{
    public const int YearMin = 2000;
    public const int YearMax = 2100;

    public static bool IsMeant(int year) => year is >= YearMin and <= YearMax;

    /// <summary>As it is written in addresses: <c>2026-12-02</c>. Null when it is no day, or none that anybody can mean.</summary>
    public static DateOnly? Read(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && IsMeant(day.Year) ? day : null;
}
