using System.Collections.Immutable;
using Mal.Board;
using Mal.Places;
using static Mal.Shelves.ShelfCommand;

namespace Mal.Shelves;

/// <summary>RULES §5, before closed days, on the real calendar: what will not last until the house opens again is taken today, and thrown away at closing.</summary>
public sealed class GapTests
{
    private static readonly Guid Lot = Guid.CreateVersion7();

    private static Fridge With(string date, string received, House? house = null)
    {
        var fridge = new Fridge(house: house);
        fridge.Ask(new Receive(Fridge.Yoghurt(Lot, 4, date)), received);
        Assert.Null(fridge.LastRefusal);
        return fridge;
    }

    private static LobbyFood Lobby(Fridge fridge, string now) => LobbyFace.Of(fridge.House, ImmutableList.Create<View>(fridge.View(now)), Rejonowa.At(now)).Food;

    // Friday to Tuesday; a Thursday before Christmas Eve, three holidays and a weekend; a Tuesday before a holiday in the week; New Year with the closure of the 31st before it.
    [Theory]
    [InlineData("2026-11-27", "2026-11-30", "18:00", "20:00", "we wtorek")]
    [InlineData("2026-12-23", "2026-12-28", "18:00", "20:00", "we wtorek")]
    [InlineData("2026-11-10", "2026-11-11", "18:00", "20:00", "w czwartek")]
    [InlineData("2026-12-30", "2027-01-04", "18:00", "20:00", "we wtorek")]
    [InlineData("2027-05-26", "2027-05-27", "18:00", "20:00", "w piątek")]
    public void Before_every_gap_of_the_calendar_it_is_to_be_taken_from_the_evening_until_closing(string day, string date, string from, string closing, string back)
    {
        var fridge = With(date, $"{day} 13:00");
        var before = Rejonowa.At($"{day} {from}").AddMinutes(-1).ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture);
        Assert.NotEqual("weź dziś", Assert.Single(fridge.Face(before).Lots).Notice);

        Assert.Equal("weź dziś", Assert.Single(fridge.Face($"{day} {from}").Lots).Notice);
        Assert.StartsWith($"Wracamy {back}", Lobby(fridge, $"{day} {from}").Says, StringComparison.Ordinal);
        Assert.EndsWith("Weź dziś:", Lobby(fridge, $"{day} 19:59").Says, StringComparison.Ordinal);

        Assert.Empty(fridge.Face($"{day} {closing}").Lots);
        Assert.Equal("nie dotrwa do otwarcia", Assert.Single(fridge.Face($"{day} {closing}").ThrowAway).Why);
        Assert.Equal("minął termin", Assert.Single(fridge.Face("2027-06-01 12:00").ThrowAway).Why);
        Assert.Empty(Lobby(fridge, $"{day} {closing}").Lines);
        Assert.DoesNotContain("Weź dziś", Lobby(fridge, $"{day} {closing}").Says, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-11-27", "2026-12-01")]
    [InlineData("2026-12-23", "2026-12-29")]
    [InlineData("2026-11-24", "2026-11-25")]
    public void What_lasts_until_the_house_opens_again_stays(string day, string date)
    {
        var fridge = With(date, $"{day} 13:00");
        Assert.NotEqual("weź dziś", Assert.Single(fridge.Face($"{day} 19:00").Lots).Notice);
        Assert.Single(fridge.Face($"{day} 21:00").Lots);
    }

    [Theory]
    [InlineData("2026-11-27 16:59", "zjedz jutro", false)]
    [InlineData("2026-11-27 15:00", "weź dziś", true)]
    [InlineData("2026-11-27 16:59", "weź dziś", true)]
    public void A_house_that_shuts_early_gives_people_two_hours(string now, string notice, bool early)
    {
        var house = early ? Rejonowa.Sample with { ClosedEarly = new EarlyClosing(Rejonowa.At("2026-11-27 17:00"), "breakdown") } : Rejonowa.Sample;
        var fridge = With("2026-11-29", "2026-11-27 13:00", house);
        Assert.Equal(notice == "weź dziś", Assert.Single(fridge.Face(now).Lots).Notice == "weź dziś");
        Assert.Equal(early, fridge.Face("2026-11-27 17:00").ThrowAway.Count == 1);
    }

    [Fact]
    public void A_day_that_was_shut_at_a_moments_notice_is_a_gap_as_well()
    {
        var day = Rejonowa.Day("2026-11-27");
        var fridge = With("2026-11-29", "2026-11-26 13:00", Closures.With(Rejonowa.Sample, new Closure(day, day, "Awaria")));
        Assert.Equal("weź dziś", Assert.Single(fridge.Face("2026-11-26 18:00").Lots).Notice);
        Assert.Equal("Wracamy we wtorek. Weź dziś:", Lobby(fridge, "2026-11-26 18:00").Says);
    }

    [Fact]
    public void Home_made_food_after_its_hours_goes_like_everything_else_and_best_before_stays_with_its_notice()
    {
        var fridge = new Fridge();
        fridge.Ask(new Receive(Fridge.Soup(Lot, "2026-12-23")), "2026-12-23 13:00");
        fridge.Ask(new Receive(new NewLot(Guid.CreateVersion7(), "Ser", "cold-cuts", 1, DateKind.BestBefore, "2026-12-24")), "2026-12-23 13:00");
        Assert.Equal(["weź dziś", ""], fridge.Face("2026-12-23 18:30").Lots.Select(lot => lot.Notice));
        Assert.Equal("Ser", Assert.Single(fridge.Face("2026-12-27 12:00").Lots).Lot.Name);
        Assert.Equal("po dacie, sprawdź", Assert.Single(fridge.Face("2026-12-29 12:00").Lots).Notice);
    }

    [Theory]
    [InlineData("2026-12", "2026-12-31 23:59", "2027-01-01 00:00")]
    [InlineData("2027", "2027-12-31 23:59", "2028-01-01 00:00")]
    [InlineData("2027-02", "2027-02-28 23:59", "2027-03-01 00:00")]
    public void A_month_and_a_year_mean_their_last_day_and_midnight_comes_unprompted(string date, string last, string midnight)
    {
        // A house that never shuts for a whole day, so that only the date itself decides.
        var place = Rejonowa.Sample.File.Place;
        var open = Rejonowa.Sample with { File = Rejonowa.Sample.File with { Place = place with { Closures = [new Closure(Rejonowa.Day("2026-11-24"), Rejonowa.Day("2028-02-01"), "Otwarte", new TimeOnly(8, 0), new TimeOnly(20, 0), Opening: true)] } } };
        var fridge = With(date, "2026-11-24 13:00", open);
        Assert.Single(fridge.Face(last).Lots);
        Assert.Empty(fridge.Face(midnight).Lots);
        Assert.Empty(Lobby(fridge, midnight).Lines);
        Assert.Equal(Rejonowa.At(midnight), Shelf.DueAt(fridge.State, Facts.Context.At(open, "lodowka", Rejonowa.At("2026-11-24 13:00"))));
    }
}
