using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Mal.Facts;
using Mal.Silo.Tests.Live;
using Mal.Words;
using Microsoft.Extensions.DependencyInjection;

namespace Mal.Silo.Tests.Lending;

/// <summary>Asking for a room as a client in any language does it: plain JSON over HTTP, by the coordinator's key. It is Wednesday 25 November 2026.</summary>
[Collection("live house")]
public sealed class LendingTests(LiveHouse house) : IDisposable
{
    private const string Hall = "sala-glowna";
    private const string Workshop = "sala-warsztatowa";
    private readonly HttpClient _http = Program(house);

    private static HttpClient Program(LiveHouse house)
    {
        var http = new HttpClient { BaseAddress = new Uri(house.Address) };
        http.DefaultRequestHeaders.Authorization = new("Bearer", LiveHouse.DevKey);
        return http;
    }

    public void Dispose() => _http.Dispose();

    private static string Booking(Guid id, string from, string until, string more = "") =>
        $$"""{ "id": "{{id}}", "title": "Próba chóru", "from": "{{from}}", "until": "{{until}}", "people": 12, "organizer": { "kind": "resident" }{{more}} }""";

    private static string Request(Guid id, string from, string until, string more = "", string contact = "") =>
        $$"""{ "$type": "request-booking", "booking": {{Booking(id, from, until, more)}}{{contact}} }""";

    private async Task<(HttpStatusCode Status, JsonElement Body)> Post(string room, string command, Guid? id = null)
    {
        using var content = new StringContent($$"""{ "id": "{{id ?? Guid.NewGuid()}}", "key": "room/{{LiveHouse.Place}}/{{room}}", "command": {{command}} }""", System.Text.Encoding.UTF8, "application/json");
        using var answer = await _http.PostAsync(new Uri($"/api/places/{LiveHouse.Place}/commands", UriKind.Relative), content);
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }

    /// <returns>The status, or the code of the refusal.</returns>
    private async Task<string> Say(string room, string command)
    {
        var (_, body) = await Post(room, command);
        return body.TryGetProperty("refusal", out var refusal) ? refusal.GetProperty("code").GetString()! : body.GetProperty("status").GetString()!;
    }

    private async Task<List<JsonElement>> Calendar(string room, string day) =>
        [.. (await _http.GetFromJsonAsync<JsonElement>(new Uri($"/api/places/{LiveHouse.Place}/calendar?from={day}&until={day}", UriKind.Relative)))
            .GetProperty("rooms").GetProperty(room).EnumerateArray()];

    // The series of the sample house stand in the calendar too.
    private async Task<List<JsonElement>> Calendar(string room, string day, Guid id) =>
        [.. (await Calendar(room, day)).Where(entry => entry.GetProperty("booking").GetProperty("id").GetGuid() == id)];

    private async Task<long> Version(string room) => (await _http.GetFromJsonAsync<JsonElement>(new Uri($"/api/places/{LiveHouse.Place}/board", UriKind.Relative)))
        .GetProperty("views").GetProperty($"room/{LiveHouse.Place}/{room}").GetProperty("version").GetInt64();

    private IWordsGrain Words(Guid subject) => house.Services.GetRequiredService<IGrainFactory>().GetGrain<IWordsGrain>($"{LiveHouse.Place}/{subject:N}");

    private async Task<string> Facts(string room)
    {
        var stored = new List<string>();
        await foreach (var one in house.Services.GetRequiredService<IEventLog>().History($"room/{LiveHouse.Place}/{room}", 1))
        {
            stored.Add(one.Json);
        }
        return string.Join('\n', stored);
    }

    [Fact]
    public async Task A_request_is_asked_answered_approved_and_stands_in_the_calendar()
    {
        var id = Guid.NewGuid();
        Assert.Equal("accepted", await Say(Workshop, Request(id, "2026-12-02T12:30", "2026-12-02T14:00")));
        Assert.Equal("accepted", await Say(Workshop, $$"""{ "$type": "ask", "booking": "{{id}}", "question": "Czy będzie pianino?" }"""));
        Assert.Equal("accepted", await Say(Workshop, $$"""{ "$type": "answer", "booking": "{{id}}", "text": "Nie, śpiewamy same." }"""));
        Assert.Equal("accepted", await Say(Workshop, $$"""{ "$type": "approve", "booking": "{{id}}" }"""));
        Assert.Equal("already-decided", await Say(Workshop, $$"""{ "$type": "reject", "booking": "{{id}}", "reasonCode": "trade" }"""));

        var booking = Assert.Single(await Calendar(Workshop, "2026-12-02", id)).GetProperty("booking");
        Assert.Equal(id, booking.GetProperty("id").GetGuid());
        Assert.Equal("2026-12-02T12:30:00+01:00", booking.GetProperty("from").GetString());
        Assert.False(booking.TryGetProperty("standing", out _));
        Assert.Equal(["question", "answer"], (await Words(id).Read())!.Said!.Select(one => one.What));
    }

