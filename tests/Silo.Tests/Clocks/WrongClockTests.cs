using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Mal.Backups;
using Mal.Board;
using Mal.Clocks;
using Mal.Gate;
using Mal.Hosting;
using Mal.Words;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Mal.Silo.Tests.Clocks;

/// <summary>One start with a wrong clock, as it happened: ten years ahead. What it must not do, what is said meanwhile, who ends it, and the way back for a house that it has ruined before.</summary>
public sealed class WrongClockTests : IAsyncLifetime
{
    private const string Wednesday = "2026-11-25T15:42:00Z";
    private const string Thursday = "2026-11-26T12:00:00Z";
    private const string TenYearsAhead = "2036-11-25T15:42:00Z";
    private const string Sentence = "Przyniesiemy szklane latawce.";

    private readonly ClockHouse _house = new();
    private readonly Guid _subject = Guid.CreateVersion7();

    public async Task InitializeAsync()
    {
        await _house.Start(Wednesday);
        await _house.Words(_subject).Keep(new WordsRecord(Said: [new Said("note", Sentence, _house.Now, Guid.CreateVersion7())], EraseAt: _house.Now.AddDays(30)));
        Assert.Equal("accepted", await _house.Status(ClockHouse.Fridge, ClockHouse.Lot("Twaróg", "2026-12-01")));
        Assert.Equal("accepted", await _house.Status(ClockHouse.Hall, """{ "$type": "set-count", "count": 7 }"""));
        await Night();
        await _house.Stop();
    }

    public async Task DisposeAsync() => await _house.DisposeAsync();

    [Fact]
    public async Task A_start_ten_years_ahead_erases_nothing_dates_nothing_and_leaves_a_house_that_takes_requests()
    {
        await _house.Start(TenYearsAhead);
        await Everything();
        // What people see is recorded all the same, with the date as well as it can be known.
        _house.Steady.Advance(TimeSpan.FromSeconds(75));
        Assert.Equal("accepted", await _house.Status(ClockHouse.Hall, """{ "$type": "set-count", "count": 9 }"""));
        Assert.Equal("accepted", await _house.Status(ClockHouse.Computers, ClockHouse.Request("2026-12-02")));
        await _house.Stop();

        await _house.Start(Thursday);
        Assert.NotNull(await _house.Words(_subject).Read());
        Assert.Contains("records.db", _house.FilesWith(Sentence));
        Assert.Contains(_house.FilesWith(Sentence), file => file.StartsWith("backups", StringComparison.Ordinal));
        Assert.All(await _house.Facts(), written => Assert.InRange(written.Fact.At, ClockHouse.At(Wednesday), ClockHouse.At(Thursday).AddMinutes(1)));
        Assert.DoesNotContain(await _house.Facts(), written => written.Fact.Json.Contains("\"2036-", StringComparison.Ordinal));
        Assert.Single(new BackupFolder(_house.Data).All(), copy => copy.Counted.At.Year == 2026);
        Assert.Equal("accepted", await _house.Status(ClockHouse.Computers, ClockHouse.Request("2026-12-03")));
        Assert.Null(_house.Service<TrustedClock>().Doubted);
    }

    [Fact]
    public async Task A_clock_that_leaps_while_the_node_runs_is_held_and_one_that_returns_is_believed()
    {
        await _house.Start(Wednesday);
        var clock = _house.Service<TrustedClock>();
        var before = clock.GetUtcNow();

        _house.Machine.SetUtcNow(ClockHouse.At(TenYearsAhead));
        await Everything();
        _house.Steady.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal(before.AddMinutes(3), clock.GetUtcNow());
        Assert.NotNull(clock.Doubted);

        _house.Machine.AdjustTime(ClockHouse.At(Wednesday).AddMinutes(4));
        Assert.Equal(before.AddMinutes(4), clock.GetUtcNow());
        // Far back, and right again: that is no leap either.
        _house.Machine.AdjustTime(ClockHouse.At("1970-01-01T00:00:00Z"));
        Assert.Equal(1970, clock.GetUtcNow().Year);
        _house.Machine.AdjustTime(ClockHouse.At(Wednesday).AddMinutes(5));
        Assert.Equal(before.AddMinutes(5), clock.GetUtcNow());
        Assert.DoesNotContain(await _house.Facts(), written => written.Fact.At.Year == 2036);
    }

