using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Mal.Silo.Tests.Public;

/// <summary>RULES §3: a resident asks for a room from the phone, follows the request by a code, and takes it back.</summary>
public sealed class RequestPagesTests(PublicHouse house) : IClassFixture<PublicHouse>
{
    [Fact]
    public async Task A_request_is_asked_answered_decided_and_its_words_are_erased()
    {
        const string Email = "jagoda.proba@example.org";
        const string Sentence = "Gramy na cymbałach i dudach wielkopolskich.";
        using var visitor = await Visit();
        using var coordinator = house.Coordinator();
        await visitor.Send(Visitor.Form, With(Visitor.Request("2026-12-02", "12:30", "14:00"), ("kontakt", Email), ("opis", Sentence)), follow: false);
        var tracking = visitor.SentTo!.Split('?')[0];
        await visitor.Open(visitor.SentTo!);
        Assert.Contains("Zapisz kod", visitor.Text, StringComparison.Ordinal);
        Assert.Contains("Czekamy na decyzję", visitor.Text, StringComparison.Ordinal);
        var (room, booking) = await Booked(coordinator, "2026-12-02", "Wspólne czytanie");
        Assert.Contains("records.db", house.FilesWith(Email));
        Assert.Contains("records.db", house.FilesWith(Sentence));

        await Command(coordinator, room, new Dictionary<string, object> { ["$type"] = "ask", ["booking"] = booking, ["question"] = "Czy potrzebne będą stoły?" });
        await visitor.Open(tracking);
        Assert.Contains("Do uzupełnienia", visitor.Text, StringComparison.Ordinal);
        Assert.Contains("Czy potrzebne będą stoły?", visitor.Text, StringComparison.Ordinal);
        await visitor.Send($"{tracking}/odpowiedz", new() { ["odpowiedz"] = "Tak, dwa." });
        Assert.Contains("Dziękujemy za odpowiedź", visitor.Text, StringComparison.Ordinal);
        await Command(coordinator, room, new Dictionary<string, object> { ["$type"] = "approve", ["booking"] = booking });
        await visitor.Open(tracking);
        Assert.Contains("Przyjęte", visitor.Text, StringComparison.Ordinal);
        Assert.Contains("środa, 2 grudnia 2026 r., 12:30–14:00", visitor.Text, StringComparison.Ordinal);

        await visitor.Send($"{tracking}/usun-dane", []);

        Assert.Contains("Twoje dane zostały usunięte", visitor.Text, StringComparison.Ordinal);
        Assert.Empty(house.FilesWith(Email));
        Assert.Empty(house.FilesWith(Sentence));
        Assert.Empty(house.FilesWith("Czy potrzebne będą stoły?"));
    }

    [Fact]
    public async Task The_same_form_sent_twice_is_one_request()
    {
        using var visitor = await Visit();
        using var coordinator = house.Coordinator();
        var request = Visitor.Request("2026-12-03", "14:00", "15:00", title: "Podwójne stuknięcie");
        var code = visitor.Code;
        await visitor.Send(Visitor.Form, request, follow: false);
        var sentTo = visitor.SentTo;
        await visitor.Send(Visitor.Form, With(request, ("sala", "sala-glowna")), follow: false);

        Assert.Equal(HttpStatusCode.Redirect, visitor.Status);
        Assert.Equal(sentTo, visitor.SentTo);
        Assert.Contains(code, sentTo, StringComparison.Ordinal);
        Assert.Single(await Entries(coordinator, "2026-12-03"), entry => entry.Title == "Podwójne stuknięcie");
    }

