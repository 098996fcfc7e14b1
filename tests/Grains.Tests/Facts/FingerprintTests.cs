using System.Text.Json;
using Mal.Initiatives;
using Mal.Places;
using Mal.Rooms;
using Mal.Shelves;

namespace Mal.Facts;

/// <summary>When two commands are the same: by what they say, whoever wrote them down and in which release.</summary>
public sealed class FingerprintTests
{
    [Theory]
    [InlineData("""{"$type":"receive","lot":{"id":"0197a000-0000-7000-8000-00000000c0de","name":"Chleb","category":"bread","quantity":6,"dateKind":"none"}}""",
        """{ "lot": { "dateKind": "none", "quantity": 6.00, "opened": false, "donor": "unknown", "ingredients": null, "category": "bread", "name": " Chleb\u00A0", "id": "0197A000-0000-7000-8000-00000000C0DE" }, "$type": "receive" }""")]
    [InlineData("""{"$type":"pick-up","lot":"0197a000-0000-7000-8000-00000000c0de","quantity":0.5}""", """{"$type":"pick-up","quantity":0.500,"lot":"0197a000-0000-7000-8000-00000000c0de"}""")]
    public void Order_spaces_zeros_and_what_says_its_default_are_no_content(string one, string other) =>
        Assert.Equal(Of<ShelfCommand>(one), Of<ShelfCommand>(other));

    [Theory]
    [InlineData("""{"$type":"set-count","count":3}""", """{"$type":"set-count","count":4}""")]
    [InlineData("""{"$type":"set-count","count":0}""", """{"$type":"set-count","count":null}""")]
    [InlineData("""{"$type":"mark-ready"}""", """{"$type":"return-to-service"}""")]
    [InlineData("""{"$type":"change-count","delta":1}""", """{"$type":"change-count","delta":-1}""")]
    public void What_is_meant_otherwise_is_other_content(string one, string other) =>
        Assert.NotEqual(Of<RoomCommand>(one), Of<RoomCommand>(other));

    [Fact]
    public void A_field_that_a_later_release_adds_with_a_default_changes_no_older_command()
    {
        // These have defaults that are not nothing, as later fields of the settings do.
        var golden = Golden("place-commands.json").First(command => command.GetProperty("$type").GetString() == "change-settings");
        var told = golden.GetRawText().Replace("\"contactDays\": 30,", "\"contactDays\": 30, \"roundMinutes\": 60, \"requestOpenDays\": 2,", StringComparison.Ordinal);
        Assert.NotEqual(golden.GetRawText(), told);
        Assert.Equal(Of<PlaceCommand>(golden.GetRawText()), Of<PlaceCommand>(told));
        Assert.NotEqual(Of<PlaceCommand>(golden.GetRawText()), Of<PlaceCommand>(told.Replace("\"roundMinutes\": 60", "\"roundMinutes\": 61", StringComparison.Ordinal)));
    }

    [Fact]
    public void Whose_group_it_is_and_what_the_history_says_are_found_out_on_the_way_and_are_no_content()
    {
        var asked = new RoomCommand.RequestBooking(new BookingRequest(Guid.NewGuid(), "Próba", new DateTime(2026, 12, 2, 15, 0, 0), new DateTime(2026, 12, 2, 16, 0, 0), 3, new Organizer(OrganizerKind.Resident)));
        var known = asked with { Booking = asked.Booking with { Group = Guid.NewGuid() } };
        Assert.Equal(Fingerprint.Of<RoomCommand>(Room.Meant(asked)), Fingerprint.Of<RoomCommand>(Room.Meant(known)));
    }

    [Fact]
    public void A_fingerprint_is_kept_for_ever_so_what_it_is_made_of_stays() =>
        Assert.Equal("Dt2OJY8hOg2/AZh6hTrl", Of<RoomCommand>("""{"$type":"set-count","count":3}"""));

    [Fact]
    public void Golden_commands_have_fingerprints_of_their_own()
    {
        Distinct<RoomCommand>("room-commands.json");
        Distinct<ShelfCommand>("shelf-commands.json");
        Distinct<PlaceCommand>("place-commands.json");
        Distinct<InitiativeCommand>("initiative-commands.json");
    }

    private static void Distinct<TCommand>(string file)
    {
        var commands = Golden(file).Select(one => one.Deserialize<TCommand>(Wire.Wire.Strict)!).Distinct().ToList();
        var prints = commands.Select(Fingerprint.Of).ToList();
        Assert.All(prints, print => Assert.Equal(20, print.Length));
        Assert.True(prints.Distinct().Count() >= prints.Count - 1, $"{file}: {prints.Count - prints.Distinct().Count()} share a fingerprint.");
    }

    private static string Of<TCommand>(string json) => Fingerprint.Of(JsonSerializer.Deserialize<TCommand>(json, Wire.Wire.Strict)!);

    private static List<JsonElement> Golden(string file) => [.. JsonElement.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", file))).EnumerateArray()];
}
