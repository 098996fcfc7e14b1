using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Mal.Rooms;
using Mal.Texts;

namespace Mal.Initiatives;

/// <summary>
/// What may be asked of an initiative. Words (the real title, a contact, a description, a question, an answer, the wording of
/// a reason) travel in it as far as the door, which keeps them as a record and passes on <see cref="InitiativeWords.Without"/> them.
/// </summary>
[JsonDerivedType(typeof(NoteIdea), "note-idea")]
[JsonDerivedType(typeof(Submit), "submit")]
[JsonDerivedType(typeof(Change), "change")]
[JsonDerivedType(typeof(StartReview), "start-review")]
[JsonDerivedType(typeof(Ask), "ask")]
[JsonDerivedType(typeof(Answer), "answer")]
[JsonDerivedType(typeof(Approve), "approve")]
[JsonDerivedType(typeof(Reject), "reject")]
[JsonDerivedType(typeof(Suspend), "suspend")]
[JsonDerivedType(typeof(Resume), "resume")]
[JsonDerivedType(typeof(Withdraw), "withdraw")]
[JsonDerivedType(typeof(Complete), "complete")]
[JsonDerivedType(typeof(Evaluate), "evaluate")]
[JsonDerivedType(typeof(Plan), "plan-meetings")]
[JsonDerivedType(typeof(RecordSteps), "record-steps")]
[JsonDerivedType(typeof(RecordMeetings), "record-meetings")]
public abstract record InitiativeCommand
{
    private InitiativeCommand() { }

    /// <summary>Something somebody would like to do; nothing is asked of anybody yet.</summary>
    public sealed record NoteIdea(Proposal Initiative, Contact? Contact = null, [property: ManyLines] string? Description = null) : InitiativeCommand;

    /// <summary>A proposal handed in. A series in it holds its times until the decision.</summary>
    /// <param name="Exceptions">Days of the series that are asked for otherwise from the start: what was taken when it was tried.</param>
    public sealed record Submit(Proposal Initiative, Contact? Contact = null, [property: ManyLines] string? Description = null, ImmutableList<MeetingException>? Exceptions = null) : InitiativeCommand;

    /// <summary>The proposal written anew. Once it is approved the series stays as it is: times change by <see cref="Approve.Exceptions"/>.</summary>
    /// <param name="Revision">Of the proposal as it was on the screen (<see cref="InitiativeView.Revision"/>): when it is another one by now, somebody else was faster and is not overwritten. Null asks for no such care.</param>
    public sealed record Change(Proposal Initiative, [property: ManyLines] string? Description = null, int? Revision = null) : InitiativeCommand;

    /// <summary>Somebody is looking at it; also: an unanswered question is dropped.</summary>
    public sealed record StartReview : InitiativeCommand;

    public sealed record Ask([property: ManyLines] string? Question = null) : InitiativeCommand;

    public sealed record Answer([property: ManyLines] string? Text = null) : InitiativeCommand;

    /// <summary>Every held time is approved. Sent again later with exceptions, it changes those days and leaves the rest.</summary>
    /// <param name="Checklist">Ids of the ticked <see cref="Rooms.Checklist.Points"/>.</param>
    public sealed record Approve(ImmutableList<MeetingException>? Exceptions = null, ImmutableList<string>? Checklist = null) : InitiativeCommand;

    /// <param name="ReasonCode">One of <see cref="InitiativeReasons.Rejecting"/>.</param>
    /// <param name="Checklist">As in <see cref="Approve"/>.</param>
    public sealed record Reject(string ReasonCode, [property: ManyLines] string? Text = null, ImmutableList<string>? Checklist = null) : InitiativeCommand;

    /// <param name="ReasonCode">One of <see cref="InitiativeReasons.Suspending"/>.</param>
    public sealed record Suspend(string ReasonCode) : InitiativeCommand;

    /// <summary>Books again, from now on, what the suspension had given back.</summary>
    public sealed record Resume : InitiativeCommand;

    /// <summary>Its organizer gives it up.</summary>
    public sealed record Withdraw : InitiativeCommand;

    public sealed record Complete : InitiativeCommand;

    public sealed record Evaluate(ImmutableList<GoalReached> Goals, [property: ManyLines] string? Note = null) : InitiativeCommand;

    /// <summary>The dates the series has up to a horizon, expanded outside the rules; only the system sends it.</summary>
    public sealed record Plan(ImmutableList<DateOnly> Days, DateOnly Horizon) : InitiativeCommand;

    /// <summary>What the rooms have answered; only the system sends it.</summary>
    public sealed record RecordSteps(ImmutableList<StepDone> Steps) : InitiativeCommand;

    /// <summary>What the rooms' calendars hold of its meetings; only the system sends it.</summary>
    public sealed record RecordMeetings(ImmutableList<MeetingFound> Meetings) : InitiativeCommand;
}

/// <summary>One day of a series that is not like the others: another room or time, or no meeting at all.</summary>
public sealed record MeetingException(DateOnly Day, string? Room = null, TimeOnly? Start = null, TimeOnly? End = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Skip = false);

/// <param name="Code">Why a room said no, when it did.</param>
public sealed record StepDone(Guid Booking, MeetingStanding Standing, string? Code = null);
