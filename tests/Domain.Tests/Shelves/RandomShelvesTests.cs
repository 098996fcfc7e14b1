using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Mal.Board;
using Mal.Places;
using static Mal.Shelves.ShelfEvent;

namespace Mal.Shelves;

/// <summary>RULES §5: what holds for a fridge whatever is done to it: two thousand lives of sixty commands, a third of them over each change of the clocks.</summary>
public sealed class RandomShelvesTests
{
    private static readonly TimeZoneInfo Warsaw = TimeZoneInfo.FindSystemTimeZoneById("Europe/Warsaw");

    public static TheoryData<int> Parts => [.. Enumerable.Range(0, 20)];

    private static IEnumerable<int> Seeds(int part, int lives) => Enumerable.Range(part * lives, lives);

    [Theory, MemberData(nameof(Parts))]
    public void Stock_is_the_sum_of_movements_never_negative_and_every_shortfall_is_an_adjustment(int part)
    {
        foreach (var seed in Seeds(part, 100))
        {
            var onHand = new Dictionary<Guid, decimal>();
            var life = RandomShelf.Of(seed, after: (_, events, _) =>
            {
                foreach (var happened in events)
                {
                    if (happened is PickedUp or Disposed && Movement(happened) is var (moved, less) && events.OfType<Adjusted>().SingleOrDefault() is { } missing)
                    {
                        // Exactly what was missing, and nothing is left.
                        Assert.Equal((moved, Correction.Shortfall, 0m), (missing.Lot, missing.Why, onHand[moved] + less));
                    }
                    var (lot, change) = Movement(happened);
                    onHand[lot] = onHand.GetValueOrDefault(lot) + change;
                    Assert.True(onHand[lot] >= 0, $"life {seed}: {happened} left {onHand[lot]}");
                    Assert.True(happened is not Adjusted { Why: Correction.Shortfall } || events.Exists(after => after is PickedUp or Disposed));
                }
            });
            Assert.Equal(onHand.Where(lot => lot.Value > 0).OrderBy(lot => lot.Key).Select(lot => (lot.Key, lot.Value)),
                life.State.Lots.OrderBy(lot => lot.Id).Select(lot => (lot.Id, lot.Quantity)));
        }
    }

    [Theory, MemberData(nameof(Parts))]
    public void What_was_undone_might_as_well_never_have_happened(int part)
    {
        foreach (var seed in Seeds(part, 100))
        {
            var life = RandomShelf.Of(seed);
            var undone = life.Events.Select(ShelfPast.UndoesOf).OfType<Guid>().ToHashSet();
            var without = life.Events.Where(happened => happened is not Undone && !(ShelfPast.CommandOf(happened) is { } command && undone.Contains(command))).ToList();
            var replayed = without.Aggregate(Shelf.Empty, Shelf.Evolve);
            Assert.Equal((life.State.Level, life.State.Care ?? new ShelfCare()), (replayed.Level, replayed.Care ?? new ShelfCare()));
            // A shelf forgets lots that were emptied, sooner or later depending on what else was tapped; their sums forget nothing.
            var sums = without.Select(Movement).GroupBy(one => one.Lot, one => one.Change).Select(lot => (lot.Key, Left: lot.Sum())).Where(lot => lot.Left != 0);
            Assert.Equal(sums.OrderBy(lot => lot.Key), life.State.Lots.Select(lot => (lot.Id, lot.Quantity)).OrderBy(lot => lot.Id));
        }
    }

    [Theory, MemberData(nameof(Parts))]
    public void Nothing_past_its_use_by_is_offered_on_any_screen_at_any_instant(int part)
    {
        foreach (var seed in Seeds(part, 15))
        {
            var life = RandomShelf.Of(seed, 40);
            var names = life.PutIn.Values.ToDictionary(lot => lot.Name);
            foreach (var now in Instants(life))
            {
                var offered = Shelf.Face(life.View, Rejonowa.Sample, now).Lots.Select(lot => lot.Lot.Name)
                    .Concat(Shelf.Face((ShelfView)Shelf.For(life.View, Audience.Public)!, Rejonowa.Sample, now).Lots.Select(lot => lot.Lot.Name))
                    .Concat(LobbyFace.Of(Rejonowa.Sample, ImmutableList.Create<View>((ShelfView)Shelf.For(life.View, Audience.House)!), now).Food.Lines.Select(line => line.Name.Split(',')[0]).Where(name => name != "Lodówka"));
                foreach (var name in offered)
                {
                    Assert.True(MayBeOffered(names[name], now), $"life {seed}: {names[name]} at {now:O}");
                }
            }
        }
    }

