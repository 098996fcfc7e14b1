namespace Mal.Polish;

public sealed class DatesTests
{
    private static readonly DateOnly Tuesday = new(2026, 11, 24);

    [Fact]
    public void A_date_has_a_small_weekday_and_a_genitive_month()
    {
        Assert.Equal("wtorek, 24 listopada 2026 r.", Dates.Full(Tuesday));
        Assert.Equal("wtorek, 24 listopada", Dates.Day(Tuesday));
        Assert.Equal("24.11.2026", Dates.Short(Tuesday));
        Assert.Equal("01.02.2027", Dates.Short(new DateOnly(2027, 2, 1)));
    }

    [Fact]
    public void Tuesday_alone_takes_we()
    {
        var days = Enumerable.Range(0, 7).Select(Tuesday.AddDays).Select(Dates.OnWeekday);
        Assert.Equal(["we wtorek", "w środę", "w czwartek", "w piątek", "w sobotę", "w niedzielę", "w poniedziałek"], days);
    }

    [Theory]
    [InlineData(0, "dziś", "dziś")]
    [InlineData(1, "jutro", "jutro")]
    [InlineData(2, "w czwartek", "czwartek")]
    [InlineData(6, "w poniedziałek", "poniedziałek")]
    [InlineData(7, "we wtorek, 1 grudnia", "1 grudnia")]
    [InlineData(43, "w środę, 6 stycznia", "6 stycznia")]
    public void A_day_is_named_as_a_person_would(int ahead, string on, string name)
    {
        Assert.Equal(on, Dates.OnDay(Tuesday.AddDays(ahead), Tuesday));
        Assert.Equal(name, Dates.Name(Tuesday.AddDays(ahead), Tuesday));
    }

    [Fact]
    public void Hours_stand_on_both_sides_of_an_en_dash() =>
        Assert.Equal("12:00–20:05", Dates.Between(new TimeOnly(12, 0), new TimeOnly(20, 5)));

    [Theory]
    [InlineData(0, "teraz")]
    [InlineData(30, "za 1 minutę")]
    [InlineData(60, "za 1 minutę")]
    [InlineData(120, "za 2 minuty")]
    [InlineData(300, "za 5 minut")]
    [InlineData(1079, "za 18 minut")]
    [InlineData(1320, "za 22 minuty")]
    [InlineData(3600, "za 1 godzinę")]
    [InlineData(7500, "za 2 godziny 5 minut")]
    [InlineData(18000, "za 5 godzin")]
    public void Za_takes_the_accusative_and_a_minute_begun_counts(int seconds, string said) =>
        Assert.Equal(said, Durations.In(TimeSpan.FromSeconds(seconds)));
}
