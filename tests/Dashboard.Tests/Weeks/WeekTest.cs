using System.Collections.Immutable;
using Mal.Facts;
using Mal.Places;
using Mal.Rooms;

namespace Mal.Coordination.Weeks;

/// <summary>The sample house in the last week of November 2026, and its bookings.</summary>
public abstract class WeekTest
{
    protected const string Hall = "sala-glowna";
    protected const string Workshop = "sala-warsztatowa";
    protected const string Salon = "salon-sasiedzki";

    protected static readonly DateOnly Wednesday = new(2026, 11, 25);
    protected static readonly DateTimeOffset Now = At("2026-11-25 10:00");
    protected static readonly ImmutableHashSet<string> AllOpen = [];

    protected static House House => Rejonowa.Sample;

    protected static DateTimeOffset At(string local) => Rejonowa.At(local);

    protected static DateTime Local(string local) => House.Local(At(local));

    protected static CalendarEntry Entry(string from, string until, string title = "Szachy", bool closed = false, int people = 12) =>
        new(new Booking(Guid.NewGuid(), title, At(from), At(until), people, Closed: closed));

    protected static PlaceCalendar Held(params (string Room, CalendarEntry Entry)[] entries) => new(
        House.File.Rooms.ToImmutableSortedDictionary(room => room.Id, room => entries.Where(one => one.Room == room.Id).Select(one => one.Entry).ToImmutableList(), StringComparer.Ordinal));
}
