using System.Collections.Immutable;
using Mal.Board;
using Mal.Facts;
using Mal.Places;

namespace Mal.Rooms;

/// <summary>What leaves a room, and for whom: words for the internet, numbers for the house, everything for staff.</summary>
public sealed partial class Room
{
    // The live view is today and next; the calendar has its own key.
    private const int ShownMax = 12;
    private const int PendingMax = 8;
    private const int RefusedMovesMax = 4;

    public static RoomView View(RoomState state, long version, Context context)
    {
        var (house, details) = (context.House, context.House.Room(context.Id));
        var today = house.Day(context.Now);
        // A request that waits is a meeting of no day; today's holds a slot that a walk-in has to know of.
        var shown = state.Bookings.Where(booking => house.Day(booking.Until) >= today || booking.EndedAt is null)
            .Where(booking => booking.IsMeeting() || house.Day(booking.From) == today)
            .Take(ShownMax)
            .Select(booking => Titled(booking, house));
        // What belongs to an initiative is decided with it, in one decision.
        var pending = state.Bookings.FindAll(booking => !booking.IsMeeting() && booking.Initiative is null);
        var queue = pending.Take(PendingMax).Select(booking => new PendingRequest(booking.Id, booking.Title, booking.From, booking.Until, booking.People, booking.Standing, booking.WaitsSince));
        var refused = state.Bookings.Where(booking => booking.NotMoved is not null && booking.EndedAt is null).Take(RefusedMovesMax)
            .Select(booking => new RefusedMove(booking.Id, Titled(booking, house).Title, booking.From, booking.NotMoved!)).ToImmutableList();
        return new RoomView(version, context.Id, details?.Name ?? context.Id, details?.Capacity ?? 0, details?.DropIn ?? false, details?.Season,
            state.Occupancy, [.. shown], state.OutOfService, state.TidyUntil, state.Undoable, NumbersInHouse: house.Settings.NumbersInHouse,
            Pending: pending.IsEmpty ? null : [.. queue], PendingCount: pending.Count, Presence: state.Presence,
            RefusedMoves: refused.IsEmpty ? null : refused, Uncounted: RoomUncounted.Of(state, context));
    }

    /// <summary>With the title that the place knows for its series.</summary>
    internal static Booking Titled(Booking booking, House house) => booking.Initiative is { } id && house.Initiative(id) is { } initiative
        ? booking with { Title = initiative.Title, PublicTitle = initiative.PublicTitle }
        : booking with { Title = booking.Title.Length > 0 ? booking.Title : "Spotkanie" };

    public static View? For(RoomView view, Audience audience)
    {
        if (audience == Audience.Staff)
        {
            return view;
        }
        var ofClosed = view.Bookings.Exists(booking => booking.Closed && booking.Id == view.Occupancy.Meeting);
        var bare = view with
        {
            Undoable = [],
            // What was released or is over would tell who did not come.
            Bookings = [.. view.Bookings.Where(booking => booking.EndedAt is null && booking.IsMeeting()).Select(Bare).Select(Neutral)],
            Pending = null,
            PendingCount = 0,
            RefusedMoves = null,
            Uncounted = null,
            Presence = view.Presence is { Present: true } seen && !view.Bookings.Exists(booking => booking.Closed && booking.Id == seen.Meeting) ? seen with { Device = null } : null,
            Occupancy = ofClosed ? new Occupancy(null) : view.Occupancy with { SetAt = null, SetBy = null },
        };
        return audience == Audience.House && view.NumbersInHouse ? bare : bare with
        {
            Occupancy = bare.Occupancy with { Count = null },
            Filling = bare.Occupancy is not { Count: { } count, At: not null } ? null : count >= view.Capacity ? Filling.Full : Filling.Some,
        };
    }

    private static Booking Bare(Booking booking) => booking with { Organizer = null, Needs = null, Group = null, Moving = null, ClosedOut = false, NotMoved = null, WaitsSince = null };

    private static Booking Neutral(Booking booking) => booking.Closed
        ? booking with { Title = booking.PublicTitle ?? "Spotkanie zamknięte", PublicTitle = null, Initiative = null, People = 0, CheckedInAt = null }
        : booking with { Title = booking.PublicTitle ?? booking.Title, PublicTitle = null };
}
