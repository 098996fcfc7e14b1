using System.Collections.Immutable;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Mal.Initiatives;

namespace Mal.Hosting;

/// <summary>Recurrence rules by Ical.Net: days only, since the hour is the place's local time and never moves.</summary>
internal sealed class IcalSeries : ISeries
{
    // What a noticeboard can say. The rest of RFC 5545 is seconds, hours, week numbers and set positions.
    private static readonly HashSet<string> Parts = ["FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY", "BYMONTH", "WKST"];
    private static readonly HashSet<FrequencyType> Frequencies = [FrequencyType.Daily, FrequencyType.Weekly, FrequencyType.Monthly, FrequencyType.Yearly];

    public ImmutableList<DateOnly> Days(string rrule, DateOnly first, DateOnly last)
    {
        // Counted from the first of the month, so that "first Thursday" means the month's own.
        var begins = new DateOnly(first.Year, first.Month, 1);
        return [.. Expand(new RecurrencePattern(rrule), begins, last).Where(day => day >= first)];
    }

    public SeriesDates Read(string rrule, DateOnly firstDay, DateOnly? lastDay)
    {
        if (Parse(rrule) is not { } rule)
        {
            return new SeriesDates([], SeriesFault.Unreadable);
        }
        if (rule.Count is null && rule.Until is null && lastDay is null)
        {
            return new SeriesDates([], SeriesFault.WithoutEnd);
        }
        var farthest = firstDay.AddYears(Series.YearsMax);
        DateOnly[] ends = [lastDay ?? DateOnly.MaxValue, rule.Until is { } until ? DateOnly.FromDateTime(until.Value) : DateOnly.MaxValue];
        var last = ends.Min() < farthest ? ends.Min() : farthest;
        // Counted here, because the library counts the first day even when the rule does not give it.
        var count = rule.Count ?? int.MaxValue;
        var days = Expand(rule, firstDay, last).Take(Math.Min(count, Series.DatesMax + 1)).ToImmutableList();
        var cutShort = ends.Min() > farthest && days.Count < count;
        return new SeriesDates(days, days.IsEmpty ? SeriesFault.None : days.Count > Series.DatesMax || cutShort ? SeriesFault.TooMany : null);
    }

    private static RecurrencePattern? Parse(string rrule)
    {
        var parts = rrule.Split(';').Select(part => part.Split('=')).ToList();
        if (!parts.TrueForAll(part => part.Length == 2 && Parts.Contains(part[0])) || parts.DistinctBy(part => part[0]).Count() < parts.Count || !parts.Exists(part => part[0] == "FREQ"))
        {
            return null;
        }
        try
        {
            var rule = new RecurrencePattern(rrule);
            return Frequencies.Contains(rule.Frequency) && rule.Interval is > 0 and <= 1000 && rule.Count is null or > 0 ? rule : null;
        }
        catch (Exception unreadable) when (unreadable is ArgumentException or FormatException or InvalidOperationException or OverflowException or NotSupportedException or IndexOutOfRangeException or NullReferenceException)
        {
            return null;
        }
    }

    private static IEnumerable<DateOnly> Expand(RecurrencePattern rule, DateOnly begins, DateOnly last)
    {
        var start = new CalDateTime(begins.Year, begins.Month, begins.Day);
        // Bounded by the last day, so that a rule that never comes true does not run for ever.
        var bounded = new RecurrencePattern(rule.ToString()!) { Count = null, Until = new CalDateTime(last.Year, last.Month, last.Day) };
        return new CalendarEvent { Start = start, RecurrenceRule = bounded }.GetOccurrences(start)
            .Select(occurrence => DateOnly.FromDateTime(occurrence.Period.StartTime.Value))
            .TakeWhile(day => day <= last)
            .Where(day => day != begins || Belongs(rule, day));
    }

    // The library counts the start itself as an occurrence even where the rule does not give it.
    private static bool Belongs(RecurrencePattern rule, DateOnly day) =>
        (rule.ByDay.Count == 0 || rule.ByDay.Any(wanted => wanted.DayOfWeek == day.DayOfWeek && FitsMonth(wanted.Offset, day)))
        && (rule.ByMonth.Count == 0 || rule.ByMonth.Contains(day.Month))
        && (rule.ByMonthDay.Count == 0 || rule.ByMonthDay.Any(wanted => wanted == day.Day || DateTime.DaysInMonth(day.Year, day.Month) + 1 + wanted == day.Day));

    private static bool FitsMonth(int? offset, DateOnly day) => offset switch
    {
        null or 0 or int.MinValue => true,
        > 0 => (day.Day - 1) / 7 + 1 == offset,
        _ => (DateTime.DaysInMonth(day.Year, day.Month) - day.Day) / 7 + 1 == -offset,
    };
}
