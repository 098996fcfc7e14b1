using System.Collections.Immutable;
using Bunit;
using Mal.Board;
using Mal.Facts;
using Mal.Lobby;
using Mal.Places;
using Mal.Shelves;
using Mal.Staff;
using Mal.Taps;
using Mal.Wire;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Mal.Food;

/// <summary>Whatever people type as the name of their food is text on every screen, and never markup.</summary>
public sealed class MarkupTests : BunitContext
{
    private const string Name = "<script>alert(1)</script><b>Zupa</b>";
    private static readonly DateTimeOffset Now = Rejonowa.At("2026-11-25 16:42");

    private static ShelfView Fridge()
    {
        var context = new Context(Rejonowa.Sample, "lodowka", Now, Now, Guid.NewGuid(), new By(Role.Staff, "phone-1"));
        var decision = Shelf.Decide(Shelf.Empty, new ShelfCommand.Receive(new NewLot(Guid.NewGuid(), Name, "dairy", 2, DateKind.UseBy, "2026-11-27")), context);
        return Shelf.View(decision.Events.Aggregate(Shelf.Empty, Shelf.Evolve), 1, context) with
        {
            Level = new LevelSeen(Level.Some, Rejonowa.At("2026-11-25 16:00")),
            Care = new ShelfCare(new FridgeCheck(4, Rejonowa.At("2026-11-25 14:10"))),
        };
    }

    [Fact]
    public void In_the_hall()
    {
        Services.AddSingleton<IBoardSource>(new OneBoard(new Snapshot("rejonowa-6-8", "first", 1, Now, ImmutableSortedDictionary<string, View>.Empty
            .Add("place/rejonowa-6-8", new PlaceView(1, Rejonowa.Sample.Shown())).Add("shelf/rejonowa-6-8/lodowka", Fridge()))));
        Services.AddSingleton<TimeProvider>(new FakeTimeProvider());
        JSInterop.Mode = JSRuntimeMode.Loose;
        var lobby = Render<LobbyScreen>(screen => screen.Add(p => p.Place, "rejonowa-6-8").AddCascadingValue(new ServedTo(Role.Display, false)));
        Assert.Equal($"{Name}, 2", lobby.Find(".food li .name").TextContent);
        Assert.Empty(lobby.FindAll(".food script, .food li b"));
        Assert.Equal("półki o 16:00 · lodówka 4\u00a0°C, sprawdzono 14:10", lobby.Find(".food h2 small").TextContent.Trim());
    }

    [Fact]
    public void On_the_phone()
    {
        using var taps = new PendingTaps(new ScriptedHouse(), new NoTapStore(), new FakeTimeProvider());
        var tab = Render<FoodTab>(food => food.Add(p => p.House, Rejonowa.Sample).Add(p => p.Shelves, [Fridge()]).Add(p => p.Taps, taps).Add(p => p.Now, Now));
        Assert.Equal($"{Name}, 2 sztuki", tab.Find(".lot .name b").TextContent);
        Assert.Empty(tab.FindAll("script, b b"));
    }
}

/// <summary>A board that holds still.</summary>
internal sealed class OneBoard(Snapshot board) : IBoardSource
{
    public Snapshot? Current => board;

    public DateTimeOffset Now => board.ServerTime;

    public DateTimeOffset AsOf => board.ServerTime;

    public bool Connected => true;

    public string? Refused => null;

    public event Action? Changed { add { } remove { } }

    public Task Watch(string place, Audience audience) => Task.CompletedTask;

    public void Recall(RememberedBoard remembered) { }

    public RememberedBoard? Remember() => null;

    public Task<ImmutableList<Answer>> Send(ImmutableList<Envelope> envelopes) => throw new InvalidOperationException("Nobody sends here.");

    public Task Drawn() => Task.CompletedTask;
}
