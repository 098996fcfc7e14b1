using Mal.Initiatives;
using Mal.Places;
using Mal.Polish;

namespace Mal.Coordination.Requests;

/// <summary>A series in words: "środy, 18:00–20:00, Sala główna, od 2 grudnia". A rule that is more than weekly is said by its first day.</summary>
public static class SeriesText
{
    private static readonly string[] Each = ["niedziele", "poniedziałki", "wtorki", "środy", "czwartki", "piątki", "soboty"];
    private static readonly string[] Codes = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];

    public static string Of(Series series, House house) =>
        $"{When(series)}, {Dates.Between(series.Start, series.End)} · {house.Room(series.Room)?.Name ?? series.Room} · od {Dates.DayAndMonth(series.FirstDay)}{(series.LastDay is { } last ? $" do {Dates.DayAndMonth(last)}" : "")}";

    private static string When(Series series)
    {
        var parts = series.Rrule.Split(';').Select(part => part.Split('=', 2)).Where(part => part.Length == 2).ToDictionary(part => part[0], part => part[1], StringComparer.Ordinal);
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
