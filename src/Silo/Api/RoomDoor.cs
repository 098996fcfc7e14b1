using System.Collections.Immutable;
using Mal.Board;
using Mal.Facts;
using Mal.Gate;
using Mal.Live;
using Mal.Places;
using Mal.Rooms;
using Mal.Wire;
using Mal.Words;

namespace Mal.Api;

/// <summary>
/// What a command to a room needs at the door: its words are taken out and kept as a record before the room hears of it, it
/// goes by way of its group where that is known, and a lost slot is answered with what is free instead.
/// </summary>
internal sealed class RoomDoor(KnownPlaces places, BoardRelay relay, AcceptedHere accepted, TimeProvider time)
{
    /// <param name="more">What was said beside the command itself.</param>
    /// <exception cref="MalformedException">It is not a command; nothing was written.</exception>
    public async Task<Answer> Send(Guid id, Key key, RoomCommand command, long ageMs, By by, House house, Said? more = null)
    {
        if (command is RoomCommand.PlanMeeting or RoomCommand.FinishMove)
        {
            throw new MalformedException("command.$type", "tego polecenia nie przyjmujemy z zewnątrz");
        }
        CommandDoor.Check(Room.Malformed(command, house));
        var place = places.Of(house);
        var room = place.Room(house, key.Id);
        if (await WhyThereTaken(house, key, command) is { } taken)
        {
            return new Answer(AnswerStatus.Refused, 0, taken);
        }
        var (bare, subject, words) = Spoken.Apart(id, command, house, time.GetUtcNow());
        var answer = await accepted.Note(key, subject is { } about
            ? place.Words(about).AskRoom(key.Id, id, bare, more is null ? words : (words ?? new WordsRecord()) with { Said = [more] }, ageMs, by)
            : room.Send(id, bare, ageMs, by));
        if (command is RoomCommand.MoveBooking move && answer.Status == AnswerStatus.Accepted)
        {
            // The later of two dates holds, so that what is said about the meeting outlives it by as much as before.
            await place.Words(move.Booking).Postpone(Spoken.EraseAt(house, move.Until));
        }
        return answer.Refusal?.Code == RoomRefusals.SlotTaken.Code && await Wished(house, key, command) is { } wish
            ? answer with { Refusal = answer.Refusal with { Alternatives = await Instead(house, wish) } }
            : answer;
    }

    /// <summary>What is free instead of a wish, by the calendars of all rooms.</summary>
    public async Task<ImmutableList<Alternative>> Instead(House house, Wish wish)
    {
        var (from, until) = Alternatives.Around(house, wish);
        var held = await Calendars(house, from, until);
        return Alternatives.Of(house, wish, held, time.GetUtcNow(), await Shut(house));
    }

    /// <summary>The calendars of all rooms, by room id.</summary>
    public async Task<ImmutableSortedDictionary<string, ImmutableList<CalendarEntry>>> Calendars(House house, DateTimeOffset from, DateTimeOffset until)
    {
        var place = places.Of(house);
        var read = await Task.WhenAll(house.File.Rooms.Select(async room =>
            (room.Id, Entries: await place.Room(house, room.Id).Calendar(from, until))));
        return read.ToImmutableSortedDictionary(one => one.Id, one => one.Entries, StringComparer.Ordinal);
    }


    // A move to another room is answered before that room has been asked; what is known to be taken is said at once.
    private async Task<Refusal?> WhyThereTaken(House house, Key key, RoomCommand command)
    {
        if (command is not RoomCommand.MoveBooking { Room: { } room } || room == key.Id || house.Room(room) is null || await Wished(house, key, command) is not { } wish)
        {
            return null;
        }
        var (from, until) = Alternatives.Around(house, wish);
        var held = await Calendars(house, from, until);
        return Alternatives.IsFree(house, held[room], wish.From, wish.Until, wish.Booking)
            ? null
            : RoomRefusals.SlotTaken with { Alternatives = Alternatives.Of(house, wish, held, time.GetUtcNow(), await Shut(house)) };
    }

    private async Task<Wish?> Wished(House house, Key key, RoomCommand command)
    {
        if (command is RoomCommand.RequestBooking { Booking: var asked })
        {
            return new Wish(key.Id, house.InstantOf(asked.From), house.InstantOf(asked.Until), asked.People, asked.Needs);
        }
        if (command is not RoomCommand.MoveBooking move
            || (await places.Of(house).Room(house, key.Id).Calendar(time.GetUtcNow(), DateTimeOffset.MaxValue)).Find(entry => entry.Booking.Id == move.Booking) is not { } entry)
        {
            return null;
        }
        return new Wish(move.Room ?? key.Id, house.InstantOf(move.From), house.InstantOf(move.Until), entry.Booking.People, entry.Booking.Needs, move.Booking,
            OfSeries: entry.Booking.Initiative is not null);
    }

    private async Task<HashSet<string>> Shut(House house) => await relay.Current(places.Of(house)) is { } board
        ? [.. board.Snapshot(Audience.Staff).Views.Values.OfType<RoomView>().Where(room => room.OutOfService is not null).Select(room => room.Id)]
        : [];
}