    [Fact]
    public async Task Food_that_is_past_its_date_by_either_clock_is_hidden_from_all_but_staff()
    {
        await _house.Start(TenYearsAhead);
        using var stranger = _house.Stranger();
        using var coordinator = _house.Coordinator();
        Assert.Equal([], await ClockHouse.Lots(stranger));
        Assert.Equal(["Twaróg"], await ClockHouse.Lots(coordinator));

        // Nothing was written of it, and when the clock is right it is offered again.
        _house.Machine.AdjustTime(ClockHouse.At(Thursday));
        await ClockHouse.Until(async () => (await ClockHouse.Lots(stranger)).Count == 1, "the lot is offered again");
    }

    [Fact]
    public async Task The_list_says_so_until_a_coordinator_confirms()
    {
        await _house.Start(TenYearsAhead);
        using var coordinator = _house.Coordinator();
        JsonElement? told = null;
        await ClockHouse.Until(async () => (told = await Alert(coordinator, Trouble.ClockDoubtful)) is not null, "the list says that the clock is doubtful");
        var action = told!.Value.GetProperty("action");
        Assert.Equal(("confirm-clock", ClockHouse.At(TenYearsAhead)), (action.GetProperty("$type").GetString(), action.GetProperty("machine").GetDateTimeOffset()));

        Assert.Equal(HttpStatusCode.OK, await Confirm(coordinator, TenYearsAhead));

        Assert.Equal(2036, _house.Now.Year);
        await ClockHouse.Until(async () => await Alert(coordinator, Trouble.ClockDoubtful) is null, "the alert is gone");
    }

    [Fact]
    public async Task Only_a_coordinator_confirms_and_only_what_the_clock_says()
    {
        await _house.Start(TenYearsAhead);
        using var stranger = _house.Stranger();
        using var staff = _house.Stranger();
        staff.DefaultRequestHeaders.Add("Cookie", await _house.Paired("staff"));
        staff.DefaultRequestHeaders.Add("X-Mal", "1");
        using var coordinator = _house.Coordinator();

        Assert.Equal(HttpStatusCode.Unauthorized, await Confirm(stranger, TenYearsAhead));
        Assert.Equal(HttpStatusCode.Forbidden, await Confirm(staff, TenYearsAhead));
        Assert.Equal(HttpStatusCode.Conflict, await Confirm(coordinator, "2036-11-25T15:36:59Z"));
        Assert.Equal(HttpStatusCode.BadRequest, (await coordinator.PostAsJsonAsync($"/api/places/{ClockHouse.Place}/clock", new { })).StatusCode);

        Assert.Equal(2026, _house.Now.Year);
        var seen = await staff.GetFromJsonAsync<JsonElement>($"/api/places/{ClockHouse.Place}/clock");
        Assert.False(seen.GetProperty("believed").GetBoolean());
        Assert.Equal(ClockHouse.At(TenYearsAhead), seen.GetProperty("machine").GetDateTimeOffset());
    }

    [Theory]
    [InlineData(true, "192.0.2.7", true)]
    // A stranger may say any date, and a browser on the node's own machine has that machine's clock.
    [InlineData(false, "192.0.2.7", false)]
    [InlineData(true, null, false)]
    public async Task A_paired_screen_bears_the_clock_out_and_nobody_else_s_does(bool paired, string? from, bool believed)
    {
        const string AfterTheHolidays = "2027-01-04T11:00:00Z";
        await _house.Start(AfterTheHolidays);
        await using var page = await _house.Join(paired ? await _house.Paired("display") : null, ClockHouse.At(AfterTheHolidays).AddMinutes(4), from);

        await _house.Service<ClockWatch>().Look(ask: true, default);

        Assert.Equal(believed, _house.Now.Year == 2027);
    }

