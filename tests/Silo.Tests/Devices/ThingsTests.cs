using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Mal.Rooms;
using Mal.Shelves;
using Mal.Silo.Tests.Public;

namespace Mal.Silo.Tests.Devices;

/// <summary>RULES §2: a counter at a door and a sensor on a wall come in over HTTP with a key of their own, and say one thing of one room.</summary>
public sealed class ThingsTests(PublicHouse house) : IClassFixture<PublicHouse>
{
    private const string Place = PublicHouse.Place;
    private static readonly string Devices = $"/api/places/{Place}/devices";

    [Fact]
    public async Task A_counter_changes_the_count_of_its_own_room()
    {
        using var counter = await Paired("counter", "sala-glowna");

        Assert.Equal("accepted", await Say(counter, "room/rejonowa-6-8/sala-glowna", new { type = "change-count", delta = 3 }));

        var occupancy = (await View("sala-glowna")).Occupancy;
        Assert.Equal((3, CountSource.Counter), (occupancy.Count, occupancy.Source));
        using var coordinator = house.Coordinator();
        var history = await coordinator.GetFromJsonAsync<JsonElement>($"/api/places/{Place}/history/room/sala-glowna");
        Assert.Contains(history.GetProperty("entries").EnumerateArray(), entry =>
            (entry.GetProperty("role").GetString(), entry.GetProperty("sentence").GetString()) == ("licznik", "Liczba obecnych: +3 (z licznika)."));
    }

    [Fact]
    public async Task A_sensor_says_that_somebody_is_there_and_no_number()
    {
        using var sensor = await Paired("sensor", "sala-komputerowa");

        Assert.Equal("accepted", await Say(sensor, "room/rejonowa-6-8/sala-komputerowa", new { type = "report-presence", present = true }));
        Assert.Equal("not-allowed", await Say(sensor, "room/rejonowa-6-8/sala-komputerowa", new { type = "set-count", count = 3 }));

        var view = await View("sala-komputerowa");
        Assert.True(view.Presence?.Present);
        Assert.Null(view.Occupancy.At);
    }

    [Theory]
    [InlineData("room/rejonowa-6-8/sala-warsztatowa", """{"$type":"change-count","delta":1}""")]
    [InlineData("room/rejonowa-6-8/aneks-kuchenny", """{"$type":"check-out"}""")]
    [InlineData("shelf/rejonowa-6-8/lodowka", """{"$type":"set-level","level":"empty"}""")]
    [InlineData("place/rejonowa-6-8", """{"$type":"set-access","state":"open"}""")]
    public async Task It_may_do_nothing_else(string key, string command)
    {
        using var counter = await Paired("counter", "aneks-kuchenny");

        Assert.Equal("not-allowed", await Say(counter, key, JsonElement.Parse(command)));
    }

