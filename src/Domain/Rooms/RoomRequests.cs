using System.Collections.Immutable;
using Mal.Facts;
using Mal.Places;

namespace Mal.Rooms;

/// <summary>Asking for a room. The slot is held from the first moment; who lost it stands in the history, with those who had it.</summary>
public sealed partial class Room
{
    private static Decision<RoomEvent> DecideRequest(RoomState state, BookingRequest asked, Context context)
    {
        var (house, now) = (context.House, context.Now);
        if (state.Bookings.Exists(other => other.Id == asked.Id))
        {
            return Decision<RoomEvent>.Nothing;
        }
        if (house.Room(context.Id) is not { } room)
        {
            return Refuse(RoomRefusals.NotAllowed);
        }
        var (from, until) = (house.InstantOf(asked.From), house.InstantOf(asked.Until));
        var group = asked.Organizer.Kind == OrganizerKind.Team ? null : asked.Group;
        var why = Lendable.WhyNot(house, room, from, until, asked.People, asked.Needs)
            ?? Lendable.WhyNotYet(house, from, now, context.By.Role)
            ?? (state.OutOfService is null ? null : RoomRefusals.OutOfService)
            ?? Fairness.WhyNot(house, group, [(from, until)], state.Bookings);
        if (why is not null)
        {
            return Refuse(why);
        }
        var booking = new Booking(asked.Id, asked.Said, from, until, asked.People, Closed: asked.Closed, Standing: Standing.Requested,
            Organizer: asked.Organizer.Kind, Needs: asked.Needs, Group: group);
        if (TakenBy(state, booking, context) is { IsEmpty: false } taken)
        {
            return Lost(booking, taken, now);
        }
        // Who is on duty and books within the check-in window stands in front of the room with the group.
        var here = context.By.Role is Role.Staff or Role.Coordinator && now >= from.AddMinutes(-house.Settings.CheckInMinutes);
        return Decision<RoomEvent>.Accept(new RoomEvent.BookingRequested(
            here ? booking with { Standing = Standing.Approved, Outcome = BookingOutcome.CheckedIn, CheckedInAt = now } : booking, now));
    }

    private static Decision<RoomEvent> Lost(Booking booking, ImmutableList<Guid> taken, DateTimeOffset now) =>
        new([new RoomEvent.RequestRefused(booking.Id, booking.From, booking.Until, RoomRefusals.SlotTaken.Code, now, booking.Initiative, taken)], RoomRefusals.SlotTaken);

    /// <summary>Who holds the time of a booking, turnover included; nobody ever holds a room that is entered without booking.</summary>
    private static ImmutableList<Guid> TakenBy(RoomState state, Booking booking, Context context) => IsDropIn(context)
        ? []
        : [.. Holders(state, booking.Id, booking.From, booking.Until, TimeSpan.FromMinutes(context.House.Settings.TurnoverMinutes)).Select(other => other.Id)];
}

/// <summary>The instants that a person's wall-clock times mean.</summary>
public static class LocalTimes
{
    public static DateTimeOffset InstantOf(this House house, DateTime local) => house.At(DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local));
}
