using Mal.History;
using Mal.Places;
using Mal.Polish;

namespace Mal.Rooms;

/// <summary>Where a booking was to go, and the code with which that room refused it after the move had begun.</summary>
/// <param name="At">When it refused.</param>
public sealed record NotMoved(string Room, DateTimeOffset From, DateTimeOffset Until, string Code, DateTimeOffset? At = null);

/// <summary>A booking whose move was refused: it is where it was, and whoever moved it may believe otherwise.</summary>
/// <param name="From">When it begins, where it still is.</param>
public sealed record RefusedMove(Guid Booking, string Title, DateTimeOffset From, NotMoved To);

/// <summary>
/// What a coordinator is told of a refused move. It goes by itself: with another move, with „zostaw tutaj”, when the booking is
/// gone, and when it has begun, since there is nothing to choose any more.
/// </summary>
internal static class RefusedMoves
{
    public static string Sentence(House house, RefusedMove move, DateTimeOffset now)
    {
        var (from, to) = (house.Local(move.From), move.To);
        var day = house.Day(to.From) == house.Day(move.From) ? "" : $"{Dates.Day(house.Day(to.From))}, ";
        var there = $"{house.Room(to.Room)?.Name ?? to.Room}, {day}{Dates.Between(TimeOnly.FromDateTime(house.Local(to.From)), TimeOnly.FromDateTime(house.Local(to.Until)))}";
        return $"{move.Title}, {Dates.OnDay(DateOnly.FromDateTime(from), house.Day(now))} {Dates.Clock(from)}: nie przeniesiono ({there} – {Reasons.Say(to.Code)}). Spotkanie jest dalej tutaj: zostaw je albo wybierz w kalendarzu inny termin.";
    }
}
