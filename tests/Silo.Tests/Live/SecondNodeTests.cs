using System.Collections.Concurrent;
using System.Text.Json;
using Mal.Api;
using Mal.Board;
using Mal.Facts;
using Mal.Gate;
using Mal.Live;
using Mal.Rooms;
using Mal.Wire;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Core.Internal;
using Orleans.Runtime;
using Orleans.Runtime.Placement;

namespace Mal.Silo.Tests.Live;

/// <summary>The board lives on one node and the screens are at another: the road every change takes in a cluster.</summary>
public sealed class SecondNodeTests : IAsyncLifetime
{
    private const string Hall = $"room/{TwoSilos.PlaceId}/sala-glowna";
    private static readonly By Staff = new(Role.Staff, "phone-1");

    private readonly TwoSilos _house = new();
    private readonly AcceptedHere _accepted = new();
    private BoardRelay _relay = null!;

    /// <summary>A screen of the node: what it was told when it joined and every frame since, in the order they came.</summary>
    private sealed class Wall() : HubConnectionContext(new DefaultConnectionContext(), new HubConnectionContextOptions { KeepAliveInterval = TimeSpan.FromDays(1) }, NullLoggerFactory.Instance)
    {
        private Joined? _joined;

        public ConcurrentQueue<Changes> Frames { get; } = new();

        /// <summary>The board as this screen has it, by the screen's own rules; null when a change is missing.</summary>
        public BoardCopy? Copy => Frames.Aggregate(BoardCopy.After(null, TwoSilos.PlaceId, _joined!), (copy, changes) => copy?.After(changes));

        public static Wall At(PlaceRelay place)
        {
            var wall = new Wall();
            wall._joined = place.Join(new Screen(place, wall, Audience.Staff), null, "b");
            return wall;
        }

        public override ValueTask WriteAsync(SerializedHubMessage message, CancellationToken cancellationToken = default)
        {
            using var json = JsonDocument.Parse(HandWritten.Bytes(message).AsMemory()[..^1]);
            if (json.RootElement.GetProperty("target").GetString() == "Changed")
            {
                Frames.Enqueue(json.RootElement.GetProperty("arguments")[0].Deserialize<Changes>(WireBytes.Options)!);
            }
            return ValueTask.CompletedTask;
        }
    }

    private IBoardGrain Board => _house.Cluster.GrainFactory.GetGrain<IBoardGrain>(TwoSilos.PlaceId);

    private SiloAddress ScreensNode => _house.Cluster.Primary!.SiloAddress;

    private SiloAddress BoardNode => _house.Cluster.SecondarySilos[0].SiloAddress;

