using System.Globalization;
using System.Net;
using System.Text.Json;
using Mal.Groups;
using Mal.Places;
using Mal.Public;
using Mal.Rooms;
using Mal.Words;

namespace Mal.Silo.Tests.Public;

/// <summary>A double click, and two tabs at the same instant: asking is one step, so the share holds and nobody's words go with another's.</summary>
public sealed class TwinsTests : IAsyncLifetime
{
    private const int Rounds = 12;
    private const string Room = "sala-komputerowa";

    // House days of December, from Tuesday to Friday.
    private static readonly int[] Days = [1, 2, 3, 4, 8, 9, 10, 11, 15, 16, 17, 18];

    private readonly PublicHouse _house = new() { Limits = new PublicLimits(FormsAMinute: 1000, FormsAnHour: 1000, LooksAMinute: 1000, RequestsADay: 1000) };

    public Task InitializeAsync() => _house.InitializeAsync();

    public Task DisposeAsync() => _house.DisposeAsync();

    [Fact]
    public async Task A_double_click_past_the_groups_share_is_refused_twice_and_leaves_nothing()
    {
        for (var round = 0; round < Rounds; round++)
        {
            using var visitor = new Visitor(_house.Browser());
            await Ask(visitor, round, "12:10", "12:20");
            await Ask(visitor, round, "12:40", "12:50");

            await visitor.Open(Visitor.Form);
            var code = visitor.Code;
            var answers = await visitor.SendTwice(Visitor.Form, Form(round, "13:10", "13:20"));

            Assert.All(answers, answer => Assert.Equal((HttpStatusCode.Conflict, (string?)null), answer));
            Assert.Null(await Words(code).Read());
            Assert.Empty(await Entries(code));
            Assert.Null(await _house.Grains.GetGrain<IPseudonymsGrain>(PublicHouse.Place).Of(TrackingCode.Booking(code)));
        }
    }

    [Fact]
    public async Task A_double_click_within_the_share_is_one_request_and_both_see_its_page()
    {
        for (var round = 0; round < Rounds; round++)
        {
            using var visitor = new Visitor(_house.Browser());
            await visitor.Open(Visitor.Form);
            var code = visitor.Code;
            var answers = await visitor.SendTwice(Visitor.Form, Form(round, "12:10", "12:20", room: round % 2 == 0 ? Room : ""));

            Assert.All(answers, answer => Assert.Equal((HttpStatusCode.Found, $"{Visitor.Form}/{code}?nowe=1"), answer));
            Assert.Equal(Contact(round), (await Words(code).Read())?.Email);
            Assert.Single(await Entries(code));
        }
    }

    [Fact]
    public async Task Of_two_forms_of_one_group_at_its_last_free_share_exactly_one_passes_and_keeps_its_words()
    {
        for (var round = 0; round < Rounds; round++)
        {
            using var one = new Visitor(_house.Browser());
            using var other = new Visitor(_house.Browser());
            await Ask(one, round, "12:10", "12:20");
            await one.Open(Visitor.Form);
            await other.Open(Visitor.Form);
            string[] codes = [one.Code, other.Code];
            await Task.WhenAll(one.Send(Visitor.Form, Form(round, "12:40", "12:50"), follow: false), other.Send(Visitor.Form, Form(round, "13:10", "13:20"), follow: false));

            var passed = Assert.Single(new[] { one, other }, visitor => visitor.Status == HttpStatusCode.Found);
            Assert.Single(new[] { one, other }, visitor => visitor.Status == HttpStatusCode.Conflict);
            foreach (var code in codes)
            {
                var stands = passed.SentTo!.Contains(code, StringComparison.Ordinal);
                Assert.Equal(stands ? 1 : 0, (await Entries(code)).Count);
                Assert.Equal(stands ? Contact(round) : null, (await Words(code).Read())?.Email);
            }
        }
    }

    [Fact]
    public async Task A_refused_question_takes_nothing_away_from_what_was_said_before_and_leaves_nothing_behind()
    {
        var (subject, room) = (Guid.NewGuid(), _house.Grains.GetGrain<IWordsGrain>($"{PublicHouse.Place}/{Guid.NewGuid():N}"));
        await room.Keep(new WordsRecord(Said: [new Said("note", "Zostaje.", _house.Clock.GetUtcNow(), Guid.NewGuid())]));
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(number =>
        {
            var id = Guid.NewGuid();
            return room.AskRoom(Room, id, new RoomCommand.AskRequester(subject, ""),
                new WordsRecord(Said: [new Said("question", $"Pytanie {number}", _house.Clock.GetUtcNow(), id)]), 0, RequestDesk.Requester);
        }));