    [Theory, MemberData(nameof(Parts))]
    public void A_replay_from_what_is_stored_is_the_memory_and_what_is_due_has_been_written(int part)
    {
        foreach (var seed in Seeds(part, 100))
        {
            var life = RandomShelf.Of(seed);
            var stored = life.Events.Select(happened => JsonSerializer.Deserialize<ShelfEvent>(JsonSerializer.Serialize(happened, Wire.Wire.Tolerant), Wire.Wire.Tolerant)!);
            Assert.Equal(Json(life.State), Json(stored.Aggregate(Shelf.Empty, Shelf.Evolve)));
            Assert.Equal(Json(life.State), Json(JsonSerializer.Deserialize<ShelfState>(Json(life.State), Wire.Wire.Tolerant)!));
            Assert.Equal(Json(life.State), Json(life.View.State));
            Assert.True(Shelf.DueAt(life.State, Facts.Context.At(Rejonowa.Sample, "lodowka", life.Now)) is not { } due || due > life.Now);
            Assert.True(life.State is { Undoable.Count: <= 10, Emptied.Count: <= 6 });
        }
    }

    [Fact]
    public void The_lives_are_eventful_enough_to_mean_something()
    {
        var lives = Enumerable.Range(0, 200).Select(seed => RandomShelf.Of(seed)).ToList();
        var kinds = lives.SelectMany(life => life.Events).Select(happened => happened.GetType()).ToHashSet();
        Assert.All(typeof(ShelfEvent).GetNestedTypes().Where(type => type.IsSubclassOf(typeof(ShelfEvent))), kind => Assert.True(kinds.Contains(kind), kind.Name));
        Assert.Equal(Enum.GetValues<Effect>().ToHashSet(), lives.SelectMany(life => life.Events.OfType<Undone>()).Select(undone => undone.What).ToHashSet());
        Assert.Contains(lives.SelectMany(life => life.Events.OfType<Blocked>()), blocked => blocked.Because is not null);
        Assert.True(lives.Sum(life => life.Events.OfType<Adjusted>().Count(adjusted => adjusted.Why == Correction.Shortfall)) > 200, "more is taken than was written");
        Assert.True(lives.Sum(life => life.Commands.Done) * 3 > lives.Sum(life => life.Commands.Asked), "a third of all that is asked is done");
    }

    // By the label alone and a clock of our own, so that a mistake of the rules is not made twice.
    private static bool MayBeOffered(NewLot lot, DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, Warsaw).DateTime);
        if (lot.DateKind is DateKind.None or DateKind.BestBefore)
        {
            return lot.Category != "raw-meat";
        }
        var whole = lot.Date!.Length == 10;
        var day = DateOnly.ParseExact(whole ? lot.Date : $"{lot.Date}-01", "yyyy-MM-dd", CultureInfo.InvariantCulture);
        return lot.Category != "raw-meat" && today <= (lot.DateKind == DateKind.PreparedOn ? day.AddDays(2) : whole ? day : day.AddMonths(1).AddDays(-1));
    }

    // Around every midnight of the next days, around both changes of the clocks, and anywhere.
    private static IEnumerable<DateTimeOffset> Instants(RandomShelf life)
    {
        var day = Rejonowa.Sample.Day(life.Now);
        for (var ahead = 0; ahead < 6; ahead++)
        {
            var midnight = Rejonowa.Sample.At(day.AddDays(ahead), TimeOnly.MinValue);
            foreach (var minutes in new[] { -60, -1, 0, 1, 59, 61, 119, 121, 179, 181, 720, 1_080, 1_200 })
            {
                yield return midnight.AddMinutes(minutes);
            }
        }
    }

    private static (Guid Lot, decimal Change) Movement(ShelfEvent happened) => happened switch
    {
        Received it => (it.Lot.Id, it.Lot.Quantity),
        PickedUp it => (it.Lot, -it.Quantity),
        Disposed it => (it.Lot, -it.Quantity),
        Adjusted it => (it.Lot, it.Change),
        Undone { Lot: { } lot } it => (lot, it.Change),
        _ => (Guid.Empty, 0),
    };

    private static string Json(ShelfState state) => JsonSerializer.Serialize(state, Wire.Wire.Tolerant);
}
