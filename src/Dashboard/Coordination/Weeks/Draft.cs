using Mal.Rooms;
using Mal.Wire;

namespace Mal.Coordination.Weeks;

/// <summary>A request being filled in at an empty time of the calendar. It keeps its id, so that sending it again asks once.</summary>
public sealed class Draft(string room, DateTime from, DateTime until)
{
    public const int DefaultMinutes = 120;

    public Guid Id { get; } = Guid.CreateVersion7();
    public string Room { get; set; } = room;
    public DateOnly Day { get; set; } = DateOnly.FromDateTime(from);
    public TimeOnly From { get; set; } = TimeOnly.FromDateTime(from);
    public TimeOnly Until { get; set; } = TimeOnly.FromDateTime(until);
    public string Title { get; set; } = "";
    public int People { get; set; } = 10;
    public OrganizerKind Organizer { get; set; } = OrganizerKind.Resident;
    public bool Closed { get; set; }
    public string Email { get; set; } = "";
    public string Phone { get; set; } = "";

    /// <summary>From an empty time to as long as people usually ask for, or to what follows.</summary>
    /// <param name="latest">When something follows or the day ends; local.</param>
    public static Draft At(string room, DateTime from, DateTime latest)
    {
        var until = from.AddMinutes(DefaultMinutes);
        return new Draft(room, from, latest > from && latest < until ? latest : until);
    }

    public void Take(Facts.Alternative other)
    {
        Room = Key.Parse(other.Key)?.Id ?? Room;
        (Day, From, Until) = (DateOnly.FromDateTime(other.From), TimeOnly.FromDateTime(other.From), TimeOnly.FromDateTime(other.Until));
    }

    /// <summary>As a booking nobody has yet, to be judged by the rules.</summary>
    public Booking Wished(Places.House house) => new(Id, Title, house.At(Day, From), house.At(Day, Until), People, Closed: Closed, Standing: Standing.Requested);

    public RoomCommand.RequestBooking Command => new(
        new BookingRequest(Id, Title.Trim(), Day.ToDateTime(From), Day.ToDateTime(Until), People, new Organizer(Organizer), Closed: Closed),
        Email.Trim().Length + Phone.Trim().Length == 0 ? null : new Contact(Said(Email), Said(Phone)));

    private static string? Said(string text) => text.Trim() is { Length: > 0 } said ? said : null;
}
