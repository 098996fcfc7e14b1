using Mal.Groups;
using Mal.Public;
using Mal.Rooms;

namespace Mal.Silo.Tests.Public;

/// <summary>RULES §3, fairness, through the public form: who asks is known by a pseudonym, and erasing a person cuts it from its name everywhere.</summary>
public sealed class FairShareTests(PublicHouse house) : IClassFixture<PublicHouse>
{
    [Fact]
    public async Task One_contact_has_its_share_however_it_is_written_and_a_series_is_one_request()
    {
        using var visitor = new Visitor(house.Browser());
        await visitor.Open(Visitor.Form);
        var series = SeriesPagesTests.Series("2026-12-04", "2026-12-18", "13:00", "13:45", "sala-komputerowa", "Nauka esperanto", more: [("kontakt", "601 202 303")]);
        await visitor.Send(Visitor.Form, series);
        await visitor.Send(Visitor.Form, SeriesPagesTests.Sure(series));
        Assert.Contains("Czekamy na decyzję", visitor.Text, StringComparison.Ordinal);

        Assert.Contains("Czekamy na decyzję", await Ask(visitor, "2026-12-16", "+48 601-202-303"), StringComparison.Ordinal);
        Assert.Contains("Tyle zgłoszeń tej grupy czeka już na decyzję: 2.", await Ask(visitor, "2026-12-17", "601202303"), StringComparison.Ordinal);
        Assert.Contains("href=\"#kontakt\"", visitor.Html, StringComparison.Ordinal);
        Assert.Contains("Czekamy na decyzję", await Ask(visitor, "2026-12-17", "601 202 304"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_hours_a_week_than_the_share_are_refused_with_the_field_named()
    {
        using var visitor = new Visitor(house.Browser());
        await visitor.Open(Visitor.Form);
        // Three and a half hours every week, and two more days of one of those weeks.
        var series = SeriesPagesTests.Series("2026-12-03", "2026-12-10", "12:00", "15:30", "aneks-kuchenny", "Konfitury", more: [("kontakt", "Konfitury@Example.org")]);
        await visitor.Send(Visitor.Form, series);
        await visitor.Send(Visitor.Form, SeriesPagesTests.Sure(series));
        Assert.Contains("Czekamy na decyzję", visitor.Text, StringComparison.Ordinal);
        await visitor.Open(Visitor.Form);

        await visitor.Send(Visitor.Form, new(Visitor.Request("2026-12-04", "12:00", "15:00", "aneks-kuchenny")) { ["kontakt"] = "konfitury@example.org" });

        Assert.Contains("Jedna grupa może mieć sale najwyżej 6 godz. w tygodniu.", visitor.Text, StringComparison.Ordinal);
        Assert.Contains("href=\"#dzien\"", visitor.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Erasing_the_last_words_of_a_contact_cuts_its_pseudonym_from_it()
    {
        const string Contact = "anonim.proba@example.org";
        using var visitor = new Visitor(house.Browser());
        await visitor.Open(Visitor.Form);
        Assert.Contains("Czekamy na decyzję", await Ask(visitor, "2026-12-11", Contact), StringComparison.Ordinal);
        var first = _asked;
        Assert.Contains("Czekamy na decyzję", await Ask(visitor, "2026-12-15", Contact), StringComparison.Ordinal);
        var second = _asked;
        var group = await Group(first);
        Assert.NotNull(group);
        Assert.Equal(group, await Group(second));
        Assert.Equal(group, await InTheFacts(first));

        await Erase(visitor, first);
        Assert.Null(await Group(first));
        Assert.Equal(group, await Group(second));
        await Erase(visitor, second);

        Assert.Null(await Group(second));
        Assert.Contains("Czekamy na decyzję", await Ask(visitor, "2026-12-22", Contact), StringComparison.Ordinal);
        Assert.NotNull(await Group(_asked));
        Assert.NotEqual(group, await Group(_asked));
        Assert.NotEqual(group, await InTheFacts(_asked));
    }

    private string _asked = "";

    /// <returns>The page that came of it.</returns>
    private async Task<string> Ask(Visitor visitor, string day, string contact)
    {
        await visitor.Open(Visitor.Form);
        _asked = visitor.Code;
        await visitor.Send(Visitor.Form, new(Visitor.Request(day, "12:10", "12:40", "sala-komputerowa", "Pogaduchy")) { ["kontakt"] = contact });
        return visitor.Text;
    }

    private static async Task Erase(Visitor visitor, string code)
    {
        await visitor.Open($"{Visitor.Form}/{code}");
        await visitor.Send($"{Visitor.Form}/{code}/usun-dane", []);
        Assert.Contains("Twoje dane zostały usunięte", visitor.Text, StringComparison.Ordinal);
    }

    private Task<Guid?> Group(string code) => house.Grains.GetGrain<IPseudonymsGrain>(PublicHouse.Place).Of(TrackingCode.Booking(code));

    private async Task<Guid?> InTheFacts(string code) =>
        Assert.Single(await house.Grains.GetGrain<IRoomGrain>($"{PublicHouse.Place}/sala-komputerowa").Entries([TrackingCode.Booking(code)])).Booking.Group;
}
