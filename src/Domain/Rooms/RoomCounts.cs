using Mal.Facts;

namespace Mal.Rooms;

/// <summary>
/// The head count. A change applies to the raw number, even below 0; "nie wiem" is a value. What a phone saw while it was
/// offline goes where it belongs: before the last closing to that day's record, before a newer count to the record only.
/// </summary>
public sealed partial class Room
{
    private static Decision<RoomEvent> DecideCountChange(RoomState state, int delta, Context context)
    {
        if (delta == 0)
        {
            return Decision<RoomEvent>.Nothing;
        }
        // A whole number said later has these people in it already.
        if (IsBeforeReset(context) || context.SeenAt < state.Occupancy.SetAt)
        {
            return Decision<RoomEvent>.Accept(new RoomEvent.CountSeenLate(context.SeenAt, SourceOf(context), Delta: delta, Tap: TapOf(context)));
        }
        var (meeting, source) = (state.Counted(context.House, context.SeenAt), SourceOf(context));
        // Who leaves by a counted door belongs to those who came in by it, and says nothing of the group that is awaited now.
        var leaves = source == CountSource.Counter && delta < 0;
        var changed = new RoomEvent.CountChanged(delta, context.SeenAt, leaves ? state.Occupancy.Meeting : meeting?.Id, source, TapOf(context));
        return !leaves && ShowsPeople(meeting, state.Occupancy.Count + delta, context)
            ? Decision<RoomEvent>.Accept(changed, new RoomEvent.CheckedIn(meeting!.Id, context.SeenAt, ByHand(TapOf(context), source)))
            : Decision<RoomEvent>.Accept(changed);
    }

    private static Decision<RoomEvent> DecideCount(RoomState state, int? count, Context context)
    {
        if (IsBeforeReset(context) || IsOlder(state, context.SeenAt) || IsTalkingOver(state, context))
        {
            return Decision<RoomEvent>.Accept(new RoomEvent.CountSeenLate(context.SeenAt, SourceOf(context), Count: count, Tap: TapOf(context)));
        }
        var meeting = state.Counted(context.House, context.SeenAt);
        var set = new RoomEvent.CountSet(count, context.SeenAt, meeting?.Id, SourceOf(context), TapOf(context));
        if (ShowsPeople(meeting, count, context))
        {
            return Decision<RoomEvent>.Accept(set, new RoomEvent.CheckedIn(meeting!.Id, context.SeenAt, ByHand(TapOf(context), set.Source)));
        }
        return set.Source != CountSource.Counter && meeting is { Outcome: BookingOutcome.Unconfirmed, EndedAt: null } && count == 0 && context.SeenAt < meeting.Until && !IsDropIn(context)
            ? Decision<RoomEvent>.Accept(set, new RoomEvent.NobodyCame(meeting.Id, Later(meeting.From.AddMinutes(context.House.Settings.NoShowMinutes), context.SeenAt), TapOf(context)))
            : Decision<RoomEvent>.Accept(set);
    }

    // People counted during a meeting say that it is held, whether or not anybody tapped "są".
    private static bool ShowsPeople(Booking? meeting, int? count, Context context) =>
        meeting is { EndedAt: null, Outcome: BookingOutcome.Planned or BookingOutcome.Unconfirmed }
        && count > 0 && meeting.From <= context.SeenAt && context.SeenAt < meeting.Until && !IsDropIn(context);

    private static bool IsOlder(RoomState state, DateTimeOffset seenAt) => seenAt < state.Occupancy.At;

    // What a lower source says is kept, but it does not replace what a higher one said of the same meeting while that still holds.
    // Changes at the door since then keep the number fresh, and not the word of who said it.
    private static bool IsTalkingOver(RoomState state, Context context) =>
        state.Occupancy is { SetBy: { } by, SetAt: { } said, Count: not null } && Rank(SourceOf(context)) < Rank(by)
        && context.SeenAt < said.AddMinutes(context.House.Settings.CountAgesMinutes)
        && state.IsFresh(context.House, context.SeenAt) && state.Occupancy.Meeting == state.Counted(context.House, context.SeenAt)?.Id;

    // RULES §2: staff > organizer > counters > presence. A sensor says no number, so it never comes to that.
    private static int Rank(CountSource source) => source switch
    {
        CountSource.Sensor => 0,
        CountSource.Counter => 1,
        CountSource.Organizer => 2,
        _ => 3,
    };

    private static bool IsBeforeReset(Context context) => context.SeenAt < RoomTimetable.LastClosing(context.House, context.Now);
}
