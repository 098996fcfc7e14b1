using System.Collections.Immutable;
using System.Net;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Mal.Api;
using Mal.Facts;
using Mal.Places;
using Mal.Silo.Tests.Live;
using Mal.Silo.Tests.Places;
using Mal.Wire;

namespace Mal.Silo.Tests.History;

public sealed class HistoryTests(LiveHouse house) : IClassFixture<LiveHouse>
{
    private const string Fridge = $"shelf/{LiveHouse.Place}/lodowka";

    [Fact]
    public async Task The_newest_fact_comes_first_with_who_and_when_and_a_lot_keeps_its_name()
    {
        using var desk = house.Program();
        var lot = Guid.CreateVersion7();
        await desk.Command($$$"""{"$type":"receive","lot":{"id":"{{{lot}}}","name":"Jogurt","category":"dairy","quantity":9,"dateKind":"use_by","date":"2026-12-24"}}""", Fridge);
        for (var i = 0; i < 4; i++)
        {
            await desk.Command($$"""{"$type":"pick-up","lot":"{{lot}}","quantity":1}""", Fridge);
        }

        var first = await Read(desk, "history/shelf/lodowka?limit=2");
        var entry = first.GetProperty("entries")[0];
        Assert.Equal("Zabrano: 1 – „Jogurt”.", entry.GetProperty("sentence").GetString());
        Assert.Equal("koordynacja", entry.GetProperty("role").GetString());
        Assert.NotEmpty(entry.GetProperty("device").GetString()!);
        Assert.Equal(2026, entry.GetProperty("at").GetDateTimeOffset().Year);

        var versions = new List<long>();
        for (var path = "history/shelf/lodowka?limit=2"; path is not null;)
        {
            var page = await Read(desk, path);
            versions.AddRange(page.GetProperty("entries").EnumerateArray().Select(one => one.GetProperty("version").GetInt64()));
            path = page.TryGetProperty("before", out var before) ? $"history/shelf/lodowka?limit=2&before={before.GetInt64()}" : null;
        }
        var newest = first.GetProperty("version").GetInt64();
        Assert.Equal(Enumerable.Range(0, (int)newest).Select(back => newest - back), versions);
    }

    [Fact]
    public async Task The_history_of_the_place_tells_each_edit()
    {
        using var desk = house.Program();
        await desk.Command("""{"$type":"add-closure","closure":{"firstDay":"2027-02-05","lastDay":"2027-02-05","reason":"Remont"}}""");
        var entries = (await Read(desk, $"history/place/{LiveHouse.Place}")).GetProperty("entries").EnumerateArray().Select(one => one.GetProperty("sentence").GetString()).ToList();
        Assert.Equal(["Dodano dzień nieczynny: 05.02.2027, Remont.", "Wczytano plik miejsca."], entries);
    }

    [Theory]
    [InlineData("history/room/piwnica", HttpStatusCode.NotFound)]
    [InlineData("history/attic/sala-glowna", HttpStatusCode.NotFound)]
    [InlineData("history/place/inne-miejsce", HttpStatusCode.NotFound)]
    [InlineData("history/room/sala-glowna?limit=0", HttpStatusCode.BadRequest)]
    [InlineData("history/room/sala-glowna?limit=201", HttpStatusCode.BadRequest)]
    [InlineData("history/room/sala-glowna?before=0", HttpStatusCode.BadRequest)]
    public async Task What_is_not_there_is_not_told(string path, HttpStatusCode expected)
    {
        using var desk = house.Program();
        using var answer = await desk.GetAsync(HouseCalls.At(path));
        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task Nobody_but_coordination_reads_the_history()
    {
        using var anybody = new HttpClient { BaseAddress = new Uri(house.Address) };
        using var answer = await anybody.GetAsync(HouseCalls.At("history/shelf/lodowka"));
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task A_page_of_a_hundred_thousand_facts_reads_no_more_than_it_needs()
    {
        var log = new LongLog(100_000);
        var file = PlaceFile.Read(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "places", $"{LiveHouse.Place}.json"))).File!;
        var head = (await log.Read("room"))!;
        foreach (var before in new long[] { 100_001, 50_000, 60, 2, 1 })
        {
            log.Told = 0;
            var page = await HistoryApi.Page(Key.Room(LiveHouse.Place, "sala-glowna"), head, before, 50, new House(1, file), log);
            Assert.Equal(Enumerable.Range(1, 50).Select(back => before - back).Where(version => version > 0), page.Entries.Select(entry => entry.Version));
            Assert.InRange(log.Told, 0, 50 + 200 + 1);
        }
    }

    private static async Task<JsonElement> Read(HttpClient client, string path) => await client.GetFromJsonAsync<JsonElement>(HouseCalls.At(path));

    /// <summary>A stream of taps without end that counts how many of them were asked for.</summary>
    private sealed class LongLog(long length) : IEventLog
    {
        private static readonly DateTimeOffset At = new(2026, 11, 25, 16, 42, 0, TimeSpan.FromHours(1));

        public long Told { get; set; }

        public Task<Head?> Read(string stream, CancellationToken stop = default) =>
            Task.FromResult<Head?>(new Head(length, Guid.NewGuid(), "", HeadSchema.Current, FactJson.Write(Rooms.Room.Empty), []));

        public async IAsyncEnumerable<StoredEvent> History(string stream, long fromVersion, [EnumeratorCancellation] CancellationToken stop = default)
        {
            var json = FactJson.Write<Rooms.RoomEvent>(new Rooms.RoomEvent.CountChanged(1, At, null, Rooms.CountSource.Staff));
            for (var version = fromVersion; version <= length; version++)
            {
                Told++;
                yield return new StoredEvent(version, At, Guid.Empty, "Staff:phone-1", json);
            }
            await Task.CompletedTask;
        }

        public Task<AppliedCommand?> FindCommand(string stream, Guid command, CancellationToken stop = default) => throw new NotSupportedException();

        public Task<AppendOutcome> Append(string stream, long expectedVersion, IReadOnlyList<StoredEvent> events, IReadOnlyList<AppliedCommand> commands, Head head, CancellationToken stop = default) =>
            throw new NotSupportedException();

        public Task<ImmutableList<string>> Places(CancellationToken stop = default) => throw new NotSupportedException();

        public Task<string> DataSet(CancellationToken stop = default) => throw new NotSupportedException();
    }
}