        Assert.All(answers, answer => Assert.Equal(Wire.AnswerStatus.Refused, answer.Status));
        Assert.Equal("Zostaje.", Assert.Single((await room.Read())!.Said!).Text);
    }

    [Fact]
    public async Task The_same_id_with_other_words_is_refused_and_a_repeat_brings_back_nothing_that_was_erased()
    {
        using var coordinator = _house.Coordinator();
        var (id, booking) = (Guid.NewGuid(), Guid.NewGuid());
        Task<JsonElement> Say(string contact, string title = "Próba", int people = 3) => Post(coordinator, id,
            $$$"""{"$type":"request-booking","booking":{"id":"{{{booking}}}","title":"{{{title}}}","from":"2026-12-02T15:00","until":"2026-12-02T15:30","people":{{{people}}},"organizer":{"kind":"resident"},"closed":true},"contact":{"email":"{{{contact}}}"}}""");

        Assert.Equal("accepted", Status(await Say("raz@example.org")));
        Assert.Equal("repeated", Status(await Say(" raz@example.org\u00A0")));
        Assert.Equal("id-reused", Code(await Say("dwa@example.org")));
        Assert.Equal("id-reused", Code(await Say("raz@example.org", "Inna próba")));
        Assert.Equal("id-reused", Code(await Say("raz@example.org", people: 4)));
        var words = _house.Grains.GetGrain<IWordsGrain>($"{PublicHouse.Place}/{booking:N}");
        Assert.Equal(("Próba", "raz@example.org"), ((await words.Read())!.Title, (await words.Read())!.Email));

        await words.EraseFor(RequestDesk.Requester);
        Assert.Equal("repeated", Status(await Say("raz@example.org")));
        Assert.Null(await words.Read());
    }

    [Fact]
    public async Task A_request_withdrawn_by_a_double_click_is_withdrawn_once()
    {
        using var visitor = new Visitor(_house.Browser());
        await visitor.Open(Visitor.Form);
        var code = visitor.Code;
        await visitor.Send(Visitor.Form, Form(0, "14:10", "14:20"));

        var answers = await visitor.SendTwice($"{Visitor.Form}/{code}/wycofaj", []);

        Assert.All(answers, answer => Assert.Equal((HttpStatusCode.Found, $"{Visitor.Form}/{code}?stan=wycofane"), answer));
    }

    private static async Task Ask(Visitor visitor, int round, string from, string until)
    {
        await visitor.Open(Visitor.Form);
        await visitor.Send(Visitor.Form, Form(round, from, until), follow: false);
        Assert.Equal(HttpStatusCode.Found, visitor.Status);
    }

    private static Dictionary<string, string> Form(int round, string from, string until, string room = Room) =>
        new(Visitor.Request(string.Create(CultureInfo.InvariantCulture, $"2026-12-{Days[round]:D2}"), from, until, room, people: "3")) { ["kontakt"] = Contact(round) };

    private static string Contact(int round) => $"blizniak{round}@example.org";

    private IWordsGrain Words(string code) => _house.Grains.GetGrain<IWordsGrain>($"{PublicHouse.Place}/{TrackingCode.Booking(code):N}");

    private async Task<List<CalendarEntry>> Entries(string code)
    {
        var house = (await _house.Grains.GetGrain<IPlaceGrain>(PublicHouse.Place).House())!;
        var entries = await Task.WhenAll(house.File.Rooms.Select(room => _house.Grains.GetGrain<IRoomGrain>($"{PublicHouse.Place}/{room.Id}").Entries([TrackingCode.Booking(code)])));
        return [.. entries.SelectMany(found => found)];
    }

    private static async Task<JsonElement> Post(HttpClient client, Guid id, string command)
    {
        using var body = new StringContent($$"""{"id":"{{id}}","key":"room/{{PublicHouse.Place}}/{{Room}}","command":{{command}}}""", System.Text.Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync(new Uri($"/api/places/{PublicHouse.Place}/commands", UriKind.Relative), body);
        return JsonElement.Parse(await answer.Content.ReadAsStringAsync());
    }

    private static string? Status(JsonElement answer) => answer.GetProperty("status").GetString();

    private static string? Code(JsonElement answer) => answer.TryGetProperty("refusal", out var refusal) ? refusal.GetProperty("code").GetString() : Status(answer);
}
