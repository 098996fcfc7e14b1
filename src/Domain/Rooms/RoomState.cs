using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Mal.Board;

namespace Mal.Rooms;

/// <summary>A use of a room for a time; both ends are instants, <paramref name="Until"/> is excluded, so back-to-back bookings fit.</summary>
/// <param name="Initiative">Whose meeting it is; null for a walk-in.</param>
/// <param name="PublicTitle">What the public reads; null when it is <paramref name="Title"/>.</param>
/// <param name="Closed">A closed group: neither its title, its initiative nor its head count leaves the staff audience.</param>
/// <param name="Standing">Whether it is decided; only an approved one is ever a meeting.</param>
/// <param name="Group">A pseudonym of the group that asked.</param>
/// <param name="Moving">Where it is going, while it is not there yet.</param>
/// <param name="ClosedOut">Somebody has noted how it went.</param>
/// <param name="NotMoved">Where it was to go and was refused, until somebody moves it again or leaves it here.</param>
/// <param name="WaitsSince">Since when the house owes it a decision; null while nobody waits for one.</param>
public sealed record Booking(Guid Id, string Title, DateTimeOffset From, DateTimeOffset Until, int People,
    string? Initiative = null, string? PublicTitle = null, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Closed = false,
    BookingOutcome Outcome = BookingOutcome.Planned, DateTimeOffset? CheckedInAt = null, DateTimeOffset? EndedAt = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool WalkIn = false,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] Standing Standing = Standing.Approved,
    OrganizerKind? Organizer = null, Features? Needs = null, Guid? Group = null, Moving? Moving = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool ClosedOut = false, NotMoved? NotMoved = null, DateTimeOffset? WaitsSince = null);

public enum BookingOutcome { Planned, CheckedIn, Unconfirmed, NoShow, Completed }

/// <summary>The head count as it was last said. A count ages: Face hides it, the raw number stays.</summary>
/// <param name="Count">Null is "nie wiem". Never shown below 0, but a raw negative is kept.</param>
/// <param name="At">When it was seen; null when nobody has counted since the last reset.</param>
/// <param name="Meeting">The booking it was made in: its end makes the count unknown, and a closed one keeps it from all but staff.</param>
/// <param name="SetAt">When somebody last said the whole number: a change seen before that is in it already.</param>
/// <param name="SetBy">Who said the whole number then; a lower source does not talk over a higher one.</param>
public sealed record Occupancy([property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] int? Count, DateTimeOffset? At = null, Guid? Meeting = null, CountSource Source = CountSource.Staff, DateTimeOffset? SetAt = null, CountSource? SetBy = null);

/// <summary>What a sensor said last.</summary>
/// <param name="Present">Somebody is there. False is not "empty": somebody who reads does not move.</param>
/// <param name="Meeting">The booking in whose time it was said; its end makes the word worth nothing.</param>
/// <param name="Device">The sensor: another one's "nothing moves" does not take its word back.</param>
public sealed record Presence(bool Present, DateTimeOffset At, Guid? Meeting = null, string? Device = null);

public enum CountSource { Staff, Organizer, Counter, Sensor, System }

public sealed record OutOfService(string ReasonCode, DateTimeOffset Since);

/// <summary>A command that can still be undone: what it touched and what stood there before.</summary>
/// <param name="What">The command's permanent name.</param>
/// <param name="Occupancy">The count before it; null when it did not count.</param>
/// <param name="Booking">The booking before it; null when it made the booking, or touched none.</param>
/// <param name="Delta">By how much it moved the raw count.</param>
/// <param name="Meeting">The booking it touched.</param>
public sealed record Undoable(Guid Command, DateTimeOffset At, string Device, string What, Occupancy? Occupancy = null, Booking? Booking = null, OutOfService? OutOfService = null,
    int Delta = 0, Guid? Meeting = null, DateTimeOffset? TidyUntil = null);

