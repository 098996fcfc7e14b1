using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Mal.Rooms;

/// <summary>
/// What happened in a room. The names are the storage format and stay for ever; every fact carries its own instant (when it was
/// seen, or when time itself made it true) and the outcome, so that a change of settings never rewrites the past.
/// </summary>
[JsonDerivedType(typeof(CountChanged), "room-count-changed")]
[JsonDerivedType(typeof(CountSet), "room-count-set")]
[JsonDerivedType(typeof(CountSeenLate), "room-count-seen-late")]
[JsonDerivedType(typeof(PresenceSeen), "room-presence-seen")]
[JsonDerivedType(typeof(Planned), "room-meeting-planned")]
[JsonDerivedType(typeof(RequestRefused), "room-request-refused")]
[JsonDerivedType(typeof(WalkedIn), "room-walked-in")]
[JsonDerivedType(typeof(CheckedIn), "room-checked-in")]
[JsonDerivedType(typeof(PresumedHeld), "room-presumed-held")]
[JsonDerivedType(typeof(NobodyCame), "room-nobody-came")]
[JsonDerivedType(typeof(Extended), "room-extended")]
[JsonDerivedType(typeof(CheckedOut), "room-checked-out")]
[JsonDerivedType(typeof(EndedBySystem), "room-ended-by-system")]
[JsonDerivedType(typeof(MadeReady), "room-made-ready")]
[JsonDerivedType(typeof(TakenOutOfService), "room-taken-out-of-service")]
[JsonDerivedType(typeof(ReturnedToService), "room-returned-to-service")]
[JsonDerivedType(typeof(Undone), "room-undone")]
[JsonDerivedType(typeof(DayClosed), "room-day-closed")]
[JsonDerivedType(typeof(BookingRequested), "room-booking-requested")]
[JsonDerivedType(typeof(BookingApproved), "room-booking-approved")]
[JsonDerivedType(typeof(RequestAsked), "room-request-asked")]
[JsonDerivedType(typeof(RequestAnswered), "room-request-answered")]
[JsonDerivedType(typeof(RequestRejected), "room-request-rejected")]
[JsonDerivedType(typeof(RequestLapsed), "room-request-lapsed")]
[JsonDerivedType(typeof(BookingWithdrawn), "room-booking-withdrawn")]
[JsonDerivedType(typeof(BookingCancelled), "room-booking-cancelled")]
[JsonDerivedType(typeof(BookingMoved), "room-booking-moved")]
[JsonDerivedType(typeof(MoveBegun), "room-move-begun")]
[JsonDerivedType(typeof(MovedAway), "room-moved-away")]
[JsonDerivedType(typeof(MoveFailed), "room-move-failed")]
[JsonDerivedType(typeof(MoveGivenUp), "room-move-given-up")]
[JsonDerivedType(typeof(MeetingClosedOut), "room-meeting-closed-out")]
public abstract record RoomEvent
{
    private RoomEvent() { }

    /// <param name="Meeting">The booking it was counted in.</param>
    public sealed record CountChanged(int Delta, DateTimeOffset At, Guid? Meeting, CountSource Source, Tap? Tap = null) : RoomEvent;

    /// <param name="Count">Null is "nie wiem".</param>
    public sealed record CountSet(int? Count, DateTimeOffset At, Guid? Meeting, CountSource Source, Tap? Tap = null) : RoomEvent;

    /// <summary>Seen before the last reset or before a newer count: kept for the record of that day, without effect on what is shown now.</summary>
    public sealed record CountSeenLate(DateTimeOffset At, CountSource Source, int? Delta = null, int? Count = null, Tap? Tap = null) : RoomEvent;

    /// <summary>What a sensor noticed. It is no count: not of one when somebody is there, and not of none when nothing moves.</summary>
    /// <param name="Meeting">The booking in whose time it was.</param>
    public sealed record PresenceSeen(bool Present, DateTimeOffset At, Guid? Meeting, Tap? Tap = null) : RoomEvent;

    public sealed record Planned(Booking Booking, DateTimeOffset At) : RoomEvent;

    /// <summary>A request that lost its slot is what the town wants to know, so the refusal is a fact.</summary>
    /// <param name="TakenBy">The bookings that held it; null in facts older than the field.</param>
    public sealed record RequestRefused(Guid Booking, DateTimeOffset From, DateTimeOffset Until, string Code, DateTimeOffset At, string? Initiative = null,
        ImmutableList<Guid>? TakenBy = null) : RoomEvent;

    public sealed record WalkedIn(Booking Booking, DateTimeOffset At, Tap? Tap = null) : RoomEvent;

    /// <param name="Tap">Null when people counted inside at the start said it.</param>
    public sealed record CheckedIn(Guid Booking, DateTimeOffset At, Tap? Tap = null) : RoomEvent;

