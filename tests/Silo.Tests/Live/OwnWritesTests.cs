using System.Net.Http.Json;
using System.Text.Json;
using Mal.Board;
using Mal.Rooms;
using Mal.Silo.Tests.Places;
using Mal.Wire;
using Microsoft.AspNetCore.SignalR.Client;

namespace Mal.Silo.Tests.Live;

/// <summary>
/// Whoever was told "accepted" sees it in the node's next answer. Every test has a node of its own, because the first second
/// of a node is the worst: it has a copy of the board then and is not told yet what changes.
/// </summary>
public sealed class OwnWritesTests : IAsyncLifetime
{
    private const string Hall = $"room/{LiveHouse.Place}/sala-glowna";

    private readonly LiveHouse _house = new();

    public Task InitializeAsync() => _house.InitializeAsync();

    public Task DisposeAsync() => _house.DisposeAsync();

    [Fact]
    public async Task A_count_that_was_accepted_is_on_the_board_that_is_asked_for_next()
    {
        using var program = _house.Program();
        for (var people = 1; people <= 100; people++)
        {
            using var answer = await program.Command($$"""{ "$type": "set-count", "count": {{people}} }""", Hall);
            Assert.Equal("accepted", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("status").GetString());
            Assert.Equal(people, await _house.Count(Hall));
        }
    }

    [Fact]
    public async Task A_count_that_was_accepted_over_the_hub_is_in_the_next_join_and_in_the_board_over_http()
    {
        await using var phone = await _house.Connect();
        Since? since = null;
        for (var people = 1; people <= 100; people++)
        {
            Assert.Equal(AnswerStatus.Accepted, (await LiveHouse.Send(phone, Hall, new RoomCommand.SetCount(people) as RoomCommand)).Status);
            // In turns a screen that joins anew, and one that comes back and is told only what has changed.
            var joined = await phone.InvokeAsync<Joined>("Join", new JoinRequest(LiveHouse.Place, Audience.Staff, people % 2 == 0 ? since : null));
            since = new Since(joined.Epoch, joined.Seq);
            Assert.Equal(people, ((RoomView)(joined.Views ?? joined.Changes!.Views)[Hall]).Occupancy.Count);
            Assert.Equal(people, await _house.Count(Hall));
        }
    }

    [Theory]
    [InlineData($"room/{LiveHouse.Place}/ogrod", """{ "$type": "set-count", "count": 3 }""")]
    [InlineData($"shelf/{LiveHouse.Place}/lodowka", """{ "$type": "set-level", "level": "plenty" }""")]
    [InlineData($"place/{LiveHouse.Place}", """{ "$type": "close-early", "at": "19:00", "reasonCode": "staff-shortage" }""")]
    [InlineData($"initiative/{LiveHouse.Place}/0197a000-0000-7000-8000-0000000000aa", """
        { "$type": "note-idea", "initiative": { "title": "Szachy", "publicTitle": "Szachy", "ledBy": "residents", "organizer": { "kind": "resident" }, "kind": "club", "people": 6 } }
        """)]
    public async Task Whatever_was_accepted_is_seen_at_once_and_so_is_a_repeat(string key, string command)
    {
        using var program = _house.Program();
        // The node has a copy already, so that nothing comes with the first look.
        await Version(program, $"place/{LiveHouse.Place}");
        var id = Guid.NewGuid();
        foreach (var status in new[] { "accepted", "repeated" })
        {
            using var answer = await program.Command(command, key, id);
            var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
            Assert.Equal((status, true), (body.GetProperty("status").GetString(), body.GetProperty("version").GetInt64() <= await Version(program, key)));
        }
    }

    [Fact]
    public async Task A_closure_that_was_accepted_is_on_the_board_that_is_asked_for_next()
    {
        using var program = _house.Program();
        var before = await Version(program, $"place/{LiveHouse.Place}");
        using var closed = await program.Post("closures", $$"""
            { "id": "{{Guid.NewGuid()}}", "closure": { "firstDay": "2027-01-04", "lastDay": "2027-01-04", "reason": "Awaria" }, "decisions": [] }
            """);
        Assert.Equal("accepted", (await closed.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("closure").GetProperty("status").GetString());
        Assert.Equal(before + 1, await Version(program, $"place/{LiveHouse.Place}"));
    }

    private static async Task<long> Version(HttpClient program, string key) =>
        (await program.GetFromJsonAsync<JsonElement>(HouseCalls.At("board"))).GetProperty("views").TryGetProperty(key, out var view) ? view.GetProperty("version").GetInt64() : 0;
}
