using System.Collections.Immutable;
using Mal.Places;
using Mal.Rooms;

namespace Mal.Coordination.PlaceBook;

public enum HitChoice { Keep, Cancel, Move }

/// <summary>A booking that a closure would hit, and what is decided about it.</summary>
public sealed class ClosureHit(string room, Booking booking, House house)
{
    public string Room { get; } = room;
    public Booking Booking { get; } = booking;
    public HitChoice Choice { get; set; } = HitChoice.Cancel;

    /// <summary>Where it goes, when it is moved.</summary>
    public string ToRoom { get; set; } = room;
    public DateOnly? ToDay { get; set; }
    public TimeOnly? ToStart { get; set; } = TimeOnly.FromDateTime(house.Local(booking.From));

    /// <summary>What to ask of the room; null when the booking stays as it is, or when where it goes is not said yet.</summary>
    public RoomCommand? Command(string reasonCode) => Choice switch
    {
        HitChoice.Cancel when Booking.Standing != Standing.Approved => new RoomCommand.RejectRequest(Booking.Id, reasonCode),
        HitChoice.Cancel => new RoomCommand.CancelBooking(Booking.Id, reasonCode),
        HitChoice.Move when ToDay is { } day && ToStart is { } start =>
            new RoomCommand.MoveBooking(Booking.Id, day.ToDateTime(start), day.ToDateTime(start) + (Booking.Until - Booking.From), ToRoom == Room ? null : ToRoom),
        _ => null,
    };

    public bool IsReady => Choice != HitChoice.Move || (ToDay is not null && ToStart is not null);
}

/// <summary>What adding a closure would do to what is booked already.</summary>
public static class ClosureHits
{
    public static House With(House house, Closure closure) =>
        house with { File = house.File with { Place = house.File.Place with { Closures = house.File.Place.Closures.Add(closure) } } };

    /// <summary>The bookings to come that fit the hours as they are and would not fit them any more, in order.</summary>
    public static ImmutableList<ClosureHit> Of(House house, Closure closure, PlaceCalendar calendar, DateTimeOffset now)
    {
        var after = With(house, closure);
        return
        [
            .. calendar.Rooms.SelectMany(room => room.Value.Where(entry => entry.Holds && entry.Booking.From > now
                    && Fits(house, entry.Booking) && !Fits(after, entry.Booking)).Select(entry => new ClosureHit(room.Key, entry.Booking, house)))
                .OrderBy(hit => hit.Booking.From),
        ];
    }

    private static bool Fits(House house, Booking booking) =>
        Calendar.HoursOf(house, house.Day(booking.From)).Exists(open => open.From <= booking.From && booking.Until <= open.Until);
}
