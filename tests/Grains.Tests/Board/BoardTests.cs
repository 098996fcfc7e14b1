using System.Threading.Channels;
using Mal.Facts;
using Mal.Rooms;
using Mal.Shelves;
using Mal.Wire;

namespace Mal.Board;

[Collection("two silos")]
public sealed class BoardTests(TwoSilos house)
{
    private static readonly By Staff = new(Role.Staff, "phone-1");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private IBoardGrain Board => house.Cluster.GrainFactory.GetGrain<IBoardGrain>(TwoSilos.PlaceId);

    private sealed class Node : IBoardObserver
    {
        private readonly Channel<Changes> _heard = Channel.CreateUnbounded<Changes>();

        public Task Changed(Changes changes)
        {
            _heard.Writer.TryWrite(changes);
            return Task.CompletedTask;
        }

        public async Task<Changes> Until(Func<Changes, bool> wanted)
        {
            using var patience = new CancellationTokenSource(Patience);
            await foreach (var changes in _heard.Reader.ReadAllAsync(patience.Token))
            {
                if (wanted(changes))
                {
                    return changes;
                }
            }
            throw new TimeoutException();
        }
    }

    [Fact]
    public async Task A_board_knows_every_room_shelf_and_initiative_of_its_place()
    {
        var snapshot = await Board.Snapshot();
        Assert.Equal(1 + 6 + 3 + 16, snapshot!.Views.Count);
        Assert.IsType<RoomView>(snapshot.Views["room/rejonowa-6-8/sala-glowna"]);
    }

    [Fact]
    public async Task There_is_no_board_of_an_unknown_place() =>
        Assert.Null(await house.Cluster.GrainFactory.GetGrain<IBoardGrain>("nigdzie").Snapshot());

    [Fact]
    public async Task A_board_of_an_unknown_place_does_not_stay()
    {
        foreach (var name in Enumerable.Range(0, 30).Select(number => $"nigdzie-{number}"))
        {
            Assert.Null(await house.Cluster.GrainFactory.GetGrain<IBoardGrain>(name).Snapshot());
        }
        var watch = house.Cluster.GrainFactory.GetGrain<Orleans.Runtime.IManagementGrain>(0);
        using var patience = new CancellationTokenSource(Patience);
        while ((await watch.GetDetailedGrainStatistics()).Any(grain => grain.GrainType.Contains("board", StringComparison.OrdinalIgnoreCase)
            && grain.GrainId.ToString().Contains("nigdzie", StringComparison.Ordinal)))
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    [Fact]
    public async Task A_tap_reaches_a_node_that_watches()
    {
        var node = new Node();
        var reference = house.Cluster.GrainFactory.CreateObjectReference<IBoardObserver>(node);
        await Board.Watch(reference, null, 0);
        var answer = await house.Shelf("polka-1").Send(Guid.NewGuid(), new ShelfCommand.SetLevel(Level.Some), 0, Staff);
        var key = "shelf/rejonowa-6-8/polka-1";
        var changes = await node.Until(one => one.Views.TryGetValue(key, out var view) && view.Version >= answer.Version);
        Assert.Equal(Level.Some, ((ShelfView)changes.Views[key]).Level!.Level);
        GC.KeepAlive(node);
    }

    [Fact]
    public async Task A_node_that_says_where_it_stands_gets_only_what_it_lacks()
    {
        await house.Shelf("polka-2").View();
        var position = await Board.Snapshot();
        var node = new Node();
        var reference = house.Cluster.GrainFactory.CreateObjectReference<IBoardObserver>(node);
        await Board.Watch(reference, position!.Epoch, position.Seq);
        await house.Shelf("polka-2").Send(Guid.NewGuid(), new ShelfCommand.SetLevel(Level.Plenty), 0, Staff);
        var changes = await node.Until(one => one.Views.ContainsKey("shelf/rejonowa-6-8/polka-2"));
        Assert.Equal(position.Epoch, changes.Epoch);
        Assert.True(changes.From > position.Seq);
        Assert.DoesNotContain("place/rejonowa-6-8", changes.Views.Keys);
        GC.KeepAlive(node);
    }

    [Fact]
    public async Task An_older_view_never_replaces_a_newer_one()
    {
        var shelf = house.Shelf("lodowka");
        var old = await shelf.View();
        await shelf.Send(Guid.NewGuid(), new ShelfCommand.SetLevel(Level.Empty), 0, Staff);
        var fresh = await shelf.View();
        await Board.Tell("shelf/rejonowa-6-8/lodowka", fresh);
        await Board.Tell("shelf/rejonowa-6-8/lodowka", old);
        Assert.Equal(fresh.View.Version, (await Board.Snapshot())!.Views["shelf/rejonowa-6-8/lodowka"].Version);
    }
}
