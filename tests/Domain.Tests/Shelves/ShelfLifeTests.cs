using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Mal.Facts;
using Mal.Places;
using static Mal.Shelves.ShelfCommand;
using static Mal.Shelves.ShelfEvent;

namespace Mal.Shelves;

/// <summary>Whole lives: what holds whatever people tap, and what must load for ever.</summary>
public sealed class ShelfLifeTests
{
    private static readonly DateTimeOffset Start = Rejonowa.At("2026-11-24 12:00");

    public static TheoryData<int> Lives => [.. Enumerable.Range(1, 40)];

    [Theory, MemberData(nameof(Lives))]
    public void Whatever_is_tapped_stock_is_the_sum_of_movements_and_never_negative(int seed)
    {
        var random = new Random(seed);
        var (events, state) = Live(random, steps: 300);
        var onHand = new Dictionary<Guid, decimal>();
        foreach (var (lot, change) in events.Select(Movement))
        {
            onHand[lot] = onHand.GetValueOrDefault(lot) + change;
            Assert.True(onHand[lot] >= 0, $"{lot} fell to {onHand[lot]}");
        }
        Assert.All(state.Lots, lot => Assert.Equal(onHand[lot.Id], lot.Quantity));
        Assert.All(onHand.Where(entry => entry.Value > 0), entry => Assert.Contains(state.Lots, lot => lot.Id == entry.Key));
        Assert.True(state is { Undoable.Count: <= 10, Emptied.Count: <= 6 });
    }

    [Theory, MemberData(nameof(Lives))]
    public void A_replay_through_json_equals_memory(int seed)
    {
        var (events, state) = Live(new Random(seed), steps: 120);
        var replayed = events
            .Select(happened => JsonSerializer.Deserialize<ShelfEvent>(JsonSerializer.Serialize(happened, Wire.Wire.Tolerant), Wire.Wire.Tolerant)!)
            .Aggregate(Shelf.Empty, Shelf.Evolve);
        Assert.Equal(Json(state), Json(replayed));
        Assert.Equal(Json(state), Json(JsonSerializer.Deserialize<ShelfState>(Json(state), Wire.Wire.Tolerant)!));
    }

    [Theory, MemberData(nameof(Lives))]
    public void The_state_seen_through_the_staff_view_decides_the_same(int seed)
    {
        var (_, state) = Live(new Random(seed), steps: 60);
        var context = At(new Random(seed), Start.AddDays(2), Guid.CreateVersion7());
        var view = Shelf.View(state, 60, context);
        Assert.Equal(Json(state), Json(view.State));
    }

    [Fact]
    public void A_full_fridge_in_the_middle_of_a_busy_day_fits_a_head_and_a_frame()
    {
        var fridge = new Fridge();
        for (var lot = 0; lot < 18; lot++)
        {
            var id = Guid.CreateVersion7();
            fridge.Ask(new Receive(Fridge.Soup(id)), "2026-11-24 12:30");
            if (lot % 3 == 0)
            {
                fridge.Ask(new PickUp(id, 3), "2026-11-24 12:31");
            }
        }
        Assert.Equal((12, 10, 6), (fridge.State.Lots.Count, fridge.State.Undoable.Count, fridge.State.Emptied.Count));
        var view = fridge.View("2026-11-24 12:32");
        Assert.All(Enum.GetValues<Board.Audience>(), audience => Assert.InRange(JsonSerializer.SerializeToUtf8Bytes(view.For(audience), Wire.Wire.Tolerant).Length, 1, 8 * 1024));
        Assert.InRange(JsonSerializer.SerializeToUtf8Bytes(fridge.State, Wire.Wire.Tolerant).Length, 1, 32 * 1024);
    }

    [Fact]
    public void Every_declared_event_evolves()
    {
        var golden = Golden("shelf-events.json").Select(text => JsonSerializer.Deserialize<ShelfEvent>(text, Wire.Wire.Tolerant)!).ToList();
        Assert.Equal(Declared<ShelfEvent>(), golden.Select(happened => happened.GetType()).Distinct().ToHashSet());
        var state = golden.Aggregate(Shelf.Empty, Shelf.Evolve);
        var lot = Assert.Single(state.Lots);
        Assert.Equal((3, true), (lot.Quantity, lot.Blocked));
        Assert.Equal(Level.Some, state.Level?.Level);
        Assert.Equal((4.5m, 4.2m, Rejonowa.At("2026-11-24 16:30")), (state.Care?.Checked?.Celsius, state.Care?.Sensed?.Celsius, state.Care?.WashedAt));
    }

