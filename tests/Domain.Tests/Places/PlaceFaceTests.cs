using static Mal.Places.Rejonowa;

namespace Mal.Places;

/// <summary>RULES §1: the state and sentence shown at any instant.</summary>
public sealed class PlaceFaceTests
{
    [Theory]
    [InlineData("2026-11-25 16:42", PlaceCondition.Open, "Otwarte do 20:00")]
    [InlineData("2026-11-25 19:29:59", PlaceCondition.Open, "Otwarte do 20:00")]
    [InlineData("2026-11-25 19:30", PlaceCondition.ClosingSoon, "Zamykamy za 30 minut")]
    [InlineData("2026-11-25 19:38", PlaceCondition.ClosingSoon, "Zamykamy za 22 minuty")]
    [InlineData("2026-11-25 19:59", PlaceCondition.ClosingSoon, "Zamykamy za 1 minutę")]
    [InlineData("2026-11-25 20:00", PlaceCondition.Closed, "Zamknięte. Otwieramy jutro o 12:00")]
    [InlineData("2026-11-25 00:01", PlaceCondition.Closed, "Zamknięte. Otwieramy dziś o 12:00")]
    [InlineData("2026-11-27 20:00", PlaceCondition.Closed, "Zamknięte. Otwieramy we wtorek o 12:00")]
    [InlineData("2026-11-23 10:00", PlaceCondition.Closed, "Zamknięte. Otwieramy jutro o 12:00")]
    [InlineData("2026-11-11 13:00", PlaceCondition.Closed, "Dziś nieczynne: Narodowe Święto Niepodległości. Zapraszamy jutro od 12:00")]
    [InlineData("2026-11-10 20:00", PlaceCondition.Closed, "Zamknięte. Otwieramy w czwartek o 12:00")]
    [InlineData("2026-12-24 13:00", PlaceCondition.Closed, "Dziś nieczynne: Wigilia Bożego Narodzenia. Zapraszamy we wtorek od 12:00")]
    [InlineData("2026-12-25 13:00", PlaceCondition.Closed, "Dziś nieczynne: Boże Narodzenie. Zapraszamy we wtorek od 12:00")]
    [InlineData("2026-12-31 13:00", PlaceCondition.Closed, "Dziś nieczynne: Inwentaryzacja (dane przykładowe). Zapraszamy we wtorek od 12:00")]
    [InlineData("2026-11-01 13:00", PlaceCondition.Closed, "Zamknięte. Otwieramy we wtorek o 12:00")]
    public void The_house_says_how_it_stands(string local, PlaceCondition condition, string says)
    {
        var face = PlaceFace.Of(Sample, At(local));
        Assert.Equal(condition, face.Condition);
        Assert.Equal(says, face.Says);
    }

    [Fact]
    public void Beyond_a_week_the_date_is_said_too()
    {
        var house = With(new Closure(Day("2026-11-24"), Day("2026-12-01"), "Remont"));
        Assert.Equal("Dziś nieczynne: Remont. Zapraszamy w środę, 2 grudnia od 12:00", PlaceFace.Of(house, At("2026-11-24 15:00")).Says);
    }

    [Fact]
    public void A_house_closing_early_says_the_new_hour()
    {
        var house = Sample with { ClosedEarly = new EarlyClosing(At("2026-11-25 18:00"), "staff-shortage") };
        Assert.Equal("Otwarte do 18:00", PlaceFace.Of(house, At("2026-11-25 16:42")).Says);
        Assert.Equal("Zamykamy za 15 minut", PlaceFace.Of(house, At("2026-11-25 17:45")).Says);
        Assert.Equal("Zamknięte. Otwieramy jutro o 12:00", PlaceFace.Of(house, At("2026-11-25 18:00")).Says);
    }

    [Fact]
    public void Closing_soon_is_a_setting()
    {
        var place = Sample.File.Place;
        var house = Sample with { File = Sample.File with { Place = place with { Settings = place.Settings with { ClosingSoonMinutes = 60 } } } };
        Assert.Equal("Zamykamy za 1 godzinę", PlaceFace.Of(house, At("2026-11-25 19:00")).Says);
    }

    [Fact]
    public void The_day_and_the_clock_are_those_of_the_house()
    {
        var face = PlaceFace.Of(Sample, new DateTimeOffset(2026, 11, 25, 23, 5, 0, TimeSpan.Zero));
        Assert.Equal(("czwartek, 26 listopada", "00:05"), (face.DayText, face.ClockText));
    }

    [Theory]
    [InlineData("2027-03-28T00:59:00Z", "01:59")]
    [InlineData("2027-03-28T01:00:00Z", "03:00")]
    [InlineData("2027-10-31T00:59:00Z", "02:59")]
    [InlineData("2027-10-31T01:00:00Z", "02:00")]
    public void The_clock_turns_with_the_clock_changes(string instant, string clock) =>
        Assert.Equal(clock, PlaceFace.Of(Sample, DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture)).ClockText);
}
