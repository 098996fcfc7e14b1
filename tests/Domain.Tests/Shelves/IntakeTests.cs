using System.Collections.Immutable;
using Mal.Facts;
using Mal.Places;
using static Mal.Shelves.ShelfCommand;

namespace Mal.Shelves;

/// <summary>RULES §5: what may be put in.</summary>
public sealed class IntakeTests
{
    private const string Noon = "2026-11-24 12:30";
    private readonly Guid _lot = Guid.CreateVersion7();

    [Theory]
    [InlineData("alcohol", "use_by", "2026-12-01", "lodowka", "refused-category")]
    [InlineData("raw-meat", "use_by", "2026-12-01", "lodowka", "refused-category")]
    [InlineData("no-such", "none", null, "lodowka", "unknown-category")]
    [InlineData("frozen", "best_before", "2027-01", "lodowka", "policy")]
    [InlineData("dairy", "use_by", "2026-11-23", "lodowka", "past-use-by")]
    [InlineData("dairy", "use_by", "2026-10", "lodowka", "past-use-by")]
    [InlineData("dairy", "use_by", "2026-12-01", "polka-1", "wrong-shelf")]
    [InlineData("bread", "none", null, "lodowka", "wrong-shelf")]
    [InlineData("dairy", "none", null, "lodowka", "date-required")]
    [InlineData("dairy", "use_by", null, "lodowka", "date-required")]
    [InlineData("uht", "use_by", "2026-12-01", "lodowka", "wrong-date-kind")]
    [InlineData("home-made", "prepared_on", "2026-11-21", "lodowka", "past-use-by")]
    [InlineData("home-made", "prepared_on", "2026-11-25", "lodowka", "prepared-later")]
    public void What_the_house_does_not_take_is_refused_with_a_reason(string category, string kind, string? date, string shelf, string code)
    {
        var fridge = new Fridge(shelf);
        fridge.Ask(new Receive(new NewLot(_lot, "Coś", category, 2, KindOf(kind), date, Ingredients: "wszystko")), Noon);
        Assert.Equal(code, fridge.LastRefusal?.Code);
        Assert.NotEmpty(fridge.LastRefusal!.Message);
        Assert.Empty(fridge.Events);
    }

    [Theory]
    [InlineData("dairy", "use_by", "2026-11-24", "lodowka", "2026-11-24")]
    [InlineData("dairy", "use_by", "2026-11", "lodowka", "2026-11-30")]
    [InlineData("cans", "best_before", "2028", "polka-1", "2028-12-31")]
    [InlineData("cans", "best_before", "2028-02", "polka-1", "2028-02-29")]
    [InlineData("cans", "best_before", "2026-01-31", "polka-1", "2026-01-31")]
    [InlineData("home-made", "prepared_on", "2026-11-22", "lodowka", "2026-11-24")]
    [InlineData("bread", "none", null, "polka-2", null)]
    public void What_it_takes_is_good_through_the_last_day_of_its_date(string category, string kind, string? date, string shelf, string? through)
    {
        var fridge = new Fridge(shelf);
        fridge.Ask(new Receive(new NewLot(_lot, " Coś ", category, 2, KindOf(kind), date, Ingredients: "wszystko")), Noon);
        Assert.Null(fridge.LastRefusal);
        var lot = Assert.Single(fridge.State.Lots);
        Assert.Equal(through is null ? null : Rejonowa.Day(through), lot.GoodThrough);
        Assert.Equal("Coś", lot.Name);
        Assert.False(lot.Blocked);
    }

    [Theory]
    [InlineData("Chleb", "")]
    [InlineData("Zażółć gęślą jaźń", "ąćęłńóśźż")]
    public void A_shelf_takes_no_more_than_its_head_can_hold_however_long_the_words_and_takes_again_when_something_is_gone(string name, string letters)
    {
        var shelf = new Fridge("polka-1");
        var ingredients = letters.Length == 0 ? null : string.Concat(Enumerable.Repeat(letters, 111));
        var allergens = letters.Length == 0 ? null : Allergens.Codes.ToImmutableSortedDictionary(allergen => allergen, _ => true);
        for (var put = 0; put < 600 && shelf.LastRefusal is null; put++)
        {
            shelf.Ask(new Receive(new NewLot(Guid.CreateVersion7(), name, "bread", 2, DateKind.None, Allergens: allergens, Ingredients: ingredients)), Noon);
        }
        Assert.Equal("shelf-full", shelf.LastRefusal?.Code);
        Assert.InRange(System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(shelf.State, Wire.Wire.Tolerant).Length, 1, 32 * 1024);

        for (var gone = 0; gone < 7 && shelf.State.Lots.Count > 1; gone++)
        {
            shelf.Ask(new Dispose(shelf.State.Lots[0].Id, 2, "spoiled"), Noon);
        }
        Assert.InRange(System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(shelf.State, Wire.Wire.Tolerant).Length, 1, 32 * 1024);
        shelf.Ask(new Receive(new NewLot(_lot, name, "bread", 2, DateKind.None)), Noon);
        Assert.Null(shelf.LastRefusal);
    }

    [Fact]
    public void Half_a_piece_is_refused_and_half_a_kilogram_is_not()
    {
        var shelf = new Fridge("polka-1");
        shelf.Ask(new Receive(new NewLot(_lot, "Chleb", "bread", 1.5m, DateKind.None)), Noon);
        Assert.Equal("whole-quantity", shelf.LastRefusal?.Code);
        shelf.Ask(new Receive(new NewLot(_lot, "Marchew", "vegetables", 1.5m, DateKind.None)), Noon);
        Assert.Equal(1.5m, shelf.OnHand(_lot));
    }

