using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Mal.Initiatives;
using Mal.Public;

namespace Mal.Silo.Tests.Public;

/// <summary>RULES §3, §4: a resident asks for a series from the phone, without a script or an account. It is Wednesday 25 November 2026.</summary>
public sealed partial class SeriesPagesTests(PublicHouse house) : IClassFixture<PublicHouse>
{
    [Fact]
    public async Task A_series_is_looked_at_sent_asked_about_answered_approved_and_its_words_are_erased()
    {
        const string Email = "cykl.proba@example.org";
        const string Sentence = "Dziergamy na drutach przy herbacie.";
        using var visitor = await Visit();
        using var coordinator = house.Coordinator();
        var typed = Series("2026-12-02", "2026-12-30", "14:30", "15:15", title: "Wspólne dzierganie", more: [("kontakt", Email), ("opis", Sentence)]);

        await visitor.Send(Visitor.Form, typed);
        Assert.Equal(HttpStatusCode.OK, visitor.Status);
        Assert.Contains("Nic jeszcze nie wysłano", visitor.Text, StringComparison.Ordinal);
        Assert.Contains("środy, 14:30–15:15, od 2 grudnia do 30 grudnia", visitor.Text, StringComparison.Ordinal);
        Assert.Equal(5, Day().Count(visitor.Html));
        Assert.Empty(house.FilesWith(Email));

        await visitor.Send(Visitor.Form, Sure(typed), follow: false);
        var tracking = visitor.SentTo!.Split('?')[0];
        await visitor.Open(visitor.SentTo!);
        Assert.Contains("Zapisz kod", visitor.Text, StringComparison.Ordinal);
        Assert.Contains("Czekamy na decyzję", visitor.Text, StringComparison.Ordinal);
        var id = TrackingCode.Booking(tracking.Split('/')[^1]);
        Assert.Contains("records.db", house.FilesWith(Sentence));
        Assert.DoesNotContain("facts.db", house.FilesWith(Sentence));

        await Say(coordinator, id, new { type = "ask", question = "Czy potrzebne będą stoły?" });
        await visitor.Open(tracking);
        Assert.Contains("Do uzupełnienia", visitor.Text, StringComparison.Ordinal);
        Assert.Contains("Czy potrzebne będą stoły?", visitor.Text, StringComparison.Ordinal);
        await visitor.Send($"{tracking}/odpowiedz", new() { ["odpowiedz"] = "Tak, dwa." });
        Assert.Contains("Dziękujemy za odpowiedź", visitor.Text, StringComparison.Ordinal);
        await Say(coordinator, id, new { type = "approve" });
        await Eventually(visitor, tracking, page => page.Contains("środa, 2 grudnia 14:30–15:15", StringComparison.Ordinal) && page.Contains(": przyjęte", StringComparison.Ordinal) && !page.Contains("pytamy o salę", StringComparison.Ordinal));
        Assert.Contains("Terminy są Twoje", visitor.Text, StringComparison.Ordinal);

        await visitor.Send($"{tracking}/usun-dane", []);
        Assert.Contains("Twoje dane zostały usunięte", visitor.Text, StringComparison.Ordinal);
        Assert.Empty(house.FilesWith(Email));
        Assert.Empty(house.FilesWith(Sentence));
        Assert.Empty(house.FilesWith("Czy potrzebne będą stoły?"));
    }