/// <summary>A room as its events made it. Bounded: bookings that are over leave it after closing, undoables after their minutes.</summary>
/// <param name="TidyUntil">Until when the room is being tidied; past when somebody said it is ready.</param>
/// <param name="Presence">Null when no sensor has said anything since the last reset.</param>
/// <param name="Unsettled">Meetings that are over, gone from the bookings, and not closed out yet; null when there is none.</param>
/// <param name="Counted">Which of the bookings somebody has counted people in; null when none.</param>
public sealed record RoomState(Occupancy Occupancy, ImmutableList<Booking> Bookings, OutOfService? OutOfService, DateTimeOffset? TidyUntil,
    ImmutableList<Undoable> Undoable, DateTimeOffset? LastReset = null, ImmutableList<Unsettled>? Unsettled = null,
    Presence? Presence = null, ImmutableList<Guid>? Counted = null);

/// <summary>A head count as a word, for those to whom numbers do not travel. Nearly empty is "some" too: an empty house is not advertised.</summary>
public enum Filling { Some, Full }

/// <summary>
/// What a room shows. The staff view holds all that Decide reads (bookings trimmed to today and next), so that a browser can run the same rule:
/// see <see cref="State"/>.
/// </summary>
/// <param name="Filling">Only for the public, instead of the count.</param>
/// <param name="NumbersInHouse">The place's setting: whether screens in the house get numbers.</param>
/// <param name="Pending">Requests that wait for a decision, the next few; for staff only, null when there is none.</param>
/// <param name="Presence">For others than staff only when somebody is there, and never of a closed group.</param>
/// <param name="PendingCount">How many wait in all.</param>
/// <param name="RefusedMoves">Bookings that were to go to another room, which refused; for staff only, null when there is none.</param>
/// <param name="Uncounted">Meetings of today and the last days in which nobody has counted yet; for staff only, null when there is none.</param>
public sealed record RoomView(long Version, string Id, string Name, int Capacity, bool DropIn, Places.Season? Season, Occupancy Occupancy,
    ImmutableList<Booking> Bookings, OutOfService? OutOfService, DateTimeOffset? TidyUntil, ImmutableList<Undoable> Undoable,
    Filling? Filling = null, bool NumbersInHouse = true, ImmutableList<PendingRequest>? Pending = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int PendingCount = 0,
    ImmutableList<RefusedMove>? RefusedMoves = null, Presence? Presence = null, ImmutableList<UncountedMeeting>? Uncounted = null) : View(Version)
{
    /// <summary>The state a browser decides a pending tap against.</summary>
    [JsonIgnore]
    public RoomState State => RoomUncounted.StateOf(this);

    public override View? For(Audience audience) => Room.For(this, audience);
}

/// <summary>A request that waits, as a line in a queue; the rest of it stands in the calendar.</summary>
/// <param name="WaitsSince">Since when the house owes a decision; null while the requester owes an answer.</param>
public sealed record PendingRequest(Guid Id, string Title, DateTimeOffset From, DateTimeOffset Until, int People, Standing Standing, DateTimeOffset? WaitsSince = null);

/// <summary>The state of the room at an instant, as RULES §2 names them.</summary>
public enum RoomCondition { Closed, Free, Reserved, AwaitingCheckIn, SettingUp, InUse, EndingSoon, Overdue, Turnover, OutOfService, OutOfSeason }

/// <summary>What a screen shows of a room at an instant; texts are Polish and ready to print.</summary>
/// <param name="Title">What is on or next in it; null when nothing.</param>
/// <param name="Until">End of what is on, or until when it is free.</param>
/// <param name="From">Start of the reserved or awaited meeting.</param>
/// <param name="Count">People now; null when unknown, aged or not for this audience.</param>
/// <param name="CountText">"18 o 16:20"; empty when unknown.</param>
/// <param name="PresenceText">"ktoś jest (czujnik o 16:20)", where nobody has counted lately; empty when no sensor says so. Not for the wall.</param>
/// <param name="When">"do 17:30", "od 17:00".</param>
/// <param name="May">May I join: "są miejsca", "komplet", "2 wolne miejsca", "za 18 minut".</param>
/// <param name="Says">The state as a sentence: "Wolne do 16:00", "Czekamy na grupę".</param>
public sealed record RoomFace(string Id, string Name, int Capacity, RoomCondition Condition, Booking? Meeting, string? Title, DateTimeOffset? From, DateTimeOffset? Until,
    int? Count, DateTimeOffset? CountAt, string CountText, string When, string May, string Says, bool DropIn, bool Full, bool AboveLimit, Booking? Next, string PresenceText = "");
