using System.Collections.Immutable;
using Mal.Facts;
using Mal.Places;
using static Mal.Shelves.ShelfCommand;

namespace Mal.Shelves;

/// <summary>DESIGN, late commands: food that lies in the fridge but would be refused is recorded and becomes a "throw away" task.</summary>
public sealed class LateIntakeTests
{
    private readonly Guid _lot = Guid.CreateVersion7();
    private readonly Fridge _fridge = new();

    public static TheoryData<string, DateKind, string?, string> Refused => new()
    {
        { "raw-meat", DateKind.UseBy, "2026-12-01", "refused-category" },
        { "frozen", DateKind.BestBefore, "2027-01", "policy" },
        { "bread", DateKind.None, null, "wrong-shelf" },
    };

    [Theory, MemberData(nameof(Refused))]
    public void What_was_put_in_a_while_ago_is_recorded_and_never_offered(string category, DateKind kind, string? date, string code)
    {
        var lot = new NewLot(_lot, "Coś", category, 2, kind, date);
        _fridge.Ask(new Receive(lot), "2026-11-24 15:00:59", seenAt: "2026-11-24 15:00");
        Assert.Equal(code, _fridge.LastRefusal?.Code);
        Assert.Empty(_fridge.Events);

        _fridge.Ask(new Receive(lot), "2026-11-24 15:01", seenAt: "2026-11-24 15:00");
        Assert.Null(_fridge.LastRefusal);
        Assert.Equal(new ShelfEvent.Blocked(_lot, Rejonowa.At("2026-11-24 15:01"), code), _fridge.Events[^1]);
        Assert.Empty(_fridge.Face("2026-11-24 15:02").Lots);
        Assert.Equal(("wyrzuć", "tego nie przyjmujemy"), (Assert.Single(_fridge.Face("2026-11-24 15:02").ThrowAway).Notice, _fridge.Face("2026-11-24 15:02").ThrowAway[0].Why));
        Assert.Equal(date is not null, _fridge.State.Lots[0].GoodThrough is not null);
    }

    [Fact]
    public void What_was_past_its_day_when_it_was_put_in_waits_to_be_thrown_away_too()
    {
        _fridge.Ask(new Receive(Fridge.Yoghurt(_lot, date: "2026-11-23")), "2026-11-24 16:00", seenAt: "2026-11-24 15:00");
        Assert.Equal(new ShelfEvent.Blocked(_lot, Rejonowa.At("2026-11-24 00:00")), _fridge.Events[^1]);
        Assert.Single(_fridge.Face("2026-11-24 16:00").ThrowAway);
    }

    [Theory]
    [InlineData("dairy", DateKind.None, null, 2.0, "date-required")]
    [InlineData("home-made", DateKind.PreparedOn, "2026-11-24", 2.0, "ingredients-required")]
    [InlineData("dairy", DateKind.UseBy, "2026-11-27", 1.5, "whole-quantity")]
    [InlineData("no-such", DateKind.None, null, 1.0, "unknown-category")]
    public void A_slip_of_whoever_typed_is_still_refused_because_nothing_is_invented(string category, DateKind kind, string? date, double quantity, string code)
    {
        _fridge.Ask(new Receive(new NewLot(_lot, "Coś", category, (decimal)quantity, kind, date)), "2026-11-24 16:00", seenAt: "2026-11-24 15:00");
        Assert.Equal(code, _fridge.LastRefusal?.Code);
        Assert.Empty(_fridge.Events);
    }

    [Fact]
    public void A_late_intake_can_be_thrown_away_and_taken_back()
    {
        var command = _fridge.Ask(new Receive(new NewLot(_lot, "Karkówka", "raw-meat", 1, DateKind.None)), "2026-11-24 16:00", seenAt: "2026-11-24 15:00");
        _fridge.Ask(new Undo(command), "2026-11-24 16:01");
        Assert.Empty(_fridge.State.Lots);
        _fridge.Ask(new Receive(new NewLot(_lot, "Karkówka", "raw-meat", 1, DateKind.None)), "2026-11-24 16:02", seenAt: "2026-11-24 15:00");
        _fridge.Ask(new Dispose(_lot, 1, "other"), "2026-11-24 16:03");
        Assert.Empty(_fridge.Face("2026-11-24 16:04").ThrowAway);
    }

    [Fact]
    public void Each_refusal_has_a_sentence_of_its_own()
    {
        var sentences = Rejonowa.Sample.File.Refused.Select(refused =>
        {
            _fridge.Ask(new Receive(new NewLot(Guid.CreateVersion7(), "Coś", refused.Id, 1, DateKind.None)), "2026-11-24 15:00");
            Assert.Equal("refused-category", _fridge.LastRefusal?.Code);
            return _fridge.LastRefusal!.Message;
        }).ToList();
        Assert.Equal(6, sentences.Distinct().Count());
        Assert.DoesNotContain(sentences, sentence => sentence.Contains("tego nie przyjmujemy", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("frozen", DateKind.BestBefore)]
    [InlineData("home-made", DateKind.PreparedOn)]
    [InlineData("eggs", DateKind.BestBefore)]
    public void The_policy_refuses_each_of_its_points_in_its_own_words(string category, DateKind kind)
    {
        var place = _fridge.House.File.Place;
        _fridge.House = _fridge.House with { File = _fridge.House.File with { Place = place with { FoodPolicy = place.FoodPolicy with { HomeMade = "refused", WholeEggs = "refused" } } } };
        _fridge.Ask(new Receive(new NewLot(_lot, "Coś", category, 1, kind, "2026-11-24", Ingredients: "wszystko")), "2026-11-24 15:00");
        Assert.Equal("policy", _fridge.LastRefusal?.Code);
        Assert.Contains("to miejsce nie przyjmuje", _fridge.LastRefusal!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dry", "allowed_if_closed_tight", true, null)]
    [InlineData("dry", "refused", true, "policy")]
    [InlineData("dry", "refused", false, null)]
    [InlineData("cans", "allowed", true, "refused-category")]
    public void Only_dry_goods_are_taken_opened_and_only_where_the_policy_says_so(string category, string policy, bool opened, string? code)
    {
        var place = Rejonowa.Sample.File.Place;
        var shelf = new Fridge("polka-1", Rejonowa.Sample with { File = Rejonowa.Sample.File with { Place = place with { FoodPolicy = place.FoodPolicy with { OpenedDry = policy } } } });
        shelf.Ask(new Receive(new NewLot(_lot, "Coś", category, 1, DateKind.BestBefore, "2027-01", Opened: opened)), "2026-11-24 15:00");
        Assert.Equal(code, shelf.LastRefusal?.Code);
    }

    [Fact]
    public void A_bag_is_one_lot_in_kilograms_and_allergens_are_present_absent_or_unknown()
    {
        var shelf = new Fridge("polka-1");
        var allergens = ImmutableSortedDictionary<string, bool>.Empty.Add("MILK", true).Add("NUTS", false);
        shelf.Ask(new Receive(new NewLot(_lot, "Torba", "mixed", 3.5m, DateKind.None, Allergens: allergens, Donor: DonorKind.Business)), "2026-11-24 15:00");
        var lot = Assert.Single(shelf.State.Lots);
        Assert.Equal(("3,5 kg", true, false, false), (Shelf.QuantityText(lot), lot.Allergens!["MILK"], lot.Allergens["NUTS"], lot.Allergens.ContainsKey("FISH")));
    }
}
