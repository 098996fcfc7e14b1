using Mal.Coordination.Requests;
using Mal.Facts;
using Mal.Places;
using Mal.Rooms;

namespace Mal.Coordination.Weeks;

/// <summary>May a coordinator put a booking down on a room and a time? In the order in which the room itself asks, so that both give the same reason.</summary>
public static class Landing
{
    /// <param name="shut">Rooms out of service, into which nothing new is put.</param>
    public static Verdict Judge(House house, string room, Booking booking, PlaceCalendar held, DateTimeOffset now, IReadOnlySet<string>? shut)
    {
        var mayLend = house.Room(room) is { } details && Lendable.WhyNot(house, details, booking.From, booking.Until, booking.People, booking.Needs) is null;
        return mayLend && Lendable.WhyNotYet(house, booking.From, now, Role.Coordinator) is { } why
            ? new Verdict(false, why.Message, [])
            : Verdict.Of(house, room, booking, held, now, shut);
    }
}
