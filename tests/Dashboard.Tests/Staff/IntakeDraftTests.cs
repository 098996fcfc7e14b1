using Mal.Facts;
using Mal.Places;
using Mal.Shelves;

namespace Mal.Staff.Intakes;

public sealed class IntakeDraftTests
{
    private static readonly House House = Rejonowa.Sample;
    private static readonly DateTimeOffset Now = Rejonowa.At("2026-11-25 16:42");

    [Fact]
    public void Bread_needs_no_date_and_is_ready_with_one_tap() => Assert.True(Of("bread").IsReady);

    [Fact]
    public void A_dish_needs_its_date_first()
    {
        var draft = Of("ready-meal");
        Assert.False(draft.IsReady);

        Assert.True((draft with { Date = "2026-11-26" }).IsReady);
    }

    [Fact]
    public void Home_made_food_needs_what_it_is_made_of_too()
    {
        var draft = Of("home-made") with { Date = "2026-11-25" };
        Assert.False(draft.IsReady);

        var lot = (draft with { Ingredients = " ziemniaki, cebula " }).Lot(Guid.NewGuid());
        Assert.Equal(("ziemniaki, cebula", DateKind.PreparedOn), (lot.Ingredients, lot.DateKind));
    }

    [Theory]
    [InlineData("dairy", "polka-1", "lodowka")]
    [InlineData("bread", "polka-2", "polka-2")]
    [InlineData("bread", "lodowka", "polka-1")]
    [InlineData("frozen", "lodowka", null)]
    public void Food_goes_where_the_person_stands_if_it_may_lie_there_else_where_it_may(string category, string standing, string? unit) =>
        Assert.Equal(unit, Of(category).Unit(Shelves(), standing)?.Id);

    [Fact]
    public void What_the_house_would_refuse_it_says_before_anything_is_sent()
    {
        var fridge = Shelves().Single(shelf => shelf.Id == "lodowka");

        Assert.Equal("past-use-by", (Of("ready-meal") with { Date = "2026-11-24" }).Refusal(fridge, House, Now)?.Code);
        Assert.Null((Of("ready-meal") with { Date = "2026-11-25" }).Refusal(fridge, House, Now));
        Assert.Equal("policy", (Of("frozen") with { Date = "2027-01" }).Refusal(fridge, House, Now)?.Code);
    }

    [Fact]
    public void A_date_is_kept_as_it_stands_on_the_label() => Assert.Equal("2027-03", (Of("cans") with { Date = "2027-03" }).Lot(Guid.NewGuid()).Date);

    [Fact]
    public void Other_words_on_the_label_ask_for_the_date_again()
    {
        var draft = Of("dairy") with { Date = "2026-11-26" };

        Assert.Null(draft.With(DateKind.BestBefore).Date);
    }

    [Fact]
    public void An_allergen_is_unknown_present_or_absent_and_unknown_is_not_absent()
    {
        var draft = Of("bread");
        Assert.Equal(("nieznane", null), (draft.AllergensText, draft.Lot(Guid.NewGuid()).Allergens));

        var present = draft.Tap("MILK");
        Assert.Equal("mleko (łącznie z laktozą); pozostałe nieznane", present.AllergensText);
        Assert.False(present.Tap("MILK").Allergens["MILK"]);
        Assert.Empty(present.Tap("MILK").Tap("MILK").Allergens);
        Assert.Equal("sprawdzone: 1 z 14, żadnego z nich nie ma; reszta nieznana", present.Tap("MILK").AllergensText);

        var all = present.NoOthers();
        Assert.Equal(("mleko (łącznie z laktozą)", 14), (all.AllergensText, all.Allergens.Count));
        Assert.Equal("brak", draft.NoOthers().AllergensText);
    }

    [Fact]
    public void The_big_button_says_where_and_how_much()
    {
        var fridge = Shelves().Single(shelf => shelf.Id == "lodowka");

        Assert.Equal("Do lodówki: 2 porcje", $"{IntakeDraft.Into(fridge)}: {(Of("ready-meal") with { Quantity = 2 }).QuantityText}");
    }

    [Theory]
    [InlineData("2,5", 2500)]
    [InlineData(" 0.325 ", 325)]
    [InlineData("0", null)]
    [InlineData("-1", null)]
    [InlineData("dużo", null)]
    [InlineData("1001", null)]
    public void A_weight_is_read_off_the_scale_in_kilograms_and_what_is_none_is_estimated(string typed, int? grams)
    {
        Assert.Equal(grams, IntakeDraft.GramsOf(typed));
        Assert.Equal(grams, (Of("bread") with { Grams = IntakeDraft.GramsOf(typed) }).Lot(Guid.NewGuid()).Grams);
    }

    [Fact]
    public void What_was_opened_is_told_and_the_house_answers_before_it_is_sent()
    {
        var fridge = Shelves().Single(shelf => shelf.Id == "lodowka");

        Assert.NotNull((Of("ready-meal") with { Date = "2026-11-26", Opened = true }).Refusal(fridge, House, Now));
    }

    private static IntakeDraft Of(string category) => IntakeDraft.Of(House.Category(category)!);

    private static List<ShelfView> Shelves() => [.. House.File.Shelves.Select(shelf => Shelf.View(Shelf.Empty, 1, Context.At(House, shelf.Id, Now)))];
}