    [Fact]
    public void Home_made_food_needs_its_ingredients()
    {
        var fridge = new Fridge();
        fridge.Ask(new Receive(Fridge.Soup(_lot) with { Ingredients = " " }), Noon);
        Assert.Equal("ingredients-required", fridge.LastRefusal?.Code);
    }

    [Fact]
    public void A_lot_keeps_the_policy_it_came_under_and_its_last_day_with_it()
    {
        var fridge = new Fridge();
        fridge.Ask(new Receive(Fridge.Soup(_lot)), Noon);
        var place = fridge.House.File.Place;
        fridge.House = fridge.House with { File = fridge.House.File with { Place = place with { FoodPolicy = place.FoodPolicy with { Version = 2, HomeMade = "refused", HomeMadeDays = 0 } } } };

        Assert.Equal(("do 26.11", 1), (Assert.Single(fridge.Face("2026-11-24 13:00").Lots).Notice, fridge.State.Lots[0].PolicyVersion));
        fridge.Ask(new PickUp(_lot, 1), "2026-11-26 15:00");
        Assert.Null(fridge.LastRefusal);
        Assert.Equal(Rejonowa.At("2026-11-27 00:00"), Shelf.DueAt(fridge.State, Context.At(fridge.House, "lodowka", Rejonowa.At("2026-11-26 15:00"))));
        fridge.Ask(new Receive(Fridge.Soup(Guid.CreateVersion7(), "2026-11-26")), "2026-11-26 15:00");
        Assert.Equal("policy", fridge.LastRefusal?.Code);
    }

    [Fact]
    public void A_lot_id_is_taken_once_and_the_same_command_again_changes_nothing()
    {
        var fridge = new Fridge();
        var command = fridge.Ask(new Receive(Fridge.Yoghurt(_lot)), Noon);
        fridge.Ask(new Receive(Fridge.Yoghurt(_lot)), Noon, commandId: command);
        Assert.Null(fridge.LastRefusal);
        fridge.Ask(new Receive(Fridge.Yoghurt(_lot, 1)), Noon);
        Assert.Equal("lot-exists", fridge.LastRefusal?.Code);
        Assert.Equal(4, fridge.OnHand(_lot));
    }

    [Fact]
    public void Food_put_in_before_midnight_and_told_after_it_is_recorded_to_be_thrown_away()
    {
        var fridge = new Fridge();
        fridge.Ask(new Receive(Fridge.Yoghurt(_lot, date: "2026-11-24")), "2026-11-25 08:00", seenAt: "2026-11-24 19:30");
        Assert.Null(fridge.LastRefusal);
        Assert.True(Assert.Single(fridge.State.Lots).Blocked);
        Assert.Equal(Rejonowa.At("2026-11-25 00:00"), Assert.IsType<ShelfEvent.Blocked>(fridge.Events[^1]).At);
        Assert.Single(fridge.Face("2026-11-25 08:00").ThrowAway);
    }

    [Fact]
    public void What_is_written_wrongly_names_the_field()
    {
        var lot = Fridge.Yoghurt(_lot);
        Assert.Null(Shelf.Malformed(new Receive(lot)));
        Assert.StartsWith("lot.quantity", Shelf.Malformed(new Receive(lot with { Quantity = 0 })), StringComparison.Ordinal);
        Assert.StartsWith("lot.quantity", Shelf.Malformed(new Receive(lot with { Quantity = 10_001 })), StringComparison.Ordinal);
        Assert.StartsWith("lot.name", Shelf.Malformed(new Receive(lot with { Name = " " })), StringComparison.Ordinal);
        Assert.StartsWith("lot.name", Shelf.Malformed(new Receive(lot with { Name = new string('a', 201) })), StringComparison.Ordinal);
        Assert.StartsWith("lot.date", Shelf.Malformed(new Receive(lot with { Date = "27.11.2026" })), StringComparison.Ordinal);
        Assert.StartsWith("lot.date", Shelf.Malformed(new Receive(lot with { Date = "2101-01-01" })), StringComparison.Ordinal);
        Assert.StartsWith("lot.date", Shelf.Malformed(new Receive(lot with { Date = "2026-02-30" })), StringComparison.Ordinal);
        Assert.StartsWith("lot.date", Shelf.Malformed(new Receive(Fridge.Soup(_lot, "2026-11"))), StringComparison.Ordinal);
        Assert.StartsWith("lot.allergens", Shelf.Malformed(new Receive(lot with { Allergens = ImmutableSortedDictionary<string, bool>.Empty.Add("MLEKO", true) })), StringComparison.Ordinal);
        Assert.StartsWith("lot.id", Shelf.Malformed(new Receive(lot with { Id = Guid.Empty })), StringComparison.Ordinal);
        Assert.StartsWith("quantity", Shelf.Malformed(new PickUp(_lot, 0)), StringComparison.Ordinal);
        Assert.StartsWith("quantity", Shelf.Malformed(new CountLot(_lot, -1)), StringComparison.Ordinal);
        Assert.StartsWith("reasonCode", Shelf.Malformed(new Dispose(_lot, 1, "Pan Kowalski przyniósł")), StringComparison.Ordinal);
        Assert.Null(Shelf.Malformed(new CountLot(_lot, 0)));
        Assert.Null(Shelf.Malformed(new AdjustLot(_lot, 0)));
        Assert.Equal(14, Allergens.Codes.Length);
    }

    private static DateKind KindOf(string name) => System.Text.Json.JsonSerializer.Deserialize<DateKind>($"\"{name}\"", Wire.Wire.Tolerant);
}
