using static Mal.Places.Rejonowa;

namespace Mal.Places;

/// <summary>The address people are given: a whole one, from outside, and nothing where nobody has said it.</summary>
public sealed class PublicAddressTests
{
    [Theory]
    [InlineData("https://mal.example.org")]
    [InlineData("https://mal.example.org/")]
    [InlineData("http://192.168.1.7:5080")]
    [InlineData("https://example.org/mal/wlochy")]
    [InlineData("https://mał.example.org")]
    public void A_whole_address_will_do(string url) => Assert.Null(PublicAddress.Wrong(url));

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("mal.example.org")]
    [InlineData("ftp://mal.example.org")]
    [InlineData("javascript://mal.example.org/%0aalert(1)")]
    [InlineData("https:mal.example.org")]
    [InlineData("https://")]
    [InlineData("https://anna:haslo@mal.example.org")]
    [InlineData("https://mal.example.org?a=1")]
    [InlineData("https://mal.example.org/#tu")]
    [InlineData("https://mal.example.org/a b")]
    [InlineData("https://mal.example.org\n")]
    [InlineData("https://mal.example.org/\u202Egro")]
    [InlineData("https://mal.exa\u200Bmple.org")]
    [InlineData("http://127.0.0.1:5080")]
    [InlineData("http://localhost")]
    [InlineData("http://[::1]:5080")]
    [InlineData("http://0.0.0.0:5080")]
    [InlineData("https://mal.example.org:99999")]
    [InlineData("https://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb.example.org")]
    public void What_leads_nobody_there_is_refused_in_a_sentence(string url) => Assert.EndsWith(".", PublicAddress.Wrong(url), StringComparison.Ordinal);

    [Theory]
    [InlineData("https://mal.example.org", "https://mal.example.org/ekran/rejonowa-6-8", "mal.example.org/ekran/rejonowa-6-8")]
    [InlineData("https://mal.example.org/", "https://mal.example.org/ekran/rejonowa-6-8", "mal.example.org/ekran/rejonowa-6-8")]
    [InlineData("http://192.168.1.7:5080", "http://192.168.1.7:5080/ekran/rejonowa-6-8", "192.168.1.7:5080/ekran/rejonowa-6-8")]
    [InlineData("https://example.org/mal", "https://example.org/mal/ekran/rejonowa-6-8", "example.org/mal/ekran/rejonowa-6-8")]
    [InlineData("https://mał.example.org", "https://xn--ma-yqa.example.org/ekran/rejonowa-6-8", "mał.example.org/ekran/rejonowa-6-8")]
    public void Every_address_begins_with_it(string url, string whole, string typed)
    {
        var place = Sample.File.Place with { PublicUrl = url };
        Assert.Equal(whole, PublicAddress.Of(place, "/ekran/rejonowa-6-8"));
        Assert.Equal(typed, PublicAddress.Typed(place, "/ekran/rejonowa-6-8"));
    }

    [Fact]
    public void A_place_without_one_says_none()
    {
        Assert.Null(PublicAddress.Of(Sample.File.Place, "/ekran/rejonowa-6-8"));
        Assert.Null(PublicAddress.Typed(Sample.File.Place, "/ekran/rejonowa-6-8"));
    }
}
