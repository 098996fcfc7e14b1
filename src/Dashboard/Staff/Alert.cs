using Mal.Places;
using Mal.Rooms;
using Mal.Shelves;

namespace Mal.Staff;

/// <summary>What somebody on duty should do. It has one owner action and goes by itself when its cause goes.</summary>
/// <param name="ThrowAway">The lot to take off a shelf; null when the alert is about a room.</param>
public sealed record Alert(string Says, string Where, string Key, LotFace? ThrowAway)
{
    public static List<Alert> Of(House house, IEnumerable<RoomView> rooms, IEnumerable<ShelfView> shelves, DateTimeOffset now)
    {
        var place = house.File.Place.Id;
        var lots = shelves.Select(shelf => Shelf.Face(shelf, house, now)).SelectMany(shelf => shelf.ThrowAway.Select(lot =>
            new Alert($"{lot.Lot.Name}: minął termin. Wyrzuć {lot.QuantityText}.", shelf.Name, $"shelf/{place}/{shelf.Id}", lot)));
        var crowds = rooms.Select(room => Room.Face(room, house, now)).Where(room => room.AboveLimit)
            .Select(room => new Alert($"{room.Count} osób przy limicie {room.Capacity}. Zaproponuj części grupy inną salę.", room.Name, $"room/{place}/{room.Id}", null));
        var over = rooms.Select(room => Room.Face(room, house, now)).Where(room => room.Condition == RoomCondition.Overdue)
            .Select(room => new Alert($"{room.Title}: trwa dłużej.{(room.Next is { } next ? $" Czeka: {next.PublicTitle ?? next.Title}." : "")}", room.Name, $"room/{place}/{room.Id}", null));
        return [.. lots, .. crowds, .. over];
    }
}
