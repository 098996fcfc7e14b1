using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Mal.Board;
using Mal.Rooms;
using Mal.Wire;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

namespace Mal.Silo.Tests.Live;

[Collection("live house")]
public sealed class LiveTests(LiveHouse house)
{
    private const string Hall = "room/rejonowa-6-8/sala-glowna";
    private const string Workshop = "room/rejonowa-6-8/sala-warsztatowa";
    private const string Garden = "room/rejonowa-6-8/ogrod";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>A screen that keeps what it is told, checks that nothing is missing between two frames, and says what it has drawn.</summary>
    private sealed class Wall
    {
        private readonly ConcurrentDictionary<string, View> _views = new(StringComparer.Ordinal);
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly string _key;
        private readonly long _version;
        private long _seq = -1;

        public Wall(HubConnection connection, string key, long version, bool draws)
        {
            (_key, _version) = (key, version);
            connection.On<Changes>("Changed", changes =>
            {
                if (_seq >= 0 && changes.From != _seq + 1)
                {
                    _reached.TrySetException(new InvalidOperationException($"after {_seq} came {changes.From}"));
                }
                _seq = changes.To;
                Take(changes.Views);
                return draws ? connection.SendAsync("Drawn", changes.To) : Task.CompletedTask;
            });
        }

        public Task Reached => _reached.Task.WaitAsync(Patience);

        public void Start(Joined joined) => Take(joined.Views!);

        private void Take(IEnumerable<KeyValuePair<string, View>> views)
        {
            foreach (var (key, view) in views)
            {
                _views.AddOrUpdate(key, view, (_, known) => view.Version > known.Version ? view : known);
            }
            if (_views.TryGetValue(_key, out var reached) && reached.Version >= _version)
            {
                _reached.TrySetResult();
            }
        }
    }

    [Fact]
    public async Task A_tap_is_on_a_screen_that_watches()
    {
        await using var phone = await house.Connect();
        await using var hall = await house.Connect();
        var seen = new TaskCompletionSource<RoomView>(TaskCreationOptions.RunContinuationsAsynchronously);
        hall.On<Changes>("Changed", changes =>
        {
            if (changes.Views.TryGetValue(Hall, out var view) && view is RoomView { Occupancy.Count: 17 } room)
            {
                seen.TrySetResult(room);
            }
        });
        await LiveHouse.Join(hall, Audience.House);
        var answer = await LiveHouse.Send(phone, Hall, new RoomCommand.SetCount(17) as RoomCommand);
        Assert.Equal(AnswerStatus.Accepted, answer.Status);
        Assert.Equal(answer.Version, (await seen.Task.WaitAsync(Patience)).Version);
    }