    [Fact]
    public async Task A_lost_slot_comes_with_what_is_free_instead_and_that_can_be_had()
    {
        Assert.Equal("accepted", await Say(Hall, Request(Guid.NewGuid(), "2026-12-03T13:45", "2026-12-03T14:30")));
        var (status, body) = await Post(Hall, Request(Guid.NewGuid(), "2026-12-03T14:00", "2026-12-03T14:45"));

        Assert.Equal((HttpStatusCode.OK, "slot-taken"), (status, body.GetProperty("refusal").GetProperty("code").GetString()));
        var offered = body.GetProperty("refusal").GetProperty("alternatives").EnumerateArray().ToList();
        Assert.NotEmpty(offered);
        Assert.All(offered, one => Assert.Equal("accepted", Say(one.GetProperty("key").GetString()!.Split('/')[2],
            Request(Guid.NewGuid(), one.GetProperty("from").GetString()!, one.GetProperty("until").GetString()!)).Result));
    }

    [Fact]
    public async Task Words_and_contacts_never_reach_a_fact_and_are_erased_when_nothing_came_of_it()
    {
        var (kept, lost) = (Guid.NewGuid(), Guid.NewGuid());
        const string contact = """, "contact": { "email": "sasiad@example.org" }""";
        Assert.Equal("accepted", await Say(Hall, Request(kept, "2026-12-04T12:00", "2026-12-04T13:00", """, "publicTitle": "Spotkanie sąsiedzkie" """, contact)));
        Assert.Equal("slot-taken", await Say(Hall, Request(lost, "2026-12-04T12:00", "2026-12-04T13:00", """, "closed": true """, contact)));
        Assert.Equal("accepted", await Say(Hall, $$"""{ "$type": "reject", "booking": "{{kept}}", "reasonCode": "trade", "text": "Sprzedaż garnków" }"""));

        Assert.Equal(("Próba chóru", "sasiad@example.org"), ((await Words(kept).Read())!.Title, (await Words(kept).Read())!.Email));
        Assert.Null(await Words(lost).Read());
        var facts = await Facts(Hall);
        Assert.Contains($"{kept}", facts, StringComparison.Ordinal);
        Assert.DoesNotContain("sasiad@", facts, StringComparison.Ordinal);
        Assert.DoesNotContain("garnk", facts, StringComparison.Ordinal);
        Assert.All(facts.Split('\n').Where(fact => fact.Contains($"{kept}", StringComparison.Ordinal)), fact => Assert.DoesNotContain("chóru", fact, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_group_has_its_share_of_the_whole_house_and_not_of_each_room()
    {
        var group = $$""", "group": "{{Guid.NewGuid()}}" """;
        Assert.Equal("accepted", await Say(Hall, Request(Guid.NewGuid(), "2026-12-09T12:00", "2026-12-09T12:30", group)));
        Assert.Equal("accepted", await Say(Workshop, Request(Guid.NewGuid(), "2026-12-09T12:00", "2026-12-09T12:30", group)));
        Assert.Equal("group-pending", await Say(Workshop, Request(Guid.NewGuid(), "2026-12-15T12:00", "2026-12-15T12:30", group)));
    }

    [Fact]
    public async Task A_move_ends_in_the_other_room_under_the_same_id()
    {
        var id = Guid.NewGuid();
        Assert.Equal("accepted", await Say(Hall, Request(id, "2026-12-10T14:00", "2026-12-10T14:30")));
        Assert.Equal("accepted", await Say(Hall, $$"""{ "$type": "move", "booking": "{{id}}", "room": "{{Workshop}}", "from": "2026-12-10T14:15", "until": "2026-12-10T14:45" }"""));
        while ((await Calendar(Hall, "2026-12-10", id))[0].TryGetProperty("gone", out _) == false)
        {
            await Task.Yield();
        }
        Assert.Equal(Workshop, (await Calendar(Hall, "2026-12-10", id))[0].GetProperty("movedTo").GetString());
        var there = (await Calendar(Workshop, "2026-12-10", id))[0].GetProperty("booking");
        Assert.Equal((id, "requested"), (there.GetProperty("id").GetGuid(), there.GetProperty("standing").GetString()));
    }

    [Fact]
    public async Task A_move_to_where_somebody_is_says_so_at_once_and_what_is_free_instead()
    {
        var id = Guid.NewGuid();
        await Say(Hall, Request(id, "2026-12-10T16:00", "2026-12-10T16:30"));
        await Say(Workshop, Request(Guid.NewGuid(), "2026-12-10T16:00", "2026-12-10T16:30"));
        var (_, body) = await Post(Hall, $$"""{ "$type": "move", "booking": "{{id}}", "room": "{{Workshop}}", "from": "2026-12-10T16:00", "until": "2026-12-10T16:30" }""");
        Assert.Equal("slot-taken", body.GetProperty("refusal").GetProperty("code").GetString());
        Assert.NotEmpty(body.GetProperty("refusal").GetProperty("alternatives").EnumerateArray());
    }

    [Fact]
    public async Task The_same_request_sent_twice_has_one_effect()
    {
        var (id, command) = (Guid.NewGuid(), Guid.NewGuid());
        var request = Request(id, "2026-12-16T18:00", "2026-12-16T18:30", contact: """, "contact": { "phone": "000" }""");
        Assert.Equal("accepted", (await Post(Hall, request, command)).Body.GetProperty("status").GetString());
        Assert.Equal("repeated", (await Post(Hall, request, command)).Body.GetProperty("status").GetString());
        Assert.Single(await Calendar(Hall, "2026-12-16", id));
        Assert.Equal("000", (await Words(id).Read())!.Phone);
    }

    public static TheoryData<string, string> Nonsense => new()
    {
        { "booking.until", Request(Guid.NewGuid(), "2026-12-02T18:00", "2026-12-02T17:00") },
        { "booking.until", Request(Guid.NewGuid(), "2026-12-02T12:00", "2026-12-03T13:00") },
        { "booking.from", Request(Guid.NewGuid(), "2199-12-02T18:00", "2199-12-02T19:00") },
        { "booking.from", Request(Guid.NewGuid(), "2026-12-02T18:00+01:00", "2026-12-02T19:00") },
        { "booking.from", Request(Guid.NewGuid(), "jutro", "2026-12-02T19:00") },
        { "booking.from", Request(Guid.NewGuid(), "2027-03-28T02:30", "2027-03-28T04:00") },
        { "booking.id", Request(Guid.Empty, "2026-12-02T18:00", "2026-12-02T19:00") },
        { "booking.people", Request(Guid.NewGuid(), "2026-12-02T18:00", "2026-12-02T19:00").Replace("12,", "0,", StringComparison.Ordinal) },
        { "booking.people", Request(Guid.NewGuid(), "2026-12-02T18:00", "2026-12-02T19:00").Replace("12,", "10001,", StringComparison.Ordinal) },
        { "booking.title", Request(Guid.NewGuid(), "2026-12-02T18:00", "2026-12-02T19:00").Replace("Próba chóru", new string('x', 1001), StringComparison.Ordinal) },
        { "organizer", Request(Guid.NewGuid(), "2026-12-02T18:00", "2026-12-02T19:00").Replace("resident", "somebody", StringComparison.Ordinal) },
        { "question", $$"""{ "$type": "ask", "booking": "{{Guid.NewGuid()}}", "question": "{{new string('x', 1001)}}" }""" },
        { "note", $$"""{ "$type": "close-out", "booking": "{{Guid.NewGuid()}}", "held": true, "note": "{{new string('x', 1001)}}" }""" },
        { "people", $$"""{ "$type": "close-out", "booking": "{{Guid.NewGuid()}}", "held": true, "people": -1 }""" },
        { "reasonCode", $$"""{ "$type": "reject", "booking": "{{Guid.NewGuid()}}", "reasonCode": "bo tak chcę" }""" },
        { "until", $$"""{ "$type": "move", "booking": "{{Guid.NewGuid()}}", "from": "2026-12-02T18:00", "until": "2026-12-02T18:00" }""" },
        { "$type", $$"""{ "$type": "finish-move", "booking": "{{Guid.NewGuid()}}", "move": "{{Guid.NewGuid()}}" }""" },
    };

    [Theory, MemberData(nameof(Nonsense))]
    public async Task Nonsense_is_named_by_its_field_in_a_sentence_and_writes_nothing(string field, string command)
    {
        var before = await Version(Hall);
        var (status, problem) = await Post(Hall, command);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(field, problem.GetProperty("field").GetString()!, StringComparison.Ordinal);
        Assert.True(problem.GetProperty("title").GetString()!.Length > field.Length + 10);
        Assert.Equal(before, await Version(Hall));
    }

    [Fact]
    public async Task A_request_for_a_room_that_is_not_there_is_404() =>
        Assert.Equal(HttpStatusCode.NotFound, (await Post("sala-balowa", Request(Guid.NewGuid(), "2026-12-02T18:00", "2026-12-02T19:00"))).Status);

    [Theory]
    [InlineData("", HttpStatusCode.BadRequest)]
    [InlineData("?from=2026-12-02&until=2026-12-01", HttpStatusCode.BadRequest)]
    [InlineData("?from=2026-12-02&until=2199-12-01", HttpStatusCode.BadRequest)]
    public async Task The_calendar_asks_for_days(string query, HttpStatusCode expected) =>
        Assert.Equal(expected, (await _http.GetAsync(new Uri($"/api/places/{LiveHouse.Place}/calendar{query}", UriKind.Relative))).StatusCode);

    [Fact]
    public async Task A_stranger_sees_no_calendar()
    {
        using var stranger = new HttpClient { BaseAddress = new Uri(house.Address) };
        var answer = await stranger.GetAsync(new Uri($"/api/places/{LiveHouse.Place}/calendar?from=2026-12-02&until=2026-12-02", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }
}
