using Mal.Api;
using Mal.Facts;
using Mal.Gate;
using Mal.Initiatives;
using Mal.Places;
using Mal.Polish;
using Mal.Rooms;
using Mal.Wire;
using Mal.Words;

namespace Mal.Public;

/// <summary>What the resident's pages do at the house's one door: ask for a room, look a request up, answer, withdraw, erase.</summary>
internal sealed class RequestDesk(KnownPlaces places, CommandDoor door, Surroundings around)
{
    internal static readonly By Requester = new(Role.Anyone, "requester");

    // How far the calendar is searched: as far ahead as anybody may book, and as long after as words are kept.
    private const int DaysBack = 100;
    private const int DaysAhead = 370;

    /// <summary>What is asked for as a series.</summary>
    public SeriesDesk Series { get; } = new(places, door, around);

    public DateTimeOffset Now => around.Time.GetUtcNow();

    /// <summary>Asks the room, or with "any" the smallest one that will do.</summary>
    /// <param name="sending">The same for every copy of one sending, so that a double click asks once.</param>
    public async Task<Answer> Ask(House house, RequestForm form, string sending)
    {
        var command = form.Command();
        var id = TrackingCode.Derived($"ask:{form.Code}:{sending}");
        var said = form.Description.Length == 0 ? null : new Said("description", form.Description, Now, id);
        return await Send(house, form.Room.Length > 0 ? form.Room : await AnyRoom(house, command.Booking), command, id, said);
    }

    public async Task<Tracked?> Find(House house, string code)
    {
        var id = TrackingCode.Booking(code);
        var rooms = await door.Rooms.Calendars(house, Now.AddDays(-DaysBack), Now.AddDays(DaysAhead));
        var found = rooms.SelectMany(room => room.Value.Where(entry => entry.Booking.Id == id).Select(entry => (Room: room.Key, Entry: entry))).ToList();
        // Where it was moved from it left an entry too.
        return found.OrderBy(one => one.Entry.Gone == Departure.Moved).FirstOrDefault() is { Entry: { } entry } one
            ? new TrackedBooking(id, one.Room, entry, await Words(house, id).Read())
            : await Series.Find(house, id, rooms);
    }

    public Task<Answer> AnswerQuestion(House house, Tracked request, string text, Guid command) => request is TrackedBooking { Room: var room }
        ? Send(house, room, new RoomCommand.AnswerQuestion(request.Id, text), command)
        : Series.Send(house, request.Id, new InitiativeCommand.Answer(text), command);

    /// <summary>Once, however often its button is pressed.</summary>
    public Task<Answer> Withdraw(House house, Tracked request) => request is TrackedBooking { Room: var room }
        ? Send(house, room, new RoomCommand.WithdrawBooking(request.Id), TrackingCode.Derived($"withdraw:{request.Id:N}"))
        : Series.Send(house, request.Id, new InitiativeCommand.Withdraw(), TrackingCode.Derived($"withdraw:{request.Id:N}"));

    /// <summary>Of a series also what was noted about each of its meetings.</summary>
    public async Task Erase(House house, Tracked request)
    {
        foreach (var subject in request is TrackedSeries series ? series.Meetings.Select(meeting => meeting.Entry.Booking.Id).Prepend(request.Id).Distinct() : [request.Id])
        {
            await Words(house, subject).EraseFor(Requester);
        }
    }

    private async Task<string> AnyRoom(House house, BookingRequest asked)
    {
        var (from, until) = (house.InstantOf(asked.From), house.InstantOf(asked.Until));
        var held = await door.Rooms.Calendars(house, from.AddHours(-1), until.AddHours(1));
        var byRoom = house.File.Rooms.Where(room => !room.DropIn).OrderBy(room => room.Capacity).ToList();
        var fitting = byRoom.Where(room => Lendable.WhyNot(house, room, from, until, asked.People, asked.Needs) is null).ToList();
        // Where nothing fits, the largest says why best; where all are taken, the smallest that fits does.
        return (fitting.Find(room => Alternatives.IsFree(house, held[room.Id], from, until, asked.Id)) ?? fitting.FirstOrDefault() ?? byRoom[^1]).Id;
    }

    private async Task<Answer> Send(House house, string room, RoomCommand command, Guid id, Said? said = null)
    {
        try
        {
            return await door.Rooms.Send(id, Key.Room(house.File.Place.Id, room), command, 0, Requester, house, said);
        }
        catch (Exception failure) when (failure is TimeoutException or Orleans.Runtime.OrleansException)
        {
            return Answer.Unknown;
        }
    }

    private IWordsGrain Words(House house, Guid id) => places.Of(house).Words(id);
}
