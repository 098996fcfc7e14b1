using System.Collections.Immutable;
using Mal.Coordination.Requests;
using Mal.Facts;
using Mal.Places;
using Mal.Rooms;

namespace Mal.Coordination.Weeks;

/// <summary>A meeting taken up from its place and held over another, not moved yet.</summary>
/// <param name="Home">The room it is in.</param>
/// <param name="Room">The room it is held over.</param>
/// <param name="From">Local time it is held over.</param>
public sealed record Lifted(Booking Booking, string Home, string Room, DateTime From, DateTime Until)
{
    public static Lifted Of(House house, string room, Booking booking) => new(booking, room, room, house.Local(booking.From), house.Local(booking.Until));

    /// <summary>Why a meeting stays where it is; null when it can be taken up.</summary>
    public static string? WhyNot(CalendarEntry entry, DateTimeOffset now) => entry switch
    {
        { Booking.WalkIn: true } => "Grupa weszła bez rezerwacji; nie ma czego przenosić.",
        { Gone: not null } or { Booking.Outcome: BookingOutcome.NoShow } => "To spotkanie się nie odbyło.",
        { Booking.Outcome: not BookingOutcome.Planned } => RoomRefusals.AlreadyStarted.Message,
        { Booking.Moving: not null } => RoomRefusals.BeingMoved.Message,
        _ when entry.Booking.From <= now => RoomRefusals.AlreadyStarted.Message,
        _ => null,
    };

    public bool IsHome(House house) => Room == Home && From == house.Local(Booking.From) && Until == house.Local(Booking.Until);

    /// <summary>Held over another time of its own length, by the wall clock.</summary>
    public Lifted Over(DateTime from) => this with { From = from, Until = from + (Until - From) };

    public Lifted Over(Alternative other) => this with { Room = Verdict.RoomId(other), From = other.From, Until = other.Until };

    /// <summary>Arrows: a step or a day; Page Up and Page Down: another room. Null when the key means nothing here.</summary>
    public Lifted? Press(string key, House house, ImmutableList<string> rooms) => key switch
    {
        "ArrowUp" => Within(From.AddMinutes(-WeekGrid.StepMinutes)),
        "ArrowDown" => Within(From.AddMinutes(WeekGrid.StepMinutes)),
        "ArrowLeft" => Over(WeekGrid.Next(house, DateOnly.FromDateTime(From), -1).ToDateTime(TimeOnly.FromDateTime(From))),
        "ArrowRight" => Over(WeekGrid.Next(house, DateOnly.FromDateTime(From), 1).ToDateTime(TimeOnly.FromDateTime(From))),
        "PageUp" => this with { Room = Turn(rooms, Room, -1) },
        "PageDown" => this with { Room = Turn(rooms, Room, 1) },
        _ => null,
    };

    /// <summary>May it be put down here? The room will answer by the same rules.</summary>
    /// <param name="shut">Rooms out of service; a meeting may still change its hour inside one.</param>
    public Verdict Judge(House house, PlaceCalendar calendar, DateTimeOffset now, IReadOnlySet<string> shut) =>
        Landing.Judge(house, Room, Booking with { From = house.InstantOf(From), Until = house.InstantOf(Until) }, calendar, now, Room == Home ? null : shut);

    public RoomCommand.MoveBooking Command => new(Booking.Id, From, Until, Room == Home ? null : Room);

    /// <summary>The room before or after, round and round.</summary>
    public static string Turn(ImmutableList<string> rooms, string room, int by) => rooms[(rooms.IndexOf(room) + by + rooms.Count) % rooms.Count];

    // A step never leaves the day: another day is another key.
    private Lifted Within(DateTime from) => from.Date == From.Date && (from + (Until - From)).Date == From.Date ? Over(from) : this;
}
