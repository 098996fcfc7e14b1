using System.Globalization;
using Mal.Initiatives;
using Mal.Places;
using Mal.Polish;

namespace Mal.Coordination.Requests;

/// <summary>A series in words: "środy, 18:00–20:00, Sala główna, od 2 grudnia". A rule that is neither weekly nor of one weekday of the month is said by its first day.</summary>
public static class SeriesText
{
    private static readonly string[] Each = ["niedziele", "poniedziałki", "wtorki", "środy", "czwartki", "piątki", "soboty"];
    private static readonly string[] Codes = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];

    // Which weekday of the month, and how a day of either gender is numbered.
    private static readonly string[] Which = ["1", "2", "3", "4", "-1"];
    private static readonly string[] His = ["pierwszy", "drugi", "trzeci", "czwarty", "ostatni"];
    private static readonly string[] Her = ["pierwsza", "druga", "trzecia", "czwarta", "ostatnia"];

    private static bool IsShe(int weekday) => (DayOfWeek)weekday is DayOfWeek.Sunday or DayOfWeek.Wednesday or DayOfWeek.Saturday;

    public static string Of(Series series, House house) =>
        $"{Days(series)}, {Dates.Between(series.Start, series.End)} · {house.Room(series.Room)?.Name ?? series.Room} · {Span(series)}";

    /// <summary>"środy, 18:00–20:00, od 2 grudnia do 24 lutego".</summary>
    public static string When(Series series) => $"{Days(series)}, {Dates.Between(series.Start, series.End)}, {Span(series)}";

    private static string Span(Series series) => $"od {Dates.DayAndMonth(series.FirstDay)}{(series.LastDay is { } last ? $" do {Dates.DayAndMonth(last)}" : "")}";

    /// <summary>On the weekday of its first day, every so many weeks, so many times.</summary>
    public static string Weekly(DateOnly first, int everyWeeks, int times) =>
        string.Create(CultureInfo.InvariantCulture, $"FREQ=WEEKLY;{(everyWeeks == 1 ? "" : $"INTERVAL={everyWeeks};")}BYDAY={Codes[(int)first.DayOfWeek]};COUNT={times}");

    private static string Days(Series series)
    {
        var parts = series.Rrule.Split(';').Select(part => part.Split('=', 2)).Where(part => part.Length == 2).ToDictionary(part => part[0], part => part[1], StringComparer.Ordinal);
        if (parts.GetValueOrDefault("FREQ") == "MONTHLY" && !parts.ContainsKey("INTERVAL") && parts.GetValueOrDefault("BYDAY") is [.. var which, _, _] day
            && Array.IndexOf(Which, which) is >= 0 and var place && Array.IndexOf(Codes, day[^2..]) is >= 0 and var weekday)
        {
            return $"co miesiąc, {(IsShe(weekday) ? Her : His)[place]} {Dates.Weekday((DayOfWeek)weekday)}";
        }
        if (parts.GetValueOrDefault("FREQ") != "WEEKLY")
        {
            return $"cyklicznie, pierwszy raz {Dates.Day(series.FirstDay)}";
        }
        var days = parts.TryGetValue("BYDAY", out var codes)
            ? codes.Split(',').Select(code => Array.IndexOf(Codes, code)).Where(day => day >= 0).Select(day => Each[day])
            : [Each[(int)series.FirstDay.DayOfWeek]];
        var every = parts.GetValueOrDefault("INTERVAL") is { } interval and not "1" ? $" co {interval} tygodnie" : "";
        return string.Join(", ", days) + every;
    }
}
