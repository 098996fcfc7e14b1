using System.Collections.Immutable;
using Mal.Facts;

namespace Mal.Rooms;

/// <summary>
/// One room of a house. Three things are kept apart: the state of the room at an instant (RoomFace), the outcome of a
/// booking, and the head count. Nobody has to tap for it to be right: silence means the meeting is held, and what must
/// be written because time passed (RoomDue) carries the instant at which it became true, however long the room slept.
/// </summary>
public sealed partial class Room : IRules<RoomState, RoomCommand, RoomEvent, RoomView>
{
    // What can still be undone is bounded by number as well as by minutes, so that a busy door cannot grow the head.
    private const int UndoableMax = 12;

    private Room() { }

    public static RoomState Empty { get; } = new(new Occupancy(0), [], null, null, []);

    public static RoomState Evolve(RoomState state, RoomEvent happened) => happened switch
    {
        RoomEvent.CountChanged it => Counted(state, state.Occupancy with
        {
            Count = state.Occupancy.Count + it.Delta,
            At = Later(state.Occupancy.At, it.At),
            Meeting = HoldsClosed(state) ? state.Occupancy.Meeting : it.Meeting,
            Source = it.Source,
        }, ByHand(it.Tap, it.Source), it.At, "change-count"),
        RoomEvent.CountSet it => Counted(state, new Occupancy(it.Count, it.At, it.Meeting, it.Source, it.At, it.Source), ByHand(it.Tap, it.Source), it.At, "set-count"),
        RoomEvent.PresenceSeen it => state with { Presence = Heard(state.Presence, it) },
        RoomEvent.CountSeenLate or RoomEvent.RequestRefused => state,
        RoomEvent.Planned it => Added(state, it.Booking),
        RoomEvent.WalkedIn it => Remember(Added(state, it.Booking), it.Tap, new Undoable(Guid.Empty, it.At, "", "walk-in", Meeting: it.Booking.Id)),
        RoomEvent.CheckedIn it => Touched(state, it.Booking, it.Tap, it.At, "check-in", booking => CheckedInOf(booking, it.At)),
        RoomEvent.PresumedHeld it => Touched(state, it.Booking, null, it.At, "", booking => booking with { Outcome = BookingOutcome.Unconfirmed }),
        RoomEvent.NobodyCame it => Touched(state, it.Booking, it.Tap, it.At, "report-no-show", booking => booking with { Outcome = BookingOutcome.NoShow, EndedAt = it.At }),
        RoomEvent.Extended it => Touched(state, it.Booking, it.Tap, it.At, "extend", booking => booking with { Until = it.Until }),
        RoomEvent.CheckedOut it => Touched(state, it.Booking, it.Tap, it.At, "check-out", booking => booking with { Outcome = BookingOutcome.Completed, EndedAt = it.At })
            with { TidyUntil = it.TidyUntil ?? state.TidyUntil },
        RoomEvent.EndedBySystem it => Touched(state, it.Booking, null, it.At, "", booking => booking with
        {
            Outcome = booking.Outcome == BookingOutcome.CheckedIn ? BookingOutcome.Completed : BookingOutcome.Unconfirmed,
            EndedAt = it.EndedAt,
        }),
        RoomEvent.MadeReady it => Remember(state, it.Tap, new Undoable(Guid.Empty, it.At, "", "mark-ready", TidyUntil: state.TidyUntil)) with { TidyUntil = it.At },
        RoomEvent.TakenOutOfService it => Remember(state, it.Tap, new Undoable(Guid.Empty, it.At, "", "take-out-of-service", OutOfService: state.OutOfService))
            with { OutOfService = new OutOfService(it.ReasonCode, it.At) },
        RoomEvent.ReturnedToService it => Remember(state, it.Tap, new Undoable(Guid.Empty, it.At, "", "return-to-service", OutOfService: state.OutOfService))
            with { OutOfService = null },
        RoomEvent.Undone it => RoomUncounted.After(state, Reversed(state, it.Command)),
        // What ended before the closing before this one is over for good: it leaves the state and stays in the history.
        RoomEvent.DayClosed it => state with
        {
            Occupancy = Empty.Occupancy,
            TidyUntil = null,
            LastReset = it.At,
            Presence = null,
            Bookings = state.Bookings.RemoveAll(booking => IsOver(state, booking)),
            Unsettled = StillUnsettled(state, state.Bookings.Where(booking => IsOver(state, booking)), it.At),
            Undoable = state.Undoable.RemoveAll(undoable => undoable.Occupancy is not null),
            Counted = RoomUncounted.Kept(state, booking => !IsOver(state, booking)),
        },
        _ => EvolveLending(state, happened),
    };

