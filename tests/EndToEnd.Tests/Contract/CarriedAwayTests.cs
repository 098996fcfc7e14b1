using System.Text.Json;
using System.Text.Json.Nodes;
using Mal.EndToEnd.House;
using static Mal.EndToEnd.House.HouseClient;

namespace Mal.EndToEnd.Contract;

/// <summary>The verbs of the published program, on a house that is open: carried away, brought in elsewhere, copied and restored.</summary>
public sealed class CarriedAwayTests
{
    private const string Salon = $"room/{PublishedHouse.Place}/salon-sasiedzki";

    [Fact]
    public async Task A_house_carried_into_another_folder_shows_the_same_and_a_lost_one_is_as_it_was_when_it_was_copied()
    {
        await using var house = await new PublishedHouse().Start();
        await using var other = new PublishedHouse();
        using var client = house.Client();
        var taken = Guid.NewGuid();
        await client.Send(Guid.NewGuid(), Fridge, Lot(Guid.NewGuid(), "Zupa dyniowa", "ready-meal", "use_by", "2026-11-27"));
        await client.Send(taken, Salon, """{ "$type": "set-count", "count": 7 }""");
        var file = Path.Combine(house.Data, "dom.jsonl");

        // While it is open.
        var exported = await PublishedHouse.Verb("export", PublishedHouse.Place, "--data", house.Data, "--out", file);
        Assert.True(exported.Code == 0, exported.Said);
        var copied = await PublishedHouse.Verb("backup", "--data", house.Data);
        Assert.True(copied.Code == 0, copied.Said);
        var imported = await PublishedHouse.Verb("import", file, "--data", other.Data);
        Assert.True(imported.Code == 0, imported.Said);
        Assert.Contains("Sprawdzone", imported.Said, StringComparison.Ordinal);

        await other.Start();
        using var there = other.Client();
        Assert.Equal(await Views(client), await Views(there));
        // A tap that a phone sends again to the new house has happened there already.
        Assert.Equal("repeated", (await there.Send(taken, Salon, """{ "$type": "set-count", "count": 7 }""")).GetProperty("status").GetString());

        // What came after the copy is what a restored house does not know.
        await client.Send(Guid.NewGuid(), Salon, """{ "$type": "set-count", "count": 19 }""");
        var running = await PublishedHouse.Verb("restore", "--data", house.Data);
        Assert.NotEqual(0, running.Code);
        Assert.Contains("w użyciu przez inny proces", running.Said, StringComparison.Ordinal);
        await house.Kill();
        var restored = await PublishedHouse.Verb("restore", "--data", house.Data);
        Assert.True(restored.Code == 0, restored.Said);
        await house.Start();
        Assert.Equal(7, await client.Count(Salon));
        Assert.Equal(await Views(there), await Views(client));
    }

    [Theory]
    [InlineData("Nie ma pliku", "import", "nie-ma-mnie.jsonl")]
    [InlineData("import: podaj plik", "import")]
    [InlineData("export: podaj miejsce", "export")]
    [InlineData("nie zna miejsca „ochota”", "export", "ochota")]
    [InlineData("nie ma żadnej kopii", "restore")]
    public async Task What_cannot_be_done_is_said_in_a_sentence(string says, params string[] verb)
    {
        var empty = Directory.CreateTempSubdirectory("mal-verb-").FullName;
        using (new SqliteFile(empty))
        {
            var (code, said) = await PublishedHouse.Verb([.. verb, "--data", empty]);

            Assert.Equal(1, code);
            Assert.Contains(says, said, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
        }

        Directory.Delete(empty, recursive: true);
    }

    /// <summary>What is shown of everything, without what is a node's own: where its board stands, and how long it has been up.</summary>
    private static async Task<string> Views(HouseClient client)
    {
        var views = JsonNode.Parse((await client.Board("staff")).GetProperty("views").GetRawText())!.AsObject();
        return views.Where(view => view.Key.Split('/')[0] is "room" or "shelf" or "place" or "initiative").OrderBy(view => view.Key, StringComparer.Ordinal)
            .Aggregate("", (all, view) => $"{all}{view.Key} {view.Value!.ToJsonString()}\n");
    }

    /// <summary>An empty facts.db, as a node leaves it that was stopped before anything happened.</summary>
    private sealed class SqliteFile : IDisposable
    {
        public SqliteFile(string folder)
        {
            using var held = Mal.Storage.DataFolder.Open(folder);
            using var log = new Mal.Storage.SqliteEventLog(held);
        }

        public void Dispose() { }
    }
}
