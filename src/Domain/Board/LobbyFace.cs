using System.Collections.Immutable;
using Mal.Initiatives;
using Mal.Places;
using Mal.Polish;
using Mal.Rooms;

namespace Mal.Board;

/// <summary>How old the truth on a screen is: up to 90 s nobody needs to know; after an hour no number may be believed.</summary>
public enum Freshness { Fresh, Old, VeryOld }

/// <summary>
/// The whole wall in the hall at an instant, in the order in which it is read from the door: what is on and may I join, which
/// rooms are free, the food, what comes next. Made of views alone, so that a screen without network turns its timetable by itself.
/// </summary>
/// <param name="Status">In the header: how the house stands, or the hour of the data when they are old.</param>
/// <param name="On">At most four, and no more than fit with their titles whole.</param>
/// <param name="More">"i jeszcze 2 spotkania: …" for what is on and has no row; empty when everything has one.</param>
/// <param name="Free">"Wolny wstęp: Salon sąsiedzki, do 20:00 · Wolne: Sala główna, do 18:30"; empty when there is nothing to walk into.</param>
/// <param name="Later">What comes next; when the house is shut, what the next open day brings.</param>
public sealed record LobbyFace(PlaceFace Place, Freshness Freshness, string Status, ImmutableList<LobbyRow> On, string More, string Free, LobbyFood Food,
    ImmutableList<LobbyLater> Later, ImmutableList<string> Announcements)
{
    private const int LaterMax = 3;
    private static readonly TimeSpan OldAfter = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan VeryOldAfter = TimeSpan.FromHours(1);

    public bool IsShut => Place.Condition == PlaceCondition.Closed;

    /// <param name="asOf">When the board was last heard from; null when it is here.</param>
    public static LobbyFace Of(House house, IEnumerable<View> views, DateTimeOffset now, DateTimeOffset? asOf = null)
    {
        var all = views.ToList();
        var freshness = FreshnessOf(now, asOf);
        var place = PlaceFace.Of(house, now);
        var rooms = all.OfType<RoomView>().OrderBy(room => house.File.Rooms.FindIndex(known => known.Id == room.Id))
            .Select(room => freshness == Freshness.VeryOld ? WithoutCount(room) : room).ToList();
        var faces = rooms.Select(room => Room.Face(room, house, now)).ToList();
        var today = house.Day(now);
        var free = FreeLine(house, faces, place.Until);
        // A drop-in room is on its own line below; its programme is a row only when there is space.
        ImmutableList<LobbyRow> named = [.. faces.Where(face => face.Meeting is not null && LobbyRow.IsOn(face))
            .OrderBy(face => face.DropIn).ThenBy(face => face.From > now ? face.From : null).Select(LobbyRow.Of)];
        var (on, more) = LobbyFit.Of(named, free);
        var status = freshness != Freshness.Fresh && asOf is { } heard ? DataFrom(house, heard, today) : place.Condition == PlaceCondition.Closed ? "Zamknięte" : place.Says;
        return new LobbyFace(place, freshness, status, on, more, free,
            LobbyFood.Of(house, all, now, freshness, asOf),
            NextOf(house, rooms, all.OfType<InitiativeView>(), named, now, place.OpensAt is { } opens ? house.Day(opens) : today),
            [.. house.File.Place.Announcements.Where(said => said.FirstDay <= today && !(said.LastDay < today)).Select(said => said.Text)]);
    }

    public static Freshness FreshnessOf(DateTimeOffset now, DateTimeOffset? asOf) => (now - asOf) switch
    {
        { } age when age > VeryOldAfter => Freshness.VeryOld,
        { } age when age > OldAfter => Freshness.Old,
        _ => Freshness.Fresh,
    };

    /// <summary>What the hall may read of a meeting. A closed group is never named, whichever view the face is made of.</summary>
    internal static string TitleOf(Booking meeting) => meeting.PublicTitle ?? (meeting.Closed ? "Spotkanie zamknięte" : meeting.Title);

    /// <summary>"Dane z godz. 14:32"; of another day with its date.</summary>
    private static string DataFrom(House house, DateTimeOffset asOf, DateOnly today)
    {
        var (day, clock) = (house.Day(asOf), Dates.Clock(house.Local(asOf)));
        return day == today ? $"Dane z godz. {clock}" : $"Dane z {Dates.DayAndMonth(day)}, godz. {clock}";
    }

    private static RoomView WithoutCount(RoomView room) => room with { Occupancy = new Occupancy(null), Filling = null };

    private static string FreeLine(House house, List<RoomFace> faces, DateTimeOffset? closing)
    {
        var dropIn = faces.Where(face => face is { DropIn: true, Condition: RoomCondition.InUse or RoomCondition.EndingSoon or RoomCondition.Free });
        var free = faces.Where(face => face is { DropIn: false, Condition: RoomCondition.Free });
        return string.Join(" · ", new[] { Line("Wolny wstęp", dropIn), Line("Wolne", free) }.OfType<string>());

        string? Line(string says, IEnumerable<RoomFace> those) =>
            string.Join(" · ", those.Select(Until)) is { Length: > 0 } named ? $"{says}: {named}" : null;

        // A programme in a drop-in room ends before the room does.
        string Until(RoomFace face) => (face.DropIn ? closing : face.Until) is { } until ? $"{face.Name}, do {Dates.Clock(house.Local(until))}" : face.Name;
    }

    private static ImmutableList<LobbyLater> NextOf(House house, List<RoomView> rooms, IEnumerable<InitiativeView> initiatives,
        ImmutableList<LobbyRow> named, DateTimeOffset now, DateOnly firstDay)
    {
        var shown = named.Select(row => row.Face.Meeting?.Id).ToHashSet();
        var booked = rooms.SelectMany(room => room.Bookings).Where(booking => booking is { EndedAt: null, Outcome: not BookingOutcome.NoShow })
            .Select(booking => (booking.Id, booking.From, Title: TitleOf(booking)));
        // A room's view ends with its next meeting; the series know the days after it.
        var planned = initiatives.SelectMany(initiative => initiative.Meetings
            .Select(meeting => (Id: meeting.Booking, meeting.From, Title: initiative.Closed ? "Spotkanie zamknięte" : initiative.Title)));
        return
        [
            // A meeting kept although the house is shut by then is its group's affair: nobody is sent to a closed door.
            .. booked.Concat(planned).Where(meeting => meeting.From > now && !shown.Contains(meeting.Id) && Calendar.IsOpen(house, meeting.From))
                .DistinctBy(meeting => meeting.Id).OrderBy(meeting => meeting.From).ThenBy(meeting => meeting.Title, StringComparer.Ordinal)
                .Take(LaterMax).Select(meeting => LobbyLater.Of(house, meeting.From, meeting.Title, now, firstDay)),
        ];
    }
}

/// <param name="When">"18:15" on the day the list begins with, "jutro" or "piątek" after it.</param>
/// <param name="What">The title, with its hour when <paramref name="When"/> is a day.</param>
public sealed record LobbyLater(string When, string What)
{
    internal static LobbyLater Of(House house, DateTimeOffset from, string title, DateTimeOffset now, DateOnly firstDay)
    {
        var (day, clock) = (house.Day(from), Dates.Clock(house.Local(from)));
        return day == firstDay ? new LobbyLater(clock, title) : new LobbyLater(Dates.Name(day, house.Day(now)), $"{title}, {clock}");
    }
}
