using System.Collections.Immutable;
using Mal.Facts;
using Mal.Places;
using Mal.Polish;
using Mal.Rooms;

namespace Mal.Coordination.Requests;

/// <summary>The answer to one request, worked out before anybody asks: can it be had, and what else could.</summary>
/// <param name="Says">"Bez kolizji. 12 osób, limit sali 30." or why not.</param>
/// <param name="Instead">What is free instead; empty when it can be had.</param>
public sealed record Verdict(bool Free, string Says, ImmutableList<Alternative> Instead)
{
    /// <param name="booking">As asked for; it does not stand in its own way.</param>
    /// <param name="shut">Rooms out of service now.</param>
    public static Verdict Of(House house, string room, Booking booking, PlaceCalendar calendar, DateTimeOffset now, IReadOnlySet<string>? shut = null)
    {
        if (house.Room(room) is not { } details)
        {
            return new Verdict(false, RoomRefusals.UnknownRoom.Message, []);
        }
        var why = shut?.Contains(room) == true ? RoomRefusals.OutOfService : Lendable.WhyNot(house, details, booking.From, booking.Until, booking.People, booking.Needs)
            ?? (Alternatives.IsFree(house, calendar.Rooms.GetValueOrDefault(room) ?? [], booking.From, booking.Until, booking.Id) ? null : RoomRefusals.SlotTaken);
        return why is null
            ? new Verdict(true, $"Bez kolizji. {Phrases.People.Say(booking.People)}, limit sali: {details.Capacity}.", [])
            : new Verdict(false, why.Message, Alternatives.Of(house, new Wish(room, booking.From, booking.Until, booking.People, booking.Needs, booking.Id, OfSeries: booking.Initiative is not null), calendar.Rooms, now, shut));
    }

    /// <summary>"Sala warsztatowa, 18:00–20:00"; of a day other than the one asked for: "piątek, 4 grudnia, Sala warsztatowa, 18:00–20:00".</summary>
    public static string Name(House house, Alternative other, DateOnly? asked = null) =>
        $"{(asked is { } day && DateOnly.FromDateTime(other.From) != day ? $"{Dates.Day(DateOnly.FromDateTime(other.From))}, " : "")}{RoomName(house, other)}, {Dates.Between(TimeOnly.FromDateTime(other.From), TimeOnly.FromDateTime(other.Until))}";

    public static string RoomName(House house, Alternative other) => house.Room(RoomId(other))?.Name ?? RoomId(other);

    public static string RoomId(Alternative other) => Wire.Key.Parse(other.Key)?.Id ?? other.Key;
}
