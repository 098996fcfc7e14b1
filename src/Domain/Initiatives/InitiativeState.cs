using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Mal.Places;

namespace Mal.Initiatives;

/// <summary>Where an initiative stands, as RULES §4 names it.</summary>
public enum InitiativeStage { Idea, Submitted, UnderReview, NeedsInfo, Approved, Rejected, Active, Suspended, Completed, Evaluated, Withdrawn }

/// <summary>What a room has said of a meeting so far.</summary>
public enum MeetingStanding { Asked, Held, Approved, Lost, Released, Cancelled }

/// <summary>One dated meeting; both ends are instants, <paramref name="Until"/> is excluded.</summary>
/// <param name="Standing">What the room has said.</param>
/// <param name="Wanted">What the initiative wants the room to say; where the two differ there is a step to do.</param>
/// <param name="Pending">The room was only asked to hold it; else for an approved booking at once.</param>
/// <param name="Code">Why it was lost.</param>
/// <param name="Settled">What became of it, as far as its room knows.</param>
public sealed record Meeting(Guid Booking, string Room, DateTimeOffset From, DateTimeOffset Until,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] MeetingStanding Standing = MeetingStanding.Asked,
    MeetingStanding Wanted = MeetingStanding.Approved, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Pending = false, string? Code = null,
    Settlement? Settled = null);

/// <summary>A day of the series without a meeting, and why.</summary>
public sealed record SkippedDay(DateOnly Day, string ReasonCode);

/// <summary>
/// An initiative as its events made it. A series of the place file has no stage and no proposal: what it is stands in the
/// house. Bounded: at most a horizon of meetings, and of what is over as much as can still be settled.
/// </summary>
/// <param name="Horizon">Up to which day, included, meetings are planned; null before the first time.</param>
/// <param name="Stage">Null for a series of the place file, and before anything was noted.</param>
/// <param name="ReasonCode">Why it was rejected or suspended.</param>
/// <param name="Round">How often its times were planned anew: each round books under ids of its own.</param>
/// <param name="Exceptions">Days, not over yet, that are not like the others.</param>
/// <param name="Past">Meetings that are over and whose numbers may still come; null when there is none.</param>
/// <param name="Attendance">The totals of all that ever was settled; null before the first.</param>
/// <param name="Revision">How often the proposal was written anew since it was noted or handed in.</param>
/// <param name="Review">Two confirmed no-shows in a row, and nobody has met since.</param>
/// <param name="WaitsSince">Since when the house owes it a decision; null while nobody waits for one.</param>
public sealed record InitiativeState(ImmutableList<Meeting> Meetings, DateOnly? Horizon, InitiativeStage? Stage = null, Proposal? Proposal = null,
    string? ReasonCode = null, int Round = 0, ImmutableList<SkippedDay>? Skipped = null, ImmutableList<MeetingException>? Exceptions = null,
    ImmutableList<GoalReached>? Reached = null, ImmutableList<Meeting>? Past = null, Attendance? Attendance = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Review = false,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int Revision = 0, DateTimeOffset? WaitsSince = null)
{
    /// <summary>May a meeting of it be planned now? A pending proposal holds its times.</summary>
    [JsonIgnore]
    public bool Plans => Stage is InitiativeStage.Submitted or InitiativeStage.UnderReview or InitiativeStage.NeedsInfo or InitiativeStage.Approved or InitiativeStage.Active;

    /// <summary>Over for good: nothing can be asked of it any more.</summary>
    [JsonIgnore]
    public bool IsOver => Stage is InitiativeStage.Rejected or InitiativeStage.Withdrawn or InitiativeStage.Evaluated;

    /// <summary>Said yes to, and not over.</summary>
    [JsonIgnore]
    public bool Decided => Stage is InitiativeStage.Approved or InitiativeStage.Active;
}

/// <summary>How far the rooms have been asked: "3 z 12".</summary>
public sealed record Steps(int Done, int Of);
