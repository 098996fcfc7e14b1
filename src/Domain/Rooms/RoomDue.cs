using System.Collections.Immutable;
using Mal.Facts;
using Mal.Places;

namespace Mal.Rooms;

/// <summary>
/// What becomes true in a room because time passed. One function says what is next; what is due and when to wake are both
/// read from it, so a room that slept for a week writes the very facts, with the very instants, of one that never did.
/// </summary>
public sealed partial class Room
{
    public static ImmutableList<RoomEvent> Due(RoomState state, Context context)
    {
        var due = ImmutableList.CreateBuilder<RoomEvent>();
        while (Next(state, context) is { } next && next.At <= context.Now)
        {
            due.AddRange(next.Events);
            state = next.Events.Aggregate(state, Evolve);
        }
        return due.ToImmutable();
    }

    public static DateTimeOffset? DueAt(RoomState state, Context context) => Next(state, context)?.At;

    private static (DateTimeOffset At, ImmutableList<RoomEvent> Events)? Next(RoomState state, Context context)
    {
        var closing = Closing(state, context);
        var start = Start(state, context);
        return (start, closing) switch
        {
            (null, null) => null,
            ({ } one, { } other) => one.At < other.At ? one : other,
            _ => start ?? closing,
        };
    }

    // What waits or begins is taken in the order in which it comes true, which need not be that of the starts. What is on
    // its way to another room waits until it is there, or is not.
    private static (DateTimeOffset At, ImmutableList<RoomEvent> Events)? Start(RoomState state, Context context)
    {
        (DateTimeOffset At, ImmutableList<RoomEvent> Events)? first = null;
        foreach (var booking in state.Bookings)
        {
            if (booking.From >= first?.At)
            {
                break;
            }
            if (booking is { Outcome: BookingOutcome.Planned, EndedAt: null, Moving: null } && StartOf(state, booking, context) is { } start && !(start.At >= first?.At))
            {
                first = start;
            }
        }
        return first;
    }

    // A meeting with people inside at its start is on; one in silence is presumed held after a while; one counted 0 by then, by
    // people (a door counter misses some), is released; one that nobody has decided about is none. Where the house is shut (a
    // meeting kept although it closes early) nobody is there to be silent, so nothing is presumed: it waits for its check-in,
    // and else for its close-out.
    private static (DateTimeOffset At, ImmutableList<RoomEvent> Events)? StartOf(RoomState state, Booking booking, Context context)
    {
        if (!booking.IsMeeting())
        {
            return (booking.From, [new RoomEvent.RequestLapsed(booking.Id, booking.From)]);
        }
        var counted = !IsDropIn(context) && state.Occupancy.Meeting == booking.Id;
        if (counted && state.Occupancy.At <= booking.From && state.Fresh(context.House, booking.From) > 0)
        {
            return (booking.From, [new RoomEvent.CheckedIn(booking.Id, booking.From)]);
        }
        var settled = booking.From.AddMinutes(context.House.Settings.NoShowMinutes);
        return counted && state.Fresh(context.House, settled) == 0 && state.Occupancy.Source != CountSource.Counter
            ? (settled, [new RoomEvent.NobodyCame(booking.Id, settled)])
            : Calendar.IsOpen(context.House, settled) ? (settled, [new RoomEvent.PresumedHeld(booking.Id, settled)])
            : null;
    }

    private static (DateTimeOffset At, ImmutableList<RoomEvent> Events)? Closing(RoomState state, Context context)
    {
        var counted = state.Occupancy == Empty.Occupancy ? null : state.Occupancy.At;
        var begun = state.Bookings.Find(IsOpen)?.From;
        var since = counted is null || begun < counted ? begun : counted;
        if (since is null || RoomTimetable.NextClosing(context.House, since.Value) is not { } closing)
        {
            return null;
        }
        var open = state.Bookings.Where(booking => IsOpen(booking) && booking.From < closing)
            .Select(booking => new RoomEvent.EndedBySystem(booking.Id, booking.Until < closing ? booking.Until : closing, closing));
        return (closing, [.. open, new RoomEvent.DayClosed(state.Occupancy.Count, closing)]);
    }

    private static bool IsOpen(Booking booking) => booking.EndedAt is null && booking.IsHere();

    private static bool IsDropIn(Context context) => context.House.Room(context.Id)?.DropIn == true;
}