    [Fact]
    public async Task It_sees_what_anybody_sees_and_its_key_is_good_nowhere_else()
    {
        using var counter = await Paired("counter", "aneks-kuchenny");

        Assert.Equal(HttpStatusCode.Forbidden, (await counter.GetAsync(new Uri($"/api/places/{Place}/board?audience=house", UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await counter.GetAsync(new Uri($"/api/places/{Place}/calendar", UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await counter.GetAsync(new Uri(Devices, UriKind.Relative))).StatusCode);
        house.Places.Open("inny-dom");
        using var elsewhere = await counter.PostAsJsonAsync("/api/places/inny-dom/commands", new { });
        Assert.Equal(HttpStatusCode.Forbidden, elsewhere.StatusCode);
    }

    [Fact]
    public async Task A_thermometer_says_the_temperature_of_its_own_fridge_and_nothing_else()
    {
        using var coordinator = house.Coordinator();
        using var answer = await coordinator.PostAsJsonAsync(Devices, new { role = "sensor", shelf = "lodowka", name = "termometr" });
        var issued = await answer.Content.ReadFromJsonAsync<JsonElement>();
        using var thermometer = With(issued.GetProperty("key").GetString()!);

        Assert.Equal("accepted", await Say(thermometer, "shelf/rejonowa-6-8/lodowka", new { type = "check-fridge", celsius = 4.2 }));
        // Repeating itself is no fact; what it says is told with where it comes from.
        Assert.Equal("accepted", await Say(thermometer, "shelf/rejonowa-6-8/lodowka", new { type = "check-fridge", celsius = 4.3 }));
        var care = ((ShelfView)(await house.Grains.GetGrain<IShelfGrain>($"{Place}/lodowka").View()).View).Care;
        Assert.Equal((4.2m, null), (care?.Sensed?.Celsius, care?.Checked));
        var history = await coordinator.GetFromJsonAsync<JsonElement>($"/api/places/{Place}/history/shelf/lodowka");
        Assert.Single(history.GetProperty("entries").EnumerateArray(), entry =>
            (entry.GetProperty("role").GetString(), entry.GetProperty("sentence").GetString()) == ("czujnik", "Temperatura: 4,2\u00a0°C (z czujnika)."));

        Assert.Equal("not-allowed", await Say(thermometer, "shelf/rejonowa-6-8/lodowka", new { type = "wash" }));
        Assert.Equal("not-allowed", await Say(thermometer, "shelf/rejonowa-6-8/polka-1", new { type = "check-fridge", celsius = 4 }));
        Assert.Equal("not-allowed", await Say(thermometer, "room/rejonowa-6-8/ogrod", new { type = "report-presence", present = true }));
        var listed = (await coordinator.GetFromJsonAsync<JsonElement>(Devices)).EnumerateArray().Single(device => device.GetProperty("id").GetString() == issued.GetProperty("id").GetString());
        Assert.Equal(("lodowka", false), (listed.GetProperty("shelf").GetString(), listed.TryGetProperty("room", out _)));
    }

    [Theory]
    [InlineData("sensor", "polka-1", null)]
    [InlineData("sensor", "zamrazarka", null)]
    [InlineData("counter", "lodowka", null)]
    [InlineData("sensor", "lodowka", "ogrod")]
    public async Task A_thermometer_is_a_sensor_in_a_fridge_that_there_is(string role, string shelf, string? room)
    {
        using var coordinator = house.Coordinator();

        using var answer = await coordinator.PostAsJsonAsync(Devices, new { role, shelf, room });

        Assert.Equal((HttpStatusCode.BadRequest, "shelf"), (answer.StatusCode, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("field").GetString()));
    }

    [Fact]
    public async Task A_key_is_shown_once_kept_as_a_hash_and_worth_nothing_when_the_thing_is_put_out()
    {
        using var coordinator = house.Coordinator();
        var (id, key) = await Issue(coordinator, "counter", "ogrod", "furtka");
        using var counter = With(key);
        Assert.Equal("accepted", await Say(counter, "room/rejonowa-6-8/ogrod", new { type = "change-count", delta = 1 }));

        var listed = (await coordinator.GetFromJsonAsync<JsonElement>(Devices)).EnumerateArray().Single(device => device.GetProperty("id").GetString() == id);
        Assert.Equal(("counter", "ogrod", "furtka"), (listed.GetProperty("role").GetString(), listed.GetProperty("room").GetString(), listed.GetProperty("name").GetString()));
        Assert.Empty(house.FilesWith(key.Split('.')[^1]));

        await coordinator.DeleteAsync(new Uri($"{Devices}/{id}", UriKind.Relative));
        using var putOut = await Post(counter, "room/rejonowa-6-8/ogrod", JsonElement.Parse("""{"$type":"change-count","delta":1}"""));
        Assert.Equal(HttpStatusCode.Unauthorized, putOut.StatusCode);
    }

    [Theory]
    [InlineData("counter", null)]
    [InlineData("sensor", "piwnica")]
    public async Task It_is_paired_for_a_room_that_there_is(string role, string? room)
    {
        using var coordinator = house.Coordinator();

        using var answer = await coordinator.PostAsJsonAsync(Devices, new { role, room });

        Assert.Equal((HttpStatusCode.BadRequest, "room"), (answer.StatusCode, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("field").GetString()));
    }

    [Fact]
    public async Task Only_a_coordinator_gives_such_a_key()
    {
        using var counter = await Paired("counter", "ogrod");
        using var nobody = house.Browser();

        Assert.Equal(HttpStatusCode.Forbidden, (await counter.PostAsJsonAsync(Devices, new { role = "counter", room = "ogrod" })).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.PostAsJsonAsync(Devices, new { role = "counter", room = "ogrod" })).StatusCode);
    }

    private async Task<HttpClient> Paired(string role, string room)
    {
        using var coordinator = house.Coordinator();
        return With((await Issue(coordinator, role, room)).Key);
    }

    private static async Task<(string Id, string Key)> Issue(HttpClient coordinator, string role, string room, string? name = null)
    {
        using var answer = await coordinator.PostAsJsonAsync(Devices, new { role, room, name });
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var issued = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return (issued.GetProperty("id").GetString()!, issued.GetProperty("key").GetString()!);
    }

    private HttpClient With(string key)
    {
        var client = house.Browser();
        client.DefaultRequestHeaders.Authorization = new("Bearer", key);
        return client;
    }

    // The status, or why it was refused.
    private static async Task<string?> Say(HttpClient thing, string key, object command)
    {
        var json = command is JsonElement element ? element : JsonElement.Parse(JsonSerializer.Serialize(command).Replace("\"type\"", "\"$type\"", StringComparison.Ordinal));
        using var answer = await Post(thing, key, json);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var said = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return said.TryGetProperty("refusal", out var refusal) ? refusal.GetProperty("code").GetString() : said.GetProperty("status").GetString();
    }

    private static Task<HttpResponseMessage> Post(HttpClient thing, string key, JsonElement command) =>
        thing.PostAsJsonAsync($"/api/places/{Place}/commands", new { id = Guid.NewGuid(), key, command });

    private async Task<RoomView> View(string room) => (RoomView)(await house.Grains.GetGrain<IRoomGrain>($"{Place}/{room}").View()).View;
}
