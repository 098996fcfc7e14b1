using Mal.Facts;
using Mal.Places;

namespace Mal.Rooms;

/// <summary>So that one group does not take the whole house: hours a week and requests that wait. A group nobody knows is not counted.</summary>
public static class Fairness
{
    /// <param name="held">What is held in the room, or in all rooms; of others than the group it is passed over.</param>
    public static Refusal? WhyNot(House house, Guid? group, DateTimeOffset from, DateTimeOffset until, IEnumerable<Booking> held)
    {
        if (group is null)
        {
            return null;
        }
        var own = held.Where(booking => booking.Group == group && !booking.IsReleased()).ToList();
        if (own.Count(booking => booking.Standing != Standing.Approved) >= house.Settings.GroupPendingMax)
        {
            return RoomRefusals.GroupPending(house.Settings.GroupPendingMax);
        }
        var week = Monday(house, from);
        var hours = own.Where(booking => Monday(house, booking.From) == week).Sum(booking => (booking.Until - booking.From).TotalHours);
        return hours + (until - from).TotalHours > house.Settings.GroupHoursPerWeek
            ? RoomRefusals.GroupHours(house.Settings.GroupHoursPerWeek)
            : null;
    }

    /// <summary>The week of an instant, by its first day.</summary>
    public static DateOnly Monday(House house, DateTimeOffset instant)
    {
        var day = house.Day(instant);
        return day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
    }
}
