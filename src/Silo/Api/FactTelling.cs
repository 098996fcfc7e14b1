using System.Collections.Immutable;
using System.Text.Json;
using Mal.Facts;
using Mal.History;
using Mal.Initiatives;
using Mal.Places;
using Mal.Polish;
using Mal.Rooms;
using Mal.Shelves;

namespace Mal.Api;

/// <summary>From a stored fact to its sentence: which family it belongs to, when it happened, what the ids in it are called.</summary>
internal static class FactTelling
{
    public static string Say(string kind, string json, Remembered known)
    {
        try
        {
            return kind switch
            {
                "room" => RoomHistory.Say(FactJson.Read<RoomEvent>(json), known),
                "shelf" => ShelfSentences.Say(FactJson.Read<ShelfEvent>(json), known),
                "initiative" => InitiativeHistory.Say(FactJson.Read<InitiativeEvent>(json), known),
                _ => PlaceHistory.Say(FactJson.Read<PlaceEvent>(json), known),
            };
        }
        catch (JsonException)
        {
            // Written by a newer node beside this one: it happened, though this one has no words for it.
            return "Zdarzenie nowszego rodzaju. Ten węzeł jeszcze go nie zna.";
        }
    }

    /// <summary>The command a coordinator may undo by this fact, or the one that it undid; of shelves only.</summary>
    public static (Guid? Command, Guid? Undoes)? Undoable(string kind, string json)
    {
        try
        {
            return kind == "shelf" && FactJson.Read<ShelfEvent>(json) is var happened ? (ShelfPast.CommandOf(happened), ShelfPast.UndoesOf(happened)) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The fact's own instant; where it has none, when it was written.</summary>
    public static DateTimeOffset HappenedAt(StoredEvent stored)
    {
        using var json = JsonDocument.Parse(stored.Json);
        var root = json.RootElement;
        return root.TryGetProperty("at", out var at) || root.TryGetProperty("origin", out var origin) && origin.TryGetProperty("seenAt", out at)
            ? at.GetDateTimeOffset()
            : stored.At;
    }

    /// <summary>What a head still knows by name.</summary>
    public static void NamesIn(string kind, Head head, House house, ImmutableDictionary<Guid, string>.Builder names)
    {
        if (head.Schema != HeadSchema.Current)
        {
            return;
        }
        if (kind == "room")
        {
            foreach (var booking in FactJson.Read<RoomState>(head.State).Bookings)
            {
                names[booking.Id] = booking.Initiative is { } id && house.Initiative(id) is { } initiative ? initiative.Title : booking.Title;
            }
        }
        if (kind == "initiative")
        {
            var state = FactJson.Read<InitiativeState>(head.State);
            foreach (var meeting in state.Meetings.Concat(state.Past ?? []))
            {
                names[meeting.Booking] = Called(house, meeting.From);
            }
        }
        if (kind == "shelf" && FactJson.Read<ShelfState>(head.State) is var shelf)
        {
            foreach (var lot in shelf.Lots.Concat(shelf.Emptied))
            {
                names[lot.Id] = lot.Name;
            }
        }
    }

    /// <summary>What a fact itself gives a name to.</summary>
    public static void NamesIn(string kind, StoredEvent stored, House house, ImmutableDictionary<Guid, string>.Builder names)
    {
        try
        {
            if (kind == "room" && RoomHistory.Names(FactJson.Read<RoomEvent>(stored.Json)) is { Title.Length: > 0 } booking)
            {
                names[booking.Id] = booking.Title;
            }
            if (kind == "initiative" && FactJson.Read<InitiativeEvent>(stored.Json) is InitiativeEvent.MeetingPlanned planned)
            {
                names[planned.Booking] = Called(house, planned.From);
            }
            if (kind == "shelf" && FactJson.Read<ShelfEvent>(stored.Json) is ShelfEvent.Received received)
            {
                names[received.Lot.Id] = received.Lot.Name;
            }
        }
        catch (JsonException)
        {
            // Of a newer kind; it names nothing here.
        }
    }

    private static string Called(House house, DateTimeOffset from) => $"{Dates.Short(house.Day(from))} {Dates.Clock(house.Local(from))}";
}
