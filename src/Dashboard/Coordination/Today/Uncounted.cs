using System.Collections.Immutable;
using Mal.Places;
using Mal.Rooms;

namespace Mal.Coordination.Today;

/// <summary>A meeting of the last days that took place, as far as anybody knows, and of which nobody has said how many came.</summary>
public sealed record Uncounted(string Room, Booking Booking)
{
    /// <summary>For so many days back it is asked: later nobody remembers.</summary>
    public const int Days = 7;

    /// <summary>Newest first. Where people come and go without booking nobody counts meetings.</summary>
    public static ImmutableList<Uncounted> Of(PlaceCalendar calendar, House house, DateTimeOffset now) =>
    [
        .. calendar.Rooms.Where(room => house.Room(room.Key) is { DropIn: false })
            .SelectMany(room => room.Value.Where(entry => IsUncounted(entry, now)).Select(entry => new Uncounted(room.Key, entry.Booking)))
            .OrderByDescending(one => one.Booking.From).ThenBy(one => one.Room, StringComparer.Ordinal),
    ];

    private static bool IsUncounted(CalendarEntry entry, DateTimeOffset now) =>
        entry is { Holds: true, Most: null, CloseOut: null, Booking: { Standing: Standing.Approved, WalkIn: false } booking }
        && (booking.EndedAt ?? booking.Until) <= now && booking.Until > now.AddDays(-Days);
}
