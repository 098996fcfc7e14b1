using System.Collections.Immutable;
using Mal.Facts;
using Mal.Rooms;

namespace Mal.Initiatives;

/// <summary>
/// What became of the meetings. The rooms know, and the initiative reads it from them: whatever a room has learned since is
/// written once, and takes the place of what was written before. So a nudge too many does no harm, and one that was lost is
/// made up for at midnight.
/// </summary>
public sealed partial class Initiative
{
    // As long, and as many, as a room waits for a close-out.
    private const int PastDays = 62;
    private const int PastMax = 60;

    /// <summary>The meetings of which their rooms may have something new to say.</summary>
    public static ImmutableList<Meeting> MeetingsToRead(InitiativeState state, DateTimeOffset now) =>
        [.. (state.Past ?? []).AddRange(state.Meetings.Where(IsInItsRoom)).Where(meeting => meeting.From > now.AddDays(-PastDays))];

    /// <summary>What an entry of a room's calendar says of a meeting. One that was moved on has to be looked for where it went.</summary>
    /// <remarks>A meeting nobody confirmed is presumed held while it lasts; afterwards it is not known, unless people were counted in it.</remarks>
    public static MeetingFound Found(string room, CalendarEntry entry) => new(entry.Booking.Id, room, entry.Booking.From, entry.Booking.Until, entry switch
    {
        { Gone: not null } => new Settlement(MeetingOutcome.Cancelled),
        { CloseOut: { Held: false } } => new Settlement(MeetingOutcome.NoShow),
        { CloseOut: { } how } => new Settlement(MeetingOutcome.Held, how.People ?? entry.Most, how.Children, how.Adults, how.Seniors, how.Volunteers, how.VolunteerHours),
        { Booking.EndedAt: null } => null,
        { Booking.Outcome: BookingOutcome.NoShow } => new Settlement(MeetingOutcome.NoShow),
        { Booking.Outcome: BookingOutcome.CheckedIn or BookingOutcome.Completed } or { Most: > 0 } => new Settlement(MeetingOutcome.Held, entry.Most),
        _ => new Settlement(MeetingOutcome.NotKnown),
    });

    /// <summary>What is news among what was found; empty when everything is written already.</summary>
    public static ImmutableList<InitiativeEvent> News(InitiativeState state, ImmutableList<MeetingFound> found, DateTimeOffset now)
    {
        var known = MeetingsToRead(state, now).ToDictionary(meeting => meeting.Booking);
        return [.. found.DistinctBy(one => one.Booking).Where(one => known.ContainsKey(one.Booking)).SelectMany(one => News(known[one.Booking], one, now))];
    }

    private static IEnumerable<InitiativeEvent> News(Meeting meeting, MeetingFound found, DateTimeOffset now)
    {
        if ((found.Room, found.From, found.Until) != (meeting.Room, meeting.From, meeting.Until))
        {
            yield return new InitiativeEvent.MeetingMoved(found.Booking, found.Room, found.From, found.Until, now);
        }
        // A no-show that was taken back while the meeting was on: nothing is known until it is over.
        var settled = found.Settled ?? (meeting.Settled is null ? null : new Settlement(MeetingOutcome.NotKnown));
        if (settled is { } how && how != meeting.Settled)
        {
            yield return new InitiativeEvent.MeetingSettled(found.Booking, how.Outcome, now, how.People, how.Children, how.Adults, how.Seniors, how.Volunteers, how.VolunteerHours);
        }
    }

    private static Decision<InitiativeEvent> DecideFound(InitiativeState state, InitiativeCommand.RecordMeetings record, Context context) =>
        Decision<InitiativeEvent>.Accept([.. News(state, record.Meetings, context.Now)]);

    private static bool IsInItsRoom(Meeting meeting) => meeting is { Standing: MeetingStanding.Held or MeetingStanding.Approved, Wanted: not MeetingStanding.Released };

    private static bool IsCancelled(Meeting meeting) => meeting.Standing == MeetingStanding.Cancelled;

    private static ImmutableList<Meeting>? StillOpen(InitiativeState state, DateTimeOffset at)
    {
        var past = (state.Past ?? []).AddRange(state.Meetings.Where(meeting => meeting.Until <= at && IsInItsRoom(meeting))).RemoveAll(meeting => meeting.From <= at.AddDays(-PastDays));
        return past.IsEmpty ? null : [.. past.Skip(past.Count - PastMax)];
    }

    private static InitiativeState Settled(InitiativeState state, InitiativeEvent.MeetingSettled it)
    {
        var before = Find(state, it.Booking)?.Settled;
        var sums = state.Attendance ?? Attendance.None;
        var after = Recorded(state, it.Booking, meeting => it.Outcome == MeetingOutcome.Cancelled
            ? meeting with { Settled = it.How, Standing = MeetingStanding.Cancelled, Wanted = MeetingStanding.Cancelled }
            : meeting with { Settled = it.How });
        return after with
        {
            Attendance = (before is null ? sums : sums.With(before, -1)).With(it.How),
            Review = NeedsReview(after, state.Review && before?.Outcome != MeetingOutcome.NoShow),
        };
    }

    // Two confirmed in a row, whatever was called off between them. A meeting of which nothing is known was perhaps held, so it
    // is no part of a row; but the review, once due, waits until somebody is known to have met.
    private static bool NeedsReview(InitiativeState state, bool due)
    {
        var inRow = 0;
        foreach (var meeting in (state.Past ?? []).AddRange(state.Meetings).OrderBy(meeting => meeting.From))
        {
            (inRow, due) = meeting.Settled?.Outcome switch
            {
                MeetingOutcome.NoShow => (inRow + 1, due || inRow >= 1),
                MeetingOutcome.Held => (0, false),
                MeetingOutcome.NotKnown => (0, due),
                _ => (inRow, due),
            };
        }
        return due;
    }

    private static DateTimeOffset? LastNoShow(InitiativeState state) => !state.Review
        ? null
        : (state.Past ?? []).AddRange(state.Meetings).Where(meeting => meeting.Settled?.Outcome == MeetingOutcome.NoShow).Max(meeting => (DateTimeOffset?)meeting.From);

    private static Meeting? Find(InitiativeState state, Guid booking) =>
        state.Meetings.Find(meeting => meeting.Booking == booking) ?? state.Past?.Find(meeting => meeting.Booking == booking);

    private static InitiativeState Recorded(InitiativeState state, Guid booking, Func<Meeting, Meeting> change) =>
        Touched(state, booking, change) with { Past = state.Past is { } past ? [.. past.Select(meeting => meeting.Booking == booking ? change(meeting) : meeting)] : null };
}
