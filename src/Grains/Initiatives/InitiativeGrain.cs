using System.Collections.Immutable;
using Mal.Facts;
using Mal.Places;
using Mal.Rooms;
using Microsoft.Extensions.Logging;

namespace Mal.Initiatives;

public interface IInitiativeGrain : IActor<InitiativeCommand>;

/// <summary>Expands the rule of a series into dates. Kept out of the rules, which see only dates.</summary>
public interface ISeries
{
    /// <returns>The local days of the series from <paramref name="first"/> to <paramref name="last"/>, both included, in order.</returns>
    ImmutableList<DateOnly> Days(string rrule, DateOnly first, DateOnly last);
}

/// <summary>
/// A series is a process over rooms: the intention is written here first, then the room is asked with an id derived from
/// it, so that waking up and asking again does no harm. The horizon rolls on every midnight.
/// </summary>
internal sealed partial class InitiativeGrain(Surroundings around)
    : EventSourcedGrain<Initiative, InitiativeState, InitiativeCommand, InitiativeEvent, InitiativeView>(around), IInitiativeGrain
{
    private const int HorizonDays = 62;
    private bool _asked;

    protected override string Kind => "initiative";

    public override async Task Wake(House? house)
    {
        await base.Wake(house);
        await PlanAhead();
    }

    /// <summary>Meetings are planned a day further every midnight of the place.</summary>
    protected override DateTimeOffset? DueAt(InitiativeState state, Context context) =>
        context.House.At(context.House.Day(context.Now).AddDays(1), TimeOnly.MinValue);

    private async Task PlanAhead()
    {
        if (House?.Initiative(Id) is not { } details || State is not { } state)
        {
            return;
        }
        var today = House.Day(Around.Time.GetUtcNow());
        var horizon = today.AddDays(HorizonDays);
        if (state.Horizon is null || state.Horizon < horizon)
        {
            var first = state.Horizon is { } planned && planned >= today ? planned.AddDays(1) : today;
            var days = Around.Series.Days(details.Rrule, first, horizon);
            await Send(Guid.CreateVersion7(Around.Time.GetUtcNow()), new InitiativeCommand.Plan(days, horizon), 0, By.System);
            _asked = false;
        }
        if (!_asked)
        {
            _asked = await AskRooms(details);
        }
    }

    /// <summary>True when every room has answered.</summary>
    private async Task<bool> AskRooms(InitiativeDetails details)
    {
        var answered = true;
        foreach (var meeting in State!.Meetings)
        {
            var booking = new Booking(meeting.Booking, details.Title, meeting.From, meeting.Until, details.People, Id,
                details.PublicTitle, details.Closed);
            var answer = await GrainFactory.GetGrain<IRoomGrain>($"{PlaceId}/{meeting.Room}")
                .Send(meeting.Booking, new RoomCommand.PlanMeeting(booking), 0, By.System);
            answered &= answer.Status != Wire.AnswerStatus.Unknown;
            if (answer.Status == Wire.AnswerStatus.Refused)
            {
                LogRefused(Around.Log, Key.ToString(), meeting.Booking, answer.Refusal!.Code);
            }
        }
        return answered;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Key}: the room refused meeting {Booking}: {Code}")]
    private static partial void LogRefused(ILogger log, string key, Guid booking, string code);
}
