using Mal.Places;
using static Mal.Shelves.ShelfCommand;

namespace Mal.Shelves;

/// <summary>RULES §5: weight is measured, or the category's usual weight, marked as estimated.</summary>
public sealed class FoodWeightTests
{
    private readonly Guid _lot = Guid.CreateVersion7();

    private static FoodWeight? Of(NewLot lot, decimal quantity, string shelf = "polka-1")
    {
        var unit = new Fridge(shelf);
        unit.Ask(new Receive(lot), "2026-11-24 15:00");
        Assert.Null(unit.LastRefusal);
        return FoodWeight.Of(unit.State.Lots[0], quantity, unit.House);
    }

    [Fact]
    public void A_scale_a_kilogram_and_a_guess()
    {
        Assert.Equal(new FoodWeight(1_300, false), Of(new NewLot(_lot, "Chleb", "bread", 6, DateKind.None), 4));
        Assert.Equal(new FoodWeight(1_000, true), Of(new NewLot(_lot, "Chleb", "bread", 6, DateKind.None, Grams: 1_500), 4));
        Assert.Equal(new FoodWeight(2_500, true), Of(new NewLot(_lot, "Torba", "mixed", 6, DateKind.None), 2.5m));
        Assert.Equal(new FoodWeight(840, false), Of(Fridge.Soup(_lot), 2, "lodowka"));
    }

    [Fact]
    public void What_the_house_never_takes_has_no_usual_weight()
    {
        var fridge = new Fridge();
        fridge.Ask(new Receive(new NewLot(_lot, "Karkówka", "raw-meat", 1, DateKind.None)), "2026-11-24 16:00", seenAt: "2026-11-24 15:00");
        Assert.Null(FoodWeight.Of(fridge.State.Lots[0], 1, fridge.House));
        fridge.Ask(new Receive(new NewLot(Guid.CreateVersion7(), "Karkówka", "raw-meat", 1, DateKind.None, Grams: 700)), "2026-11-24 16:00", seenAt: "2026-11-24 15:00");
        Assert.Equal(new FoodWeight(700, true), FoodWeight.Of(fridge.State.Lots[1], 1, fridge.House));
    }

    [Fact]
    public void Every_movement_has_its_weight_and_what_was_undone_never_moved()
    {
        var fridge = new Fridge();
        fridge.Ask(new Receive(Fridge.Yoghurt(_lot, 5) with { Grams = 750 }), "2026-11-24 15:00");
        fridge.Ask(new PickUp(_lot, 2), "2026-11-24 15:01");
        var slip = fridge.Ask(new PickUp(_lot, 1), "2026-11-24 15:02");
        fridge.Ask(new Undo(slip), "2026-11-24 15:03");
        fridge.Ask(new AdjustLot(_lot, 4), "2026-11-24 15:04");
        fridge.Ask(new Dispose(_lot, 1, "spoiled"), "2026-11-24 15:05");
        Assert.Equal([750, 300, 150], FoodWeight.Moved(fridge.Events, fridge.House).Select(one => (int)one.Weight!.Value.Grams));
        Assert.All(FoodWeight.Moved(fridge.Events, fridge.House), one => Assert.True(one.Weight!.Value.Measured));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    [InlineData(1_000_001)]
    public void A_weight_nobody_carries_is_malformed(int grams) =>
        Assert.StartsWith("lot.grams", Shelf.Malformed(new Receive(Fridge.Yoghurt(_lot) with { Grams = grams })), StringComparison.Ordinal);
}
