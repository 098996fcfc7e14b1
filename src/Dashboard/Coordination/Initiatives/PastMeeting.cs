using System.Collections.Immutable;
using Mal.Places;
using Mal.Polish;
using Mal.Rooms;

namespace Mal.Coordination.Initiatives;

/// <summary>A meeting that was, as far as is known how it went.</summary>
/// <param name="Room">The room's id.</param>
public sealed record PastMeeting(string Room, CalendarEntry Entry)
{
    public Booking Booking => Entry.Booking;

    /// <summary>How many came, by whoever knew best; null is not counted, which is not 0.</summary>
    public int? People => Entry.CloseOut is { } noted ? noted.Held ? noted.People ?? Entry.Most : 0 : Booking.Outcome == BookingOutcome.NoShow ? 0 : Entry.Most;

    /// <summary>Nobody has noted how it went, or noted it without a number.</summary>
    public bool LacksNumber => Entry.Holds && !Booking.WalkIn && Entry.CloseOut is null or { Held: true, People: null };

    /// <summary>"18 osób, plan: 12", "0 osób, plan: 12", "bez liczby", "nie odbyło się".</summary>
    public string Says => (Entry, People) switch
    {
        ({ Gone: Departure.Cancelled }, _) => "odwołane",
        ({ Gone: not null }, _) => "nie doszło do skutku",
        ({ CloseOut.Held: false }, _) => "nie odbyło się",
        ({ CloseOut: null }, _) when Booking.Outcome == BookingOutcome.NoShow => "nikt nie przyszedł",
        (_, { } people) => $"{Phrases.People.Say(people)}, plan: {Booking.People}{(Entry.CloseOut is null ? " (z liczenia w sali)" : "")}",
        _ => "bez liczby",
    };

    /// <summary>The meetings that are over, the latest first; of one initiative, or of all.</summary>
    public static ImmutableList<PastMeeting> Of(PlaceCalendar calendar, DateTimeOffset now, string? initiative = null) =>
    [
        .. calendar.Rooms.SelectMany(room => room.Value.Select(entry => new PastMeeting(room.Key, entry)))
            .Where(held => held.Booking.Standing == Standing.Approved && (held.Booking.EndedAt ?? held.Booking.Until) <= now && held.Entry.Gone is null or Departure.Cancelled)
            .Where(held => initiative is null || held.Booking.Initiative == initiative)
            .OrderByDescending(held => held.Booking.From),
    ];

    /// <summary>„Bez liczby obecnych”, the oldest first: what is missing longest goes first.</summary>
    public static ImmutableList<PastMeeting> WithoutNumber(PlaceCalendar calendar, DateTimeOffset now) => [.. Of(calendar, now).Where(held => held.LacksNumber).Reverse()];
}
