using System.Collections.Immutable;
using Mal.History;
using Mal.Places;
using Mal.Polish;

namespace Mal.Rooms;

/// <summary>Where a booking was to go, and the code with which that room refused it after the move had begun.</summary>
public sealed record NotMoved(string Room, DateTimeOffset From, DateTimeOffset Until, string Code);

/// <summary>A booking whose move was refused: it is where it was, and whoever moved it may believe otherwise.</summary>
/// <param name="From">When it begins, where it still is.</param>
public sealed record RefusedMove(Guid Booking, string Title, DateTimeOffset From, NotMoved To);

/// <summary>
/// What a coordinator is told of a refused move. It goes by itself: with another move, with „zostaw tutaj”, when the booking is
/// gone, and when it has begun, since there is nothing to choose any more.
/// </summary>
/// <param name="Room">The id of the room in which the booking is.</param>
/// <param name="Day">Where in the calendar to choose again.</param>
public sealed record RefusedMoveAlert(string Room, Guid Booking, string Where, string Says, DateOnly Day)
{
    public static ImmutableList<RefusedMoveAlert> Of(House house, IEnumerable<RoomView> rooms, DateTimeOffset now) =>
    [
        .. rooms.SelectMany(room => (room.RefusedMoves ?? []).Where(move => move.From > now).Select(move => (Room: room, Move: move)))
            .OrderBy(one => one.Move.From).ThenBy(one => one.Move.Booking)
            .Select(one => new RefusedMoveAlert(one.Room.Id, one.Move.Booking, one.Room.Name, Sentence(house, one.Move, now), house.Day(one.Move.From))),
    ];

    private static string Sentence(House house, RefusedMove move, DateTimeOffset now)
    {
        var (from, to) = (house.Local(move.From), move.To);
        var day = house.Day(to.From) == house.Day(move.From) ? "" : $"{Dates.Day(house.Day(to.From))}, ";
        var there = $"{house.Room(to.Room)?.Name ?? to.Room}, {day}{Dates.Between(TimeOnly.FromDateTime(house.Local(to.From)), TimeOnly.FromDateTime(house.Local(to.Until)))}";
        return $"{move.Title}, {Dates.OnDay(DateOnly.FromDateTime(from), house.Day(now))} {Dates.Clock(from)}: nie przeniesiono ({there} – {Reasons.Say(to.Code)}). Spotkanie jest dalej tutaj.";
    }
}
