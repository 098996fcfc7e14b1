using Mal.Facts;
using Mal.Places;

namespace Mal.Rooms;

/// <summary>So that one group does not take the whole house: hours a week and requests that wait. A group nobody knows is not counted, nor is the place's own team.</summary>
public static class Fairness
{
    /// <param name="wished">The times of one request: of a series all that are known.</param>
    /// <param name="held">What is held in the room, or in all rooms; of others than the group it is passed over. A series that waits is one request, however many times it holds.</param>
    public static Refusal? WhyNot(House house, Guid? group, IReadOnlyCollection<(DateTimeOffset From, DateTimeOffset Until)> wished, IEnumerable<Booking> held)
    {
        if (group is null)
        {
            return null;
        }
        var own = held.Where(booking => booking.Group == group && !booking.IsReleased()).ToList();
        if (own.Where(booking => booking.Standing != Standing.Approved).Select(booking => booking.Initiative ?? $"{booking.Id}").Distinct().Count() >= house.Settings.GroupPendingMax)
        {
            return RoomRefusals.GroupPending(house.Settings.GroupPendingMax);
        }
        var weeks = own.ToLookup(booking => Monday(house, booking.From), booking => (booking.Until - booking.From).TotalHours);
        return wished.GroupBy(time => Monday(house, time.From)).Any(week => week.Sum(time => (time.Until - time.From).TotalHours) + weeks[week.Key].Sum() > house.Settings.GroupHoursPerWeek)
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
