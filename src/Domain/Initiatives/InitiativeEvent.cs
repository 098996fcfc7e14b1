using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Mal.Initiatives;

/// <summary>What happened to an initiative. The names are the storage format and stay for ever; none of it holds a word but a public title.</summary>
[JsonDerivedType(typeof(IdeaNoted), "initiative-idea-noted")]
[JsonDerivedType(typeof(Submitted), "initiative-submitted")]
[JsonDerivedType(typeof(Changed), "initiative-changed")]
[JsonDerivedType(typeof(ReviewStarted), "initiative-review-started")]
[JsonDerivedType(typeof(Asked), "initiative-asked")]
[JsonDerivedType(typeof(Answered), "initiative-answered")]
[JsonDerivedType(typeof(Approved), "initiative-approved")]
[JsonDerivedType(typeof(Rejected), "initiative-rejected")]
[JsonDerivedType(typeof(Started), "initiative-started")]
[JsonDerivedType(typeof(Suspended), "initiative-suspended")]
[JsonDerivedType(typeof(Resumed), "initiative-resumed")]
[JsonDerivedType(typeof(Withdrawn), "initiative-withdrawn")]
[JsonDerivedType(typeof(Completed), "initiative-completed")]
[JsonDerivedType(typeof(Evaluated), "initiative-evaluated")]
[JsonDerivedType(typeof(MeetingPlanned), "initiative-meeting-planned")]
[JsonDerivedType(typeof(MeetingSkipped), "initiative-meeting-skipped")]
[JsonDerivedType(typeof(MeetingDropped), "initiative-meeting-dropped")]
[JsonDerivedType(typeof(MeetingHeld), "initiative-meeting-held")]
[JsonDerivedType(typeof(MeetingApproved), "initiative-meeting-approved")]
[JsonDerivedType(typeof(MeetingLost), "initiative-meeting-lost")]
[JsonDerivedType(typeof(MeetingReleased), "initiative-meeting-released")]
[JsonDerivedType(typeof(MeetingMoved), "initiative-meeting-moved")]
[JsonDerivedType(typeof(MeetingSettled), "initiative-meeting-settled")]
[JsonDerivedType(typeof(HorizonMoved), "initiative-horizon-moved")]
public abstract record InitiativeEvent
{
    private InitiativeEvent() { }

    public sealed record IdeaNoted(Proposal Initiative, DateTimeOffset At) : InitiativeEvent;

    /// <param name="Exceptions">Days that were asked for otherwise than the rest of the series; null when there is none.</param>
    public sealed record Submitted(Proposal Initiative, DateTimeOffset At, ImmutableList<MeetingException>? Exceptions = null) : InitiativeEvent;

    /// <param name="Replans">The series is another one: what the old one held is given back and the new one is planned.</param>
    public sealed record Changed(Proposal Initiative, bool Replans, DateTimeOffset At) : InitiativeEvent;

    public sealed record ReviewStarted(DateTimeOffset At) : InitiativeEvent;

    public sealed record Asked(DateTimeOffset At) : InitiativeEvent;

    public sealed record Answered(DateTimeOffset At) : InitiativeEvent;

    /// <summary>The decision, or a later word on single days of it. From here on every held time is to be approved.</summary>
    /// <param name="Checklist">Ids of the points that were ticked; null when none was.</param>
    public sealed record Approved(ImmutableList<MeetingException> Exceptions, DateTimeOffset At, ImmutableList<string>? Checklist = null) : InitiativeEvent;

    /// <param name="Checklist">As in <see cref="Approved"/>.</param>
    public sealed record Rejected(string ReasonCode, DateTimeOffset At, ImmutableList<string>? Checklist = null) : InitiativeEvent;

    /// <param name="At">The start of its first meeting, however late it was written.</param>
    public sealed record Started(DateTimeOffset At) : InitiativeEvent;

    public sealed record Suspended(string ReasonCode, DateTimeOffset At) : InitiativeEvent;

    public sealed record Resumed(DateTimeOffset At) : InitiativeEvent;

    public sealed record Withdrawn(DateTimeOffset At) : InitiativeEvent;

    public sealed record Completed(DateTimeOffset At) : InitiativeEvent;

    public sealed record Evaluated(ImmutableList<GoalReached> Goals, DateTimeOffset At) : InitiativeEvent;

    /// <summary>An intention: the room is asked after this is written, and asked again until it has answered.</summary>
    /// <param name="Booking">The id of the booking in the room, derived from the initiative and the day, so that sending it twice does no harm.</param>
    /// <param name="Pending">The proposal still waits, so the room is only asked to hold the time; else for an approved booking.</param>
    public sealed record MeetingPlanned(Guid Booking, string Room, DateTimeOffset From, DateTimeOffset Until, DateTimeOffset At,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Pending = false) : InitiativeEvent;

    /// <summary>A day on which the house is shut, the room out of season, or the coordinator wants none: skipped visibly.</summary>
    public sealed record MeetingSkipped(DateOnly Day, string ReasonCode, DateTimeOffset At) : InitiativeEvent;

    /// <summary>An intention: this one is to be given back to its room, another takes its place or none.</summary>
    public sealed record MeetingDropped(Guid Booking, DateTimeOffset At) : InitiativeEvent;

    /// <summary>The room holds the time.</summary>
    public sealed record MeetingHeld(Guid Booking, DateTimeOffset At) : InitiativeEvent;

    public sealed record MeetingApproved(Guid Booking, DateTimeOffset At) : InitiativeEvent;

    /// <summary>The room said no.</summary>
    public sealed record MeetingLost(Guid Booking, string Code, DateTimeOffset At) : InitiativeEvent;

    public sealed record MeetingReleased(Guid Booking, DateTimeOffset At) : InitiativeEvent;

    /// <summary>Somebody moved it in the room; the initiative follows.</summary>
    public sealed record MeetingMoved(Guid Booking, string Room, DateTimeOffset From, DateTimeOffset Until, DateTimeOffset At) : InitiativeEvent;

    /// <summary>What became of it, as its room knows; written again when the room has learned better, and then it takes the place of what was written before.</summary>
    /// <param name="People">Null is not counted, which is not 0; so are the others.</param>
    public sealed record MeetingSettled(Guid Booking, MeetingOutcome Outcome, DateTimeOffset At, int? People = null, int? Children = null, int? Adults = null,
        int? Seniors = null, int? Volunteers = null, decimal? VolunteerHours = null) : InitiativeEvent
    {
        [JsonIgnore]
        public Settlement How => new(Outcome, People, Children, Adults, Seniors, Volunteers, VolunteerHours);
    }

    /// <summary>Up to this day everything is planned; what was over at <paramref name="At"/> waits apart for how it went.</summary>
    public sealed record HorizonMoved(DateOnly Horizon, DateTimeOffset At) : InitiativeEvent;
}
