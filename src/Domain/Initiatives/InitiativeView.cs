using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Mal.Board;
using Mal.Places;

namespace Mal.Initiatives;

/// <summary>What is known of an initiative on the board: where it stands and the next meetings of it.</summary>
/// <param name="Meetings">The next ones, at most 12; for all but staff only those their room has.</param>
/// <param name="Stage">A series of the place file is active.</param>
/// <param name="Proposal">Without the words, which are a record; null for a series of the place file.</param>
/// <param name="Steps">How far the rooms have answered.</param>
/// <param name="Lost">Times the rooms refused, at most 12.</param>
/// <param name="Skipped">Days of the series without a meeting, at most 12.</param>
/// <param name="Cancelled">Times somebody cancelled in the room, at most 12.</param>
/// <param name="Attendance">What its meetings came to so far; null before the first was settled.</param>
/// <param name="Planned">How many people were expected at the meetings that were held, in all.</param>
/// <param name="Review">Twice in a row nobody came: the coordinator should ask what is wrong.</param>
/// <param name="Revision">How often the proposal was written anew; a <see cref="InitiativeCommand.Change"/> names it.</param>
/// <param name="WaitsSince">Since when the house owes it a decision; null while nobody waits for one.</param>
/// <param name="ReviewSince">When the last meeting to which nobody came began, while <paramref name="Review"/> is asked for.</param>
public sealed record InitiativeView(long Version, string Id, string Title, LedBy LedBy, bool Closed, ImmutableList<Meeting> Meetings,
    InitiativeStage Stage = InitiativeStage.Active, Proposal? Proposal = null, Steps? Steps = null, ImmutableList<Meeting>? Lost = null,
    ImmutableList<SkippedDay>? Skipped = null, string? ReasonCode = null, ImmutableList<GoalReached>? Reached = null,
    ImmutableList<Meeting>? Cancelled = null, Attendance? Attendance = null, int? Planned = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Review = false,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int Revision = 0,
    DateTimeOffset? WaitsSince = null, DateTimeOffset? ReviewSince = null) : View(Version)
{
    public override View? For(Audience audience)
    {
        if (audience == Audience.Staff)
        {
            return this;
        }
        return Closed || Stage is not (InitiativeStage.Approved or InitiativeStage.Active)
            ? null
            : new InitiativeView(Version, Id, Title, LedBy, Closed, [.. Meetings.Where(IsCertain)], Stage, Skipped: Skipped);
    }

    // What was never in doubt is shown before its room has answered: a screen goes on through a restart.
    private static bool IsCertain(Meeting meeting) =>
        meeting.Wanted == MeetingStanding.Approved && (meeting.Standing == MeetingStanding.Approved || (!meeting.Pending && meeting.Standing == MeetingStanding.Asked));
}
