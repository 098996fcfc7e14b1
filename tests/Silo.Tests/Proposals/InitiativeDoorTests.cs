using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Mal.Silo.Tests.Live;
using Mal.Words;
using Microsoft.Extensions.DependencyInjection;

namespace Mal.Silo.Tests.Proposals;

/// <summary>Proposing an initiative as a client in any language does it: plain JSON over HTTP. It is Wednesday 25 November 2026.</summary>
[Collection("live house")]
public sealed class InitiativeDoorTests(LiveHouse house) : IDisposable
{
    private readonly HttpClient _http = Program(house);

    private static HttpClient Program(LiveHouse house)
    {
        var http = new HttpClient { BaseAddress = new Uri(house.Address) };
        http.DefaultRequestHeaders.Authorization = new("Bearer", LiveHouse.DevKey);
        return http;
    }

    public void Dispose() => _http.Dispose();

    private async Task<(HttpStatusCode Status, JsonElement Body)> Post(string path, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var answer = await _http.PostAsync(new Uri($"/api/places/{LiveHouse.Place}/{path}", UriKind.Relative), content);
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }

    private Task<(HttpStatusCode Status, JsonElement Body)> Say(Guid id, string command) =>
        Post("commands", $$"""{ "id": "{{Guid.NewGuid()}}", "key": "initiative/{{LiveHouse.Place}}/{{id}}", "command": {{command}} }""");

    private static string Proposal(string series, string more = "") =>
        $$"""{ "title": "Chór seniorów", "publicTitle": "Chór", "ledBy": "residents", "organizer": { "kind": "resident" }, "kind": "culture", "people": 6{{more}}, "series": {{series}} }""";

    private static string Series(string rrule, string room = "sala-komputerowa", string more = "", string start = "12:10", string end = "13:10") =>
        $$"""{ "room": "{{room}}", "rrule": "{{rrule}}", "firstDay": "2026-12-03", "start": "{{start}}", "end": "{{end}}"{{more}} }""";

    [Fact]
    public async Task A_proposal_is_on_the_board_without_its_words_and_its_words_are_a_record()
    {
        var id = Guid.NewGuid();
        var proposal = Proposal(Series("FREQ=WEEKLY;BYDAY=TH;COUNT=4"));
        var (status, body) = await Say(id, $$"""{ "$type": "submit", "initiative": {{proposal}}, "contact": { "email": "chor@example.org" }, "description": "Śpiewamy." }""");
        Assert.Equal((HttpStatusCode.OK, "accepted"), (status, body.GetProperty("status").GetString()));
        // At once: whoever was told "accepted" sees it in the next answer.
        var view = (await _http.GetFromJsonAsync<JsonElement>(new Uri($"/api/places/{LiveHouse.Place}/board", UriKind.Relative)))
            .GetProperty("views").GetProperty($"initiative/{LiveHouse.Place}/{id}");
        Assert.Equal(("Chór", "submitted"), (view.GetProperty("title").GetString(), view.GetProperty("stage").GetString()));
        Assert.DoesNotContain("senior", view.ToString(), StringComparison.Ordinal);
        var words = await house.Services.GetRequiredService<IGrainFactory>().GetGrain<IWordsGrain>($"{LiveHouse.Place}/{id:N}").Read();
        Assert.Equal(("Chór seniorów", "chor@example.org", "Śpiewamy."), (words?.Title, words?.Email, words?.Said?.Single().Text));
        Assert.Equal("accepted", (await Say(id, """{ "$type": "withdraw" }""")).Body.GetProperty("status").GetString());
    }

    [Theory]
    [InlineData("FREQ=WEEKLY;BYDAY=TH", "", "series-without-end")]
    [InlineData("FREQ=DAILY;COUNT=10000", "", "too-many-dates")]
    [InlineData("FREQ=WEEKLY;BYDAY=TH;COUNT=4", "piwnica", "unknown-room")]
    [InlineData("FREQ=WEEKLY;BYDAY=TH;COUNT=4", "salon-sasiedzki", "drop-in")]
    public async Task What_the_house_cannot_give_is_refused_and_nobody_remembers_it(string rrule, string room, string code)
    {
        var id = Guid.NewGuid();
        var (status, body) = await Say(id, $$"""{ "$type": "submit", "initiative": {{Proposal(Series(rrule, room.Length == 0 ? "sala-komputerowa" : room))}}, "description": "Śpiewamy." }""");
        Assert.Equal((HttpStatusCode.OK, code), (status, body.GetProperty("refusal").GetProperty("code").GetString()));
        Assert.Null(await house.Services.GetRequiredService<IGrainFactory>().GetGrain<IWordsGrain>($"{LiveHouse.Place}/{id:N}").Read());
        Assert.Equal("unknown-initiative", (await Say(id, """{ "$type": "withdraw" }""")).Body.GetProperty("refusal").GetProperty("code").GetString());
    }

