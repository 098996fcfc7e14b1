using static Mal.Places.Rejonowa;

namespace Mal.Places;

/// <summary>RULES §1: when the house is open.</summary>
public sealed class CalendarTests
{
    [Theory]
    [InlineData("2026-11-23", false)]
    [InlineData("2026-11-24", true)]
    [InlineData("2026-11-27", true)]
    [InlineData("2026-11-28", false)]
    [InlineData("2026-11-29", false)]
    public void The_house_is_open_from_Tuesday_to_Friday(string day, bool open) =>
        Assert.Equal(open, Calendar.ClosingOf(Sample, Day(day)) is not null);

    [Theory]
    [InlineData("2026-11-25 11:59:59", false)]
    [InlineData("2026-11-25 12:00", true)]
    [InlineData("2026-11-25 19:59:59", true)]
    [InlineData("2026-11-25 20:00", false)]
    public void Noon_is_in_and_eight_in_the_evening_is_out(string local, bool open) => Assert.Equal(open, Calendar.IsOpen(Sample, At(local)));

    [Fact]
    public void There_are_fourteen_public_holidays_since_2025()
    {
        Assert.Equal(13, Holidays.Of(2024).Count);
        Assert.Null(Holidays.On(Day("2024-12-24")));
        Assert.All(new[] { 2025, 2026, 2027, 2030 }, year => Assert.Equal(14, Holidays.Of(year).Count));
    }

    [Theory]
    [InlineData(2024, "2024-03-31")]
    [InlineData(2025, "2025-04-20")]
    [InlineData(2026, "2026-04-05")]
    [InlineData(2027, "2027-03-28")]
    [InlineData(2038, "2038-04-25")]
    public void Easter_is_computed(int year, string day) => Assert.Equal(Day(day), Holidays.Easter(year));

    [Theory]
    [InlineData("2026-01-01", "Nowy Rok")]
    [InlineData("2026-01-06", "Święto Trzech Króli")]
    [InlineData("2026-04-05", "Wielkanoc")]
    [InlineData("2026-04-06", "Poniedziałek Wielkanocny")]
    [InlineData("2026-05-01", "Święto Państwowe 1 Maja")]
    [InlineData("2026-05-03", "Święto Narodowe Trzeciego Maja")]
    [InlineData("2026-05-24", "Zielone Świątki")]
    [InlineData("2026-06-04", "Boże Ciało")]
    [InlineData("2026-08-15", "Wniebowzięcie Najświętszej Maryi Panny")]
    [InlineData("2026-11-01", "Wszystkich Świętych")]
    [InlineData("2026-11-11", "Narodowe Święto Niepodległości")]
    [InlineData("2026-12-24", "Wigilia Bożego Narodzenia")]
    [InlineData("2026-12-25", "Boże Narodzenie")]
    [InlineData("2026-12-26", "drugi dzień Bożego Narodzenia")]
    public void A_holiday_shuts_the_house(string day, string name)
    {
        Assert.Equal(name, Holidays.On(Day(day)));
        Assert.Null(Calendar.ClosingOf(Sample, Day(day)));
    }

    [Fact]
    public void A_whole_day_closure_includes_both_its_days()
    {
        var house = With(new Closure(Day("2026-11-24"), Day("2026-11-25"), "Remont"));
        Assert.Null(Calendar.ClosingOf(house, Day("2026-11-24")));
        Assert.Null(Calendar.ClosingOf(house, Day("2026-11-25")));
        Assert.Equal("Remont", Calendar.WhyShut(house, Day("2026-11-25")));
        Assert.Equal(At("2026-11-26 12:00"), Calendar.OpeningAfter(house, At("2026-11-23 10:00")));
    }

    [Fact]
    public void A_closure_of_a_part_leaves_what_is_around_it()
    {
        var house = With(new Closure(Day("2026-11-25"), Day("2026-11-25"), "Zebranie", new TimeOnly(14, 0), new TimeOnly(16, 0)));
        Assert.Equal([new OpenTime(At("2026-11-25 12:00"), At("2026-11-25 14:00")), new OpenTime(At("2026-11-25 16:00"), At("2026-11-25 20:00"))],
            Calendar.HoursOf(house, Day("2026-11-25")));
        Assert.Equal(At("2026-11-25 16:00"), Calendar.OpeningAfter(house, At("2026-11-25 14:30")));
    }

    [Fact]
    public void A_closure_from_an_hour_lasts_to_the_end_of_the_day()
    {
        var house = With(new Closure(Day("2026-11-25"), Day("2026-11-25"), "Szkolenie", new TimeOnly(17, 0)));
        Assert.Equal(At("2026-11-25 17:00"), Calendar.ClosingOf(house, Day("2026-11-25")));
    }

