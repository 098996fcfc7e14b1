using Mal.EndToEnd.House;
using Mal.Storage;
using static Mal.EndToEnd.House.HouseClient;

namespace Mal.EndToEnd.Contract;

/// <summary>The published program with its memory in a storage account: Azurite stands for it.</summary>
public sealed class AzureHouseTests
{
    private const string SetCount = """{ "$type": "set-count", "count": 7 }""";

    [Fact]
    public async Task A_house_on_Azure_Storage_survives_its_node_and_can_be_carried_into_a_folder()
    {
        await using var store = await Azurite.Start();
        await using var house = new PublishedHouse();
        await using var folder = new PublishedHouse();
        string[] account = ["--ConnectionStrings:storage", store.ConnectionString];
        await house.Start(account);
        var tap = Guid.NewGuid();
        using (var client = house.Client())
        {
            Assert.Equal("accepted", (await client.Send(tap, Hall, SetCount)).GetProperty("status").GetString());
        }

        await house.Kill();
        // What a node knows lies in the account and not in its folder.
        Assert.False(File.Exists(Path.Combine(house.Data, "facts.db")));
        await house.Start(account);
        using var again = house.Client();
        Assert.Equal("repeated", (await again.Send(tap, Hall, SetCount)).GetProperty("status").GetString());
        await Eventually.True(async () => await again.Count(Hall) == 7, "the hall counts 7 people", TimeSpan.FromSeconds(20));

        var file = Path.Combine(house.Data, "dom.jsonl");
        var exported = await PublishedHouse.Verb(["export", PublishedHouse.Place, "--out", file, .. account]);
        Assert.True(exported.Code == 0, exported.Said);
        var imported = await PublishedHouse.Verb("import", file, "--data", folder.Data);
        Assert.True(imported.Code == 0, imported.Said);
        Assert.Contains("Sprawdzone", imported.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_house_on_Azure_Storage_is_copied_into_blobs_and_restored_by_one_verb()
    {
        await using var store = await Azurite.Start();
        await using var house = new PublishedHouse();
        string[] account = ["--ConnectionStrings:storage", store.ConnectionString];
        await house.Start(account);
        var (before, after) = (Guid.NewGuid(), Guid.NewGuid());
        using var client = house.Client();
        await client.Send(before, Hall, SetCount);
        var copied = await PublishedHouse.Verb(["backup", .. account]);
        Assert.True(copied.Code == 0, copied.Said);
        Assert.Contains("/mal-backups/", copied.Said, StringComparison.Ordinal);
        await client.Send(after, Hall, """{ "$type": "set-count", "count": 9 }""");

        // Nothing is put under a node that runs.
        foreach (var verb in (string[][])[["restore"], ["import", typeof(AzureHouseTests).Assembly.Location]])
        {
            var refused = await PublishedHouse.Verb([.. verb, .. account]);
            Assert.Equal(1, refused.Code);
            Assert.Contains("działa węzeł", refused.Said, StringComparison.Ordinal);
        }

        await house.Stop();
        var restored = await PublishedHouse.Verb(["restore", .. account]);
        Assert.True(restored.Code == 0, restored.Said);

        await house.Start(account);
        await Eventually.True(async () => await client.Count(Hall) == 7, "the hall counts 7 people", TimeSpan.FromSeconds(20));
        Assert.Equal("repeated", (await client.Send(before, Hall, SetCount)).GetProperty("status").GetString());
        Assert.Equal("accepted", (await client.Send(after, Hall, """{ "$type": "set-count", "count": 9 }""")).GetProperty("status").GetString());
    }

    [Theory]
    [InlineData("bzdura", "to nie jest ciąg połączenia")]
    [InlineData("DefaultEndpointsProtocol=http;AccountName=dom;AccountKey=a2x1Y3o=;TableEndpoint=http://127.0.0.1:1/dom;", "Magazyn http://127.0.0.1:1 nie odpowiada")]
    public async Task A_wrong_account_ends_the_start_with_one_sentence(string account, string sentence)
    {
        var (code, said) = await PublishedHouse.Verb("--urls", "http://127.0.0.1:0", "--ConnectionStrings:storage", account);

        Assert.Equal(1, code);
        Assert.Contains(sentence, said, StringComparison.Ordinal);
        Assert.Single(said.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
