using System.Text.Json;
using Mal.Facts;
using Mal.Initiatives;
using Mal.Places;
using Mal.Rooms;
using Mal.Storage;

namespace Mal.EndToEnd.House;

/// <summary>
/// The facts as a killed node left them, read from a copy: the next node meets the files as the kill left them, and what was
/// half-done at that instant is known before anybody has gone on with it.
/// </summary>
internal sealed class LeftBehind
{
    private readonly Dictionary<string, List<string>> facts = [];
    private readonly Dictionary<string, List<RoomEvent>> rooms = [];
    private readonly Dictionary<string, RoomCalendar> calendars = [];

    private LeftBehind() { }

    public static async Task<LeftBehind> In(string data)
    {
        var copy = Directory.CreateTempSubdirectory("mal-e2e-left-");
        try
        {
            foreach (var name in new[] { "facts.db", "facts.db-wal" }.Where(name => File.Exists(Path.Combine(data, name))))
            {
                File.Copy(Path.Combine(data, name), Path.Combine(copy.FullName, name));
            }
            using var archive = new SqliteArchive(Path.Combine(copy.FullName, "facts.db"));
            return await In(archive);
        }
        finally
        {
            copy.Delete(recursive: true);
        }
    }

    public static async Task<LeftBehind> In(IFactArchive archive)
    {
        var left = new LeftBehind();
        await foreach (var stream in archive.Streams(PublishedHouse.Place))
        {
            left.facts.Add(stream, await archive.History(stream, 1).Select(stored => stored.Json).ToListAsync());
        }
        return left;
    }

    public List<RoomEvent> Room(string id) =>
        rooms.TryGetValue(id, out var read) ? read : rooms[id] = Of<RoomEvent>($"room/{PublishedHouse.Place}/{id}");

    public RoomCalendar Calendar(string room) => calendars.TryGetValue(room, out var folded)
        ? folded
        : calendars[room] = Room(room).Aggregate(RoomCalendar.Empty, (calendar, happened) => calendar.Evolve(happened));

    public InitiativeState Initiative(Guid id) => Of<InitiativeEvent>($"initiative/{PublishedHouse.Place}/{id}").Aggregate(Initiatives.Initiative.Empty, Initiatives.Initiative.Evolve);

    public bool IsClosed(DateOnly day) => Of<PlaceEvent>($"place/{PublishedHouse.Place}").OfType<PlaceEvent.ClosureAdded>().Any(it => it.Closure.FirstDay == day);

    private List<T> Of<T>(string stream) => [.. facts.GetValueOrDefault(stream, []).Select(json => JsonSerializer.Deserialize<T>(json, Wire.Wire.Tolerant)!)];
}