    [Fact]
    public void A_dated_opening_overrides_a_holiday_a_day_off_and_a_closure()
    {
        var house = With(
            new Closure(Day("2026-11-11"), Day("2026-11-11"), "Festyn", new TimeOnly(10, 0), new TimeOnly(15, 0), Opening: true),
            new Closure(Day("2026-11-28"), Day("2026-11-28"), "Kiermasz", new TimeOnly(9, 0), new TimeOnly(13, 0), Opening: true),
            new Closure(Day("2026-11-20"), Day("2026-11-30"), "Remont"));
        Assert.Equal(At("2026-11-11 15:00"), Calendar.ClosingOf(house, Day("2026-11-11")));
        Assert.Equal(At("2026-11-28 09:00"), Calendar.OpeningOf(house, Day("2026-11-28")));
        Assert.Null(Calendar.WhyShut(house, Day("2026-11-28")));
    }

    [Fact]
    public void Closing_early_cuts_that_day_and_no_other()
    {
        var house = Sample with { ClosedEarly = new EarlyClosing(At("2026-11-25 18:00"), "staff-shortage") };
        Assert.Equal(At("2026-11-25 18:00"), Calendar.ClosingOf(house, Day("2026-11-25")));
        Assert.False(Calendar.IsOpen(house, At("2026-11-25 18:00")));
        Assert.Equal(At("2026-11-26 20:00"), Calendar.ClosingOf(house, Day("2026-11-26")));
    }

    [Theory]
    [InlineData("2026-11-24", false)]
    [InlineData("2026-11-27", true)]
    [InlineData("2026-11-28", false)]
    [InlineData("2026-12-23", true)]
    public void The_last_open_day_before_a_gap_is_known(string day, bool last) => Assert.Equal(last, Calendar.IsLastBeforeGap(Sample, Day(day)));

    [Fact]
    public void The_next_closing_is_found_from_inside_and_from_outside()
    {
        Assert.Equal(At("2026-11-25 20:00"), Calendar.ClosingAfter(Sample, At("2026-11-25 15:00")));
        Assert.Equal(At("2026-11-26 20:00"), Calendar.ClosingAfter(Sample, At("2026-11-25 20:00")));
    }

    [Fact]
    public void A_house_with_no_hours_never_opens()
    {
        var house = Sample with { File = Sample.File with { Place = Sample.File.Place with { Hours = Sample.File.Place.Hours.Clear() } } };
        Assert.Null(Calendar.OpeningAfter(house, At("2026-11-25 15:00")));
        Assert.Equal("Zamknięte", PlaceFace.Of(house, At("2026-11-25 15:00")).Says);
    }

    [Theory]
    [InlineData("2027-03-26", 1)]
    [InlineData("2027-03-30", 2)]
    [InlineData("2027-10-29", 2)]
    [InlineData("2027-11-02", 1)]
    public void Noon_stays_noon_across_both_clock_changes(string day, int offsetHours)
    {
        var opening = Calendar.OpeningOf(Sample, Day(day))!.Value;
        Assert.Equal(new DateTime(Day(day), new TimeOnly(12, 0)), opening.DateTime);
        Assert.Equal(TimeSpan.FromHours(offsetHours), opening.Offset);
    }

    [Fact]
    public void A_Sunday_opened_on_the_night_of_a_clock_change_has_its_true_length()
    {
        var spring = With(new Closure(Day("2027-03-28"), Day("2027-03-28"), "Noc", new TimeOnly(1, 0), new TimeOnly(5, 0), Opening: true));
        var autumn = With(new Closure(Day("2027-10-31"), Day("2027-10-31"), "Noc", new TimeOnly(1, 0), new TimeOnly(5, 0), Opening: true));
        Assert.Equal(TimeSpan.FromHours(3), Length(spring, "2027-03-28"));
        Assert.Equal(TimeSpan.FromHours(5), Length(autumn, "2027-10-31"));
    }

    [Fact]
    public void An_hour_the_clocks_skip_is_an_hour_later_and_one_that_comes_twice_is_the_first()
    {
        Assert.Equal(new DateTimeOffset(2027, 3, 28, 3, 30, 0, TimeSpan.FromHours(2)), Sample.At(Day("2027-03-28"), new TimeOnly(2, 30)));
        Assert.Equal(new DateTimeOffset(2027, 10, 31, 2, 30, 0, TimeSpan.FromHours(2)), Sample.At(Day("2027-10-31"), new TimeOnly(2, 30)));
    }

    [Theory]
    [InlineData("12:00-20:00", 1)]
    [InlineData("09:00-12:00, 14:00-20:00", 2)]
    [InlineData("20:00-12:00", null)]
    [InlineData("12:00-12:00", null)]
    [InlineData("12-20", null)]
    [InlineData("12:00-25:00", null)]
    [InlineData("12:00-20:00,19:00-21:00", null)]
    [InlineData("", null)]
    public void Hours_are_read_as_they_are_written(string text, int? parts) => Assert.Equal(parts, Hours.Parse(text)?.Count);

    private static TimeSpan Length(House house, string day) => Calendar.HoursOf(house, Day(day)) switch
    {
        [var only] => only.Until - only.From,
        _ => TimeSpan.Zero,
    };
}
