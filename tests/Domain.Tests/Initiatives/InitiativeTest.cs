using System.Collections.Immutable;
using Mal.Facts;
using Mal.Places;
using Mal.Rooms;

namespace Mal.Initiatives;

/// <summary>One initiative of the sample house that lives by itself, told what happens to it one command after another.</summary>
internal sealed class InitiativeTest(string id = InitiativeTest.Opaque)
{
    public const string Opaque = "0197a000-0000-7000-8000-00000000c0de";

    public static Series Fridays { get; } = new("sala-glowna", "FREQ=WEEKLY;BYDAY=FR", Rejonowa.Day("2026-12-04"), new TimeOnly(17, 0), new TimeOnly(19, 0), Rejonowa.Day("2027-02-26"));

    public static Proposal Choir { get; } =
        new("Chór", LedBy.Residents, new Organizer(OrganizerKind.InformalGroup), "culture", 20, Goals: [new Goal("koncert", 1)], Series: Fridays);

    public InitiativeState State { get; private set; } = Initiative.Empty;

    public List<InitiativeEvent> History { get; } = [];

    public string Now { get; set; } = "2026-11-25 16:42";

    public House House { get; set; } = Rejonowa.Sample;

    /// <returns>The code of the refusal, or null.</returns>
    public string? Do(InitiativeCommand command, Role role = Role.Coordinator)
    {
        var now = Rejonowa.At(Now);
        Happen(Initiative.Due(State, Context.At(House, id, now)));
        var decision = Initiative.Decide(State, command, new Context(House, id, now, now, Guid.CreateVersion7(), new By(role, "device-1")));
        Assert.True(decision.Refusal is null || decision.Events.IsEmpty);
        Happen(decision.Events);
        return decision.Refusal?.Code;
    }

    /// <summary>The dates of the Fridays as the actor would plan them, up to a horizon.</summary>
    public void Plan(string horizon, params string[] days) => Assert.Null(Do(new InitiativeCommand.Plan([.. days.Select(Rejonowa.Day)], Rejonowa.Day(horizon)), Role.System));

    /// <summary>Every room answers what is wanted of it, except those named.</summary>
    public void RoomsAnswer(params string[] lost)
    {
        while (Initiative.StepsToDo(State) is { IsEmpty: false } steps)
        {
            Assert.Null(Do(new InitiativeCommand.RecordSteps([.. steps.Select(meeting =>
                meeting.Wanted != MeetingStanding.Released && lost.Contains($"{House.Day(meeting.From):yyyy-MM-dd}")
                    ? new StepDone(meeting.Booking, MeetingStanding.Lost, "slot-taken")
                    : new StepDone(meeting.Booking, meeting.Wanted == MeetingStanding.Released ? MeetingStanding.Released : meeting.Standing == MeetingStanding.Asked ? MeetingStanding.Held : MeetingStanding.Approved))]), Role.System));
        }
    }

    public InitiativeView View() => Initiative.View(State, History.Count, Context.At(House, id, Rejonowa.At(Now)));

    /// <summary>"2026-12-04 approved", in order.</summary>
    public string[] Meetings() => [.. State.Meetings.OrderBy(meeting => meeting.From).Select(meeting => $"{House.Day(meeting.From):yyyy-MM-dd} {meeting.Standing}{(meeting.Wanted == meeting.Standing ? "" : $">{meeting.Wanted}")}")];

    /// <summary>An initiative brought to a stage by the shortest way through the table.</summary>
    public static InitiativeTest At(InitiativeStage stage)
    {
        var test = new InitiativeTest();
        var proposal = Choir with { Series = null };
        foreach (var command in stage switch
        {
            InitiativeStage.Idea => [new InitiativeCommand.NoteIdea(proposal)],
            InitiativeStage.Submitted => [new InitiativeCommand.Submit(proposal)],
            InitiativeStage.UnderReview => [new InitiativeCommand.Submit(proposal), new InitiativeCommand.StartReview()],
            InitiativeStage.NeedsInfo => [new InitiativeCommand.Submit(proposal), new InitiativeCommand.Ask()],
            InitiativeStage.Rejected => [new InitiativeCommand.Submit(proposal), new InitiativeCommand.Reject("trade")],
            InitiativeStage.Approved => [new InitiativeCommand.Submit(Choir), new InitiativeCommand.Approve()],
            InitiativeStage.Active => [new InitiativeCommand.Submit(proposal), new InitiativeCommand.Approve()],
            InitiativeStage.Suspended => [new InitiativeCommand.Submit(proposal), new InitiativeCommand.Approve(), new InitiativeCommand.Suspend("other")],
            InitiativeStage.Completed => [new InitiativeCommand.Submit(proposal), new InitiativeCommand.Approve(), new InitiativeCommand.Complete()],
            InitiativeStage.Evaluated => [new InitiativeCommand.Submit(proposal), new InitiativeCommand.Approve(), new InitiativeCommand.Complete(), new InitiativeCommand.Evaluate([new GoalReached("koncert", true)])],
            _ => (ImmutableList<InitiativeCommand>)[new InitiativeCommand.NoteIdea(proposal), new InitiativeCommand.Withdraw()],
        })
        {
            Assert.Null(test.Do(command));
        }
        Assert.Equal(stage, test.State.Stage);
        return test;
    }

    private void Happen(ImmutableList<InitiativeEvent> events)
    {
        State = events.Aggregate(State, Initiative.Evolve);
        History.AddRange(events);
    }
}
