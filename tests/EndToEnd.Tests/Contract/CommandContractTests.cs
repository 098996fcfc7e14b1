using System.Net;
using System.Text.Json;
using Mal.EndToEnd.House;
using static Mal.EndToEnd.House.HouseClient;

namespace Mal.EndToEnd.Contract;

/// <summary>What a client in any language may rely on, word for word.</summary>
public sealed class CommandContractTests(OpenHouse house) : IClassFixture<OpenHouse>
{
    [Fact]
    public void A_node_that_starts_says_nothing_of_itself_that_is_not_so() =>
        Assert.DoesNotContain("Watchdog", house.House.Said, StringComparison.Ordinal);

    [Fact]
    public async Task The_board_tells_where_it_stands_and_shows_every_room_and_shelf()
    {
        var board = await house.Client.Board();

        Assert.Equal(PublishedHouse.Place, board.GetProperty("place").GetString());
        Assert.NotEmpty(board.GetProperty("epoch").GetString()!);
        Assert.True(board.GetProperty("seq").GetInt64() >= 0);
        Assert.Equal(2026, board.GetProperty("serverTime").GetDateTimeOffset().Year);
        var hall = board.GetProperty("views").GetProperty(Hall);
        Assert.True(hall.GetProperty("capacity").GetInt32() > 0);
        Assert.NotEmpty(hall.GetProperty("name").GetString()!);
        Assert.True(hall.TryGetProperty("version", out _));
        Assert.Equal(JsonValueKind.Array, board.GetProperty("views").GetProperty(Fridge).GetProperty("lots").ValueKind);
    }

    [Fact]
    public async Task A_command_is_accepted_once_and_then_repeated()
    {
        var id = Guid.NewGuid();
        await house.Client.Send(Guid.NewGuid(), Hall, """{ "$type": "set-count", "count": 5 }""");

        var first = await house.Client.Send(id, Hall, """{ "$type": "change-count", "delta": 3 }""");
        var again = await house.Client.Send(id, Hall, """{ "$type": "change-count", "delta": 3 }""");

        Assert.Equal("accepted", first.GetProperty("status").GetString());
        Assert.Equal("repeated", again.GetProperty("status").GetString());
        Assert.Equal(first.GetProperty("version").GetInt64(), again.GetProperty("version").GetInt64());
        await house.Eventually(async () => await house.Client.Count(Hall) == 8, "the board shows 8 people");
    }

    [Fact]
    public async Task The_metadata_of_a_command_may_stand_anywhere()
    {
        var answer = await house.Client.Send(Guid.NewGuid(), Hall, """{ "delta": 0, "$type": "change-count" }""");

        Assert.Contains(answer.GetProperty("status").GetString(), new[] { "accepted", "repeated" });
    }

    [Fact]
    public async Task A_rule_of_the_house_refuses_with_a_code_and_a_sentence()
    {
        var answer = await house.Client.Send(Guid.NewGuid(), Fridge, Lot(Guid.NewGuid(), "Wino", "alcohol", "none"));

        Assert.Equal("refused", answer.GetProperty("status").GetString());
        Assert.Equal("refused-category", answer.GetProperty("refusal").GetProperty("code").GetString());
        Assert.NotEmpty(answer.GetProperty("refusal").GetProperty("message").GetString()!);
    }

    [Theory]
    [InlineData("""{ "$type": "change-count" }""", "delta")]
    [InlineData("""{ "$type": "change-count", "delta": "three" }""", "delta")]
    [InlineData("""{ "$type": "change-count", "delta": 1000000000 }""", "delta")]
    [InlineData("""{ "$type": "set-count" }""", "count")]
    [InlineData("""{ "$type": "fly-away" }""", "$type")]
    [InlineData("""{ "delta": 1 }""", "$type")]
    public async Task A_malformed_command_is_400_and_names_the_field(string command, string field)
    {
        var (status, problem) = await house.Client.Post(Envelope(Guid.NewGuid(), Hall, command));

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(field, problem.GetProperty("field").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "key": "room/rejonowa-6-8/sala-glowna", "command": { "$type": "mark-ready" } }""", "id")]
    [InlineData("""{ "id": "7b0f6f2a-3c1d-4d7e-9a55-0d8d3f8f4a01", "command": { "$type": "mark-ready" } }""", "key")]
    [InlineData("""{ "id": "7b0f6f2a-3c1d-4d7e-9a55-0d8d3f8f4a02", "key": "room/rejonowa-6-8/sala-glowna" }""", "command")]
    public async Task A_malformed_envelope_is_400_and_names_the_field(string envelope, string field)
    {
        var (status, problem) = await house.Client.Post(envelope);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(field, problem.GetProperty("field").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_does_not_exist_is_404()
    {
        const string command = """{ "$type": "change-count", "delta": 1 }""";

        Assert.Equal(HttpStatusCode.NotFound, (await house.Client.Post(Envelope(Guid.NewGuid(), $"room/{PublishedHouse.Place}/no-such-room", command))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await house.Client.Post(Envelope(Guid.NewGuid(), "room/nowhere/hall", command), "nowhere")).Status);
        Assert.Equal(HttpStatusCode.NotFound, await house.Client.BoardStatus("nowhere"));
    }

    [Fact]
    public async Task Without_a_pairing_there_is_only_what_is_public_and_no_command()
    {
        var (status, _) = await house.Stranger.Post(Envelope(Guid.NewGuid(), Hall, """{ "$type": "change-count", "delta": 1 }"""));

        Assert.Equal(HttpStatusCode.Unauthorized, status);
        Assert.Equal(HttpStatusCode.Forbidden, await house.Stranger.BoardStatus(PublishedHouse.Place, "staff"));
        Assert.Equal(HttpStatusCode.OK, await house.Stranger.BoardStatus(PublishedHouse.Place));
        Assert.Null(await house.Stranger.Count(Hall));
    }

    [Fact]
    public async Task An_array_is_answered_one_by_one_and_in_order()
    {
        var id = Guid.NewGuid();
        var change = Envelope(id, Hall, """{ "$type": "change-count", "delta": 1 }""");
        var refused = Envelope(Guid.NewGuid(), Fridge, Lot(Guid.NewGuid(), "Piwo", "alcohol", "none"));

        var (status, answers) = await house.Client.Post($"[{change}, {refused}, {change}]");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(["accepted", "refused", "repeated"], answers.EnumerateArray().Select(answer => answer.GetProperty("status").GetString()!));
    }
}
