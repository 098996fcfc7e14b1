namespace Mal.Polish;

public sealed class AlphabetTests
{
    [Fact]
    public void Names_stand_in_the_order_of_the_Polish_alphabet()
    {
        string[] sorted = ["Aneks", "Ąka", "Bal", "Lalki", "Łaty", "„Masz pomysł?” – dyżur", "Szachy", "Ślimaki", "Zupa", "Źródło", "Żaba"];
        Assert.Equal(sorted, sorted.Reverse().OrderBy(Alphabet.Key, StringComparer.Ordinal));
        Assert.Equal(["klub 1", "Klub 2", "klub 3"], new[] { "klub 3", "Klub 2", "klub 1" }.OrderBy(Alphabet.Key, StringComparer.Ordinal));
    }
}
