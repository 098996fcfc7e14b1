using System.Collections.Immutable;
using Mal.Board;
using Mal.Initiatives;
using Mal.Places;
using Mal.Polish;
using Mal.Rooms;
using Mal.Shelves;

namespace Mal.Lobby;

/// <summary>Everything the screen in the hall says at one instant, in the order in which it is read from the door.</summary>
/// <param name="Free">Rooms anybody may walk into, on one line; empty when there are none.</param>
public sealed record LobbySheet(PlaceFace Place, ImmutableList<RoomFace> On, string Free, FoodSheet Food, ImmutableList<LaterLine> Later, ImmutableList<string> Announcements)
{
    private const int MostOn = 4;
    private const int MostLater = 3;

    public bool IsShut => Place.Condition == PlaceCondition.Closed;

    public static LobbySheet Of(Snapshot board, House house, DateTimeOffset now)
    {
        var place = PlaceFace.Of(house, now);
        var rooms = house.File.Rooms.Select(room => board.Views.GetValueOrDefault($"room/{board.Place}/{room.Id}")).OfType<RoomView>().ToList();
        var faces = rooms.Select(room => Room.Face(room, house, now)).ToList();
        var on = faces.Where(IsOn).OrderBy(face => face.Condition is RoomCondition.Reserved or RoomCondition.AwaitingCheckIn)
            .ThenBy(face => face.Condition is RoomCondition.Reserved or RoomCondition.AwaitingCheckIn ? face.From : null).Take(MostOn).ToImmutableList();
        var today = house.Day(now);
        return new LobbySheet(place, on, FreeLine(faces, house), FoodSheet.Of(board, house, now),
            LaterLines(board, house, rooms, on, place.OpensAt is { } opens ? house.Day(opens) : today, now),
            [.. house.File.Place.Announcements.Where(said => said.FirstDay <= today && !(said.LastDay < today)).Select(said => said.Text)]);
    }

    private static bool IsOn(RoomFace face) => !face.DropIn && face.Meeting is not null && face.Condition is RoomCondition.InUse or RoomCondition.EndingSoon
        or RoomCondition.Overdue or RoomCondition.SettingUp or RoomCondition.AwaitingCheckIn or RoomCondition.Reserved && !face.DropIn;

    private static string FreeLine(List<RoomFace> faces, House house)
    {
        var dropIn = faces.Where(face => face.DropIn && face.Condition is not (RoomCondition.Closed or RoomCondition.OutOfService or RoomCondition.OutOfSeason)).ToList();
        var free = faces.Where(face => !face.DropIn && face.Condition == RoomCondition.Free).ToList();
        return string.Join(" · ", new[] { Line("Wolny wstęp", dropIn), Line("Wolne", free) }.Where(line => line.Length > 0));

        string Line(string says, List<RoomFace> those) => those.Count == 0 ? "" : $"{says}: {string.Join(", ", those.Select(Named))}";
        string Named(RoomFace face) => face.Until is { } until ? $"{face.Name} do {Dates.Clock(house.Local(until))}" : face.Name;
    }

    /// <param name="first">The day it begins with: today, or when the house is shut the day it opens.</param>
    private static ImmutableList<LaterLine> LaterLines(Snapshot board, House house, List<RoomView> rooms, ImmutableList<RoomFace> on, DateOnly first, DateTimeOffset now)
    {
        var today = house.Day(now);
        var shown = on.Select(face => face.Meeting?.Id).ToHashSet();
        var planned = rooms.SelectMany(room => room.Bookings)
            .Where(booking => booking.From > now && booking.Outcome is BookingOutcome.Planned or BookingOutcome.CheckedIn && booking.From > now && !shown.Contains(booking.Id))
            .Select(booking => (booking.Id, booking.From, Title: booking.PublicTitle ?? booking.Title));
        var series = board.Views.Values.OfType<InitiativeView>()
            .SelectMany(initiative => initiative.Meetings.Where(meeting => meeting.From > now && !shown.Contains(meeting.Booking))
                .Select(meeting => (Id: meeting.Booking, meeting.From, Title: house.Initiative(initiative.Id)?.PublicTitle ?? initiative.Title)));
        return [.. planned.Concat(series).DistinctBy(meeting => meeting.Id).OrderBy(meeting => meeting.From).Take(MostLater).Select(Line)];

        LaterLine Line((Guid Id, DateTimeOffset From, string Title) meeting)
        {
            var day = house.Day(meeting.From);
            var clock = Dates.Clock(house.Local(meeting.From));
            return day == first ? new LaterLine(clock, meeting.Title) : new LaterLine(Dates.Name(day, today), $"{meeting.Title}, {clock}");
        }
    }
}

/// <param name="When">"18:15", "jutro", "piątek".</param>
public sealed record LaterLine(string When, string What);

/// <param name="Says">When somebody last looked, or why access is limited.</param>
public sealed record FoodSheet(string Says, ImmutableList<FoodLine> Lines)
{
    private const int Most = 4;

    public static FoodSheet Of(Snapshot board, House house, DateTimeOffset now)
    {
        var shelves = house.File.Shelves.Select(shelf => board.Views.GetValueOrDefault($"shelf/{board.Place}/{shelf.Id}")).OfType<ShelfView>()
            .Select(shelf => Shelf.Face(shelf, house, now)).ToList();
        var lots = shelves.SelectMany(shelf => shelf.Lots).OrderByDescending(lot => lot.Urgent).ThenByDescending(lot => lot.Notice.Length > 0)
            .ThenBy(lot => lot.Lot.GoodThrough ?? DateOnly.MaxValue).Select(lot => new FoodLine(lot.Lot.Name, lot.QuantityText, lot.Notice));
        var levels = shelves.Where(shelf => shelf.Lots.Count == 0 && shelf.LevelText.Length > 0).Select(shelf => new FoodLine(shelf.Name, shelf.LevelText, ""));
        var looked = shelves.Max(shelf => shelf.LevelAt);
        var says = house.FoodAccess switch
        {
            { State: FoodAccessState.Restricted } => "dostęp ograniczony",
            { State: FoodAccessState.Closed } => "teraz zamknięta",
            _ when looked is { } at => $"półki o {Dates.Clock(house.Local(at))}",
            _ => "Weź, co Ci się przyda",
        };
        return new FoodSheet(says, [.. lots.Concat(levels).Take(Most)]);
    }
}

/// <param name="Notice">"do dziś": said in place of the quantity's own column when it is not empty.</param>
public sealed record FoodLine(string Name, string Quantity, string Notice);
