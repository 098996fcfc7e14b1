using System.Collections.Immutable;
using Mal.Places;
using Mal.Rooms;

namespace Mal.Coordination.Weeks;

/// <summary>A month as rows of weeks; weekdays on which the house never opens and nothing is have no column.</summary>
/// <param name="First">The first of the month.</param>
public sealed record MonthGrid(DateOnly First, ImmutableList<ImmutableList<DateOnly>> Weeks)
{
    public static MonthGrid Of(House house, DateOnly day, IEnumerable<CalendarEntry> entries)
    {
        var first = new DateOnly(day.Year, day.Month, 1);
        var all = entries.ToList();
        var weeks = Enumerable.Range(0, 6).Select(week => WeekGrid.Monday(first).AddDays(7 * week)).Where(monday => monday <= first.AddMonths(1).AddDays(-1)).ToList();
        var columns = weeks.SelectMany(monday => WeekGrid.Of(house, monday, all).Days).Select(one => one.DayOfWeek).ToHashSet();
        var rows = weeks.Select(monday => Enumerable.Range(0, 7).Select(monday.AddDays).Where(one => columns.Contains(one.DayOfWeek)).ToImmutableList());
        return new MonthGrid(first, [.. rows.Where(row => row.Exists(one => one.Month == first.Month))]);
    }

    public DateOnly From => WeekGrid.Monday(First);

    public DateOnly Until => WeekGrid.Monday(First.AddMonths(1).AddDays(-1)).AddDays(6);

    /// <summary>What is, or was, on a day, in order.</summary>
    public static ImmutableList<CalendarEntry> On(House house, DateOnly day, IEnumerable<CalendarEntry> entries) =>
        [.. entries.Where(entry => entry.Gone is null && house.Day(entry.Booking.From) == day).OrderBy(entry => entry.Booking.From)];
}
