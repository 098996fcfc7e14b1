using System.Collections.Immutable;
using System.Diagnostics;
using Mal.Facts;
using Mal.Places;

namespace Mal.Initiatives;

/// <summary>
/// An initiative from the idea to its evaluation, and the dated meetings of it. What it asks of rooms it writes down first as
/// an intention (a meeting, and how it wants it to stand); the actor asks the rooms, and what they answer is written down too.
/// So it is always visible how far a decision has got, and whoever wakes it goes on from there.
/// </summary>
public sealed partial class Initiative : IRules<InitiativeState, InitiativeCommand, InitiativeEvent, InitiativeView>
{
    // The live view is what comes next; the calendar has its own key.
    private const int ShownMax = 12;

    private Initiative() { }

    public static InitiativeState Empty { get; } = new([], null);

    public static InitiativeState Evolve(InitiativeState state, InitiativeEvent happened) => happened switch
    {
        InitiativeEvent.IdeaNoted it => state with { Stage = InitiativeStage.Idea, Proposal = it.Initiative },
        InitiativeEvent.Submitted it => state with { Stage = InitiativeStage.Submitted, Proposal = it.Initiative, Exceptions = it.Exceptions, Revision = state.Proposal is null ? 0 : state.Revision + 1, WaitsSince = it.At },
        InitiativeEvent.Changed it => (it.Replans
                ? GivenBack(state with { Meetings = state.Meetings.RemoveAll(IsCancelled) }, it.At) with { Round = state.Round + 1, Horizon = null, Skipped = null, Exceptions = null }
                : state)
            with { Proposal = it.Initiative, Revision = state.Revision + 1 },
        InitiativeEvent.ReviewStarted it => state with { Stage = InitiativeStage.UnderReview, WaitsSince = state.WaitsSince ?? it.At },
        InitiativeEvent.Answered it => state with { Stage = InitiativeStage.UnderReview, WaitsSince = it.At },
        InitiativeEvent.Asked => state with { Stage = InitiativeStage.NeedsInfo, WaitsSince = null },
        InitiativeEvent.Approved it => Approved(state, it.Exceptions),
        InitiativeEvent.Rejected it => GivenBack(state, it.At) with { Stage = InitiativeStage.Rejected, ReasonCode = it.ReasonCode, WaitsSince = null },
        InitiativeEvent.Started => state with { Stage = InitiativeStage.Active },
        InitiativeEvent.Suspended it => GivenBack(state, it.At) with { Stage = InitiativeStage.Suspended, ReasonCode = it.ReasonCode },
        InitiativeEvent.Resumed => state with { Stage = InitiativeStage.Active, ReasonCode = null, Round = state.Round + 1, Horizon = null, Skipped = null },
        InitiativeEvent.Withdrawn it => GivenBack(state, it.At) with { Stage = InitiativeStage.Withdrawn, WaitsSince = null },
        InitiativeEvent.Completed it => GivenBack(state, it.At) with { Stage = InitiativeStage.Completed },
        InitiativeEvent.Evaluated it => state with { Stage = InitiativeStage.Evaluated, Reached = it.Goals },
        InitiativeEvent.MeetingPlanned it => state with
        {
            Meetings = state.Meetings.Add(new Meeting(it.Booking, it.Room, it.From, it.Until,
                Wanted: it.Pending ? MeetingStanding.Held : MeetingStanding.Approved, Pending: it.Pending)),
        },
        InitiativeEvent.MeetingSkipped it => state with { Skipped = (state.Skipped ?? []).RemoveAll(day => day.Day == it.Day).Add(new SkippedDay(it.Day, it.ReasonCode)) },
        InitiativeEvent.MeetingDropped it => Touched(state, it.Booking, meeting => meeting with { Wanted = MeetingStanding.Released }),
        InitiativeEvent.MeetingHeld it => Touched(state, it.Booking, meeting => meeting with { Standing = MeetingStanding.Held }),
        InitiativeEvent.MeetingApproved it => Touched(state, it.Booking, meeting => meeting with { Standing = MeetingStanding.Approved }),
        InitiativeEvent.MeetingLost it => Touched(state, it.Booking, meeting => meeting with { Standing = MeetingStanding.Lost, Code = it.Code }),
        // Given back is done with: it leaves the state and stays in the history.
        InitiativeEvent.MeetingReleased it => state with { Meetings = state.Meetings.RemoveAll(meeting => meeting.Booking == it.Booking) },
        InitiativeEvent.MeetingMoved it => Recorded(state, it.Booking, meeting => meeting with { Room = it.Room, From = it.From, Until = it.Until }),
        InitiativeEvent.MeetingSettled it => Settled(state, it),
        InitiativeEvent.HorizonMoved it => state with
        {
            Horizon = it.Horizon,
            Meetings = state.Meetings.RemoveAll(meeting => meeting.Until <= it.At),
            Past = StillOpen(state, it.At),
            Skipped = state.Skipped?.RemoveAll(day => IsPast(day.Day, it.At)),
            Exceptions = state.Exceptions?.RemoveAll(day => IsPast(day.Day, it.At)),
        },
        _ => throw new UnreachableException($"An initiative knows no {happened.GetType().Name}."),
    };

