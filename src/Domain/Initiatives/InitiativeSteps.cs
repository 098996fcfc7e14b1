using System.Collections.Immutable;
using Mal.Facts;

namespace Mal.Initiatives;

/// <summary>
/// The process over rooms, as far as it is pure: which meetings do not stand as they are wanted, and what a room's answer means.
/// A room that said no to being asked has nothing to give back.
/// </summary>
public sealed partial class Initiative
{
    /// <summary>The meetings whose rooms are still to be asked, what is to be given back first: another may want that very time.</summary>
    public static ImmutableList<Meeting> StepsToDo(InitiativeState state) =>
        [.. state.Meetings.Where(NeedsStep).OrderByDescending(meeting => meeting.Wanted == MeetingStanding.Released).ThenBy(meeting => meeting.From)];

    private static bool NeedsStep(Meeting meeting) => meeting.Standing != meeting.Wanted && (meeting.Standing != MeetingStanding.Lost || meeting.Wanted == MeetingStanding.Released);

    private static Steps? StepsOf(InitiativeState state) =>
        state.Meetings.IsEmpty ? null : new Steps(state.Meetings.Count(meeting => !NeedsStep(meeting)), state.Meetings.Count);

    private static Decision<InitiativeEvent> DecideSteps(InitiativeState state, InitiativeCommand.RecordSteps record, Context context)
    {
        var happened = record.Steps.DistinctBy(step => step.Booking)
            .Select(step => state.Meetings.Find(meeting => meeting.Booking == step.Booking) is { } meeting ? Step(meeting, step, context.Now) : null)
            .OfType<InitiativeEvent>();
        return new Decision<InitiativeEvent>([.. happened], null);
    }

    // Answers may come twice or late: only one that moves the meeting on is written.
    private static InitiativeEvent? Step(Meeting meeting, StepDone step, DateTimeOffset now) => step.Standing switch
    {
        MeetingStanding.Held when meeting.Standing == MeetingStanding.Asked => meeting.Pending
            ? new InitiativeEvent.MeetingHeld(meeting.Booking, now)
            : new InitiativeEvent.MeetingApproved(meeting.Booking, now),
        MeetingStanding.Approved when meeting.Standing == MeetingStanding.Held => new InitiativeEvent.MeetingApproved(meeting.Booking, now),
        MeetingStanding.Lost when meeting.Standing is MeetingStanding.Asked or MeetingStanding.Held => new InitiativeEvent.MeetingLost(meeting.Booking, step.Code ?? "slot-taken", now),
        MeetingStanding.Released when meeting.Wanted == MeetingStanding.Released => new InitiativeEvent.MeetingReleased(meeting.Booking, now),
        _ => null,
    };
}
