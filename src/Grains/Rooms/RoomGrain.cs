using System.Collections.Immutable;
using Mal.Facts;
using Mal.Initiatives;
using Mal.Places;
using Mal.Wire;

namespace Mal.Rooms;

public interface IRoomGrain : IActor<RoomCommand>
{
    /// <summary>Every booking that overlaps a time, past ones and those that came to nothing included.</summary>
    Task<ImmutableList<CalendarEntry>> Calendar(DateTimeOffset from, DateTimeOffset until);

    /// <summary>What the calendar holds of certain bookings, whenever they are or were; those it never had are left out.</summary>
    Task<ImmutableList<CalendarEntry>> Entries(ImmutableList<Guid> bookings);
}

/// <summary>
/// The actor of a room. Beside deciding it keeps the calendar, read from the history when first asked for and only what is
/// new from then on; and it sees the moves it has begun through to their end.
/// </summary>
internal sealed class RoomGrain(Surroundings around) : EventSourcedGrain<Room, RoomState, RoomCommand, RoomEvent, RoomView>(around), IRoomGrain
{
    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(2);

    private (RoomCalendar Calendar, long Version) _kept = (RoomCalendar.Empty, 0);
    private Task<RoomCalendar>? _reading;
    private bool _moving;

    // Whose a booking was that has just left the state, only the state before can tell.
    private RoomState? _before;

    protected override string Kind => "room";

    public async Task<ImmutableList<CalendarEntry>> Calendar(DateTimeOffset from, DateTimeOffset until) => (await Kept()).Between(House!, from, until);

    public async Task<ImmutableList<CalendarEntry>> Entries(ImmutableList<Guid> bookings)
    {
        var known = (await Kept()).Entries;
        return [.. bookings.Select(known.Find).OfType<CalendarEntry>()];
    }

    private async Task<RoomCalendar> Kept()
    {
        // What is due is written first, so that the calendar knows no request that should have lapsed.
        await View();
        // Whoever asks while another reads the history waits, and then reads only what has come since.
        while (_reading is { IsCompleted: false })
        {
            await Task.WhenAny(_reading);
        }
        return await (_reading = Read());
    }

    private async Task<RoomCalendar> Read()
    {
        var (calendar, version) = _kept;
        if (version < Version)
        {
            await foreach (var stored in Around.Events.History(Key.ToString(), version + 1))
            {
                (calendar, version) = (calendar.Evolve(FactJson.Read<RoomEvent>(stored.Json)), stored.Version);
            }
            _kept = (calendar, version);
        }
        return calendar;
    }

    public override async Task Wake(House? house)
    {
        await base.Wake(house);
        _before ??= State;
        StartMoves();
    }

    protected override void Happened(IReadOnlyList<RoomEvent> events)
    {
        StartMoves();
        Nudge(events);
        _before = State;
    }

    private void StartMoves()
    {
        if (_moving || State?.Bookings.Exists(booking => booking.Moving is not null) != true)
        {
            return;
        }
        _moving = true;
        using (ExecutionContext.SuppressFlow())
        {
            _ = Move();
        }
    }

    // Asking the other room again with the same id does no harm, so this begins wherever a crash left it.
    private async Task Move()
    {
        try
        {
            while (State?.Bookings.Find(booking => booking.Moving is not null) is { Moving: { } to } booking)
            {
                if (!await Move(booking, to))
                {
                    await Task.Delay(AskAgain);
                }
            }
        }
        finally
        {
            _moving = false;
        }
    }

    private async Task<bool> Move(Booking booking, Moving to)
    {
        try
        {
            var moved = booking with { From = to.From, Until = to.Until, Moving = null };
            var answer = await GrainFactory.GetGrain<IRoomGrain>($"{PlaceId}/{to.Room}").Send(to.Command, new RoomCommand.PlanMeeting(moved), 0, By.System);
            if (answer.Status == AnswerStatus.Unknown)
            {
                return false;
            }
            var finish = new RoomCommand.FinishMove(booking.Id, to.Command, answer.Refusal?.Code);
            return (await Send(Guid.CreateVersion7(Around.Time.GetUtcNow()), finish, 0, By.System)).Status != AnswerStatus.Unknown;
        }
        catch (Exception failure) when (failure is TimeoutException or Orleans.Runtime.OrleansException)
        {
            return false;
        }
    }

    // An initiative reads what became of its meetings; here it only learns that there is something to read.
    private void Nudge(IReadOnlyList<RoomEvent> events)
    {
        foreach (var initiative in Touched(events).Distinct())
        {
            using (ExecutionContext.SuppressFlow())
            {
                _ = GrainFactory.GetGrain<IInitiativeGrain>($"{PlaceId}/{initiative}").Wake(House);
            }
        }
    }

    private IEnumerable<string> Touched(IReadOnlyList<RoomEvent> events)
    {
        var moved = events.Select(happened => happened switch
        {
            RoomEvent.NobodyCame it => it.Booking,
            RoomEvent.CheckedOut it => it.Booking,
            RoomEvent.EndedBySystem it => it.Booking,
            RoomEvent.MeetingClosedOut it => it.Booking,
            RoomEvent.BookingCancelled it => it.Booking,
            RoomEvent.BookingWithdrawn it => it.Booking,
            RoomEvent.RequestRejected it => it.Booking,
            RoomEvent.RequestLapsed it => it.Booking,
            RoomEvent.BookingMoved it => it.Booking,
            RoomEvent.MovedAway it => it.Booking,
            _ => Guid.Empty,
        }).Concat(Reopened(events)).Where(id => id != Guid.Empty).ToHashSet();
        return moved.Count == 0 ? [] : Owners(State!).Concat(Owners(_before ?? State!)).Where(one => moved.Contains(one.Booking)).Select(one => one.Initiative).OfType<string>();
    }

    // What was said of a meeting that is over and no longer holds: a tap undone, a group that came after all.
    private IEnumerable<Guid> Reopened(IReadOnlyList<RoomEvent> events) => events.Any(happened => happened is RoomEvent.Undone or RoomEvent.CheckedIn)
        ? (_before ?? State!).Bookings.Where(booking => booking.EndedAt is not null && State!.Bookings.Find(now => now.Id == booking.Id) != booking).Select(booking => booking.Id)
        : [];

    private static IEnumerable<(Guid Booking, string? Initiative)> Owners(RoomState state) =>
        state.Bookings.Select(booking => (booking.Id, booking.Initiative)).Concat((state.Unsettled ?? []).Select(waiting => (waiting.Booking, waiting.Initiative)));
}