    /// <summary>It starts with its first meeting. That the horizon moves on is the actor's doing, who has the dates.</summary>
    public static ImmutableList<InitiativeEvent> Due(InitiativeState state, Context context) =>
        StartsAt(state) is { } first && first <= context.Now ? [new InitiativeEvent.Started(first)] : [];

    public static DateTimeOffset? DueAt(InitiativeState state, Context context) => StartsAt(state);

    public static InitiativeView View(InitiativeState state, long version, Context context)
    {
        var details = context.House.Initiative(context.Id);
        var coming = state.Meetings.Where(meeting => meeting.Until > context.Now && meeting.Wanted != MeetingStanding.Released).OrderBy(meeting => meeting.From).ToList();
        ImmutableList<Meeting> lost = [.. coming.Where(meeting => meeting.Standing == MeetingStanding.Lost).Take(ShownMax)];
        ImmutableList<Meeting> cancelled = [.. coming.Where(IsCancelled).Take(ShownMax)];
        ImmutableList<SkippedDay> skipped = [.. (state.Skipped ?? []).Where(day => day.Day >= context.House.Day(context.Now)).OrderBy(day => day.Day).Take(ShownMax)];
        return new InitiativeView(version, context.Id, details?.Title ?? state.Proposal?.Title ?? "Spotkanie",
            details?.LedBy ?? state.Proposal?.LedBy ?? LedBy.Team, details?.Closed ?? state.Proposal?.Closed ?? true,
            [.. coming.Where(meeting => meeting.Standing != MeetingStanding.Lost && !IsCancelled(meeting)).Take(ShownMax)],
            state.Stage ?? InitiativeStage.Active, state.Proposal, StepsOf(state), lost.IsEmpty ? null : lost, skipped.IsEmpty ? null : skipped,
            state.ReasonCode, state.Reached, cancelled.IsEmpty ? null : cancelled, state.Attendance,
            state.Attendance is { } sums && (details?.People ?? state.Proposal?.People) is { } people ? sums.Held * people : null, state.Review, state.Revision, state.WaitsSince, LastNoShow(state));
    }

    // What has begun is not taken from under anybody; what is still to come is given back. What a coordinator cancelled is not
    // there to be given back, and stays so that it is not booked again.
    private static InitiativeState GivenBack(InitiativeState state, DateTimeOffset at) => state with
    {
        Meetings = [.. state.Meetings.Select(meeting => meeting.From > at && !IsCancelled(meeting) ? meeting with { Wanted = MeetingStanding.Released } : meeting)],
    };

    private static InitiativeState Approved(InitiativeState state, ImmutableList<MeetingException> exceptions) => state with
    {
        Stage = state.Stage == InitiativeStage.Active ? InitiativeStage.Active : InitiativeStage.Approved,
        Meetings = [.. state.Meetings.Select(meeting => meeting.Wanted == MeetingStanding.Held ? meeting with { Wanted = MeetingStanding.Approved } : meeting)],
        WaitsSince = null,
        Round = exceptions.IsEmpty ? state.Round : state.Round + 1,
        Exceptions = [.. (state.Exceptions ?? []).Where(before => !exceptions.Exists(day => day.Day == before.Day)), .. exceptions],
    };

    private static InitiativeState Touched(InitiativeState state, Guid booking, Func<Meeting, Meeting> change) =>
        state with { Meetings = [.. state.Meetings.Select(meeting => meeting.Booking == booking ? change(meeting) : meeting)] };

    // By the offset the instant carries, which is the place's or UTC; a day too long in the state does no harm.
    private static bool IsPast(DateOnly day, DateTimeOffset at) => day < DateOnly.FromDateTime(at.DateTime.AddDays(-1));

    private static DateTimeOffset? StartsAt(InitiativeState state) => state.Stage != InitiativeStage.Approved
        ? null
        : state.Meetings.Where(meeting => meeting is { Standing: MeetingStanding.Approved, Wanted: MeetingStanding.Approved }).Min(meeting => (DateTimeOffset?)meeting.From);
}