    [Fact]
    public async Task Of_taken_dates_a_resident_chooses_what_is_free_instead_or_leaves_them_out()
    {
        using var visitor = await Visit();
        using var other = await Visit();
        using var coordinator = house.Coordinator();
        foreach (var day in new[] { "2026-12-09", "2026-12-16" })
        {
            await other.Open(Visitor.Form);
            await other.Send(Visitor.Form, Visitor.Request(day, "14:00", "15:00", "sala-komputerowa", "Zajęte"));
        }
        var typed = Series("2026-12-02", "2026-12-23", "14:00", "15:00", "sala-komputerowa", "Kółko radiowe");
        await visitor.Send(Visitor.Form, typed);
        Assert.Contains("Wolne 2 z 4 terminów", visitor.Text, StringComparison.Ordinal);

        // Sent for good with nothing chosen for a taken date: the page comes back with what was chosen for the other.
        var elsewhere = Regex.Match(visitor.Html, "value=\"(sala-[^\"]+2026-12-09T14:00[^\"]+)\"").Groups[1].Value;
        await visitor.Send(Visitor.Form, With(Sure(typed), ("termin-2026-12-09", elsewhere)));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
        Assert.Matches($"value=\"{Regex.Escape(elsewhere)}\" checked", visitor.Html);
        await visitor.Send(Visitor.Form, With(Sure(typed), ("termin-2026-12-09", elsewhere), ("termin-2026-12-16", SeriesOffer.Skip)), follow: false);
        var tracking = visitor.SentTo!.Split('?')[0];

        await Eventually(visitor, tracking, page => Regex.Count(page, "czeka na decyzję") == 3);
        Assert.Contains("środa, 16 grudnia", visitor.Text, StringComparison.Ordinal);
        Assert.Contains("bez spotkania: ", visitor.Text, StringComparison.Ordinal);
        var held = (await RequestPagesTests.Entries(coordinator, "2026-12-09")).Single(entry => entry.Title == "Kółko radiowe");
        Assert.Equal(elsewhere.Split('|')[0], held.Room);
    }

