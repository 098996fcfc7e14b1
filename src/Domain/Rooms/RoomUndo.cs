using Mal.Facts;

namespace Mal.Rooms;

/// <summary>Taking one command back: for its author within the minutes, for a coordinator as long as it is kept; never what came after it.</summary>
public sealed partial class Room
{
    private static Decision<RoomEvent> DecideUndo(RoomState state, Guid command, Context context)
    {
        if (state.Undoable.Find(undoable => undoable.Command == command) is not { } done)
        {
            return Refuse(RoomRefusals.NothingToUndo);
        }
        if (context.By.Role < Role.Coordinator)
        {
            if (done.Device != context.By.Device)
            {
                return Refuse(RoomRefusals.NotYours);
            }
            if (context.SeenAt > done.At.AddMinutes(context.House.Settings.UndoMinutes))
            {
                return Refuse(RoomRefusals.TooLateToUndo);
            }
        }
        return SomethingCameAfter(state, done, context)
            ? Refuse(RoomRefusals.CameAfter)
            : Decision<RoomEvent>.Accept(new RoomEvent.Undone(command, context.SeenAt, TapOf(context)));
    }

    private static bool SomethingCameAfter(RoomState state, Undoable done, Context context)
    {
        var later = state.Undoable.GetRange(state.Undoable.IndexOf(done) + 1, state.Undoable.Count - state.Undoable.IndexOf(done) - 1);
        // A change can be taken off a later sum of changes; a number somebody said later knows nothing of it.
        if (done.Occupancy is not null && (state.Occupancy.At is null || (state.Occupancy.SetAt > done.At && (state.Occupancy.SetBy == CountSource.Counter || later.Exists(other => other.What != "change-count" && other.Occupancy is not null)))))
        {
            return true;
        }
        if (done.Meeting is { } meeting)
        {
            var now = state.Bookings.Find(booking => booking.Id == meeting);
            var endedSince = now?.EndedAt is not null && done.What is not ("check-out" or "report-no-show") && now.Outcome != BookingOutcome.NoShow;
            var slot = done.Booking;
            if (now is null || endedSince || later.Exists(other => other.Meeting == meeting)
                || (slot is not null && !IsDropIn(context) && IsTaken(state, slot, slot.From, slot.End(), TimeSpan.Zero)))
            {
                return true;
            }
        }
        return done.What switch
        {
            "take-out-of-service" or "return-to-service" => later.Exists(other => other.What is "take-out-of-service" or "return-to-service"),
            "mark-ready" => later.Exists(other => other.What is "check-out" or "mark-ready"),
            _ => false,
        };
    }

    private static RoomState Reversed(RoomState state, Guid command)
    {
        if (state.Undoable.Find(undoable => undoable.Command == command) is not { } done)
        {
            return state;
        }
        return state with
        {
            Undoable = state.Undoable.Remove(done),
            Occupancy = done.Occupancy is { } before ? CountWithout(state.Occupancy, before, done) : state.Occupancy,
            Bookings = done switch
            {
                { Meeting: { } made, Booking: null } => state.Bookings.RemoveAll(booking => booking.Id == made),
                { Meeting: { } touched, Booking: { } was } => [.. state.Bookings.Select(booking => booking.Id == touched ? was : booking)],
                _ => state.Bookings,
            },
            TidyUntil = done.What is "check-out" or "mark-ready" ? done.TidyUntil : state.TidyUntil,
            OutOfService = done.What is "take-out-of-service" or "return-to-service" ? done.OutOfService : state.OutOfService,
        };
    }

    // Changes that came after stay in the number.
    private static Occupancy CountWithout(Occupancy now, Occupancy before, Undoable done)
    {
        var count = before.Count is null || now.Count is null ? before.Count : now.Count - done.Delta;
        return now.At == done.At
            ? before with { Count = count }
            : now with { Count = count, SetAt = now.SetAt == done.At ? before.SetAt : now.SetAt, SetBy = now.SetAt == done.At ? before.SetBy : now.SetBy };
    }
}
