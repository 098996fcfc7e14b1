using System.Security.Cryptography;
using System.Text;
using Mal.Facts;

namespace Mal.Rooms;

/// <summary>
/// Moving a booking. In the same room it is one fact. To another room it is a process held here: the intention is written
/// first, then the other room is asked (under an id derived from the command, so asking again does no harm), and only when
/// it has the booking is this room free of it. Between the two both hold, and nobody loses a slot.
/// </summary>
public sealed partial class Room
{
    private static Decision<RoomEvent> DecideMove(RoomState state, RoomCommand.MoveBooking move, Context context)
    {
        var (house, now) = (context.House, context.Now);
        if (state.Bookings.Find(other => other.Id == move.Booking) is not { } booking)
        {
            return Refuse(RoomRefusals.UnknownBooking);
        }
        if (house.Room(move.Room ?? context.Id) is not { } room)
        {
            return Refuse(RoomRefusals.UnknownRoom);
        }
        var (from, until) = (house.InstantOf(move.From), house.InstantOf(move.Until));
        if ((room.Id, from, until) == (booking.Moving?.Room ?? context.Id, booking.Moving?.From ?? booking.From, booking.Moving?.Until ?? booking.Until))
        {
            return Decision<RoomEvent>.Nothing;
        }
        if (booking.Moving is not null)
        {
            return Refuse(RoomRefusals.BeingMoved);
        }
        if (now >= booking.From || booking.IsConfirmed())
        {
            return Refuse(RoomRefusals.AlreadyStarted);
        }
        if ((Lendable.WhyNot(house, room, from, until, booking.People, booking.Needs) ?? Lendable.WhyNotYet(house, from, now, context.By.Role)) is { } why)
        {
            return Refuse(why);
        }
        if (room.Id != context.Id)
        {
            return Decision<RoomEvent>.Accept(new RoomEvent.MoveBegun(booking.Id, new Moving(room.Id, from, until, MoveId(context.Command)), now));
        }
        return IsTaken(state, booking, from, until, TimeSpan.FromMinutes(house.Settings.TurnoverMinutes))
            ? Refuse(RoomRefusals.SlotTaken)
            : Decision<RoomEvent>.Accept(new RoomEvent.BookingMoved(booking.Id, from, until, now));
    }

    private static Decision<RoomEvent> DecideMoved(RoomState state, RoomCommand.FinishMove finished, Context context)
    {
        if (state.Bookings.Find(other => other.Id == finished.Booking)?.Moving?.Command != finished.Move)
        {
            return Decision<RoomEvent>.Nothing;
        }
        return Decision<RoomEvent>.Accept(finished.Code is { } code
            ? new RoomEvent.MoveFailed(finished.Booking, code, context.Now)
            : new RoomEvent.MovedAway(finished.Booking, context.Now));
    }

    private static Decision<RoomEvent> DecideLeaveHere(RoomState state, Guid id, Context context) => state.Bookings.Find(other => other.Id == id) switch
    {
        null => Refuse(RoomRefusals.UnknownBooking),
        { NotMoved: null } => Decision<RoomEvent>.Nothing,
        _ => Decision<RoomEvent>.Accept(new RoomEvent.MoveGivenUp(id, context.Now)),
    };

    private static Guid MoveId(Guid command) => new(SHA256.HashData(Encoding.UTF8.GetBytes($"move/{command:N}")).AsSpan(0, 16));
}
