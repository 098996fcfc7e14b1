using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Mal.Board;
using Mal.Live;
using Mal.Silo.Tests.Public;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Mal.Silo.Tests.Alerts;

/// <summary>RULES §6 over HTTP: what only a running node knows, a screen that goes away and trouble of its own.</summary>
public sealed class AlertsTests(PublicHouse house) : IClassFixture<PublicHouse>
{
    private const string Place = PublicHouse.Place;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_screen_whose_page_is_killed_is_an_alert_after_90_seconds_and_none_when_it_comes_back()
    {
        using var coordinator = house.Coordinator();
        var cookie = await Paired(coordinator, "display", "Hol");
        var page = await Open(cookie);
        await Until(async () => await Connected(coordinator) == true, "the screen is there");
        house.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Null(await Find(coordinator, "display-silent"));

        await page.DisposeAsync();
        await Until(async () => await Connected(coordinator) == false, "the screen is away");
        var since = house.Clock.GetUtcNow();
        house.Clock.Advance(TimeSpan.FromSeconds(90));
        Assert.Null(await Find(coordinator, "display-silent"));
        house.Clock.Advance(TimeSpan.FromSeconds(1));
        var alert = await Find(coordinator, "display-silent");
        Assert.Equal(("Hol", since), (alert?.GetProperty("where").GetString(), alert?.GetProperty("since").GetDateTimeOffset()));

        await using var again = await Open(cookie);
        await Until(async () => await Find(coordinator, "display-silent") is null, "the alert is gone");
    }

    [Fact]
    public async Task Trouble_with_the_store_is_in_the_list_until_something_was_written()
    {
        using var coordinator = house.Coordinator();
        await Until(async () => { house.Trouble.CouldNotWrite(); return await Find(coordinator, "storage-trouble") is not null; }, "the trouble is told");
        var answer = await coordinator.PostAsJsonAsync($"/api/places/{Place}/commands", new { id = Guid.NewGuid(), key = $"shelf/{Place}/polka-1", command = JsonElement.Parse("""{"$type":"set-level","level":"some"}""") });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await Until(async () => await Find(coordinator, "storage-trouble") is null, "the trouble is over");
    }

    [Fact]
    public async Task The_list_is_for_staff()
    {
        using var stranger = house.Browser();
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAsync(new Uri($"/api/places/{Place}/alerts", UriKind.Relative))).StatusCode);
        using var coordinator = house.Coordinator();
        Assert.Equal(HttpStatusCode.NotFound, (await coordinator.GetAsync(new Uri("/api/places/nigdzie/alerts", UriKind.Relative))).StatusCode);
    }

    private static async Task<JsonElement?> Find(HttpClient coordinator, string code)
    {
        var alerts = await coordinator.GetFromJsonAsync<JsonElement>($"/api/places/{Place}/alerts");
        var found = alerts.EnumerateArray().Where(alert => alert.GetProperty("code").GetString() == code).ToList();
        return found.Count > 0 ? found[0] : null;
    }

    private static async Task<bool?> Connected(HttpClient coordinator)
    {
        var board = await coordinator.GetFromJsonAsync<JsonElement>($"/api/places/{Place}/board");
        return board.GetProperty("views").TryGetProperty($"displays/{Place}", out var view) && view.GetProperty("displays").EnumerateArray().ToList() is [.., var display]
            ? display.GetProperty("connected").GetBoolean()
            : null;
    }

    /// <returns>The cookie of the new device.</returns>
    private async Task<string> Paired(HttpClient coordinator, string role, string name)
    {
        using var device = house.Browser();
        var begun = await (await device.PostAsJsonAsync("/api/pairing", new { place = Place })).EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
        var code = begun.GetProperty("code").GetString();
        (await coordinator.PostAsJsonAsync($"/api/places/{Place}/devices", new { code, role, name })).EnsureSuccessStatusCode();
        var paired = await device.GetAsync(new Uri($"/api/pairing/{code}?secret={begun.GetProperty("secret").GetString()}", UriKind.Relative));
        return paired.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
    }

    private async Task<HubConnection> Open(string cookie)
    {
        var page = new HubConnectionBuilder()
            .WithUrl($"{house.Address}/hubs/board", http => http.Headers["Cookie"] = cookie)
            .AddJsonProtocol(json => json.PayloadSerializerOptions = WireBytes.Options)
            .Build();
        await page.StartAsync();
        await page.InvokeAsync<Joined>("Join", new JoinRequest(Place, Audience.House));
        return page;
    }

    private static async Task Until(Func<Task<bool>> holds, string what)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await holds())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Patience, $"not within {Patience}: {what}");
            await Task.Yield();
        }
    }
}