    [Fact]
    public async Task A_lost_slot_offers_what_is_free_and_one_tap_takes_it_with_all_that_was_typed()
    {
        using var first = await Visit();
        using var second = await Visit();
        await first.Send(Visitor.Form, Visitor.Request("2026-12-04", "18:00", "19:00", "sala-komputerowa"));
        var typed = With(Visitor.Request("2026-12-04", "18:10", "19:10", "sala-komputerowa", "Klub szachowy", "5"), ("opis", "Mamy własne zegary."));

        await second.Send(Visitor.Form, typed);

        Assert.Equal(HttpStatusCode.Conflict, second.Status);
        Assert.Contains("Wolne zamiast tego", second.Text, StringComparison.Ordinal);
        Assert.Contains("value=\"Klub szachowy\"", second.Html, StringComparison.Ordinal);
        Assert.Contains("Mamy własne zegary.", second.Text, StringComparison.Ordinal);
        var free = System.Text.RegularExpressions.Regex.Match(second.Html, "name=\"zamiast\" value=\"([^\"]+)\"").Groups[1].Value;
        await second.Send(Visitor.Form, With(typed, ("zamiast", free)));
        Assert.Contains("Czekamy na decyzję", second.Text, StringComparison.Ordinal);
        Assert.Contains("Mamy własne zegary.", second.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tytul", "", "Wpisz nazwę spotkania.")]
    [InlineData("do", "11:00", "Koniec musi być później niż początek.")]
    [InlineData("dzien", "2199-01-01", "Podaj dzień w najbliższych tygodniach.")]
    [InlineData("osoby", "0", "Podaj liczbę osób, na przykład 12.")]
    [InlineData("osoby", "400", "Limit tej sali: 30 osób. Wybierz większą salę.")]
    [InlineData("sala", "strych", "Nie ma takiej sali. Wybierz z listy.")]
    [InlineData("kontakt", "sąsiad spod piątki", "Podaj adres e-mail albo numer telefonu, żebyśmy mogli odpowiedzieć.")]
    [InlineData("dzien", "2026-11-24", "Ten czas już minął. Wybierz późniejszy.")]
    [InlineData("do", "19:59", "Salę udostępniamy najwyżej na 4 godz. Skróć spotkanie.")]
    public async Task A_mistake_names_its_field_and_nothing_typed_is_lost(string field, string value, string says)
    {
        using var visitor = await Visit();

        var typed = With(Visitor.Request("2026-12-08", "15:00", "16:00", title: "Zielnik <b>łąkowy</b>"), (field, value));
        await visitor.Send(Visitor.Form, typed);

        Assert.True((int)visitor.Status is 409 or 422, $"{visitor.Status}");
        Assert.Contains(says, visitor.Text, StringComparison.Ordinal);
        Assert.Contains($"href=\"#{field}\"", visitor.Html, StringComparison.Ordinal);
        Assert.Contains($"id=\"{field}\"", visitor.Html, StringComparison.Ordinal);
        Assert.Contains(field == "tytul" ? typed["kontakt"] : "Zielnik <b>łąkowy</b>", visitor.Decoded, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", visitor.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_of_a_thousand_and_one_characters_is_told_its_length()
    {
        using var visitor = await Visit();

        await visitor.Send(Visitor.Form, With(Visitor.Request("2026-12-08", "15:00", "16:00"), ("opis", new string('ż', 1001))));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
        Assert.Contains("Opis może mieć najwyżej 1000 znaków (jest 1001).", visitor.Text, StringComparison.Ordinal);
        Assert.Empty(house.FilesWith(new string('ż', 1001)));
    }

    [Fact]
    public async Task Markup_is_shown_as_it_was_typed()
    {
        using var visitor = await Visit();

        await visitor.Send(Visitor.Form, With(Visitor.Request("2026-12-09", "12:30", "13:30", title: "<script>alert(1)</script>"), ("opis", "</textarea><img src=x>")));

        Assert.Contains("<script>alert(1)</script>", visitor.Decoded, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", visitor.Html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", visitor.Html, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task What_fills_the_field_that_nobody_sees_is_dropped_in_silence()
    {
        using var visitor = await Visit();
        using var coordinator = house.Coordinator();

        await visitor.Send(Visitor.Form, With(Visitor.Request("2026-12-10", "14:00", "15:00", title: "Tanie pożyczki"), ("strona", "http://example.org")), follow: false);

        Assert.Equal(HttpStatusCode.Redirect, visitor.Status);
        Assert.DoesNotContain(await Entries(coordinator, "2026-12-10"), entry => entry.Title == "Tanie pożyczki");
    }

    [Fact]
    public async Task Who_sends_too_often_waits_and_keeps_what_was_typed()
    {
        using var visitor = await Visit();
        // Each is lost before the house is even asked for its slot: an unlendable hour.
        var request = Visitor.Request("2026-12-11", "08:00", "09:00", title: "Za wcześnie rano");
        for (var sent = 0; sent < 6; sent++)
        {
            await visitor.Send(Visitor.Form, request);
            Assert.Equal(HttpStatusCode.Conflict, visitor.Status);
        }

        await visitor.Send(Visitor.Form, request);

        Assert.Equal(HttpStatusCode.TooManyRequests, visitor.Status);
        Assert.Contains("Poczekaj chwilę", visitor.Text, StringComparison.Ordinal);
        Assert.Contains("value=\"Za wcześnie rano\"", visitor.Decoded, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_foreign_page_and_a_form_without_its_token_send_nothing()
    {
        using var visitor = await Visit();
        using var coordinator = house.Coordinator();
        await visitor.Send(Visitor.Form, With(Visitor.Request("2026-12-15", "17:30", "18:30", title: "Bez znaczka"), ("__RequestVerificationToken", "zgaduję")));
        Assert.Equal(HttpStatusCode.BadRequest, visitor.Status);
        visitor.Browser.DefaultRequestHeaders.Add("Origin", "https://example.org");
        await visitor.Send(Visitor.Form, Visitor.Request("2026-12-15", "17:30", "18:30", title: "Bez znaczka"));

        Assert.Equal(HttpStatusCode.Forbidden, visitor.Status);
        Assert.DoesNotContain(await Entries(coordinator, "2026-12-15"), entry => entry.Title == "Bez znaczka");
    }

    [Fact]
    public async Task A_wrong_code_finds_nothing()
    {
        using var visitor = await Visit();

        await visitor.Open($"{Visitor.Form}/ACEFHJKMNPRT");

        Assert.Equal(HttpStatusCode.NotFound, visitor.Status);
        Assert.Contains("Nie ma takiego zgłoszenia", visitor.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_withdrawn_request_gives_its_slot_back_and_a_second_answer_has_no_question()
    {
        using var visitor = await Visit();
        using var coordinator = house.Coordinator();
        await visitor.Send(Visitor.Form, Visitor.Request("2026-12-16", "12:30", "13:30", "sala-komputerowa", "Krótkofalowcy"), follow: false);
        var tracking = visitor.SentTo!.Split('?')[0];
        var (room, booking) = await Booked(coordinator, "2026-12-16", "Krótkofalowcy");
        await Command(coordinator, room, new Dictionary<string, object> { ["$type"] = "ask", ["booking"] = booking, ["question"] = "Skąd prąd?" });
        await visitor.Open(tracking);
        await visitor.Send($"{tracking}/odpowiedz", new() { ["odpowiedz"] = "Z akumulatora." }, follow: false);
        await visitor.Send($"{tracking}/odpowiedz", new() { ["odpowiedz"] = "Z akumulatora." });
        Assert.Single(visitor.Decoded.Split("Z akumulatora."), part => part.Contains("<h3>Odpowiedź", StringComparison.Ordinal));

        await visitor.Send($"{tracking}/wycofaj", []);

        Assert.Contains("Wycofane", visitor.Text, StringComparison.Ordinal);
        using var other = await Visit();
        await other.Send(Visitor.Form, Visitor.Request("2026-12-16", "12:30", "13:30", "sala-komputerowa", "Następni"));
        Assert.Contains("Czekamy na decyzję", other.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_coordinators_browser_may_send_the_form_too()
    {
        using var visitor = await Visit();
        using var coordinator = house.Coordinator();
        var begun = await (await visitor.Browser.PostAsJsonAsync("/api/pairing", new { place = PublicHouse.Place })).Content.ReadFromJsonAsync<JsonElement>();
        await coordinator.PostAsJsonAsync($"/api/places/{PublicHouse.Place}/devices", new { code = begun.GetProperty("code").GetString(), role = "coordinator" });
        await visitor.Open($"/api/pairing/{begun.GetProperty("code").GetString()}?secret={begun.GetProperty("secret").GetString()}");
        await visitor.Open(Visitor.Form);

        await visitor.Send(Visitor.Form, Visitor.Request("2026-12-17", "12:30", "13:30", "sala-komputerowa", "Dyżur"));

        Assert.Contains("Czekamy na decyzję", visitor.Text, StringComparison.Ordinal);
    }

    private async Task<Visitor> Visit()
    {
        var visitor = new Visitor(house.Browser());
        await visitor.Open(Visitor.Form);
        Assert.Equal(HttpStatusCode.OK, visitor.Status);
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

    internal static async Task<List<(string Room, Guid Id, string Title)>> Entries(HttpClient coordinator, string day)
    {
        var calendar = await coordinator.GetFromJsonAsync<JsonElement>($"/api/places/{PublicHouse.Place}/calendar?from={day}&until={day}");
        return [.. calendar.GetProperty("rooms").EnumerateObject().SelectMany(room => room.Value.EnumerateArray()
            .Select(entry => (room.Name, entry.GetProperty("booking").GetProperty("id").GetGuid(), entry.GetProperty("booking").GetProperty("title").GetString()!)))];
    }

    private static async Task<(string Room, Guid Booking)> Booked(HttpClient coordinator, string day, string title)
    {
        var entry = Assert.Single(await Entries(coordinator, day), one => one.Title == title);
        return (entry.Room, entry.Id);
    }

    private static async Task Command(HttpClient coordinator, string room, object command)
    {
        var answer = await (await coordinator.PostAsJsonAsync($"/api/places/{PublicHouse.Place}/commands",
            new { id = Guid.NewGuid(), key = $"room/{PublicHouse.Place}/{room}", command })).Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("accepted", answer.GetProperty("status").GetString());
    }
}
