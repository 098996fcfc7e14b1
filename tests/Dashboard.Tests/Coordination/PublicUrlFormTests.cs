using Bunit;
using Mal.Coordination.PlaceBook;
using Mal.Facts;
using Mal.Lobby;
using Mal.Places;
using Mal.Taps;
using Mal.Wire;
using Microsoft.Extensions.Time.Testing;

namespace Mal.Coordination;

/// <summary>The address people are given: written on the desk, shown on the wall, and nowhere while nobody has said it.</summary>
public sealed class PublicUrlFormTests : BunitContext
{
    private readonly ScriptedHouse _house = new();

    private static House With(string? url) => Rejonowa.Sample with { File = Rejonowa.Sample.File with { Place = Rejonowa.Sample.File.Place with { PublicUrl = url } } };

    private IRenderedComponent<PublicUrlForm> Form(string? url = null) => Render<PublicUrlForm>(form => form
        .Add(p => p.House, With(url)).Add(p => p.Decisions, new Decisions(_house, new FakeTimeProvider())));

    [Theory]
    [InlineData(null, " https://mal.example.org ", "https://mal.example.org")]
    [InlineData("https://mal.example.org", "", null)]
    public void What_is_typed_goes_to_the_place_with_its_version(string? before, string typed, string? sent)
    {
        _house.OnTheWay = _ => Task.FromResult(new Answer(AnswerStatus.Accepted, 2));
        var form = Form(before);
        form.Find("[data-public-url]").Change(typed);
        form.Find("form").Submit();

        var came = Assert.Single(_house.Came).Command;
        Assert.Equal(("change-public-url", 1), (came.GetProperty("$type").GetString(), came.GetProperty("version").GetInt32()));
        Assert.Equal(sent, came.TryGetProperty("publicUrl", out var url) ? url.GetString() : null);
    }

    [Fact]
    public void What_is_no_address_is_told_before_it_is_sent_and_stays()
    {
        var form = Form();
        form.Find("[data-public-url]").Change("mal.example.org");
        form.Find("form").Submit();

        Assert.StartsWith("Podaj cały adres", form.Find("[data-problem]").TextContent, StringComparison.Ordinal);
        Assert.Equal("mal.example.org", form.Find("[data-public-url]").GetAttribute("value"));
        Assert.Empty(_house.Came);
    }

    [Fact]
    public void The_wall_says_the_address_of_the_place_and_without_one_nothing()
    {
        var told = Render<Door>(door => door.Add(p => p.House, With("https://mal.example.org/wlochy")));
        Assert.Equal("mal.example.org/wlochy/ekran/rejonowa-6-8", told.Find(".address").TextContent);
        Assert.NotNull(told.Find("img.qr"));

        var silent = Render<Door>(door => door.Add(p => p.House, With(null)));
        Assert.Empty(silent.FindAll("img, .address"));
        Assert.DoesNotContain("telefonie", silent.Markup, StringComparison.Ordinal);
        Assert.Contains(Rejonowa.Sample.File.Place.Phone, silent.Markup, StringComparison.Ordinal);
    }
}
