using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Mal.Silo.Tests.Live;

namespace Mal.Silo.Tests.Places;

/// <summary>The place edited over HTTP, on a whole node.</summary>
public sealed class PlaceEditingTests(LiveHouse house) : IClassFixture<LiveHouse>
{
    [Fact]
    public async Task A_malformed_edit_is_answered_with_its_field()
    {
        using var desk = house.Program();
        using var answer = await desk.Command("""{"$type":"add-closure","closure":{"firstDay":"2026-12-05","lastDay":"2026-12-04","reason":"Remont"}}""");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("command.closure.lastDay", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("field").GetString());
    }

    [Fact]
    public async Task The_texts_of_a_place_are_public_and_the_second_writer_is_told()
    {
        using var desk = house.Program();
        using var anybody = new HttpClient { BaseAddress = new Uri(house.Address) };
        var before = await anybody.GetFromJsonAsync<JsonElement>(HouseCalls.At("texts"));
        var version = before.GetProperty("version").GetInt32();
        Assert.Contains("RODO", before.GetProperty("texts").GetProperty("dataProtection").GetString(), StringComparison.Ordinal);
        Assert.False(before.TryGetProperty("written", out _));

        using var first = await desk.Command($$$"""{"$type":"change-texts","version":{{{version}}},"texts":{"dataProtection":"Nasza klauzula."}}""");
        using var second = await desk.Command($$$"""{"$type":"change-texts","version":{{{version}}},"texts":{"dataProtection":"Inna klauzula."}}""");

        Assert.Equal("accepted", (await first.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("status").GetString());
        Assert.Equal("changed-meanwhile", (await second.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("refusal").GetProperty("code").GetString());
        var after = await anybody.GetFromJsonAsync<JsonElement>(HouseCalls.At("texts"));
        Assert.Equal("Nasza klauzula.", after.GetProperty("texts").GetProperty("dataProtection").GetString());
        Assert.Equal(version + 1, after.GetProperty("version").GetInt32());
        using var nowhere = await anybody.GetAsync(new Uri("/api/places/nigdzie/texts", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, nowhere.StatusCode);
    }
}
