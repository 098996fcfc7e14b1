using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Mal.Places;
using Mal.Polish;
using Mal.Rooms;

namespace Mal.Coordination.Weeks;

/// <summary>
/// A week as anybody may read it on the door or on the internet: decided meetings under their public titles. It never holds
/// who comes, how many, or what a closed group is.
/// </summary>
public sealed record PublicWeek(ImmutableList<PublicDay> Days)
{
    public const string Closed = "Spotkanie zamknięte";

    /// <summary>The week that a day is in: the days on which the house usually opens, or does this time.</summary>
    public static PublicWeek Of(House house, DateOnly day, PlaceCalendar calendar)
    {
        var shown = calendar.Rooms.SelectMany(room => room.Value.Where(IsPublic).Select(entry => (Room: room.Key, entry.Booking))).ToList();
        var grid = WeekGrid.Of(house, day, shown.Select(one => new CalendarEntry(one.Booking)));
        return new PublicWeek([.. grid.Days.Select(one => DayOf(house, one, shown.Where(meeting => house.Day(meeting.Booking.From) == one)))]);
    }

    /// <summary>Without the closed groups: who is not invited need not read of them.</summary>
    public PublicWeek Inviting => new([.. Days.Select(day => day with { Lines = day.Lines.RemoveAll(line => line.IsClosed) })]);

    /// <summary>"24–27 listopada 2026", "29 grudnia 2026 – 2 stycznia 2027".</summary>
    public string Name
    {
        get
        {
            var (first, last) = (Days[0].Day, Days[^1].Day);
            return first == last ? $"{Dates.DayAndMonth(first)} {first.Year}"
                : first.Month == last.Month ? $"{first.Day}–{Dates.DayAndMonth(last)} {last.Year}"
                : first.Year == last.Year ? $"{Dates.DayAndMonth(first)} – {Dates.DayAndMonth(last)} {last.Year}"
                : $"{Dates.DayAndMonth(first)} {first.Year} – {Dates.DayAndMonth(last)} {last.Year}";
        }
    }

    /// <summary>What the picture is drawn from, as the script reads it.</summary>
    public string Drawing(House house) => new JsonObject
    {
        ["house"] = house.File.Place.Name,
        ["address"] = house.File.Place.Address,
        ["week"] = Name,
        ["days"] = new JsonArray([.. Inviting.Days.Select(day => new JsonObject
        {
            ["name"] = Dates.Weekday(day.Day),
            ["date"] = Dates.DayAndMonth(day.Day),
            ["shut"] = day.Shut,
            ["lines"] = new JsonArray([.. day.Lines.Select(line => new JsonObject { ["time"] = Dates.Clock(line.From), ["title"] = line.Title, ["room"] = line.Room })]),
        })]),
    }.ToJsonString();

    private static bool IsPublic(CalendarEntry entry) =>
        entry.Holds && entry.Booking.Standing == Standing.Approved && !entry.Booking.WalkIn && entry.Booking.Outcome != BookingOutcome.NoShow;

    private static PublicDay DayOf(House house, DateOnly day, IEnumerable<(string Room, Booking Booking)> meetings) => new(day,
        string.Join(", ", Places.Calendar.HoursOf(house, day).Select(open => Dates.Between(TimeOnly.FromDateTime(house.Local(open.From)), TimeOnly.FromDateTime(house.Local(open.Until))))),
        Places.Calendar.OpeningOf(house, day) is null ? Places.Calendar.WhyShut(house, day) ?? "nieczynne" : null,
        [.. meetings.OrderBy(one => one.Booking.From).ThenBy(one => house.File.Rooms.FindIndex(room => room.Id == one.Room)).Select(one => LineOf(house, one.Room, one.Booking))]);

    private static PublicLine LineOf(House house, string room, Booking booking) => new(
        TimeOnly.FromDateTime(house.Local(booking.From)), TimeOnly.FromDateTime(house.Local(booking.Until)),
        booking.Closed ? Closed : booking.PublicTitle ?? booking.Title, house.Room(room)?.Name ?? room, booking.Closed);
}

/// <param name="Hours">"12:00–20:00"; empty when shut all day.</param>
/// <param name="Shut">Why it is shut all day; null when it opens.</param>
public sealed record PublicDay(DateOnly Day, string Hours, string? Shut, ImmutableList<PublicLine> Lines);

public sealed record PublicLine(TimeOnly From, TimeOnly Until, string Title, string Room, bool IsClosed);