    [Fact]
    public async Task The_internet_gets_words_and_never_a_number_nor_a_closed_group()
    {
        await using var phone = await house.Connect();
        await LiveHouse.Send(phone, Hall, new RoomCommand.SetCount(9) as RoomCommand);
        await using var stranger = await house.Connect(withKey: false);
        var joined = await LiveHouse.Join(stranger, Audience.Public);
        Assert.Null(((RoomView)joined.Views![Hall]).Occupancy.Count);
        var json = JsonSerializer.Serialize(joined, Wire.Wire.Tolerant);
        Assert.DoesNotContain("Grupa wsparcia", json, StringComparison.Ordinal);
        Assert.DoesNotContain("spotkanie-7f3a", json, StringComparison.Ordinal);
        Assert.DoesNotContain("Grupa wsparcia", JsonSerializer.Serialize(await LiveHouse.Join(phone, Audience.House), Wire.Wire.Tolerant), StringComparison.Ordinal);
        Assert.Contains("Grupa wsparcia", JsonSerializer.Serialize(await LiveHouse.Join(phone, Audience.Staff), Wire.Wire.Tolerant).Replace("\\u0022", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stranger_neither_watches_as_staff_nor_commands()
    {
        await using var stranger = await house.Connect(withKey: false);
        await Assert.ThrowsAsync<HubException>(() => LiveHouse.Join(stranger, Audience.Staff));
        var answer = await LiveHouse.Send(stranger, Hall, new RoomCommand.SetCount(1) as RoomCommand);
        Assert.Equal("not-paired", answer.Refusal?.Code);
    }

    [Fact]
    public async Task A_malformed_command_gets_our_answer_and_names_the_field()
    {
        await using var phone = await house.Connect();
        var answer = await phone.InvokeAsync<Answer>("Send", JsonSerializer.Deserialize<JsonElement>(
            $$$"""{"id":"{{{Guid.NewGuid()}}}","key":"{{{Hall}}}","command":{"$type":"change-count"}}"""));
        Assert.Equal("malformed", answer.Refusal?.Code);
        Assert.Contains("delta", answer.Refusal!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Joining_in_the_middle_of_many_taps_misses_none()
    {
        await using var phone = await house.Connect();
        var tapping = Task.Run(async () =>
        {
            var last = 0L;
            for (var i = 0; i < 120; i++)
            {
                last = (await LiveHouse.Send(phone, Workshop, new RoomCommand.ChangeCount(1) as RoomCommand)).Version;
            }
            return last;
        });
        var start = ((RoomView)(await Snapshot()).Views![Workshop]).Version;
        var walls = new List<(HubConnection Connection, Wall Wall)>();
        for (var i = 0; i < 12; i++)
        {
            var connection = await house.Connect();
            var wall = new Wall(connection, Workshop, start + 1, draws: i % 2 == 0);
            wall.Start(await LiveHouse.Join(connection, Audience.Staff));
            walls.Add((connection, wall));
        }
        var version = await tapping;
        Assert.True(version >= start);
        await using var late = await house.Connect();
        var end = new Wall(late, Workshop, version, draws: true);
        end.Start(await LiveHouse.Join(late, Audience.Staff));
        await end.Reached;
        foreach (var (connection, wall) in walls)
        {
            await wall.Reached;
            await connection.DisposeAsync();
        }
    }

    [Fact]
    public async Task Screens_that_stall_are_not_noticed_by_the_healthy_ones()
    {
        await using var phone = await house.Connect();
        var stalled = new List<ClientWebSocket>();
        for (var i = 0; i < 20; i++)
        {
            stalled.Add(await Stalled());
        }
        var before = ((RoomView)(await Snapshot()).Views![Garden]).Version;
        const int taps = 200;
        var walls = new List<(HubConnection Connection, Wall Wall)>();
        for (var i = 0; i < 40; i++)
        {
            var connection = await house.Connect();
            var wall = new Wall(connection, Garden, before + taps, draws: true);
            wall.Start(await LiveHouse.Join(connection, Audience.Staff));
            walls.Add((connection, wall));
        }
        for (var i = 0; i < taps; i++)
        {
            Assert.Equal(AnswerStatus.Accepted, (await LiveHouse.Send(phone, Garden, new RoomCommand.ChangeCount(1) as RoomCommand)).Status);
        }
        foreach (var (connection, wall) in walls)
        {
            await wall.Reached;
            await connection.DisposeAsync();
        }
        stalled.ForEach(socket => socket.Dispose());
    }

    private async Task<Joined> Snapshot()
    {
        await using var connection = await house.Connect();
        return await LiveHouse.Join(connection, Audience.Staff);
    }

    /// <summary>A screen that joins and never reads again.</summary>
    private async Task<ClientWebSocket> Stalled()
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri($"{house.Address.Replace("http", "ws", StringComparison.Ordinal)}/hubs/board?access_token={LiveHouse.DevKey}"), CancellationToken.None);
        await Say(socket, """{"protocol":"json","version":1}""");
        await Say(socket, """{"type":1,"invocationId":"1","target":"Join","arguments":[{"place":"rejonowa-6-8","audience":"staff"}]}""");
        return socket;
    }

    private static Task Say(ClientWebSocket socket, string message) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(message + '\u001e'), WebSocketMessageType.Text, true, CancellationToken.None);
}
