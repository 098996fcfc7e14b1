using System.Collections.Immutable;
using System.Globalization;
using Mal.Facts;
using Mal.Places;
using static Mal.Shelves.ShelfCommand;

namespace Mal.Shelves;

/// <summary>
/// A fridge that anything is done to, in any order, by anybody: live, or late from a phone that was offline; with sensors,
/// undone taps old and new, and the clock standing still or jumping days. The seed is the whole life. One life in three is lived
/// over each change of the clocks.
/// </summary>
internal sealed class RandomShelf
{
    private static readonly DateTimeOffset[] Births = [Rejonowa.At("2026-11-24 12:00"), Rejonowa.At("2027-03-26 12:00"), Rejonowa.At("2027-10-29 12:00")];

    private readonly Random _chance;
    private readonly List<Guid> _commands = [];

    private RandomShelf(int seed) => (_chance, Now) = (new Random(seed), Births[seed % Births.Length]);

    public DateTimeOffset Now { get; private set; }

    public ShelfState State { get; private set; } = Shelf.Empty;

    public List<ShelfEvent> Events { get; } = [];

    /// <summary>What was put in, by the client's own words.</summary>
    public Dictionary<Guid, NewLot> PutIn { get; } = [];

    /// <summary>How many commands were asked, and how many of them wrote something.</summary>
    public (int Asked, int Done) Commands { get; private set; }

    public ShelfView View => Shelf.View(State, Events.Count, Context.At(Rejonowa.Sample, "lodowka", Now));

    /// <param name="after">Looks at the shelf after every command: the state before it, and the facts it wrote.</param>
    public static RandomShelf Of(int seed, int steps = 60, Action<ShelfState, ImmutableList<ShelfEvent>, RandomShelf>? after = null)
    {
        var life = new RandomShelf(seed);
        for (var step = 0; step < steps; step++)
        {
            life.Step(after);
        }
        return life;
    }

    private void Step(Action<ShelfState, ImmutableList<ShelfEvent>, RandomShelf>? after)
    {
        Now = Now.AddMinutes(_chance.Next(12) switch { 0 => _chance.Next(300, 2000), < 5 => 0, _ => _chance.Next(1, 40) });
        var by = _chance.Next(8) switch { 0 => new By(Role.Sensor, "sensor"), < 3 => new By(Role.Coordinator, "desk"), var phone => new By(Role.Staff, $"phone-{phone % 2}") };
        var context = new Context(Rejonowa.Sample, "lodowka", Now, _chance.Next(3) == 0 ? Now.AddMinutes(-_chance.Next(0, 900)) : Now, NewId(), by);
        Write(Shelf.Due(State, context));
        var before = State;
        var decision = Shelf.Decide(State, Any(by), context);
        Write(decision.Events);
        _commands.Add(context.Command);
        Commands = (Commands.Asked + 1, Commands.Done + (decision.Events.IsEmpty ? 0 : 1));
        after?.Invoke(before, decision.Events, this);
    }

    private void Write(ImmutableList<ShelfEvent> events)
    {
        Events.AddRange(events);
        State = events.Aggregate(State, Shelf.Evolve);
    }

    private ShelfCommand Any(By by)
    {
        if (by.Role == Role.Sensor)
        {
            return new CheckFridge(_chance.Next(20, 100) / 10m);
        }
        if (PutIn.Count == 0 || _chance.Next(4) == 0)
        {
            return new Receive(Lot());
        }
        var lot = PutIn.Keys.ElementAt(PutIn.Count - 1 - _chance.Next(0, Math.Min(PutIn.Count, 5)));
        return _chance.Next(11) switch
        {
            0 or 1 => new PickUp(lot, _chance.Next(1, 6)),
            2 => new Dispose(lot, _chance.Next(1, 6), "spoiled"),
            3 => new CountLot(lot, _chance.Next(0, 9)),
            4 => new AdjustLot(lot, _chance.Next(0, 9)),
            5 => new SetLevel((Level)_chance.Next(3)),
            6 => new CheckFridge(_chance.Next(20, 100) / 10m, true),
            7 => new Wash(),
            8 when by.Role == Role.Coordinator && ShelfPast.Of(Events, _commands[_chance.Next(_commands.Count)]) is { Done: { } done, UndoneBy: null } past => new UndoPast(done, past.Touched),
            _ => new Undo(_commands[^_chance.Next(1, Math.Min(_commands.Count, 8) + 1)]),
        };
    }

    private NewLot Lot()
    {
        var id = NewId();
        var day = Rejonowa.Sample.Day(Now);
        var name = $"Partia {PutIn.Count}";
        PutIn[id] = _chance.Next(6) switch
        {
            0 => new NewLot(id, name, "home-made", _chance.Next(1, 6), DateKind.PreparedOn, Text(day.AddDays(-_chance.Next(0, 4))), Ingredients: "wszystko"),
            1 => new NewLot(id, name, "cold-cuts", _chance.Next(1, 6), DateKind.BestBefore, Text(day.AddDays(_chance.Next(-3, 4)))),
            2 => new NewLot(id, name, "vegetables", _chance.Next(1, 60) / 10m, DateKind.None),
            3 => new NewLot(id, name, "raw-meat", 1, DateKind.UseBy, Text(day.AddDays(3))),
            4 => new NewLot(id, name, "dairy", _chance.Next(1, 6), DateKind.UseBy, day.ToString("yyyy-MM", CultureInfo.InvariantCulture)),
            _ => new NewLot(id, name, "dairy", _chance.Next(1, 9), DateKind.UseBy, Text(day.AddDays(_chance.Next(-1, 4)))),
        };
        return PutIn[id];
    }

    private Guid NewId()
    {
        var bytes = new byte[16];
        _chance.NextBytes(bytes);
        return new Guid(bytes);
    }

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
