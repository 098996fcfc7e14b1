using System.Net;
using System.Text;
using System.Text.Json;
using Mal.Public;
using Mal.Words;

namespace Mal.Silo.Tests.Public;

/// <summary>One rule for texts on every road into a running house: what comes of pasting is mended, what hides or turns a text round is told with its field.</summary>
public sealed class HiddenTextTests(PublicHouse house) : IClassFixture<PublicHouse>
{
    private static readonly string[] Nasty = ["a\u0001b", "a\u202Eb", "a\u009Fb", "a\u001Bb"];

    public static TheoryData<string> Fields => ["kto", "tytul", "dzien", "jak-czesto", "ostatni", "od", "do", "osoby", "sala", "potrzeby", "kontakt", "opis"];

    [Theory, MemberData(nameof(Fields))]
    public async Task Every_field_of_the_request_form_says_what_is_wrong_with_it(string field)
    {
        using var visitor = new Visitor(house.Browser());
        foreach (var nasty in Nasty)
        {
            await visitor.Open(Visitor.Form);
            await visitor.Send(Visitor.Form, new(Visitor.Request("2026-12-02", "15:30", "16:00")) { [field] = nasty });

            Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
            Assert.Contains("W tekście jest niewidoczny znak U+", visitor.Text, StringComparison.Ordinal);
            Assert.Contains($"href=\"#{field}\"", visitor.Html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_form_that_cannot_be_read_at_all_is_told_so()
    {
        using var visitor = new Visitor(house.Browser());
        await visitor.Open(Visitor.Form);
        var code = visitor.Code;
        await visitor.Send(Visitor.Form, new(Visitor.Request("2026-12-02", "15:30", "16:00")) { ["tytul"] = "a\0b" });
        Assert.Equal(HttpStatusCode.BadRequest, visitor.Status);
        Assert.Contains("Nie udało się odczytać formularza", visitor.Text, StringComparison.Ordinal);

        await visitor.Send($"{Visitor.Form}/{code}/wycofaj", new() { ["x"] = "\0" });
        Assert.Equal(HttpStatusCode.BadRequest, visitor.Status);
        await visitor.Send("/spotkanie/AAAAAAAAAAAA/podsumowanie", new() { ["notatka"] = "\0" });
        Assert.Equal(HttpStatusCode.BadRequest, visitor.Status);
    }

    [Theory]
    [InlineData("\u200B\u200B", "Wpisz nazwę spotkania.")]
    [InlineData("\u3164", "Wpisz nazwę spotkania.")]
    [InlineData("\u2800\u0301", "Wpisz nazwę spotkania.")]
    [InlineData("Szachy\ni bierki", "Tekst ma być w jednym wierszu.")]
    public async Task A_title_that_nobody_can_see_is_no_title(string title, string says)
    {
        using var visitor = new Visitor(house.Browser());
        await visitor.Open(Visitor.Form);
        await visitor.Send(Visitor.Form, Visitor.Request("2026-12-02", "15:30", "16:00", title: title));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
        Assert.Contains(says, visitor.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("(+48)\u00A0600\u2009700\u202F800", null, "(+48) 600 700 800", "2026-12-02")]
    [InlineData("\u202A600–700‑800\u202C", null, "600-700-800", "2026-12-03")]
    [InlineData("sasiadka@example.org\u00A0", "sasiadka@example.org", null, "2026-12-04")]
    public async Task What_was_pasted_is_taken_as_it_was_meant(string contact, string? email, string? phone, string day)
    {
        using var visitor = new Visitor(house.Browser());
        await visitor.Open(Visitor.Form);
        var code = visitor.Code;
        await visitor.Send(Visitor.Form, new(Visitor.Request(day, "15:30\u00A0", "16:00", title: "\u00A0Krąg\u2009 👩‍🌾 ogro\u00ADdników ")) { ["kontakt"] = contact, ["zamkniete"] = "on", ["opis"] = "Raz\r\ndwa\u200B" });

        Assert.Contains("Czekamy na decyzję", visitor.Text, StringComparison.Ordinal);
        var words = (await house.Grains.GetGrain<IWordsGrain>($"{PublicHouse.Place}/{TrackingCode.Booking(code):N}").Read())!;
        Assert.Equal(("Krąg 👩‍🌾 ogrodników", email, phone, "Raz\ndwa"), (words.Title, words.Email, words.Phone, Assert.Single(words.Said!).Text));
    }

    [Theory]
    [InlineData("odpowiedz", "odpowiedz")]
    public async Task An_answer_of_the_requester_is_held_to_the_same_rule(string form, string field)
    {
        using var visitor = new Visitor(house.Browser());
        await visitor.Open(Visitor.Form);
        var code = visitor.Code;
        await visitor.Send(Visitor.Form, Visitor.Request("2026-12-08", "15:30", "16:00"));

        foreach (var nasty in Nasty)
        {
            await visitor.Send($"{Visitor.Form}/{code}/{form}", new() { [field] = nasty });
            Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
        }
    }

    [Fact]
    public async Task A_note_of_the_organizer_is_held_to_the_same_rule()
    {
        using var coordinator = house.Coordinator();
        using var organizer = new Visitor(house.Browser());
        var (_, booking) = await MeetingPagesTests.Meeting(coordinator, "2026-11-25", "sala-warsztatowa");
        var link = await MeetingPagesTests.Link(coordinator, booking);
        foreach (var nasty in Nasty)
        {
            await organizer.Open(link);
            await organizer.Send($"{link}/podsumowanie", new() { ["notatka"] = nasty });
            Assert.Equal(HttpStatusCode.UnprocessableEntity, organizer.Status);
            Assert.Contains("niewidoczny znak U+", organizer.Text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("commands", """{"id":"0197a000-0000-7000-8000-00000000c0de","key":"room/rejonowa-6-8/ogrod","command":{"$type":"walk-in","publicTitle":"HERE"}}""", "command.publicTitle")]
    [InlineData("commands", """{"id":"0197a000-0000-7000-8000-00000000c0de","key":"shelf/rejonowa-6-8/polka-1","command":{"$type":"receive","lot":{"id":"0197a000-0000-7000-8000-00000000c0df","name":"HERE","category":"bread","quantity":1,"dateKind":"none"}}}""", "command.lot.name")]
    [InlineData("commands", """{"id":"0197a000-0000-7000-8000-00000000c0de","key":"place/rejonowa-6-8","command":{"$type":"announce","announcement":{"text":"HERE","firstDay":"2026-12-01"}}}""", "command.announcement.text")]
    [InlineData("closures/preview", """{"closure":{"firstDay":"2026-12-03","lastDay":"2026-12-03","reason":"HERE"}}""", "closure.reason")]
    [InlineData("series", """{"room":"HERE","rrule":"FREQ=WEEKLY","firstDay":"2026-12-03","start":"12:00","end":"13:00","people":3}""", "room")]
    [InlineData("devices", """{"code":"ABCDEF","role":"staff","name":"HERE"}""", "name")]
    public async Task Every_body_names_the_field_that_hides_something(string path, string json, string field)
    {
        using var coordinator = house.Coordinator();
        foreach (var nasty in Nasty.Append("a\uD83Db").Append("a\0b"))
        {
            using var body = new StringContent(json.Replace("HERE", Escaped(nasty), StringComparison.Ordinal), Encoding.UTF8, "application/json");
            using var answer = await coordinator.PostAsync(new Uri($"/api/places/{PublicHouse.Place}/{path}", UriKind.Relative), body);

            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Equal(field, JsonElement.Parse(await answer.Content.ReadAsStringAsync()).GetProperty("field").GetString());
        }
    }

    private static string Escaped(string text) => string.Concat(text.Select(letter => letter is >= ' ' and <= '~' ? $"{letter}" : $"\\u{(int)letter:X4}"));
}
