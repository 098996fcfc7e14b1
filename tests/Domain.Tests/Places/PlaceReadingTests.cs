using System.Text.Json.Nodes;
using static Mal.Places.Rejonowa;

namespace Mal.Places;

public sealed class PlaceReadingTests
{
    [Fact]
    public void The_shipped_place_file_reads_without_a_mistake()
    {
        var reading = PlaceFile.Read(Json);
        Assert.Empty(reading.Mistakes);
        Assert.Equal((6, 3, 16), (reading.File!.Rooms.Count, reading.File.Shelves.Count, reading.File.Initiatives.Count));
        Assert.Null(reading.File.Place.Access.AccessibleToilet);
        Assert.Equal(new DateTime(2026, 11, 25, 16, 42, 0), reading.File.Demo!.Start);
        Assert.Equal([new TimeOnly(12, 0), new TimeOnly(19, 30)], reading.File.Place.Settings.Fridge.Checks);
    }

    [Theory]
    [InlineData("place.hours.tue", "\"od rana\"", "$.place.hours.tue")]
    [InlineData("place.hours.wtorek", "\"12:00-20:00\"", "$.place.hours.wtorek")]
    [InlineData("place.timeZone", "\"Europe/Wlochy\"", "$.place.timeZone")]
    [InlineData("place.id", "\"Rejonowa 6/8\"", "$.place.id")]
    [InlineData("place.closures.0.lastDay", "\"2026-12-30\"", "$.place.closures[0].lastDay")]
    [InlineData("place.closures.0.opening", "true", "$.place.closures[0]")]
    [InlineData("place.announcements.1.lastDay", "\"2026-11-19\"", "$.place.announcements[1].lastDay")]
    [InlineData("place.foodPolicy.frozen", "\"maybe\"", "$.place.foodPolicy.frozen")]
    [InlineData("place.settings.closingSoonMinutes", "-1", "$.place.settings.closingSoonMinutes")]
    [InlineData("place.settings.extendMinutes", "0", "$.place.settings.extendMinutes")]
    [InlineData("rooms.1.id", "\"sala-glowna\"", "$.rooms[1].id")]
    [InlineData("rooms.2.capacity", "0", "$.rooms[2].capacity")]
    [InlineData("rooms.5.season.lastDay", "\"31-10\"", "$.rooms[5].season.lastDay")]
    [InlineData("shelves.1.id", "\"lodowka\"", "$.shelves[1].id")]
    [InlineData("initiatives.0.room", "\"piwnica\"", "$.initiatives[0].room")]
    [InlineData("initiatives.0.end", "\"12:00\"", "$.initiatives[0].end")]
    [InlineData("initiatives.7.publicTitle", "null", "$.initiatives[7].publicTitle")]
    [InlineData("initiatives.0.rrule", "\"co tydzień\"", "$.initiatives[0].rrule")]
    [InlineData("foodCategories.0.dateKinds", "[]", "$.foodCategories[0].dateKinds")]
    [InlineData("foodCategories.0.gramsPerUnit", "0", "$.foodCategories[0].gramsPerUnit")]
    [InlineData("foodCategories.0.id", "\"alcohol\"", "$.foodCategories[0].id")]
    [InlineData("foodCategories.0.policy", "\"whim\"", "$.foodCategories[0].policy")]
    // Those the types themselves refuse:
    [InlineData("foodCategories.0.dateKinds", "[\"sometime\"]", "$.foodCategories[0].dateKinds[0]")]
    [InlineData("rooms.0.capacity", "\"thirty\"", "$.rooms[0].capacity")]
    [InlineData("initiatives.0.start", "\"half past\"", "$.initiatives[0].start")]
    [InlineData("place.closures.0.firstDay", "\"2026-13-01\"", "$.place.closures[0].firstDay")]
    public void A_mistake_is_told_with_its_path_and_a_reason(string where, string value, string path)
    {
        var reading = PlaceFile.Read(Changed(where, value));
        Assert.Null(reading.File);
        // One slip may make others (a room renamed is a room missing elsewhere); the first told is the slip itself.
        var mistake = reading.Mistakes[0];
        Assert.Equal(path, mistake.Path);
        Assert.NotEmpty(mistake.Reason);
    }

    [Fact]
    public void All_mistakes_are_told_at_once()
    {
        var json = JsonNode.Parse(Json)!;
        json["rooms"]![0]!["capacity"] = 0;
        json["rooms"]![1]!["capacity"] = -3;
        Assert.Equal(["$.rooms[0].capacity", "$.rooms[1].capacity"], PlaceFile.Read(json.ToJsonString()).Mistakes.Select(mistake => mistake.Path));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    public void What_is_no_place_file_is_said_to_be_none(string json) => Assert.Single(PlaceFile.Read(json).Mistakes);

    [Fact]
    public void A_missing_field_is_named()
    {
        var json = JsonNode.Parse(Json)!;
        json["rooms"]![0]!.AsObject().Remove("capacity");
        Assert.Contains("capacity", Assert.Single(PlaceFile.Read(json.ToJsonString()).Mistakes).Reason, StringComparison.Ordinal);
    }

    private static string Changed(string where, string value)
    {
        var json = JsonNode.Parse(Json)!;
        var steps = where.Split('.');
        var at = json;
        foreach (var step in steps[..^1])
        {
            at = int.TryParse(step, out var index) ? at[index]! : at[step]!;
        }
        at[steps[^1]] = JsonNode.Parse(value);
        return json.ToJsonString();
    }
}