    [Fact]
    public async Task Dates_that_changed_since_they_were_looked_at_are_shown_once_more()
    {
        using var visitor = await Visit();
        using var faster = await Visit();
        var typed = Series("2026-12-03", "2026-12-17", "15:30", "16:00", "aneks-kuchenny", "Przetwory");
        await visitor.Send(Visitor.Form, typed);
        await faster.Send(Visitor.Form, Visitor.Request("2026-12-10", "15:30", "16:00", "aneks-kuchenny", "Szybsi"));

        await visitor.Send(Visitor.Form, Sure(typed), follow: false);

        Assert.Equal(HttpStatusCode.Conflict, visitor.Status);
        Assert.Contains("coś się zmieniło", visitor.Text, StringComparison.Ordinal);
        Assert.Contains("value=\"Przetwory\"", visitor.Decoded, StringComparison.Ordinal);
        Assert.Contains("✗ zajęte", visitor.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_series_sent_twice_is_one_and_a_withdrawn_one_gives_its_times_back()
    {
        using var visitor = await Visit();
        using var coordinator = house.Coordinator();
        var typed = Series("2026-12-04", "2027-02-26", "13:00", "13:45", "sala-komputerowa", "Genealogia", often: "miesiac");
        await visitor.Send(Visitor.Form, typed);
        Assert.Contains("co miesiąc, pierwszy piątek", visitor.Text, StringComparison.Ordinal);
        // The first Friday of January is New Year's Day.
        Assert.Contains("piątek, 1 stycznia – bez spotkania: święto", Regex.Replace(visitor.Text, "\\s+", " "), StringComparison.Ordinal);
        var sure = Sure(typed);
        await visitor.Send(Visitor.Form, sure, follow: false);
        var sentTo = visitor.SentTo;
        await visitor.Send(Visitor.Form, sure, follow: false);
        Assert.Equal((HttpStatusCode.Redirect, sentTo), (visitor.Status, visitor.SentTo));
        var tracking = sentTo!.Split('?')[0];
        await Eventually(visitor, tracking, page => page.Contains("czeka na decyzję", StringComparison.Ordinal));
        Assert.Single(await RequestPagesTests.Entries(coordinator, "2026-12-04"), entry => entry.Title == "Genealogia");

        await visitor.Send($"{tracking}/wycofaj", []);

        Assert.Contains("Wycofane", visitor.Text, StringComparison.Ordinal);
        await Eventually(visitor, tracking, page => page.Contains("piątek, 4 grudnia 13:00–13:45, Sala komputerowa: oddane", StringComparison.Ordinal));
        using var other = await Visit();
        await other.Send(Visitor.Form, Visitor.Request("2026-12-04", "13:00", "13:45", "sala-komputerowa", "Następni"));
        Assert.Contains("Czekamy na decyzję", other.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rejected_series_says_why()
    {
        using var visitor = await Visit();
        using var coordinator = house.Coordinator();
        var typed = Series("2026-12-11", "2026-12-18", "12:10", "12:40", "aneks-kuchenny", "Pokaz garnków");
        await visitor.Send(Visitor.Form, typed);
        await visitor.Send(Visitor.Form, Sure(typed), follow: false);
        var tracking = visitor.SentTo!.Split('?')[0];

        await Say(coordinator, TrackingCode.Booking(tracking.Split('/')[^1]), new { type = "reject", reasonCode = "trade", text = "U nas się nie sprzedaje." });

        await visitor.Open(tracking);
        Assert.Contains("Odrzucone", visitor.Text, StringComparison.Ordinal);
        Assert.Contains("U nas się nie sprzedaje.", visitor.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tydzien", "2026-12-09", "FREQ=WEEKLY;BYDAY=WE")]
    [InlineData("dwa-tygodnie", "2026-12-10", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH")]
    [InlineData("miesiac", "2026-12-09", "FREQ=MONTHLY;BYDAY=2WE")]
    [InlineData("miesiac", "2026-12-25", "FREQ=MONTHLY;BYDAY=4FR")]
    [InlineData("miesiac", "2026-12-30", "FREQ=MONTHLY;BYDAY=-1WE")]
    public void A_choice_of_four_is_a_rule_that_gives_the_first_day(string often, string first, string rule)
    {
        var day = DateOnly.Parse(first, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(rule, HowOften.Rule(often, day));
        Assert.Equal(day, new Hosting.IcalSeries().Read(rule, day, day.AddMonths(3)).Days[0]);
    }

    internal static Dictionary<string, string> Series(string first, string last, string from, string until, string room = "", string title = "Wspólne czytanie", string often = "tydzien",
        params ReadOnlySpan<(string Field, string Value)> more) => With(With(Visitor.Request(first, from, until, room, title), ("jak-czesto", often), ("ostatni", last)), more);

    /// <summary>The button under the dates; the seal is a hidden field of the page.</summary>
    internal static Dictionary<string, string> Sure(Dictionary<string, string> typed) => With(typed, ("wyslij", "cykl"));

    private async Task<Visitor> Visit()
    {
        var visitor = new Visitor(house.Browser());
        await visitor.Open(Visitor.Form);
        return visitor;
    }

    private static Dictionary<string, string> With(Dictionary<string, string> fields, params ReadOnlySpan<(string Field, string Value)> changed)
    {
        var with = new Dictionary<string, string>(fields);
        foreach (var (field, value) in changed)
        {
            with[field] = value;
        }
        return with;
    }

    // The rooms answer a moment after the initiative; a page may be looked at 60 times a minute, so each look waits for the actor's own steps.
    private async Task Eventually(Visitor visitor, string tracking, Func<string, bool> holds)
    {
        var grain = house.Grains.GetGrain<IInitiativeGrain>($"{PublicHouse.Place}/{TrackingCode.Booking(tracking.Split('/')[^1])}");
        for (var waited = System.Diagnostics.Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromSeconds(60);)
        {
            var view = (InitiativeView)(await grain.View()).View;
            if (view.Stage == InitiativeStage.Withdrawn ? view.Steps is null : view.Steps is { } steps && steps.Done == steps.Of)
            {
                break;
            }
            await Task.Yield();
        }
        await visitor.Open(tracking);
        Assert.True(holds(Regex.Replace(visitor.Text, "\\s+", " ")), visitor.Text);
    }

    private static async Task Say(HttpClient coordinator, Guid id, object said)
    {
        var command = JsonSerializer.SerializeToNode(said)!.AsObject();
        var type = command["type"]!.GetValue<string>();
        command.Remove("type");
        command.Insert(0, "$type", type);
        var answer = await (await coordinator.PostAsJsonAsync($"/api/places/{PublicHouse.Place}/commands",
            new { id = Guid.NewGuid(), key = $"initiative/{PublicHouse.Place}/{id}", command })).Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("accepted", answer.GetProperty("status").GetString());
    }

    [GeneratedRegex("data-day=")]
    private static partial Regex Day();
}
