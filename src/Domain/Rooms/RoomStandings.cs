using System.Diagnostics;

namespace Mal.Rooms;

/// <summary>How the facts of lending change a room.</summary>
public sealed partial class Room
{
    private static RoomState EvolveLending(RoomState state, RoomEvent happened) => happened switch
    {
        RoomEvent.BookingRequested it => Added(state, it.Booking.IsMeeting() ? it.Booking : it.Booking with { WaitsSince = it.At }),
        RoomEvent.BookingApproved it => Changed(state, it.Booking, booking => booking with { Standing = Standing.Approved, WaitsSince = null }),
        RoomEvent.RequestAsked it => Changed(state, it.Booking, booking => booking with { Standing = Standing.NeedsInfo, WaitsSince = null }),
        RoomEvent.RequestAnswered it => Changed(state, it.Booking, booking => booking with { Standing = Standing.Requested, WaitsSince = it.At }),
        RoomEvent.RequestRejected it => Without(state, it.Booking),
        RoomEvent.RequestLapsed it => Without(state, it.Booking),
        RoomEvent.BookingWithdrawn it => Without(state, it.Booking),
        RoomEvent.BookingCancelled it => Without(state, it.Booking),
        RoomEvent.MovedAway it => Without(state, it.Booking),
        RoomEvent.BookingMoved it => state.Bookings.Find(booking => booking.Id == it.Booking) is { } before
            ? Added(Without(state, it.Booking), before with { From = it.From, Until = it.Until, NotMoved = null })
            : state,
        RoomEvent.MoveBegun it => Changed(Forget(state, it.Booking), it.Booking, booking => booking with { Moving = it.To, NotMoved = null }),
        RoomEvent.MoveFailed it => Changed(state, it.Booking, booking => booking with
        {
            Moving = null,
            NotMoved = booking.Moving is { } to ? new NotMoved(to.Room, to.From, to.Until, it.Code, it.At) : null,
        }),
        RoomEvent.MoveGivenUp it => Changed(state, it.Booking, booking => booking with { NotMoved = null }),
        RoomEvent.MeetingClosedOut it => ClosedOut(state, it),
        _ => throw new UnreachableException($"A room knows no {happened.GetType().Name}."),
    };

    private static RoomState Changed(RoomState state, Guid id, Func<Booking, Booking> change) => state.Bookings.Find(booking => booking.Id == id) is { } before
        ? state with { Bookings = state.Bookings.Replace(before, change(before)) }
        : state;

    // A count made in a closed meeting must not outlive it as anybody's.
    private static RoomState Without(RoomState state, Guid id)
    {
        var ofClosed = state.Occupancy.Meeting == id && state.Bookings.Exists(booking => booking.Closed && booking.Id == id);
        return Forget(state, id) with
        {
            Bookings = state.Bookings.RemoveAll(booking => booking.Id == id),
            Occupancy = ofClosed ? new Occupancy(null) : state.Occupancy,
            Presence = state.Presence?.Meeting == id ? null : state.Presence,
        };
    }

    // What was remembered of it for an undo would bring back times and standings that are no more.
    private static RoomState Forget(RoomState state, Guid id) => state with { Undoable = state.Undoable.RemoveAll(undoable => undoable.Meeting == id) };
}
