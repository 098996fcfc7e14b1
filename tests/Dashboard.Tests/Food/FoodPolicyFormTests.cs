using Bunit;
using Mal.Coordination;
using Mal.Coordination.PlaceBook;
using Mal.Facts;
using Mal.Places;
using Mal.Taps;
using Mal.Wire;
using Microsoft.Extensions.Time.Testing;

namespace Mal.Food;

/// <summary>The food policy on the desk: what is changed is sent whole with the version that was on the screen.</summary>
public sealed class FoodPolicyFormTests : BunitContext
{
    private readonly ScriptedHouse _house = new();

    private IRenderedComponent<FoodPolicyForm> Form(House? house = null) => Render<FoodPolicyForm>(form => form
        .Add(p => p.House, house ?? Rejonowa.Sample).Add(p => p.Decisions, new Decisions(_house, new FakeTimeProvider())));

    [Fact]
    public void A_changed_point_goes_to_the_place_with_its_version()
    {
        _house.OnTheWay = _ => Task.FromResult(new Answer(AnswerStatus.Accepted, 2));
        var form = Form();
        form.Find("[data-policy=home_made]").Change("refused");
        form.Find("[data-policy=home_made_days]").Change("1");
        form.Find("form").Submit();

        var sent = Assert.Single(_house.Came);
        Assert.Equal(("place/rejonowa-6-8", "change-food-policy", 1), (sent.Key, sent.Command.GetProperty("$type").GetString(), sent.Command.GetProperty("version").GetInt32()));
        var policy = sent.Command.GetProperty("policy");
        Assert.Equal(("refused", 1, "allowed"), (policy.GetProperty("home_made").GetString(), policy.GetProperty("home_made_days").GetInt32(), policy.GetProperty("whole_eggs").GetString()));
    }

    [Fact]
    public void A_refusal_is_shown_and_what_was_chosen_stays()
    {
        _house.OnTheWay = _ => Task.FromResult(new Answer(AnswerStatus.Refused, 2, new Refusal("changed-meanwhile", "Ktoś zmienił ustawienia.")));
        var form = Form();
        form.Find("[data-policy=frozen]").Change("allowed");
        form.Find("form").Submit();
        Assert.Equal("Ktoś zmienił ustawienia.", form.Find("[data-problem]").TextContent);
        Assert.Equal("allowed", form.Find("[data-policy=frozen]").GetAttribute("value"));
    }

    [Fact]
    public void What_somebody_else_saved_meanwhile_is_told_before_anything_is_sent()
    {
        var form = Form();
        form.Find("[data-policy=frozen]").Change("allowed");
        var place = Rejonowa.Sample.File.Place;
        var now = Rejonowa.Sample with { File = Rejonowa.Sample.File with { Place = place with { FoodPolicy = place.FoodPolicy with { Version = 2, HomeMade = "refused" }, Settings = place.Settings with { Version = 2 } } } };
        form.Render(again => again.Add(p => p.House, now));
        Assert.Contains("domowe: nie przyjmujemy", form.Find("[data-changed-meanwhile]").TextContent, StringComparison.Ordinal);
        form.Find("[data-action=keep-mine]").Click();
        _house.OnTheWay = _ => Task.FromResult(new Answer(AnswerStatus.Accepted, 3));
        form.Find("form").Submit();
        var policy = Assert.Single(_house.Came).Command.GetProperty("policy");
        Assert.Equal(("refused", "allowed"), (policy.GetProperty("home_made").GetString(), policy.GetProperty("frozen").GetString()));
    }
}
