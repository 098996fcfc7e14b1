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
public sealed record RoomCalendar(RoomState State, ImmutableDictionary<Guid, CalendarEntry> Entries)
{
    public static RoomCalendar Empty { get; } = new(Room.Empty, ImmutableDictionary<Guid, CalendarEntry>.Empty);

    public RoomCalendar Evolve(RoomEvent happened)
    {
        var next = Room.Evolve(State, happened);
        return happened switch
        {
            RoomEvent.CountChanged or RoomEvent.CountSet => new(next, Counted(next)),
            RoomEvent.CountSeenLate or RoomEvent.RequestRefused or RoomEvent.MadeReady or RoomEvent.TakenOutOfService or RoomEvent.ReturnedToService
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
        .. Entries.Values.Where(entry => entry.Booking.From < until && from < entry.Booking.Until)
            .OrderBy(entry => entry.Booking.From).ThenBy(entry => entry.Booking.Id)
            .Select(entry => entry.Booking.Title.Length > 0 ? entry : entry with { Booking = Room.Titled(entry.Booking, house) }),
    ];

    private ImmutableDictionary<Guid, CalendarEntry> Gone(Guid id, Func<CalendarEntry, CalendarEntry> change) =>
        Entries.TryGetValue(id, out var entry) ? Entries.SetItem(id, change(entry)) : Entries;

    // What came, or came back after a move, starts anew; what changed keeps what was counted in it.
    private ImmutableDictionary<Guid, CalendarEntry> Followed(RoomState next)
    {
        var entries = Entries;
        foreach (var booking in next.Bookings)
        {
            if (!entries.TryGetValue(booking.Id, out var entry))
            {
                entries = entries.Add(booking.Id, new CalendarEntry(booking));
            }
            else if (!ReferenceEquals(entry.Booking, booking))
            {
                entries = entries.SetItem(booking.Id, entry.Gone is null ? entry with { Booking = booking } : new CalendarEntry(booking));
            }
        }
        return entries;
    }

    private ImmutableDictionary<Guid, CalendarEntry> Counted(RoomState next) =>
        next.Occupancy is { Meeting: { } meeting, Count: { } count } && Entries.TryGetValue(meeting, out var entry) && !(count <= entry.Most)
            ? Entries.SetItem(meeting, entry with { Most = Math.Max(0, count) })
            : Entries;

    // An undone walk-in never was; an undone number is taken out of the most by what stands now.
    private ImmutableDictionary<Guid, CalendarEntry> Undone(RoomState next)
    {
        var entries = Followed(next).RemoveRange(State.Bookings.Where(booking => !next.Bookings.Exists(other => other.Id == booking.Id)).Select(booking => booking.Id));
        return State.Occupancy != next.Occupancy && State.Occupancy.Meeting is { } meeting && entries.TryGetValue(meeting, out var entry)
            ? entries.SetItem(meeting, entry with { Most = next.Occupancy.Meeting == meeting && next.Occupancy.Count is { } count ? Math.Max(0, count) : null })
            : entries;
    }

    private ImmutableDictionary<Guid, CalendarEntry> ClosedOut(RoomState next, RoomEvent.MeetingClosedOut it)
    {
        var entries = Followed(next);
        if (!entries.TryGetValue(it.Booking, out var entry))
        {
            return entries;
        }
        // One that has left the state is settled here alone.
        var booking = next.Bookings.Exists(other => other.Id == it.Booking) ? entry.Booking : Room.Settled(entry.Booking, it);
        return entries.SetItem(it.Booking, entry with { Booking = booking, CloseOut = it.How });
    }
}

/// <summary>The calendars of a place's rooms, by room id.</summary>
public sealed record PlaceCalendar(ImmutableSortedDictionary<string, ImmutableList<CalendarEntry>> Rooms);
