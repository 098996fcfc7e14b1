using System.Collections.Immutable;
using Mal.Facts;
using Mal.Places;
using Mal.Rooms;
using static Mal.Initiatives.InitiativeEvent;

namespace Mal.Initiatives;

/// <summary>What is asked of an initiative, and what comes of it. Rooms are not asked here: what they are to say is written down as an intention.</summary>
public sealed partial class Initiative
{
    public static Decision<InitiativeEvent> Decide(InitiativeState state, InitiativeCommand command, Context context)
    {
        if (command is InitiativeCommand.Plan or InitiativeCommand.RecordSteps or InitiativeCommand.RecordMeetings)
        {
            return context.By.Role != Role.System ? Refuse(InitiativeRefusals.NotAllowed) : command switch
            {
                InitiativeCommand.Plan plan => DecidePlan(state, plan, context),
                InitiativeCommand.RecordSteps steps => DecideSteps(state, steps, context),
                _ => DecideFound(state, (InitiativeCommand.RecordMeetings)command, context),
            };
        }
        if (context.House.Initiative(context.Id) is not null)
        {
            return Refuse(InitiativeRefusals.OfTheHouse);
        }
        return Lifecycle.Check(state.Stage, command, context.By.Role) ?? (command switch
        {
            InitiativeCommand.NoteIdea it => Accept(new IdeaNoted(it.Initiative.AsFact(), context.Now)),
            InitiativeCommand.Submit it => (WhyNot(it.Initiative, context) ?? WhyNotThen(it.Initiative, it.Exceptions ?? [], context.House)) is { } refusal
                ? Refuse(refusal)
                : Accept(new Submitted(it.Initiative.AsFact(), context.Now, it.Exceptions is { IsEmpty: false } days ? days : null)),
            InitiativeCommand.Change { Revision: { } seen } when seen != state.Revision => Refuse(InitiativeRefusals.ChangedMeanwhile),
            // Who rewrites it does not make it another group's.
            InitiativeCommand.Change it => DecideChange(state, it.Initiative.AsFact() with { Group = state.Proposal!.Group }, context),
            InitiativeCommand.StartReview => Accept(new ReviewStarted(context.Now)),
            InitiativeCommand.Ask => Reviewed(state, context, new Asked(context.Now)),
            InitiativeCommand.Answer => Accept(new Answered(context.Now)),
            InitiativeCommand.Approve it => DecideApproval(state, it.Exceptions ?? [], it.Checklist, context),
            InitiativeCommand.Reject it => InitiativeReasons.Rejecting.ContainsKey(it.ReasonCode)
                ? Reviewed(state, context, new Rejected(it.ReasonCode, context.Now, Checklist.AsFact(it.Checklist)))
                : Refuse(InitiativeRefusals.BadReason),
            InitiativeCommand.Suspend it => InitiativeReasons.Suspending.ContainsKey(it.ReasonCode)
                ? Accept(new Suspended(it.ReasonCode, context.Now))
                : Refuse(InitiativeRefusals.BadReason),
            InitiativeCommand.Resume => Accept(new Resumed(context.Now)),
            InitiativeCommand.Withdraw => Accept(new Withdrawn(context.Now)),
            InitiativeCommand.Complete => Accept(new Completed(context.Now)),
            InitiativeCommand.Evaluate it => DecideEvaluation(state, it.Goals, context),
            _ => Refuse(InitiativeRefusals.NotAllowed),
        });
    }

    // Whose group it is the house finds out on the way, and forgets with the contact.
    public static InitiativeCommand Meant(InitiativeCommand command) =>
        command is InitiativeCommand.Submit it ? it with { Initiative = it.Initiative with { Group = null } } : command;

    private static Decision<InitiativeEvent> DecideChange(InitiativeState state, Proposal changed, Context context)
    {
        var series = changed.Series != state.Proposal!.Series;
        if (series && state.Decided)
        {
            return Refuse(InitiativeRefusals.SeriesDecided);
        }
        return WhyNot(changed, context) is { } refusal ? Refuse(refusal) : Accept(new Changed(changed, series && state.Plans, context.Now));
    }

