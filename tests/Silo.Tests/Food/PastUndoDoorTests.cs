using System.Net.Http.Json;
using System.Text.Json;
using Mal.Shelves;
using Mal.Silo.Tests.Live;
using Mal.Silo.Tests.Places;
using Microsoft.Extensions.DependencyInjection;

namespace Mal.Silo.Tests.Food;

/// <summary>RULES §5: a coordinator undoes at any time, by the history; and the policy a coordinator changes.</summary>
public sealed class PastUndoDoorTests(LiveHouse house) : IClassFixture<LiveHouse>
{
    [Fact]
    public async Task What_the_shelf_has_forgotten_is_undone_by_the_history_once_and_touches_nothing_after_it()
    {
        using var desk = house.Program();
        var (lot, intake, two) = (Guid.CreateVersion7(), Guid.NewGuid(), Guid.NewGuid());
        await Say(desk, $$$"""{"$type":"receive","lot":{"id":"{{{lot}}}","name":"Marchew","category":"vegetables","quantity":5,"dateKind":"none"}}""", intake);
        await Say(desk, $$"""{"$type":"pick-up","lot":"{{lot}}","quantity":2}""", two);
        for (var other = 0; other < 12; other++)
        {
            await Say(desk, $$$"""{"$type":"receive","lot":{"id":"{{{Guid.CreateVersion7()}}}","name":"Jabłka","category":"fruit","quantity":1,"dateKind":"none"}}""");
        }

        Assert.Equal("something-came-after", await Undo(desk, intake));
        Assert.Equal("nothing-to-undo", await Undo(desk, Guid.NewGuid()));
        Assert.Equal("accepted", await Undo(desk, two));
        Assert.Equal(5, await OnHand(lot));
        // Asked again, by whoever: it is done, and is not done twice.
        Assert.Equal("repeated", await Undo(desk, two));
        Assert.Equal(5, await OnHand(lot));
        Assert.Equal("accepted", await Undo(desk, intake));
        Assert.Null(await OnHand(lot));

        var entries = (await desk.GetFromJsonAsync<JsonElement>(HouseCalls.At("history/shelf/polka-2?limit=200"))).GetProperty("entries").EnumerateArray().ToList();
        Assert.Equal(intake, entries[0].GetProperty("undoes").GetGuid());
        Assert.False(entries[0].TryGetProperty("command", out _));
        Assert.Equal(intake, entries[^1].GetProperty("command").GetGuid());
    }

    [Fact]
    public async Task Two_coordinators_at_the_same_instant_undo_it_once()
    {
        using var desk = house.Program();
        var (lot, two) = (Guid.CreateVersion7(), Guid.NewGuid());
        await Say(desk, $$$"""{"$type":"receive","lot":{"id":"{{{lot}}}","name":"Marchew","category":"vegetables","quantity":5,"dateKind":"none"}}""");
        await Say(desk, $$"""{"$type":"pick-up","lot":"{{lot}}","quantity":2}""", two);
        for (var other = 0; other < 12; other++)
        {
            await Say(desk, $$$"""{"$type":"receive","lot":{"id":"{{{Guid.CreateVersion7()}}}","name":"Jabłka","category":"fruit","quantity":1,"dateKind":"none"}}""");
        }

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Undo(desk, two)));

        Assert.Single(answers, "accepted");
        Assert.Equal(5, answers.Count(answer => answer == "repeated"));
        Assert.Equal(5, await OnHand(lot));
    }

    [Fact]
    public async Task A_changed_policy_binds_what_comes_next_and_the_second_of_two_is_told()
    {
        using var desk = house.Program();
        var board = await desk.GetFromJsonAsync<JsonElement>(HouseCalls.At("board"));
        var place = board.GetProperty("views").GetProperty($"place/{LiveHouse.Place}").GetProperty("house").GetProperty("file").GetProperty("place");
        var version = place.GetProperty("settings").GetProperty("version").GetInt32();
        var change = $$$"""{"$type":"change-food-policy","version":{{{version}}},"policy":{"version":1,"home_made":"refused","whole_eggs":"allowed","opened_dry":"refused","frozen":"allowed","home_made_days":1}}""";
        var soup = """{"$type":"receive","lot":{"id":"ID","name":"Zupa","category":"home-made","quantity":2,"dateKind":"prepared_on","date":"2026-11-25","ingredients":"pomidory"}}""";
        var fridge = $"shelf/{LiveHouse.Place}/lodowka";
        Assert.Equal("accepted", await Status(await desk.Command(soup.Replace("ID", $"{Guid.NewGuid()}", StringComparison.Ordinal), fridge)));

        Assert.Equal("accepted", await Status(await desk.Command(change)));
        Assert.Equal("changed-meanwhile", await Status(await desk.Command(change.Replace("\"frozen\":\"allowed\"", "\"frozen\":\"refused\"", StringComparison.Ordinal))));
        // The shelf hears of the new rules from its place, which tells it after its own answer.
        var answer = "";
        for (var attempt = 0; attempt < 200 && answer != "policy"; attempt++)
        {
            answer = await Status(await desk.Command(soup.Replace("ID", $"{Guid.NewGuid()}", StringComparison.Ordinal), fridge));
        }
        Assert.Equal("policy", answer);
        var newest = (await desk.GetFromJsonAsync<JsonElement>(HouseCalls.At($"history/place/{LiveHouse.Place}?limit=1"))).GetProperty("entries")[0].GetProperty("sentence").GetString();
        Assert.StartsWith("Zmieniono zasady jadłodzielni (wersja 2): domowe: nie przyjmujemy", newest, StringComparison.Ordinal);
    }

    private const string Shelf = $"shelf/{LiveHouse.Place}/polka-2";

    private static async Task Say(HttpClient desk, string command, Guid? id = null) => Assert.Equal("accepted", await Status(await desk.Command(command, Shelf, id)));

    private static async Task<string> Undo(HttpClient desk, Guid command) => await Status(await desk.Command($$"""{"$type":"undo","command":"{{command}}"}""", Shelf));

    private static async Task<string> Status(HttpResponseMessage answer)
    {
        using var kept = answer;
        var said = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return said.TryGetProperty("refusal", out var refusal) ? refusal.GetProperty("code").GetString()! : said.GetProperty("status").GetString()!;
    }

    private async Task<decimal?> OnHand(Guid lot) =>
        ((ShelfView)(await house.Services.GetRequiredService<IGrainFactory>().GetGrain<IShelfGrain>($"{LiveHouse.Place}/polka-2").View()).View).Lots.Find(known => known.Id == lot)?.Quantity;
}
