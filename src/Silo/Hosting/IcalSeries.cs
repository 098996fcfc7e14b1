using System.Collections.Immutable;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Mal.Initiatives;

namespace Mal.Hosting;

/// <summary>Recurrence rules by Ical.Net: days only, since the hour is the place's local time and never moves.</summary>
internal sealed class IcalSeries : ISeries
{
    public ImmutableList<DateOnly> Days(string rrule, DateOnly first, DateOnly last)
    {
        // Counted from the first of the month, so that "first Thursday" means the month's own.
        var begins = new DateOnly(first.Year, first.Month, 1);
        var series = new CalendarEvent { Start = new CalDateTime(begins.Year, begins.Month, begins.Day), RecurrenceRule = new RecurrencePattern(rrule) };
        return series.GetOccurrences(new CalDateTime(begins.Year, begins.Month, begins.Day))
            .Select(occurrence => DateOnly.FromDateTime(occurrence.Period.StartTime.Value))
            .TakeWhile(day => day <= last)
            .Where(day => day >= first)
            .Where(day => Belongs(rrule, day))
            .ToImmutableList();
    }

    // The library counts the start itself as an occurrence even where the rule does not give it.
    private static bool Belongs(string rrule, DateOnly day)
    {
        var days = new RecurrencePattern(rrule).ByDay;
        return days.Count == 0 || days.Any(wanted => wanted.DayOfWeek == day.DayOfWeek && FitsMonth(wanted.Offset, day));
    }

    private static bool FitsMonth(int? offset, DateOnly day) => offset switch
    {
        null or 0 or int.MinValue => true,
        > 0 => (day.Day - 1) / 7 + 1 == offset,
        _ => (DateTime.DaysInMonth(day.Year, day.Month) - day.Day) / 7 + 1 == -offset,
    };
}
