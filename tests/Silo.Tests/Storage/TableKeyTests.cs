using Mal.Storage;

namespace Mal.Silo.Tests.Storage;

public sealed class TableKeyTests
{
    [Fact]
    public void An_ordinary_name_can_be_read_in_its_key() => Assert.Equal("room:rejonowa-6-8:sala-główna", TableKey.Of("room/rejonowa-6-8/sala-główna"));

    [Fact]
    public void Every_character_there_is_comes_back()
    {
        for (var unit = 0; unit <= char.MaxValue; unit++)
        {
            var name = $"a{(char)unit}b{(char)unit}";
            var key = TableKey.Of(name);
            Assert.Equal(name, TableKey.Read(key));
            Assert.DoesNotContain(key, one => one is '/' or '\\' or '#' or '?' or '%' or '\'' || char.IsControl(one) || char.IsSurrogate(one));
        }
    }

    [Fact]
    public void No_two_names_share_a_key()
    {
        string[] names = ["a/b", "a:b", "a~003Ab", "a~b", "a_b", "a\\b", "a#b", "a?b", "a%b", "a%2Fb", "a b", "ab", "A/b", "ą", "a\u0328"];
        Assert.Equal(names.Length, names.Select(TableKey.Of).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void A_name_too_long_for_a_key_is_refused_with_its_length()
    {
        var refused = Assert.Throws<ArgumentException>(() => TableKey.Of(new string('ł', 513)));
        Assert.Contains("513", refused.Message, StringComparison.Ordinal);
    }
}