    private static bool IsOver(RoomState state, Booking booking) =>
        booking.EndedAt is not null && booking.Until <= (state.LastReset ?? DateTimeOffset.MinValue);

    // A sum in which a closed group's people may still be stays theirs, until somebody says the whole number or the day closes.
    private static bool HoldsClosed(RoomState state) =>
        state.Occupancy.Count is not (null or 0) && state.Bookings.Exists(booking => booking.Closed && booking.Id == state.Occupancy.Meeting);

    private static RoomState Counted(RoomState state, Occupancy occupancy, Tap? tap, DateTimeOffset at, string what) =>
        Remember(state, tap, new Undoable(Guid.Empty, at, "", what, state.Occupancy, Delta: occupancy.Count - state.Occupancy.Count ?? 0))
            with { Occupancy = occupancy, Counted = RoomUncounted.With(state.Counted, occupancy) };

    // The title of an initiative of the place file is read from the place, so that a renamed series is renamed everywhere and the head stays small.
    private static RoomState Added(RoomState state, Booking booking)
    {
        var slim = booking.Initiative is null || Guid.TryParse(booking.Initiative, out _) ? booking : booking with { Title = "", PublicTitle = null };
        var place = state.Bookings.FindIndex(other => other.From > slim.From);
        return state with { Bookings = state.Bookings.Insert(place < 0 ? state.Bookings.Count : place, slim) };
    }

    // A late check-in of a meeting the closing has ended confirms it, and does not open it again; one after a no-show does.
    private static Booking CheckedInOf(Booking booking, DateTimeOffset at) => booking switch
    {
        { Outcome: BookingOutcome.NoShow } => booking with { Outcome = BookingOutcome.CheckedIn, CheckedInAt = at, EndedAt = null },
        { EndedAt: not null } => booking with { Outcome = BookingOutcome.Completed, CheckedInAt = at },
        _ => booking with { Outcome = BookingOutcome.CheckedIn, CheckedInAt = at },
    };

    private static RoomState Touched(RoomState state, Guid id, Tap? tap, DateTimeOffset at, string what, Func<Booking, Booking> change)
    {
        var before = state.Bookings.Find(booking => booking.Id == id);
        return before is null
            ? state
            : Remember(state, tap, new Undoable(Guid.Empty, at, "", what, Booking: before, Meeting: id, TidyUntil: state.TidyUntil))
                with { Bookings = state.Bookings.Replace(before, change(before)) };
    }

    // One command may write several facts: what stood before the first of each kind is what an undo brings back.
    private static RoomState Remember(RoomState state, Tap? tap, Undoable undoable)
    {
        if (tap is null)
        {
            return state;
        }
        var kept = state.Undoable;
        if (kept.Find(earlier => earlier.Command == tap.Command) is { } same)
        {
            return state with
            {
                Undoable = kept.Replace(same, same with
                {
                    Occupancy = same.Occupancy ?? undoable.Occupancy,
                    Delta = same.Delta + undoable.Delta,
                    Booking = same.Meeting is null ? undoable.Booking : same.Booking,
                    Meeting = same.Meeting ?? undoable.Meeting,
                }),
            };
        }
        kept = kept.Add(undoable with { Command = tap.Command, Device = tap.Device });
        return state with { Undoable = kept.Count > UndoableMax ? kept.RemoveAt(0) : kept };
    }

    // A door counts all day: what it says is not remembered for an undo, or nothing that a person tapped would be for long.
    private static Tap? ByHand(Tap? tap, CountSource source) => source is CountSource.Counter or CountSource.Sensor ? null : tap;

    private static DateTimeOffset Later(DateTimeOffset? one, DateTimeOffset other) => one > other ? one.Value : other;
}
