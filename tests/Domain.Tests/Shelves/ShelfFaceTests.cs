using Mal.Board;
using Mal.Places;
using static Mal.Shelves.ShelfCommand;

namespace Mal.Shelves;

/// <summary>RULES §5: dates, midnight, and what a screen says of them.</summary>
public sealed class ShelfFaceTests
{
    private readonly Guid _lot = Guid.CreateVersion7();
    private readonly Fridge _fridge = new();

    [Theory]
    [InlineData("2026-11-24 13:00", "do 27.11")]
    [InlineData("2026-11-26 13:00", "zjedz do jutra")]
    [InlineData("2026-11-27 13:00", "zjedz dziś")]
    [InlineData("2026-11-27 17:59", "zjedz dziś")]
    [InlineData("2026-11-27 18:00", "weź dziś")]
    public void A_use_by_date_is_said_in_words(string now, string notice)
    {
        _fridge.Ask(new Receive(Fridge.Yoghurt(_lot)), "2026-11-24 12:30");
        var shown = Assert.Single(_fridge.Face(now).Lots);
        Assert.Equal(notice, shown.Notice);
        Assert.Equal("4 sztuki", shown.QuantityText);
    }

    [Fact]
    public void Before_three_days_without_anybody_home_made_food_is_to_be_taken_and_at_closing_thrown_away()
    {
        _fridge.Ask(new Receive(Fridge.Soup(_lot, "2026-11-27")), "2026-11-27 15:00");
        Assert.Equal("do 29.11", Assert.Single(_fridge.Face("2026-11-27 15:00").Lots).Notice);
        var evening = Assert.Single(_fridge.Face("2026-11-27 19:00").Lots);
        Assert.Equal(("weź dziś", true), (evening.Notice, evening.Urgent));
        var closed = _fridge.Face("2026-11-27 20:00");
        Assert.Empty(closed.Lots);
        Assert.Equal("wyrzuć", Assert.Single(closed.ThrowAway).Notice);
        Assert.Single(_fridge.Face("2026-11-28 11:00").ThrowAway);
    }

    [Fact]
    public void What_outlives_the_gap_stays()
    {
        _fridge.Ask(new Receive(Fridge.Yoghurt(_lot, date: "2026-12-01")), "2026-11-27 15:00");
        Assert.Equal("do 1.12", Assert.Single(_fridge.Face("2026-11-27 19:00").Lots).Notice);
        Assert.Equal("zjedz dziś", Assert.Single(_fridge.Face("2026-12-01 09:00").Lots).Notice);
    }

    [Fact]
    public void Best_before_is_quality_and_stays_with_a_notice()
    {
        var shelf = new Fridge("polka-1");
        shelf.Ask(new Receive(new NewLot(_lot, "Groszek", "cans", 1, DateKind.BestBefore, "2026-11")), "2026-11-24 12:30");
        Assert.Equal("", Assert.Single(shelf.Face("2026-11-30 12:00").Lots).Notice);
        var after = Assert.Single(shelf.Face("2026-12-01 12:00").Lots);
        Assert.Equal(("po dacie, sprawdź", "1 sztuka"), (after.Notice, after.QuantityText));
        Assert.Null(Shelf.DueAt(shelf.State, Rejonowa.Staff("2026-12-01 12:00")));
    }

    [Fact]
    public void A_use_by_lot_leaves_the_screen_at_midnight_by_the_clock_alone()
    {
        _fridge.Ask(new Receive(Fridge.Yoghurt(_lot)), "2026-11-24 12:30");
        Assert.Equal(Rejonowa.At("2026-11-28 00:00"), Shelf.DueAt(_fridge.State, Rejonowa.Staff("2026-11-24 12:30")));
        var slept = _fridge.Face("2026-11-28 00:00");
        Assert.Empty(slept.Lots);
        Assert.Single(slept.ThrowAway);
    }

    [Fact]
    public void One_that_slept_for_a_week_catches_up_with_the_original_midnights()
    {
        var later = Guid.CreateVersion7();
        _fridge.Ask(new Receive(Fridge.Yoghurt(later, date: "2026-11-29")), "2026-11-24 12:30");
        _fridge.Ask(new Receive(Fridge.Yoghurt(_lot)), "2026-11-24 12:31");
        _fridge.Sleep("2026-12-05 09:00");
        Assert.Equal([new ShelfEvent.Blocked(_lot, Rejonowa.At("2026-11-28 00:00")), new ShelfEvent.Blocked(later, Rejonowa.At("2026-11-30 00:00"))], _fridge.Events.Skip(2));
        _fridge.Sleep("2026-12-06 09:00");
        Assert.Equal(4, _fridge.Events.Count);
        Assert.Null(Shelf.DueAt(_fridge.State, Rejonowa.Staff("2026-12-06 09:00")));
    }

    [Theory]
    [InlineData("2027-03-27", "2027-03-28 00:00", 1)]
    [InlineData("2027-03-28", "2027-03-29 00:00", 2)]
    [InlineData("2027-10-31", "2027-11-01 00:00", 1)]
    public void Midnight_is_local_on_both_clock_changes(string date, string midnight, int offsetHours)
    {
        _fridge.Ask(new Receive(Fridge.Yoghurt(_lot, date: date)), "2027-03-24 12:30");
        var due = Shelf.DueAt(_fridge.State, Rejonowa.Staff("2027-03-24 12:30"));
        Assert.Equal(Rejonowa.At(midnight), due);
        Assert.Equal(TimeSpan.FromHours(offsetHours), due!.Value.Offset);
    }

    [Fact]
    public void A_level_is_said_with_its_time()
    {
        Assert.Equal("", _fridge.Face("2026-11-24 16:30").LevelText);
        _fridge.Ask(new SetLevel(Level.Some), "2026-11-24 16:00");
        Assert.Equal("trochę, o 16:00", _fridge.Face("2026-11-24 16:30").LevelText);
        Assert.Equal("trochę, wczoraj o 16:00", _fridge.Face("2026-11-25 12:30").LevelText);
        Assert.Equal("trochę, 24.11 o 16:00", _fridge.Face("2026-11-27 12:30").LevelText);
    }

    [Fact]
    public void Outside_the_staff_nothing_blocked_is_shown_nor_who_gave_it()
    {
        _fridge.Ask(new Receive(Fridge.Yoghurt(_lot) with { Donor = DonorKind.Household }), "2026-11-24 12:30");
        foreach (var audience in new[] { Audience.Public, Audience.House })
        {
            var seen = Assert.IsType<ShelfView>(_fridge.View("2026-11-24 12:30").For(audience));
            Assert.Equal(DonorKind.Unknown, Assert.Single(seen.Lots).Donor);
            Assert.Empty(seen.Undoable);
        }
        _fridge.Sleep("2026-11-28 00:00");
        Assert.Empty(Assert.IsType<ShelfView>(_fridge.View("2026-11-28 00:00").For(Audience.Public)).Lots);
        Assert.Single(Assert.IsType<ShelfView>(_fridge.View("2026-11-28 00:00").For(Audience.Staff)).Lots);
    }
}