    public async Task InitializeAsync()
    {
        await _house.InitializeAsync();
        RequestContext.Set(IPlacementDirector.PlacementHintKey, BoardNode);
        await Board.Cast<IGrainManagementExtension>().MigrateOnIdle();
        RequestContext.Clear();
        var boardNode = BoardNode;
        await Until(async () => await BoardIsAt() == boardNode);
        var node = _house.Cluster.GetSiloServiceProvider(ScreensNode);
        _relay = new BoardRelay(node.GetRequiredService<IGrainFactory>(), node.GetRequiredService<Surroundings>(), new Build("b"), NullLogger<BoardRelay>.Instance, _accepted);
        await _relay.StartAsync(CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await _relay.StopAsync(CancellationToken.None);
        _relay.Dispose();
        await _house.DisposeAsync();
    }

    [Fact]
    public async Task A_screen_at_another_node_than_the_board_misses_nothing_and_need_not_join_again_when_the_board_moves()
    {
        var place = (await _relay.Of(Known))!;
        var walls = new ConcurrentQueue<Wall>([Wall.At(place)]);
        Assert.Equal(1 + 6 + 3 + 16, walls.Single().Copy!.Views.Count);

        // Screens join in the middle of the taps.
        var version = 0L;
        for (var i = 0; i < 60; i++)
        {
            var tap = Tap();
            walls.Enqueue(Wall.At(place));
            version = await tap;
        }
        await Until(() => Task.FromResult(walls.All(wall => wall.Copy!.Views[Hall].Version == version)));

        // The node of the board goes away, and another life of the board begins here. Nothing differs, so nothing is told.
        var (epoch, frames) = (place.Stands.Epoch, walls.Sum(wall => wall.Frames.Count));
        await _house.Cluster.StopSiloAsync(_house.Cluster.SecondarySilos[0]);
        await Until(() => Task.FromResult(place.Stands.Epoch != epoch));
        Assert.Equal(ScreensNode, await BoardIsAt());
        version = await Tap();
        await Until(() => Task.FromResult(walls.All(wall => wall.Copy!.Views[Hall].Version == version)));
        Assert.Equal(frames + walls.Count, walls.Sum(wall => wall.Frames.Count));
        Assert.All(walls, wall => Assert.Equal([Hall], wall.Frames.Last().Views.Keys));
    }

    [Fact]
    public async Task What_was_accepted_is_in_the_nodes_next_answer_also_when_the_board_has_just_moved()
    {
        var door = Door();
        await _relay.Of(Known);
        for (var people = 1; people <= 100; people++)
        {
            var answer = await door.Send(SetCount(people), Known, Staff);
            // The next who asks for the board finds a new life of it, on whichever node.
            await Board.Cast<IGrainManagementExtension>().DeactivateOnIdle();

            var shown = (RoomView)(await _relay.Current(Known))!.Snapshot(Audience.Staff).Views[Hall];
            Assert.Equal((AnswerStatus.Accepted, people, answer.Version), (answer.Status, shown.Occupancy.Count, shown.Version));
        }
    }

    [Fact]
    public async Task Rather_than_without_what_was_accepted_a_node_does_not_answer()
    {
        var door = Door();
        await _relay.Of(Known);
        await _house.Cluster.StopSiloAsync(_house.Cluster.SecondarySilos[0]);
        var answer = await door.Send(SetCount(7), Known, Staff);
        Assert.Equal(AnswerStatus.Accepted, answer.Status);
        // Newer than anything it can have heard, and nobody can read it.
        await _accepted.Note(Key.Parse(Hall)!.Value, Task.FromResult(answer with { Version = answer.Version + 1 }));
        _house.Log.BeforeRead = static (stream, _) => stream == Hall ? throw new IOException("the disk is away") : Task.CompletedTask;

        await Assert.ThrowsAsync<UnheardException>(() => _relay.Current(Known));

        // Nor is it forgotten meanwhile; and what the log itself does not know is nobody's promise any more.
        _house.Log.BeforeRead = null;
        Assert.Equal(7, ((RoomView)(await _relay.Current(Known))!.Snapshot(Audience.Staff).Views[Hall]).Occupancy.Count);
        Assert.Null(_accepted.Of(Key.Parse(Hall)!.Value));
    }

    private KnownPlaces Places => field ??= new KnownPlaces(_house.Cluster.GetSiloServiceProvider(ScreensNode).GetRequiredService<IGrainFactory>());

    private KnownPlace Known => Places.Open(TwoSilos.PlaceId);

    private CommandDoor Door()
    {
        var node = _house.Cluster.GetSiloServiceProvider(ScreensNode);
        return new CommandDoor(Places, _relay, _accepted, node.GetRequiredService<Surroundings>(), new NodeTrouble(TimeProvider.System));
    }

    private static JsonElement SetCount(int people) => JsonSerializer.SerializeToElement(
        new Envelope(Guid.NewGuid(), Hall, JsonSerializer.SerializeToElement<RoomCommand>(new RoomCommand.SetCount(people), Wire.Wire.Tolerant)), Wire.Wire.Tolerant);

    private async Task<long> Tap() => (await _house.Room("sala-glowna").Send(Guid.NewGuid(), new RoomCommand.ChangeCount(1), 0, Staff)).Version;

    private async Task<SiloAddress?> BoardIsAt() =>
        await _house.Cluster.GrainFactory.GetGrain<IManagementGrain>(0).GetActivationAddress(Board);

    private static async Task Until(Func<Task<bool>> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await holds())
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Delay(1);
        }
    }
}
