namespace Mal.Polish;

public sealed class PluralTests
{
    [Theory]
    [InlineData("0", "0 osób", "0 wolnych miejsc")]
    [InlineData("1", "1 osoba", "1 wolne miejsce")]
    [InlineData("2", "2 osoby", "2 wolne miejsca")]
    [InlineData("5", "5 osób", "5 wolnych miejsc")]
    [InlineData("12", "12 osób", "12 wolnych miejsc")]
    [InlineData("14", "14 osób", "14 wolnych miejsc")]
    [InlineData("21", "21 osób", "21 wolnych miejsc")]
    [InlineData("22", "22 osoby", "22 wolne miejsca")]
    [InlineData("25", "25 osób", "25 wolnych miejsc")]
    [InlineData("112", "112 osób", "112 wolnych miejsc")]
    [InlineData("1.5", "1,5 osoby", "1,5 wolnego miejsca")]
    public void The_hard_cases_are_said_right(string number, string people, string places)
    {
        var value = decimal.Parse(number, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(people, Phrases.People.Say(value));
        Assert.Equal(places, Phrases.FreePlaces.Say(value));
    }

    [Theory]
    [InlineData(1, "zapisana 1 osoba")]
    [InlineData(2, "zapisane 2 osoby")]
    [InlineData(5, "zapisanych 5 osób")]
    public void Participles_agree_with_the_number(int number, string said) => Assert.Equal(said, Phrases.SignedUp.Say(number));

    [Fact]
    public void A_whole_decimal_is_a_whole_number() => Assert.Equal("1 porcja", Phrases.Portions.Say(1.0m));

    [Fact]
    public void Every_phrase_names_its_number_once()
    {
        var phrases = typeof(Phrases).GetProperties().Select(property => (Phrase)property.GetValue(null)!);
        Assert.All(phrases.SelectMany(phrase => new[] { phrase.One, phrase.Few, phrase.Many, phrase.Other }), form => Assert.Single(form, letter => letter == '#'));
    }

    [Theory]
    [InlineData("0", "0")]
    [InlineData("2.50", "2,5")]
    [InlineData("-3", "-3")]
    [InlineData("1000", "1000")]
    public void Numbers_have_a_decimal_comma(string number, string said) =>
        Assert.Equal(said, Numbers.Say(decimal.Parse(number, System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void Units_follow_the_number()
    {
        Assert.Equal("2,5 godz.", Numbers.Hours(2.5m));
        Assert.Equal("4\u00a0°C", Numbers.Celsius(4));
        Assert.Equal("0,5 kg", Numbers.Kilograms(0.50m));
    }
}