    [Fact]
    public void Golden_events_are_written_as_they_were() =>
        Assert.All(Golden("shelf-events.json"), text => Assert.True(JsonElement.DeepEquals(
            JsonDocument.Parse(text).RootElement, JsonSerializer.SerializeToElement(JsonSerializer.Deserialize<ShelfEvent>(text, Wire.Wire.Tolerant), Wire.Wire.Tolerant))));

    [Fact]
    public void Golden_commands_load_and_are_well_formed()
    {
        var golden = Golden("shelf-commands.json").Select(text => JsonSerializer.Deserialize<ShelfCommand>(text, Wire.Wire.Strict)!).ToList();
        Assert.All(golden, command => Assert.Null(Shelf.Malformed(command)));
        Assert.Equal(Declared<ShelfCommand>(), golden.Select(command => command.GetType()).ToHashSet());
    }

    private static (List<ShelfEvent> Events, ShelfState State) Live(Random random, int steps)
    {
        var (events, state, now) = (new List<ShelfEvent>(), Shelf.Empty, Start);
        var (lots, commands) = (new List<Guid>(), new List<Guid>());
        for (var step = 0; step < steps; step++)
        {
            now = now.AddMinutes(random.Next(0, 90));
            var id = NewId(random);
            var context = At(random, now, id);
            var due = Shelf.Due(state, context);
            state = due.Aggregate(state, Shelf.Evolve);
            var decision = Shelf.Decide(state, Any(random, lots, commands, Rejonowa.Sample.Day(now)), context);
            state = decision.Events.Aggregate(state, Shelf.Evolve);
            events.AddRange(due);
            events.AddRange(decision.Events);
            commands.Add(id);
            Assert.True(Shelf.DueAt(state, context) is not { } next || next > now);
        }
        return (events, state);
    }

    private static ShelfCommand Any(Random random, List<Guid> lots, List<Guid> commands, DateOnly day)
    {
        if (lots.Count == 0 || random.Next(5) == 0)
        {
            lots.Add(NewId(random));
            var date = day.AddDays(random.Next(-1, 4)).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
            return new Receive(Fridge.Yoghurt(lots[^1], random.Next(1, 9), date));
        }
        var lot = lots[^random.Next(1, Math.Min(lots.Count, 5) + 1)];
        return random.Next(6) switch
        {
            0 => new PickUp(lot, random.Next(1, 5)),
            1 => new Dispose(lot, random.Next(1, 5), "past-use-by"),
            2 => new CountLot(lot, random.Next(0, 9)),
            3 => new AdjustLot(lot, random.Next(0, 9)),
            4 => new SetLevel((Level)random.Next(3)),
            _ => new Undo(commands[^random.Next(1, Math.Min(commands.Count, 8) + 1)]),
        };
    }

    private static Context At(Random random, DateTimeOffset now, Guid id) => new(Rejonowa.Sample, "lodowka", now,
        random.Next(3) == 0 ? now.AddMinutes(-random.Next(0, 600)) : now, id, new By((Role)random.Next(2, 4), $"phone-{random.Next(2)}"));

    private static Guid NewId(Random random)
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }

    private static (Guid Lot, decimal Change) Movement(ShelfEvent happened) => happened switch
    {
        Received received => (received.Lot.Id, received.Lot.Quantity),
        PickedUp taken => (taken.Lot, -taken.Quantity),
        Disposed disposed => (disposed.Lot, -disposed.Quantity),
        Adjusted adjusted => (adjusted.Lot, adjusted.Change),
        Undone { Lot: { } lot } undone => (lot, undone.Change),
        _ => (Guid.Empty, 0),
    };

    private static string Json(ShelfState state) => JsonSerializer.Serialize(state, Wire.Wire.Tolerant);

    private static IEnumerable<string> Golden(string file) =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", file))).RootElement.EnumerateArray()
            .Select(element => element.GetRawText());

    private static HashSet<Type> Declared<T>() => [.. typeof(T).GetCustomAttributes<JsonDerivedTypeAttribute>().Select(derived => derived.DerivedType)];
}
