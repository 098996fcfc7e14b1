using System.Collections.Immutable;
using Mal.Facts;
using Mal.Places;
using Mal.Rooms;
using Mal.Wire;
using Microsoft.Extensions.Logging;

namespace Mal.Initiatives;

public interface IInitiativeGrain : IActor<InitiativeCommand>;

/// <summary>Expands the rule of a series into dates. Kept out of the rules, which see only dates.</summary>
public interface ISeries
{
    /// <returns>The local days of the series from <paramref name="first"/> to <paramref name="last"/>, both included, in order.</returns>
    ImmutableList<DateOnly> Days(string rrule, DateOnly first, DateOnly last);

    /// <summary>A series that has a first day of its own and must end, as it was proposed.</summary>
    SeriesDates Read(string rrule, DateOnly firstDay, DateOnly? lastDay);
}

/// <summary>
/// An initiative is a process over rooms: the intention is written here first, then the room is asked with an id derived from
/// it, then its answer is written. Whatever dies in between, waking up and asking again does no harm.
/// </summary>
internal sealed partial class InitiativeGrain(Surroundings around)
    : EventSourcedGrain<Initiative, InitiativeState, InitiativeCommand, InitiativeEvent, InitiativeView>(around), IInitiativeGrain
{
    private const int HorizonDays = 62;
    private const int RoomsAtOnce = 8;
    private const int FailuresMax = 40;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(30);

    private bool _working;
    private bool _more;
    private bool _nudged;
    private bool _left;

    protected override string Kind => "initiative";

    public override async Task Wake(House? house)
    {
        await base.Wake(house);
        (_more, _nudged) = (true, true);
        if (!_working)
        {
            _working = true;
            // Whoever wakes it sees the first steps done; a store in trouble does not keep them waiting.
            await Task.WhenAny(Work(), Task.Delay(Patience));
        }
    }

    protected override void Happened(IReadOnlyList<InitiativeEvent> events)
    {
        _more = true;
        if (!_working)
        {
            _working = true;
            using (ExecutionContext.SuppressFlow())
            {
                _ = Work();
            }
        }
    }

    /// <summary>Meetings are planned a day further every midnight of the place; a room that has not answered is asked again, whoever holds this actor then.</summary>
    protected override DateTimeOffset? DueAt(InitiativeState state, Context context)
    {
        var midnight = context.House.At(context.House.Day(context.Now).AddDays(1), TimeOnly.MinValue);
        var soon = Initiative.StepsToDo(state).IsEmpty ? midnight : context.Now + LookAgain;
        return base.DueAt(state, context) is { } due && due < soon ? due : soon;
    }

    private async Task Work()
    {
        try
        {
            for (var failures = 0; failures < FailuresMax;)
            {
                _more = false;
                // What moved or went is known before anything is planned around it or asked for; a room that cannot be read keeps no other waiting.
                var read = await ReadRooms();
                if (await PlanAhead() && await AskRooms() && await LeaveThePlace() && read)
                {
                    if (!_more)
                    {
                        return;
                    }
                    continue;
                }
                failures++;
                await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(25 * failures, 1000)));
            }
        }
        finally
        {
            _working = false;
        }
    }

    /// <summary>False when the store or the place is in doubt.</summary>
    private async Task<bool> PlanAhead()
    {
        try
        {
            await Remember();
            if (State is not { } state || await KnowHouse(state) is not { } house)
            {
                return false;
            }
            var today = house.Day(Around.Time.GetUtcNow());
            var horizon = today.AddDays(HorizonDays);
            if (state.Horizon >= horizon || DaysOf(state, house, today, horizon) is not { } days)
            {
                return true;
            }
            var answer = await Send(Guid.CreateVersion7(Around.Time.GetUtcNow()), new InitiativeCommand.Plan(days, horizon), 0, By.System);
            return answer.Status != AnswerStatus.Unknown;
        }
        catch (Exception failure)
        {
            LogDoubtful(Around.Log, Key.ToString(), failure.Message);
            return false;
        }
    }

    // Null when there is nothing to plan.
    private ImmutableList<DateOnly>? DaysOf(InitiativeState state, House house, DateOnly today, DateOnly horizon)
    {
        var first = state.Horizon is { } planned && planned >= today ? planned.AddDays(1) : today;
        return house.Initiative(Id) is { } details
            ? Around.Series.Days(details.Rrule, first, horizon)
            : state is { Plans: true, Proposal.Series: { } series }
                ? Around.Series.Read(series.Rrule, series.FirstDay, series.LastDay).Days.RemoveAll(day => day < first || day > horizon)
                : null;
    }

    /// <summary>True when every room has answered. What is to be given back goes first, and alone: another may want that very time.</summary>
    private async Task<bool> AskRooms()
    {
        try
        {
            await Remember();
            while (State is { } state && Initiative.StepsToDo(state) is { IsEmpty: false } steps)
            {
                var giveBack = steps[0].Wanted == MeetingStanding.Released;
                var next = steps.TakeWhile(meeting => meeting.Wanted == MeetingStanding.Released == giveBack).Take(RoomsAtOnce).ToList();
                var done = (await Task.WhenAll(next.Select(meeting => Ask(state, meeting)))).OfType<StepDone>().ToImmutableList();
                if (done.IsEmpty)
                {
                    return false;
                }
                var version = Version;
                var answer = await Send(Guid.CreateVersion7(Around.Time.GetUtcNow()), new InitiativeCommand.RecordSteps(done), 0, By.System);
                if (answer.Status == AnswerStatus.Unknown || done.Count < next.Count || answer.Version == version)
                {
                    return false;
                }
            }
            return State is not null;
        }
        catch (Exception failure)
        {
            LogDoubtful(Around.Log, Key.ToString(), failure.Message);
            return false;
        }
    }

    /// <summary>False when the place has not answered. Told once an activation: the place passes over what it knows.</summary>
    private async Task<bool> LeaveThePlace()
    {
        if (_left || State is not { IsOver: true })
        {
            return true;
        }
        try
        {
            return _left = (await GrainFactory.GetGrain<IPlaceGrain>(PlaceId).Close(Id, Around.Time.GetUtcNow())).Status != AnswerStatus.Unknown;
        }
        catch (Exception failure)
        {
            LogDoubtful(Around.Log, Key.ToString(), failure.Message);
            return false;
        }
    }

    /// <summary>Null when the room has not answered, or not to the point: it is asked again.</summary>
    private async Task<StepDone?> Ask(InitiativeState state, Meeting meeting)
    {
        var step = Initiative.NextStep(state, meeting, House!, Id);
        try
        {
            var answer = await Room(meeting.Room).Send(step.Id, step.Command, 0, By.System);
            if (answer.Status == AnswerStatus.Unknown || answer.Refusal?.Code == RoomRefusals.BeingMoved.Code)
            {
                return null;
            }
            if (answer.Refusal is { } refusal)
            {
                LogRefused(Around.Log, Key.ToString(), meeting.Booking, refusal.Code);
            }
            return new StepDone(meeting.Booking, answer.Refusal is null ? step.Accepted : step.Refused, answer.Refusal?.Code);
        }
        catch (Exception failure) when (failure is TimeoutException or Orleans.Runtime.OrleansException or IOException)
        {
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Key}: the room refused meeting {Booking}: {Code}")]
    private static partial void LogRefused(ILogger log, string key, Guid booking, string code);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Key}: in doubt, trying again: {Reason}")]
    private static partial void LogDoubtful(ILogger log, string key, string reason);
}
