using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Mal.Shelves;
using Mal.Silo.Tests.Live;
using Mal.Silo.Tests.Places;
using Microsoft.Extensions.DependencyInjection;

namespace Mal.Silo.Tests.Food;

/// <summary>Nonsense sent to a shelf: a sentence that names the field, or what to do instead, and not one fact written.</summary>
public sealed class BadFoodTests(LiveHouse house) : IClassFixture<LiveHouse>
{
    private const string Fridge = $"shelf/{LiveHouse.Place}/lodowka";
    private const string Lot = "\"id\":\"019aaf10-0000-7000-8000-0000000000aa\",\"name\":\"Jogurt\",\"category\":\"dairy\",\"dateKind\":\"use_by\"";

    public static TheoryData<string, string> Malformed => new()
    {
        { Receive("\"quantity\":-5,\"date\":\"2026-11-28\""), "command.lot.quantity" },
        { Receive("\"quantity\":0,\"date\":\"2026-11-28\""), "command.lot.quantity" },
        { Receive("\"quantity\":1000000000,\"date\":\"2026-11-28\""), "command.lot.quantity" },
        { Receive("\"quantity\":1e300,\"date\":\"2026-11-28\""), "command.lot.quantity" },
        { Receive("\"quantity\":\"NaN\",\"date\":\"2026-11-28\""), "command.lot.quantity" },
        { Receive("\"quantity\":NaN,\"date\":\"2026-11-28\""), "body" },
        { Receive("\"quantity\":2.0001,\"date\":\"2026-11-28\""), "command.lot.quantity" },
        { Receive("\"quantity\":2,\"date\":\"1926-11-28\""), "command.lot.date" },
        { Receive("\"quantity\":2,\"date\":\"2126-11-28\""), "command.lot.date" },
        { Receive("\"quantity\":2,\"date\":\"2026-02-30\""), "command.lot.date" },
        { Receive("\"quantity\":2,\"date\":\"jutro\""), "command.lot.date" },
        { Receive("\"quantity\":2,\"date\":\"2026-11-28\",\"allergens\":{\"15\":true}"), "command.lot.allergens" },
        { Receive("\"quantity\":2,\"date\":\"2026-11-28\",\"allergens\":{\"ARSENIC\":true}"), "command.lot.allergens" },
        { Receive("\"quantity\":2,\"date\":\"2026-11-28\",\"grams\":-1"), "command.lot.grams" },
        { Receive("\"quantity\":2,\"date\":\"2026-11-28\"").Replace("Jogurt", new string('ż', 10_000), StringComparison.Ordinal), "command.lot.name" },
        { Receive("\"quantity\":2,\"date\":\"2026-11-28\"").Replace("Jogurt", " ", StringComparison.Ordinal), "command.lot.name" },
        { """{"$type":"check-fridge","celsius":61}""", "command.celsius" },
        { """{"$type":"check-fridge","celsius":-40.5}""", "command.celsius" },
        { """{"$type":"check-fridge","celsius":4.25}""", "command.celsius" },
        { """{"$type":"check-fridge","celsius":"NaN"}""", "command.celsius" },
        { """{"$type":"check-fridge"}""", "command.celsius" },
        { """{"$type":"undo-past","done":{"command":"019aaf10-0000-7000-8000-0000000000aa","at":"2026-11-25T12:00:00+01:00","device":"x","what":"levelSet","lot":null,"quantity":0},"touched":false}""", "command.$type" },
    };

    [Theory, MemberData(nameof(Malformed))]
    public async Task What_nobody_can_mean_is_told_its_field_and_writes_nothing(string command, string field)
    {
        using var desk = house.Program();
        var before = await Version(desk);

        using var answer = await desk.Command(command, Fridge);

        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((HttpStatusCode.BadRequest, field), (answer.StatusCode, problem.GetProperty("field").GetString()));
        var sentence = problem.GetProperty("title").GetString()!;
        Assert.True(sentence.Length > field.Length + 10 && sentence.Length < 300, sentence);
        Assert.DoesNotContain("System.", sentence, StringComparison.Ordinal);
        Assert.Equal(before, await Version(desk));
    }

    [Fact]
    public async Task What_the_rules_refuse_says_what_to_do_and_writes_nothing()
    {
        using var desk = house.Program();
        var lot = Guid.CreateVersion7();
        var milk = $$$"""{"$type":"receive","lot":{"id":"{{{lot}}}","name":"Mleko","category":"dairy","quantity":2,"dateKind":"use_by","date":"2026-11-28"}}""";
        var (code, sentence) = await Refused(desk, milk, $"shelf/{LiveHouse.Place}/polka-1");
        Assert.Equal("wrong-shelf", code);
        Assert.Contains("lodówka", sentence, StringComparison.Ordinal);

        await desk.Command(milk, Fridge);
        var before = await Version(desk);
        (code, sentence) = await Refused(desk, milk.Replace("Mleko", "Kefir", StringComparison.Ordinal), Fridge);
        Assert.Equal("lot-exists", code);
        Assert.Contains("już zapisana", sentence, StringComparison.Ordinal);
        Assert.Equal(before, await Version(desk));
    }

    [Fact]
    public async Task Markup_in_a_name_is_only_a_name()
    {
        using var desk = house.Program();
        using var answer = await desk.Command(Receive("\"quantity\":2,\"date\":\"2026-11-28\"").Replace("Jogurt", "<b>Jogurt</b>", StringComparison.Ordinal).Replace("0000aa", "0000ab", StringComparison.Ordinal), Fridge);
        Assert.Equal("accepted", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("status").GetString());
        var view = (ShelfView)(await house.Services.GetRequiredService<IGrainFactory>().GetGrain<IShelfGrain>($"{LiveHouse.Place}/lodowka").View()).View;
        Assert.Contains(view.Lots, lot => lot.Name == "<b>Jogurt</b>");
    }

    private static string Receive(string rest) => "{\"$type\":\"receive\",\"lot\":{" + Lot + "," + rest + "}}";

    private static async Task<(string? Code, string Sentence)> Refused(HttpClient desk, string command, string key)
    {
        using var answer = await desk.Command(command, key);
        var refusal = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("refusal");
        return (refusal.GetProperty("code").GetString(), refusal.GetProperty("message").GetString()!);
    }

    private static async Task<long> Version(HttpClient desk) =>
        (await desk.GetFromJsonAsync<JsonElement>(HouseCalls.At("history/shelf/lodowka?limit=1"))).GetProperty("version").GetInt64();
}
