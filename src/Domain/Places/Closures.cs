using System.Collections.Immutable;
using Mal.Rooms;

namespace Mal.Places;

/// <summary>
/// What a closure would hit: the bookings that fit into the opening hours without it and no longer do with it. Asked again
/// after the closure is written down, the answer is the same less what has been decided, so a half-done closing shows its rest.
/// </summary>
public static class Closures
{
    /// <param name="held">The bookings of the closure's days, by room.</param>
    /// <param name="now">What is over by then is not hit any more.</param>
    public static ImmutableList<ClosureHit> Hits(House house, Closure closure, ImmutableSortedDictionary<string, ImmutableList<CalendarEntry>> held, DateTimeOffset now)
    {
        var (without, with) = (Without(house, closure), With(house, closure));
        return
        [
            .. held.SelectMany(room => room.Value.Where(entry => entry.Holds && entry.Booking.EndedAt is null && entry.Booking.Until > now)
                    .Select(entry => (Room: room.Key, entry.Booking)))
                .Where(one => Fits(without, one.Booking.From, one.Booking.Until) && !Fits(with, one.Booking.From, one.Booking.Until))
                .OrderBy(one => one.Booking.From).ThenBy(one => one.Room, StringComparer.Ordinal).ThenBy(one => one.Booking.Id)
                .Select(one => new ClosureHit(one.Booking.Id, one.Room, one.Booking.From, one.Booking.Until, one.Booking.Title, one.Booking.People, one.Booking.Standing,
                    one.Booking.Organizer, one.Booking.Initiative, one.Booking.From <= now)),
        ];
    }

    /// <summary>Is the house open for the whole of it?</summary>
    public static bool Fits(House house, DateTimeOffset from, DateTimeOffset until) =>
        Calendar.HoursOf(house, house.Day(from)).Exists(open => open.From <= from && until <= open.Until);

    public static House With(House house, Closure closure) => Listing(house, Without(house, closure).File.Place.Closures.Add(closure));

    private static House Without(House house, Closure closure) => Listing(house, house.File.Place.Closures.RemoveAll(entry => entry == closure));

    private static House Listing(House house, ImmutableList<Closure> closures) =>
        house with { File = house.File with { Place = house.File.Place with { Closures = closures } } };
}

/// <summary>A booking that a closure hits.</summary>
/// <param name="Title">For staff: what the group is called, also when it is closed to others.</param>
/// <param name="Organizer">The kind of who answers for it; null for the place's own series.</param>
/// <param name="Started">It is on already: it can only be kept, and ends when the house shuts.</param>
public sealed record ClosureHit(Guid Booking, string Room, DateTimeOffset From, DateTimeOffset Until, string Title, int People, Standing Standing,
    OrganizerKind? Organizer, string? Initiative, bool Started);

public sealed record ClosureQuestion(Closure Closure);

public sealed record ClosureHits(ImmutableList<ClosureHit> Hits);

/// <summary>A closure with what is to become of every booking it hits. Repeating it with the same id is safe.</summary>
public sealed record ClosureRequest(Guid Id, Closure Closure, ImmutableList<ClosureDecision> Decisions);

/// <param name="Room">Where the booking is.</param>
/// <param name="To">Where it goes; only for a move, and then required.</param>
public sealed record ClosureDecision(Guid Booking, string Room, ClosureChoice Do, ClosureMove? To = null);

public enum ClosureChoice { Cancel, Keep, Move }

/// <param name="From">Local time of the place.</param>
/// <param name="Until">Local time of the place.</param>
public sealed record ClosureMove(string Room, DateTime From, DateTime Until);

/// <summary>What came of it: the closure's own answer and one for every decision.</summary>
public sealed record ClosureAnswer(Wire.Answer Closure, ImmutableList<DecisionAnswer> Decisions);

/// <param name="Answer">The room's; for a kept booking, accepted.</param>
public sealed record DecisionAnswer(Guid Booking, string Room, ClosureChoice Do, Wire.Answer Answer);