    /// <summary>Nobody said anything: with one person on duty that is normal, and the meeting keeps its room.</summary>
    public sealed record PresumedHeld(Guid Booking, DateTimeOffset At) : RoomEvent;

    /// <summary>Confirmed by a count of 0 or a tap; the planned times stay, the room is free from <paramref name="At"/>.</summary>
    public sealed record NobodyCame(Guid Booking, DateTimeOffset At, Tap? Tap = null) : RoomEvent;

    public sealed record Extended(Guid Booking, DateTimeOffset Until, DateTimeOffset At, Tap? Tap = null) : RoomEvent;

    /// <param name="TidyUntil">Until when the room is tidied; null when that is past already.</param>
    public sealed record CheckedOut(Guid Booking, DateTimeOffset At, DateTimeOffset? TidyUntil, Tap? Tap = null) : RoomEvent;

    /// <summary>Still open at closing time: ended by plan, kept out of overrun averages.</summary>
    /// <param name="EndedAt">The planned end, or the closing when that came first.</param>
    public sealed record EndedBySystem(Guid Booking, DateTimeOffset EndedAt, DateTimeOffset At) : RoomEvent;

    public sealed record MadeReady(DateTimeOffset At, Tap? Tap = null) : RoomEvent;

    public sealed record TakenOutOfService(string ReasonCode, DateTimeOffset At, Tap? Tap = null) : RoomEvent;

    public sealed record ReturnedToService(DateTimeOffset At, Tap? Tap = null) : RoomEvent;

    /// <param name="Command">The command whose effect, and nothing that came after it, is reversed.</param>
    public sealed record Undone(Guid Command, DateTimeOffset At, Tap? Tap = null) : RoomEvent;

    /// <param name="Residual">The raw count left at closing, 0 in an ideal world: a figure of how well the house counts; null when unknown.</param>
    public sealed record DayClosed(int? Residual, DateTimeOffset At) : RoomEvent;

    /// <summary>Somebody asked; the slot is held until it is decided.</summary>
    public sealed record BookingRequested(Booking Booking, DateTimeOffset At) : RoomEvent;

    /// <param name="Checklist">Ids of the points that were ticked; null when none was.</param>
    public sealed record BookingApproved(Guid Booking, DateTimeOffset At, ImmutableList<string>? Checklist = null) : RoomEvent;

    /// <summary>Handed back with a question, whose words lie in a record.</summary>
    public sealed record RequestAsked(Guid Booking, DateTimeOffset At) : RoomEvent;

    public sealed record RequestAnswered(Guid Booking, DateTimeOffset At) : RoomEvent;

    /// <param name="Checklist">As in <see cref="BookingApproved"/>.</param>
    public sealed record RequestRejected(Guid Booking, string ReasonCode, DateTimeOffset At, ImmutableList<string>? Checklist = null) : RoomEvent;

    /// <summary>Its start came and nobody had decided: it never becomes a meeting.</summary>
    public sealed record RequestLapsed(Guid Booking, DateTimeOffset At) : RoomEvent;

    /// <param name="Late">Too late for anybody else to ask for the slot.</param>
    public sealed record BookingWithdrawn(Guid Booking, bool Late, DateTimeOffset At) : RoomEvent;

    /// <param name="Late">Too late for anybody else to ask for the slot.</param>
    public sealed record BookingCancelled(Guid Booking, bool Late, string? ReasonCode, DateTimeOffset At) : RoomEvent;

    /// <summary>To another time in the same room.</summary>
    public sealed record BookingMoved(Guid Booking, DateTimeOffset From, DateTimeOffset Until, DateTimeOffset At) : RoomEvent;

    /// <summary>The intention; the other room is asked next, under the id it carries.</summary>
    public sealed record MoveBegun(Guid Booking, Moving To, DateTimeOffset At) : RoomEvent;

    /// <summary>The other room has it under the same booking id; this one is free of it.</summary>
    public sealed record MovedAway(Guid Booking, DateTimeOffset At) : RoomEvent;

    /// <summary>The other room refused; the booking stays where it was.</summary>
    public sealed record MoveFailed(Guid Booking, string Code, DateTimeOffset At) : RoomEvent;

    /// <summary>Somebody has read that the move was refused, and leaves the booking where it is.</summary>
    public sealed record MoveGivenUp(Guid Booking, DateTimeOffset At) : RoomEvent;

    /// <summary>How it went; said again, the later one counts.</summary>
    public sealed record MeetingClosedOut(Guid Booking, CloseOut How, DateTimeOffset At) : RoomEvent;
}

/// <summary>Which command wrote a fact, and from which device (an opaque id): what an undo needs to know.</summary>
public sealed record Tap(Guid Command, string Device);
