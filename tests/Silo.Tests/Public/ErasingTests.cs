using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Mal.Facts;
using Mal.Words;

namespace Mal.Silo.Tests.Public;

/// <summary>RULES §3: words and contacts go on their date or at once on request, and then stand nowhere.</summary>
public sealed class ErasingTests(PublicHouse house) : IClassFixture<PublicHouse>
{
    private static readonly By Device = new(Role.Coordinator, "dev-key");

    [Fact]
    public async Task What_is_erased_on_request_stands_in_no_file_and_no_log()
    {
        const string Address = "zofia.proba@example.org";
        const string Sentence = "Żółty parasol czeka przy drzwiach sali.";
        var subject = Guid.CreateVersion7();
        await Of(subject).Keep(new WordsRecord("Krąg wsparcia", Address, "600 100 200", [Note(Sentence)]));
        Assert.Contains("records.db", house.FilesWith(Address));
        Assert.Contains("records.db", house.FilesWith(Sentence));
        using var coordinator = house.Coordinator();

        Assert.Equal(HttpStatusCode.NoContent, (await coordinator.DeleteAsync(Path(subject))).StatusCode);

        Assert.Empty(house.FilesWith(Address));
        Assert.Empty(house.FilesWith(Sentence));
        Assert.Equal(HttpStatusCode.NotFound, (await coordinator.GetAsync(Path(subject))).StatusCode);
        Assert.Contains(await Erased(), fact => fact == (subject, ErasedBecause.Requested, $"{Device.Role}:{Device.Device}"));
    }

    [Fact]
    public async Task Words_cannot_be_read_from_their_date_on_and_go_by_themselves_a_day_later()
    {
        const string Sentence = "Przyniesiemy własne gliniane dzwonki.";
        var subject = Guid.CreateVersion7();
        await Of(subject).Keep(new WordsRecord(Said: [Note(Sentence)], EraseAt: house.Clock.GetUtcNow().AddHours(2)));
        await house.Erasing.Round(house.Known);
        Assert.NotNull(await Of(subject).Read());
        Assert.NotEmpty(house.FilesWith(Sentence));

        house.Clock.Advance(TimeSpan.FromHours(2));

        // Unreadable from that very moment, though nobody has looked for it yet.
        Assert.Null(await Of(subject).Read());
        // A clock that was a little ahead can still be set right: they go a day later.
        house.Clock.Advance(TimeSpan.FromDays(1) - TimeSpan.FromSeconds(1));
        await house.Erasing.Round(house.Known);
        Assert.NotEmpty(house.FilesWith(Sentence));
        Assert.DoesNotContain(await Erased(), fact => fact.Subject == subject);
        house.Clock.Advance(TimeSpan.FromSeconds(1));
        await house.Erasing.Round(house.Known);
        Assert.Empty(house.FilesWith(Sentence));
        Assert.Contains(await Erased(), fact => fact is var (who, why, _) && who == subject && why == ErasedBecause.Due);
        Assert.DoesNotContain(subject, await house.Grains.GetGrain<IErasuresGrain>(PublicHouse.Place).Due());
    }

    [Fact]
    public async Task What_its_date_has_hidden_does_not_come_back_with_what_is_added_in_the_day_it_waits()
    {
        var subject = Guid.CreateVersion7();
        await Of(subject).Keep(new WordsRecord(Email: "dawny@example.org", EraseAt: house.Clock.GetUtcNow().AddHours(2)));
        house.Clock.Advance(TimeSpan.FromHours(3));

        await Of(subject).Keep(new WordsRecord(Said: [Note("Nowe.")]));

        Assert.Equal((null, "Nowe."), (await Of(subject).Read() is { } words ? (words.Email, Assert.Single(words.Said!).Text) : ("?", "?")));
    }

    [Fact]
    public async Task Of_two_dates_the_later_holds()
    {
        var subject = Guid.CreateVersion7();
        var (sooner, later) = (house.Clock.GetUtcNow().AddDays(30), house.Clock.GetUtcNow().AddDays(40));
        await Of(subject).Keep(new WordsRecord("Klub", EraseAt: later));
        await Of(subject).Keep(new WordsRecord(EraseAt: sooner));

        Assert.Equal(later, (await Of(subject).Read())!.EraseAt);
    }

    [Fact]
    public async Task Words_without_a_date_are_given_one()
    {
        var subject = Guid.CreateVersion7();
        await Of(subject).Keep(new WordsRecord(Said: [Note("Bez daty.")]));

        Assert.Equal(house.Clock.GetUtcNow().AddDays(30), (await Of(subject).Read())!.EraseAt);
    }

    [Fact]
    public async Task Many_records_that_came_grew_and_went_leave_nothing_in_the_file()
    {
        var subjects = Enumerable.Range(0, 60).Select(_ => Guid.CreateVersion7()).ToList();
        const string Mark = "znacznik-do-szukania";
        foreach (var (subject, number) in subjects.Select((subject, number) => (subject, number)))
        {
            await Of(subject).Keep(new WordsRecord($"{Mark} {number}", Said: [Note(Mark + new string('x', number * 67 % 900))]));
        }
        foreach (var (subject, number) in subjects.Select((subject, number) => (subject, number)))
        {
            await Of(subject).Keep(new WordsRecord(Said: [Note(Mark + new string('y', number * 131 % 6000))]));
        }
        Assert.NotEmpty(house.FilesWith(Mark));

        foreach (var subject in subjects)
        {
            await Of(subject).EraseFor(Device);
        }

        Assert.Empty(house.FilesWith(Mark));
    }

    [Fact]
    public async Task Only_coordinators_read_and_erase_words()
    {
        var subject = Guid.CreateVersion7();
        await Of(subject).Keep(new WordsRecord(Email: "kto@example.org", Said: [Note("Kiedy przyjść?")]));
        using var anyone = house.Browser();
        using var coordinator = house.Coordinator();

        Assert.Equal(HttpStatusCode.Unauthorized, (await anyone.GetAsync(Path(subject))).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await anyone.DeleteAsync(Path(subject))).StatusCode);
        var words = await coordinator.GetFromJsonAsync<JsonElement>(Path(subject));

        Assert.Equal("kto@example.org", words.GetProperty("contact").GetProperty("email").GetString());
        Assert.Equal("Kiedy przyjść?", words.GetProperty("said")[0].GetProperty("text").GetString());
    }

    private IWordsGrain Of(Guid subject) => house.Grains.GetGrain<IWordsGrain>($"{PublicHouse.Place}/{subject:N}");

    private static Uri Path(Guid subject) => new($"/api/places/{PublicHouse.Place}/words/{subject:D}", UriKind.Relative);

    private Said Note(string text) => new("note", text, house.Clock.GetUtcNow(), Guid.CreateVersion7());

    private async Task<List<(Guid Subject, ErasedBecause Because, string By)>> Erased()
    {
        var facts = new List<(Guid, ErasedBecause, string)>();
        await foreach (var stored in house.Events.History($"record/{PublicHouse.Place}", 1))
        {
            var erased = (RecordEvent.Erased)JsonSerializer.Deserialize<RecordEvent>(stored.Json, Wire.Wire.Tolerant)!;
            facts.Add((erased.Subject, erased.Because, stored.By));
        }
        return facts;
    }
}
