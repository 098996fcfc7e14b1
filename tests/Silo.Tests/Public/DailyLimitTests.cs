using System.Net;
using Mal.Facts;
using Mal.Places;
using Mal.Public;
using Microsoft.Extensions.Configuration;

namespace Mal.Silo.Tests.Public;

/// <summary>A flood of forms stops at a day's worth: whoever comes after it is told how else to reach the house. It is Wednesday 25 November 2026, 16:42.</summary>
public sealed class DailyLimitTests : IAsyncLifetime
{
    private readonly PublicHouse _house = new() { Limits = new PublicLimits(FormsAMinute: 100, RequestsADay: 2) };

    public Task InitializeAsync() => _house.InitializeAsync();

    public Task DisposeAsync() => _house.DisposeAsync();

    [Fact]
    public async Task Past_a_days_worth_of_requests_a_resident_is_told_to_phone_or_come_and_nothing_is_written()
    {
        const string Email = "za-duzo-dzisiaj@example.org";
        using var coordinator = _house.Coordinator();
        Assert.Equal(HttpStatusCode.OK, (await Ask("2026-12-02", "Pierwsi")).Status);
        // Sent anew by a nervous finger it is the same request, and a mistake or a series only looked at is none.
        using var second = await Ask("2026-12-03", "Drudzy", again: true);
        await second.Open(Visitor.Form);
        await second.Send(Visitor.Form, SeriesPagesTests.Series("2026-12-04", "2026-12-18", "13:00", "13:45", "sala-komputerowa"));
        Assert.Contains("Wolne: 3 terminy", second.Text, StringComparison.Ordinal);

        using var third = await Ask("2026-12-04", "Trzeci", contact: Email);

        Assert.Equal(HttpStatusCode.TooManyRequests, third.Status);
        var place = (await _house.Grains.GetGrain<IPlaceGrain>(PublicHouse.Place).House())!.File.Place;
        Assert.Contains($"Zadzwoń: {place.Phone}, przyjdź do nas ({place.Address}) albo wyślij jutro. Nic nie zostało zapisane.", third.Text, StringComparison.Ordinal);
        Assert.Contains("value=\"Trzeci\"", third.Decoded, StringComparison.Ordinal);
        Assert.DoesNotContain(await RequestPagesTests.Entries(coordinator, "2026-12-04"), entry => entry.Title == "Trzeci");
        Assert.Empty(_house.FilesWith(Email));
        // A series is no way round it.
        await second.Send(Visitor.Form, SeriesPagesTests.Sure(SeriesPagesTests.Series("2026-12-04", "2026-12-18", "13:00", "13:45", "sala-komputerowa")));
        Assert.Equal(HttpStatusCode.TooManyRequests, second.Status);
        Assert.DoesNotContain(await RequestPagesTests.Entries(coordinator, "2026-12-04"), entry => entry.Title == "Wspólne czytanie");

        // The next day of the place, which begins at its own midnight.
        _house.Clock.Advance(TimeSpan.FromHours(7.5));
        Assert.Equal(HttpStatusCode.OK, (await Ask("2026-12-04", "Następnego dnia")).Status);
        Assert.Contains(await RequestPagesTests.Entries(coordinator, "2026-12-04"), entry => entry.Title == "Następnego dnia");
    }

    [Fact]
    public async Task A_series_taken_back_before_a_flood_is_found_by_its_code_until_its_words_are_erased()
    {
        using var visitor = new Visitor(_house.Browser());
        await visitor.Open(Visitor.Form);
        var typed = SeriesPagesTests.Series("2026-12-04", "2026-12-18", "13:00", "13:45", "sala-komputerowa");
        await visitor.Send(Visitor.Form, typed);
        await visitor.Send(Visitor.Form, SeriesPagesTests.Sure(typed), follow: false);
        var tracking = visitor.SentTo!.Split('?')[0];
        await visitor.Send($"{tracking}/wycofaj", []);
        var place = _house.Grains.GetGrain<IPlaceGrain>(PublicHouse.Place);
        var others = Enumerable.Range(0, 200).Select(_ => Guid.NewGuid()).ToList();
        await Task.WhenAll(others.Select(id => place.Send(Guid.NewGuid(), new PlaceCommand.OpenInitiative(id), 0, By.System)));
        var series = TrackingCode.Booking(tracking.Split('/')[^1]);
        // By the time it is forgotten it is over, whoever was slow to say so.
        await place.Send(Guid.NewGuid(), new PlaceCommand.CloseInitiative(series), 0, By.System);
        await Task.WhenAll(others.Select(id => place.Send(Guid.NewGuid(), new PlaceCommand.CloseInitiative(id), 0, By.System)));
        Assert.DoesNotContain(series.ToString(), await place.Initiatives());

        await visitor.Open(tracking);
        Assert.Contains("Wycofane", visitor.Text, StringComparison.Ordinal);
        await visitor.Send($"{tracking}/usun-dane", [], follow: false);
        await visitor.Open(tracking);

        Assert.Equal(HttpStatusCode.NotFound, visitor.Status);
    }

    [Fact]
    public void The_limit_is_a_setting_of_the_node()
    {
        Assert.Equal(new PublicLimits(), PublicLimits.From(new ConfigurationBuilder().Build()));
        Assert.Equal(new PublicLimits(RequestsADay: 7), PublicLimits.From(new ConfigurationBuilder().AddInMemoryCollection([new("public-limits:RequestsADay", "7")]).Build()));
    }

    private async Task<Visitor> Ask(string day, string title, bool again = false, string? contact = null)
    {
        var visitor = new Visitor(_house.Browser());
        await visitor.Open(Visitor.Form);
        var typed = Visitor.Request(day, "12:30", "13:30", "aneks-kuchenny", title, "4");
        typed["kontakt"] = contact ?? typed["kontakt"];
        if (again)
        {
            await visitor.Send(Visitor.Form, typed, follow: false);
        }
        await visitor.Send(Visitor.Form, typed);
        return visitor;
    }
}
