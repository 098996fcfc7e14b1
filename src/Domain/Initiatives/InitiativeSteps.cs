using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Mal.Facts;
using Mal.Places;
using Mal.Rooms;

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

    /// <summary>What its room is to be asked next, under an id that is the same however often it is asked.</summary>
    /// <remarks>
    /// A time that may have been asked for is asked for once more before it is given back: so the room has spent the id of the
    /// asking, and a question that was still on its way when an actor died cannot book anything afterwards.
    /// </remarks>
    public static RoomStep NextStep(InitiativeState state, Meeting meeting, House house, string id)
    {
        if (meeting.Standing == MeetingStanding.Asked)
        {
            return new RoomStep(meeting.Booking, new RoomCommand.PlanMeeting(BookingOf(state, meeting, house, id)), MeetingStanding.Held, MeetingStanding.Lost);
        }
        return meeting.Wanted == MeetingStanding.Released
            ? new RoomStep(Derived(meeting.Booking, "release"), new RoomCommand.WithdrawBooking(meeting.Booking), MeetingStanding.Released, MeetingStanding.Released)
            : new RoomStep(Derived(meeting.Booking, "approve"), new RoomCommand.ApproveBooking(meeting.Booking), MeetingStanding.Approved, MeetingStanding.Lost);
    }

    private static Booking BookingOf(InitiativeState state, Meeting meeting, House house, string id)
    {
        var standing = meeting.Pending ? Standing.Requested : Standing.Approved;
        return house.Initiative(id) is { } details
            ? new Booking(meeting.Booking, details.Title, meeting.From, meeting.Until, details.People, id, details.PublicTitle, details.Closed)
            : new Booking(meeting.Booking, state.Proposal!.Title, meeting.From, meeting.Until, state.Proposal.People, id, Closed: state.Proposal.Closed,
                Standing: standing, Organizer: state.Proposal.Organizer.Kind, Needs: state.Proposal.Needs, Group: state.Proposal.Group);
    }

    private static Guid Derived(Guid booking, string what) => new(SHA256.HashData(Encoding.UTF8.GetBytes($"{booking:N}/{what}")).AsSpan(0, 16));

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

/// <summary>One question to a room.</summary>
/// <param name="Id">The command's id, derived from the booking.</param>
/// <param name="Accepted">How the meeting stands when the room says yes.</param>
/// <param name="Refused">How it stands when the room says no.</param>
public sealed record RoomStep(Guid Id, RoomCommand Command, MeetingStanding Accepted, MeetingStanding Refused);
