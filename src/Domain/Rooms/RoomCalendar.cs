using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Mal.Places;

namespace Mal.Rooms;

/// <summary>Why a booking is no longer in its room.</summary>
public enum Departure { Rejected, Lapsed, Withdrawn, Cancelled, Moved }

/// <summary>All that is known of one booking: what a calendar, a report and a close-out need.</summary>
/// <param name="Gone">Null while the booking is, or was, held in this room.</param>
/// <param name="Late">It went when nobody else could ask for the slot any more.</param>
/// <param name="MovedTo">The room it went to.</param>
/// <param name="Most">The most people counted in it; null when nobody counted.</param>
/// <param name="CloseOut">What was noted afterwards; null when nothing was.</param>
public sealed record CalendarEntry(Booking Booking, Departure? Gone = null, string? ReasonCode = null, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Late = false, string? MovedTo = null,
    int? Most = null, CloseOut? CloseOut = null)
{
    /// <summary>Is (or was) its time in the room its own?</summary>
    [JsonIgnore]
    public bool Holds => Gone is null && !Booking.IsReleased();
}

/// <summary>
/// What a room has ever held, folded from its history: the head holds what is on and next, this holds the rest. It follows
/// the room's own state step by step, so that an undo or a correction means here what it means there.
/// </summary>
public sealed record RoomCalendar(RoomState State, CalendarEntries Entries)
{
    public static RoomCalendar Empty { get; } = new(Room.Empty, CalendarEntries.None);

    public RoomCalendar Evolve(RoomEvent happened)
    {
        var next = Room.Evolve(State, happened);
        return happened switch
        {
            RoomEvent.CountChanged or RoomEvent.CountSet => new(next, Counted(next)),
            RoomEvent.CountSeenLate or RoomEvent.PresenceSeen or RoomEvent.RequestRefused or RoomEvent.MadeReady or RoomEvent.TakenOutOfService or RoomEvent.ReturnedToService
                or RoomEvent.DayClosed => this with { State = next },
            RoomEvent.Undone => new(next, Undone(next)),
            RoomEvent.RequestRejected it => new(next, Gone(it.Booking, entry => entry with { Gone = Departure.Rejected, ReasonCode = it.ReasonCode })),
            RoomEvent.RequestLapsed it => new(next, Gone(it.Booking, entry => entry with { Gone = Departure.Lapsed })),
            RoomEvent.BookingWithdrawn it => new(next, Gone(it.Booking, entry => entry with { Gone = Departure.Withdrawn, Late = it.Late })),
            RoomEvent.BookingCancelled it => new(next, Gone(it.Booking, entry => entry with { Gone = Departure.Cancelled, Late = it.Late, ReasonCode = it.ReasonCode })),
            RoomEvent.MovedAway it => new(next, Gone(it.Booking, entry => entry with { Gone = Departure.Moved, MovedTo = entry.Booking.Moving?.Room })),
            RoomEvent.MeetingClosedOut it => new(next, ClosedOut(next, it)),
            _ => new(next, Followed(next)),
        };
    }

    /// <summary>What overlaps a time, in order, with the titles of the place's own series filled in.</summary>
    public ImmutableList<CalendarEntry> Between(House house, DateTimeOffset from, DateTimeOffset until) =>
    [
        .. Entries.Between(from, until)
            .OrderBy(entry => entry.Booking.From).ThenBy(entry => entry.Booking.Id)
            .Select(entry => entry.Booking.Title.Length > 0 ? entry : entry with { Booking = Room.Titled(entry.Booking, house) }),
    ];

    private CalendarEntries Gone(Guid id, Func<CalendarEntry, CalendarEntry> change) =>
        Entries.Find(id) is { } entry ? Entries.With(change(entry)) : Entries;

    // What came, or came back after a move, starts anew; what changed keeps what was counted in it.
    private CalendarEntries Followed(RoomState next)
    {
        var entries = Entries;
        foreach (var booking in next.Bookings)
        {
            if (entries.Find(booking.Id) is not { Gone: null } entry)
            {
                entries = entries.With(new CalendarEntry(booking));
            }
            else if (!ReferenceEquals(entry.Booking, booking))
            {
                entries = entries.With(entry with { Booking = booking });
            }
        }
        return entries;
    }

    private CalendarEntries Counted(RoomState next) =>
        next.Occupancy is { Meeting: { } meeting, Count: { } count } && Entries.Find(meeting) is { } entry && !(count <= entry.Most)
            ? Entries.With(entry with { Most = Math.Max(0, count) })
            : Entries;

    // An undone walk-in never was; an undone number is taken out of the most by what stands now.
    private CalendarEntries Undone(RoomState next)
    {
        var entries = State.Bookings.Where(booking => !next.Bookings.Exists(other => other.Id == booking.Id))
            .Aggregate(Followed(next), (kept, booking) => kept.Without(booking.Id));
        return State.Occupancy != next.Occupancy && State.Occupancy.Meeting is { } meeting && entries.Find(meeting) is { } entry
            ? entries.With(entry with { Most = next.Occupancy.Meeting == meeting && next.Occupancy.Count is { } count ? Math.Max(0, count) : null })
            : entries;
    }

    private CalendarEntries ClosedOut(RoomState next, RoomEvent.MeetingClosedOut it)
    {
        var entries = Followed(next);
        if (entries.Find(it.Booking) is not { } entry)
        {
            return entries;
        }
        // One that has left the state is settled here alone.
        var booking = next.Bookings.Exists(other => other.Id == it.Booking) ? entry.Booking : Room.Settled(entry.Booking, it);
        return entries.With(entry with { Booking = booking, CloseOut = it.How });
    }
}

/// <summary>The calendars of a place's rooms, by room id.</summary>
public sealed record PlaceCalendar(ImmutableSortedDictionary<string, ImmutableList<CalendarEntry>> Rooms);
