using Mal.Places;

namespace Mal.Gate;

/// <summary>
/// A day in an address, <c>2026-12-02</c>: only one that anybody can mean, see <see cref="CalendarDay"/>. Anything else is a
/// 400 that names its field.
/// </summary>
internal readonly record struct Day(DateOnly Date)
{
    // By this the framework reads it out of an address.
    public static bool TryParse(string? text, out Day day)
    {
        day = new Day(CalendarDay.Read(text) ?? default);
        return day.Date != default;
    }
}
