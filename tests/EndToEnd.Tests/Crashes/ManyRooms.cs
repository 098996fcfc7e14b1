using System.Text.Json.Nodes;
using Mal.EndToEnd.House;

namespace Mal.EndToEnd.Crashes;

/// <summary>A house with nothing in it yet but eight rooms, open every day: room for two dozen rounds that never meet.</summary>
internal sealed class ManyRooms : IDisposable
{
    public const int OpensAt = 8;

    public static IReadOnlyList<string> Rooms { get; } = [.. Enumerable.Range(0, 8).Select(room => $"s{room}")];

    public string File { get; } = Path.Combine(Directory.CreateTempSubdirectory("mal-e2e-place-").FullName, "place.json");

    public ManyRooms()
    {
        var file = JsonNode.Parse(System.IO.File.ReadAllText(Path.Combine(Publication.Folder, "places", $"{PublishedHouse.Place}.json")))!.AsObject();
        var place = file["place"]!;
        place["hours"] = new JsonObject(new[] { "mon", "tue", "wed", "thu", "fri", "sat", "sun" }
            .Select(day => KeyValuePair.Create<string, JsonNode?>(day, $"{OpensAt:00}:00-20:00")));
        place["closures"] = new JsonArray();
        file["rooms"] = new JsonArray([.. Rooms.Select(id => new JsonObject { ["id"] = id, ["name"] = $"Sala {id}", ["capacity"] = 30, ["features"] = new JsonArray() })]);
        file["initiatives"] = new JsonArray();
        file.Remove("demo");
        System.IO.File.WriteAllText(File, file.ToJsonString());
    }

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(File)!, recursive: true);
}