    [Fact]
    public async Task What_is_no_command_names_its_field()
    {
        async Task<string?> Field(string command)
        {
            var (status, body) = await Say(Guid.NewGuid(), command);
            Assert.Equal(HttpStatusCode.BadRequest, status);
            return body.GetProperty("field").GetString();
        }
        string Submit(string proposal, string more = "") => $$"""{ "$type": "submit", "initiative": {{proposal}}{{more}} }""";
        var long1001 = new string('a', 1001);
        Assert.Equal("command.initiative.series.rrule", await Field(Submit(Proposal(Series("co tydzień")))));
        Assert.Equal("command.initiative.series.end", await Field(Submit(Proposal(Series("FREQ=DAILY;COUNT=2", start: "14:00", end: "13:00")))));
        Assert.Equal("command.initiative.series.lastDay", await Field(Submit(Proposal(Series("FREQ=DAILY", more: """, "lastDay": "2199-01-01" """)))));
        Assert.Equal("command.description", await Field(Submit(Proposal(Series("FREQ=DAILY;COUNT=2")), $$""", "description": "{{long1001}}" """)));
        Assert.Equal("command.initiative.people", await Field(Submit(Proposal(Series("FREQ=DAILY;COUNT=2")).Replace("\"people\": 6", "\"people\": 0", StringComparison.Ordinal))));
        Assert.Equal("command.$type", await Field("""{ "$type": "record-steps", "steps": [] }"""));
        Assert.Equal("command.question", await Field("""{ "$type": "ask" }"""));
        Assert.Equal(HttpStatusCode.NotFound, (await Post("commands", $$"""{ "id": "{{Guid.NewGuid()}}", "key": "initiative/{{LiveHouse.Place}}/nie-ma", "command": { "$type": "withdraw" } }""")).Status);
    }

    [Fact]
    public async Task Thirty_dates_are_answered_on_one_screen_with_what_is_free_instead()
    {
        var taken = Guid.NewGuid();
        var request = $$"""{ "id": "{{taken}}", "title": "Próba", "from": "2026-12-10T12:10", "until": "2026-12-10T13:10", "people": 5, "organizer": { "kind": "resident" } }""";
        await Post("commands", $$"""{ "id": "{{Guid.NewGuid()}}", "key": "room/{{LiveHouse.Place}}/sala-komputerowa", "command": { "$type": "request-booking", "booking": {{request}} } }""");
        var (status, body) = await Post("series", """
            { "room": "sala-komputerowa", "rrule": "FREQ=WEEKLY;BYDAY=TH;COUNT=30", "firstDay": "2026-12-03", "start": "12:10", "end": "13:10", "people": 5 }
            """);
        Assert.Equal(HttpStatusCode.OK, status);
        var dates = body.GetProperty("dates").EnumerateArray().ToDictionary(date => date.GetProperty("day").GetString()!);
        Assert.Equal(30, dates.Count);
        Assert.Equal("free", dates["2026-12-03"].GetProperty("answer").GetString());
        Assert.Equal("taken", dates["2026-12-10"].GetProperty("answer").GetString());
        var instead = dates["2026-12-10"].GetProperty("alternatives").EnumerateArray().Select(one => one.GetProperty("key").GetString()).ToList();
        Assert.Contains($"room/{LiveHouse.Place}/sala-warsztatowa", instead);
        Assert.Equal(("closed", "public-holiday"), (dates["2026-12-24"].GetProperty("answer").GetString(), dates["2026-12-24"].GetProperty("reasonCode").GetString()));
        Assert.Equal(("closed", "house-closed"), (dates["2026-12-31"].GetProperty("answer").GetString(), dates["2026-12-31"].GetProperty("reasonCode").GetString()));

        Assert.Equal("series-without-end", (await Post("series", """{ "room": "sala-komputerowa", "rrule": "FREQ=WEEKLY", "firstDay": "2026-12-03", "start": "12:10", "end": "13:10", "people": 5 }""")).Body.GetProperty("refusal").GetProperty("code").GetString());
        Assert.Equal("rrule", (await Post("series", """{ "room": "sala-komputerowa", "rrule": "kiedyś", "firstDay": "2026-12-03", "start": "12:10", "end": "13:10", "people": 5 }""")).Body.GetProperty("field").GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await Post("series", """{ "room": "piwnica", "rrule": "FREQ=DAILY;COUNT=2", "firstDay": "2026-12-03", "start": "12:10", "end": "13:10", "people": 5 }""")).Status);
    }

    [Fact]
    public async Task A_date_whose_day_has_nothing_else_names_the_other_days_of_its_week()
    {
        // The gymnasts have the hall on Thursdays from 12:30, and no other room is big enough.
        var (_, body) = await Post("series", """
            { "room": "sala-glowna", "rrule": "FREQ=WEEKLY;BYDAY=TH;COUNT=1", "firstDay": "2026-12-17", "start": "12:30", "end": "14:30", "people": 25 }
            """);
        var date = Assert.Single(body.GetProperty("dates").EnumerateArray());
        Assert.Empty(date.GetProperty("alternatives").EnumerateArray());
        // On Tuesday the seniors have it at that hour, on Friday the chess players want it tidied; on Monday the house is shut.
        Assert.Equal(["2026-12-16T12:30"], date.GetProperty("otherDays").EnumerateArray().Select(other => other.GetProperty("from").GetString()!));
    }
}