    [Fact]
    public async Task A_screen_that_disagrees_bears_nothing_out()
    {
        await _house.Start(TenYearsAhead);
        await using var page = await _house.Join(await _house.Paired("display"), ClockHouse.At(Thursday), "192.0.2.7");

        await _house.Service<ClockWatch>().Look(ask: true, default);

        Assert.Equal(2026, _house.Now.Year);
    }

    [Fact]
    public async Task Whoever_starts_it_can_say_that_the_clock_is_right()
    {
        await _house.Start(TenYearsAhead, believe: true);

        Assert.Equal(2036, _house.Now.Year);
        Assert.Contains("--believe-clock", HouseOptions.HelpText, StringComparison.Ordinal);
        Assert.True(HouseOptions.From(new ConfigurationBuilder().Build(), CommandLine.Of(["--place", "x.json", "--believe-clock"])).BelieveClock);
        Assert.Equal(["--rate", "2"], CommandLine.Of(["--believe-clock", "--rate", "2"]).Pairs);
    }

    [Fact]
    public async Task A_house_with_facts_of_the_future_is_taken_back_to_before_them()
    {
        // As every start with a wrong clock did until now.
        await _house.Start(TenYearsAhead, believe: true);
        await Everything();
        await _house.Stop();
        await _house.Start(Thursday);
        Assert.Equal("in-the-past", (await _house.Send(ClockHouse.Computers, ClockHouse.Request("2026-12-02"))).GetProperty("refusal").GetProperty("code").GetString());
        Assert.Null(await _house.Words(_subject).Read());
        using (var coordinator = _house.Coordinator())
        {
            await ClockHouse.Until(async () => await Alert(coordinator, Trouble.ClockBehind) is not null, "the list says that the clock is behind");
        }
        await _house.Stop();

        Assert.Equal(0, await BackupVerbs.Rewind("2026-11-26T12:00Z", new ConfigurationBuilder().AddInMemoryCollection([new("data", _house.Data)]).Build()));

        await _house.Start(Thursday);
        Assert.False(_house.Service<TrustedClock>().IsBehind);
        Assert.Equal("accepted", await _house.Status(ClockHouse.Computers, ClockHouse.Request("2026-12-02")));
        using var stranger = _house.Stranger();
        Assert.Equal(["Twaróg"], await ClockHouse.Lots(stranger));
        // Words that were erased are gone, and the fact that they are stays; nothing else of that year does.
        Assert.Null(await _house.Words(_subject).Read());
        var future = Assert.Single(await _house.Facts(), written => written.Fact.At.Year == 2036);
        Assert.Equal($"record/{ClockHouse.Place}", future.Stream);
        // What was before lies among the copies.
        Assert.Contains(new BackupFolder(_house.Data).All(), copy => copy.IsBefore);
    }

    /// <summary>All that happens because time passes, at once.</summary>
    private async Task Everything()
    {
        await _house.Grains.GetGrain<IBoardGrain>(ClockHouse.Place).Tick();
        await _house.Service<Erasing>().Round(_house.Service<KnownPlaces>().Find(ClockHouse.Place)!);
        await Night();
        await _house.Grains.GetGrain<IBoardGrain>(ClockHouse.Place).Tick();
    }

    private Task Night() => _house.Service<IEnumerable<IHostedService>>().OfType<NightlyBackup>().Single().Look(default);

    private static async Task<HttpStatusCode> Confirm(HttpClient whoever, string machine) =>
        (await whoever.PostAsJsonAsync($"/api/places/{ClockHouse.Place}/clock", new { machine })).StatusCode;

    private static async Task<JsonElement?> Alert(HttpClient coordinator, string code) =>
        (await coordinator.GetFromJsonAsync<JsonElement>($"/api/places/{ClockHouse.Place}/alerts")).EnumerateArray().Where(alert => alert.GetProperty("code").GetString() == code)
            .Select(alert => (JsonElement?)alert).FirstOrDefault();
}
