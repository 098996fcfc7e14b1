using Mal.Places;
using Mal.Polish;
using Mal.Rooms;

namespace Mal.Public;

/// <summary>A meeting as its organizer sees it on the day.</summary>
internal sealed record MeetingShown(LinkedMeeting Meeting, string Code, string Token, Guid Command, DateTimeOffset Now, string FreeTextHint, string? Note = null, bool IsWrong = false)
{
    private Booking Booking => Meeting.Entry.Booking;

    public House House => Meeting.House;

    public string Title => Booking.Title;

    public string When => $"{Dates.Full(House.Day(Booking.From))}, {Dates.Between(Time(Booking.From), Time(Booking.Until))}";

    public string Room => House.Room(Meeting.Room)?.Name ?? "";

    public bool IsOver => Booking.EndedAt is not null || Now >= Booking.Until;

    public bool CanCount => !IsOver && Now >= Booking.From.AddMinutes(-House.Settings.CheckInMinutes);

    public bool CanFinish => !IsOver && Now >= Booking.From;

    public bool CanCloseOut => Now >= Booking.From;

    public CloseOut? Noted => Meeting.Entry.CloseOut;

    public int? People => Noted?.People ?? Meeting.Entry.Most;

    public string OpensAt => Dates.Clock(House.Local(Booking.From.AddMinutes(-House.Settings.CheckInMinutes)));

    private TimeOnly Time(DateTimeOffset at) => TimeOnly.FromDateTime(House.Local(at));
}
