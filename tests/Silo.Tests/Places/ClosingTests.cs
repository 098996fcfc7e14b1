using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Mal.Silo.Tests.Live;

namespace Mal.Silo.Tests.Places;

/// <summary>A closure with a decision for each booking it hits, over HTTP on a whole node.</summary>
public sealed class ClosingTests(LiveHouse house) : IClassFixture<LiveHouse>
{
    private const string Hall = $"room/{LiveHouse.Place}/sala-glowna";
    private const string Closure = """{"firstDay":"2026-12-11","lastDay":"2026-12-11","reason":"Awaria"}""";

    [Fact]
    public async Task Every_hit_booking_is_decided_and_the_whole_may_be_sent_again()
    {
        using var desk = house.Program();
        var (asked, moved) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        foreach (var (id, from, until) in new[] { (asked, "2026-12-11T12:00", "2026-12-11T12:30"), (moved, "2026-12-11T19:00", "2026-12-11T19:30") })
        {
            using var booked = await desk.Command($$"""{"$type":"request-booking","booking":{"id":"{{id}}","title":"Chór","from":"{{from}}","until":"{{until}}","organizer":{"kind":"ngo"},"people":5} }""", Hall);
            Assert.Equal("accepted", (await Body(booked)).GetProperty("status").GetString());
        }
        var hits = (await Body(await desk.Post("closures/preview", $$"""{"closure":{{Closure}}}"""))).GetProperty("hits").EnumerateArray().ToList();
        Assert.Contains(hits, hit => hit.GetProperty("booking").GetGuid() == asked && hit.GetProperty("title").GetString() == "Chór" && hit.GetProperty("organizer").GetString() == "ngo");
        // The series of the place meet on that Friday too.
        Assert.Contains(hits, hit => hit.TryGetProperty("initiative", out _));

        var series = hits.Where(hit => hit.GetProperty("booking").GetGuid() is var id && id != asked && id != moved)
            .Select(hit => $$"""{"booking":"{{hit.GetProperty("booking").GetGuid()}}","room":"{{hit.GetProperty("room").GetString()}}","do":"keep"}""");
        var cancel = $$"""{"booking":"{{asked}}","room":"sala-glowna","do":"cancel"}""";
        var move = $$$"""{"booking":"{{{moved}}}","room":"sala-glowna","do":"move","to":{"room":"aneks-kuchenny","from":"2026-12-10T12:05","until":"2026-12-10T12:35"}}""";
        var id0 = Guid.CreateVersion7();
        string Request(params IEnumerable<string> decisions) => $$"""{"id":"{{id0}}","closure":{{Closure}},"decisions":[{{string.Join(',', decisions)}}]}""";

        using var missing = await desk.Post("closures", Request([.. series, cancel]));
        Assert.Equal(HttpStatusCode.BadRequest, missing.StatusCode);
        Assert.Contains(moved.ToString(), (await Body(missing)).GetProperty("title").GetString(), StringComparison.Ordinal);

        var done = await Body(await desk.Post("closures", Request([.. series, cancel, move])));
        Assert.Equal("accepted", done.GetProperty("closure").GetProperty("status").GetString());
        Assert.All(done.GetProperty("decisions").EnumerateArray(), one => Assert.Equal("accepted", one.GetProperty("answer").GetProperty("status").GetString()));

        var again = await Body(await desk.Post("closures", Request([.. series, cancel, move])));
        Assert.Equal("repeated", again.GetProperty("closure").GetProperty("status").GetString());
        Assert.All(again.GetProperty("decisions").EnumerateArray().Where(one => one.GetProperty("do").GetString() != "keep"),
            one => Assert.Equal("repeated", one.GetProperty("answer").GetProperty("status").GetString()));
        var held = (await desk.GetFromJsonAsync<JsonElement>(HouseCalls.At("calendar?from=2026-12-11&until=2026-12-11"))).GetProperty("rooms").GetProperty("sala-glowna").EnumerateArray();
        var rejected = held.Single(entry => entry.GetProperty("booking").GetProperty("id").GetGuid() == asked);
        Assert.Equal(("rejected", "house-closed"), (rejected.GetProperty("gone").GetString(), rejected.GetProperty("reasonCode").GetString()));
        var left = (await Body(await desk.Post("closures/preview", $$"""{"closure":{{Closure}}}"""))).GetProperty("hits").EnumerateArray().Select(hit => hit.GetProperty("booking").GetGuid()).ToList();
        Assert.DoesNotContain(asked, left);
        Assert.Equal(hits.Count - 2, left.Except([moved]).Count());
    }

    [Theory]
    [InlineData("""{"id":"019aaf10-0000-7000-8000-000000000001","closure":{"firstDay":"2026-12-11","lastDay":"2026-12-10","reason":"Awaria"},"decisions":[]}""", "closure.lastDay")]
    [InlineData("""{"id":"019aaf10-0000-7000-8000-000000000001","closure":{"firstDay":"2026-12-06","lastDay":"2026-12-06","reason":"Awaria"},"decisions":[{"booking":"019aaf10-0000-7000-8000-000000000002","room":"piwnica","do":"keep"}]}""", "decisions[0].room")]
    [InlineData("""{"id":"019aaf10-0000-7000-8000-000000000001","closure":{"firstDay":"2026-12-06","lastDay":"2026-12-06","reason":"Awaria"},"decisions":[{"booking":"019aaf10-0000-7000-8000-000000000002","room":"sala-glowna","do":"move"}]}""", "decisions[0].to")]
    [InlineData("""{"id":"019aaf10-0000-7000-8000-000000000001","closure":{"firstDay":"2026-12-10","lastDay":"2026-12-10","reason":"Awaria"},"decisions":[{"booking":"019aaf10-0000-7000-8000-000000000002","room":"sala-glowna","do":"move","to":{"room":"sala-glowna","from":"2026-12-10T14:00","until":"2026-12-10T15:00"}}]}""", "decisions[0].to")]
    [InlineData("""{"id":"019aaf10-0000-7000-8000-000000000001","closure":{"firstDay":"2026-12-06","lastDay":"2026-12-06","reason":"Awaria"}}""", "decisions")]
    public async Task A_malformed_closing_names_its_field_and_writes_nothing(string json, string field)
    {
        using var desk = house.Program();
        using var answer = await desk.Post("closures", json);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(field, (await Body(answer)).GetProperty("field").GetString());
    }

    [Fact]
    public async Task Only_coordination_closes_the_house()
    {
        using var anybody = new HttpClient { BaseAddress = new Uri(house.Address) };
        using var answer = await anybody.Post("closures/preview", $$"""{"closure":{{Closure}}}""");
        Assert.False(answer.IsSuccessStatusCode);
    }

    private static async Task<JsonElement> Body(HttpResponseMessage answer) => await answer.Content.ReadFromJsonAsync<JsonElement>();
}