    private static Decision<InitiativeEvent> DecideApproval(InitiativeState state, ImmutableList<MeetingException> exceptions, ImmutableList<string>? checklist, Context context)
    {
        var series = state.Proposal!.Series;
        var approved = new InitiativeEvent.Approved(exceptions, context.Now, Checklist.AsFact(checklist));
        var events = ImmutableList.CreateBuilder<InitiativeEvent>();
        events.Add(approved);
        if (WhyNotThen(state.Proposal, exceptions, context.House) is { } refusal)
        {
            return Refuse(refusal);
        }
        var after = Evolve(state, approved);
        foreach (var exception in exceptions)
        {
            if (series is null || !Knows(state, exception.Day, context.House))
            {
                return Refuse(InitiativeRefusals.UnknownDay);
            }
            foreach (var meeting in state.Meetings.Where(meeting => context.House.Day(meeting.From) == exception.Day && meeting.Wanted != MeetingStanding.Released))
            {
                events.Add(new MeetingDropped(meeting.Booking, context.Now));
                after = Evolve(after, events[^1]);
            }
            if (exception.Day <= state.Horizon
                && Dated(after, series, exception.Day, context.House.Settings.QuietMinutesBeforeClosing, pending: false, after.Round, context) is { } dated)
            {
                events.Add(dated);
                after = Evolve(after, dated);
            }
        }
        // Without a series there is no first meeting to wait for.
        if (series is null && !state.Decided)
        {
            events.Add(new Started(context.Now));
        }
        return Reviewed(state, context, events.ToArray());
    }

    private static Decision<InitiativeEvent> DecideEvaluation(InitiativeState state, ImmutableList<GoalReached> goals, Context context) =>
        (state.Proposal!.Goals ?? []).Select(goal => goal.Id).Order(StringComparer.Ordinal)
            .SequenceEqual(goals.Select(goal => goal.Id).Order(StringComparer.Ordinal), StringComparer.Ordinal)
                ? Accept(new Evaluated(goals, context.Now))
                : Refuse(InitiativeRefusals.GoalsMissing);

    /// <summary>What a house can say at once of a series, before any date is looked at.</summary>
    public static Refusal? WhyNot(House house, Series series, int people, Features? needs) =>
        WhyNotIn(house, series.Room, people, needs)
        ?? (series.End.ToTimeSpan() - series.Start.ToTimeSpan() > TimeSpan.FromHours(house.Settings.BookingHoursMax) ? RoomRefusals.TooLong(house) : null);

    private static Refusal? WhyNot(Proposal proposal, Context context) => proposal.Series is { } series
        ? WhyNot(context.House, series, proposal.People, proposal.Needs) ?? WhyNotYet(context.House, series.FirstDay, context.Now, context.By.Role)
        : null;

    /// <summary>May a series begin on that day? Who decides about it may let it begin today, and next year.</summary>
    public static Refusal? WhyNotYet(House house, DateOnly firstDay, DateTimeOffset now, Role by)
    {
        var days = firstDay.DayNumber - house.Day(now).DayNumber;
        return days < 0 ? RoomRefusals.InThePast
            : by >= Role.Coordinator ? null
            : days < house.Settings.LeadDaysMin ? RoomRefusals.TooSoon(house.Settings.LeadDaysMin)
            : days > house.Settings.LeadDaysMax ? RoomRefusals.TooFarAhead(house.Settings.LeadDaysMax)
            : null;
    }

    // That a day is one of the series only the door can tell, which expands the rule.
    private static Refusal? WhyNotThen(Proposal proposal, ImmutableList<MeetingException> exceptions, House house) => exceptions.Select(day =>
        proposal.Series is not { } series || day.Day < series.FirstDay ? InitiativeRefusals.UnknownDay
        : day is { Room: null, Start: null } ? null
        : WhyNot(house, series with { Room = day.Room ?? series.Room, Start = day.Start ?? series.Start, End = day.End ?? series.End }, proposal.People, proposal.Needs))
        .FirstOrDefault(refusal => refusal is not null);

    private static Refusal? WhyNotIn(House house, string id, int people, Features? needs) => house.Room(id) switch
    {
        null => RoomRefusals.UnknownRoom,
        { DropIn: true } => RoomRefusals.DropIn,
        var room when room.Capacity < people => RoomRefusals.TooManyPeople(room.Capacity),
        var room => needs?.Names.Find(need => !room.Features.Contains(need)) is { } missing ? RoomRefusals.MissingFeature(missing) : null,
    };

    private static bool Knows(InitiativeState state, DateOnly day, House house) =>
        !(day <= state.Horizon) || state.Meetings.Exists(meeting => house.Day(meeting.From) == day) || state.Skipped?.Exists(skipped => skipped.Day == day) == true;

    // A decision on what was only handed in is its review as well, so that the history reads as the table does.
    private static Decision<InitiativeEvent> Reviewed(InitiativeState state, Context context, params ReadOnlySpan<InitiativeEvent> decided) =>
        state.Stage == InitiativeStage.Submitted ? Accept([new ReviewStarted(context.Now), .. decided]) : Accept(decided);

    private static Decision<InitiativeEvent> Accept(params ReadOnlySpan<InitiativeEvent> events) => Decision<InitiativeEvent>.Accept(events);

    private static Decision<InitiativeEvent> Refuse(Refusal refusal) => new([], refusal);
}
