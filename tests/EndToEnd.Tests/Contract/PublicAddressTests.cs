using System.Net;
using System.Text.Json;
using Mal.EndToEnd.House;
using Mal.Screens;
using static Mal.EndToEnd.House.HouseClient;

namespace Mal.EndToEnd.Contract;

/// <summary>The address that people are given is the place's own, whatever a request says of itself.</summary>
public sealed class PublicAddressTests
{
    private const string Evil = "evil.example";
    private const string Place = PublishedHouse.Place;
    private static readonly string Screen = $"/ekran/{Place}";

    private static readonly string[] Pages =
    [
        "/", Screen, $"/dyzur/{Place}", $"/dyzur/{Place}/aplikacja.webmanifest", $"/koordynacja/{Place}", $"/koordynacja/{Place}/kalendarz", $"/koordynacja/{Place}/plan-tygodnia?od=2026-11-24",
        $"/koordynacja/{Place}/inicjatywy", $"/koordynacja/{Place}/historia", $"/koordynacja/{Place}/ustawienia", $"/koordynacja/{Place}/zgloszenia", $"/zgloszenie/{Place}",
        $"/zgloszenie/{Place}/ACEFHJKMNPRT", "/spotkanie/ACEFHJKMNPRT", $"/parowanie/{Place}.x", $"/qr/{Place}.svg", $"/api/places/{Place}/board", $"/api/places/{Place}/texts", "/nie-ma-takiej-strony",
    ];

    [Fact]
    public async Task A_forged_host_is_in_no_address_that_anybody_is_given()
    {
        await using var house = await new PublishedHouse().Start();
        using var coordinator = house.Client();
        var cookie = await coordinator.Pair("coordinator");
        var booking = (await coordinator.Calendar("2026-11-25")).GetProperty("rooms").EnumerateObject().SelectMany(room => room.Value.EnumerateArray()).First().GetProperty("booking").GetProperty("id").GetGuid();

        foreach (var page in Pages.Append($"/api/places/{Place}/meetings/{booking}/link"))
        {
            var (_, text) = await Get(house, page, cookie);
            Assert.False(text.Contains(Evil, StringComparison.OrdinalIgnoreCase), page);
            Assert.False(text.Contains($":{house.Port}", StringComparison.Ordinal), page);
        }
        Assert.Contains("mal.example.org", (await Get(house, Screen, cookie)).Text, StringComparison.Ordinal);
        Assert.Equal(QrCode.Of($"https://mal.example.org{Screen}"), (await Get(house, $"/qr/{Place}.svg", cookie)).Text);
        Assert.StartsWith("https://mal.example.org/spotkanie/", await Address(house, booking, cookie), StringComparison.Ordinal);
        // What a stranger asks for is nobody's code.
        Assert.Equal(HttpStatusCode.NotFound, (await Get(house, $"/qr/{new string('x', 3000)}.svg", cookie)).Status);
    }

    [Fact]
    public async Task Without_an_address_nothing_is_said_and_the_one_a_coordinator_writes_holds_from_then_on()
    {
        await using var house = new PublishedHouse { Outside = null };
        await house.Start();
        using var coordinator = house.Client();
        var cookie = await coordinator.Pair("coordinator");
        var booking = (await coordinator.Calendar("2026-11-25")).GetProperty("rooms").EnumerateObject().SelectMany(room => room.Value.EnumerateArray()).First().GetProperty("booking").GetProperty("id").GetGuid();
        var silent = (await Get(house, Screen, cookie)).Text;
        Assert.DoesNotContain("class=\"qr\"", silent, StringComparison.Ordinal);
        Assert.DoesNotContain("Zobacz na telefonie", silent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await Get(house, $"/qr/{Place}.svg", cookie)).Status);
        Assert.Null(await Address(house, booking, cookie));

        var (wrong, problem) = await coordinator.Post(Envelope(Guid.NewGuid(), $"place/{Place}", """{ "$type": "change-public-url", "version": 1, "publicUrl": "mal.example.org" }"""));
        Assert.Equal((HttpStatusCode.BadRequest, "command.publicUrl"), (wrong, problem.GetProperty("field").GetString()));
        await coordinator.Send(Guid.NewGuid(), $"place/{Place}", """{ "$type": "change-public-url", "version": 1, "publicUrl": "https://mal.example.net/wlochy" }""");

        await Eventually.True(async () => (await Get(house, Screen, cookie)).Text.Contains(">mal.example.net/<", StringComparison.Ordinal), "the wall says the address", TimeSpan.FromSeconds(20));
        Assert.Equal(QrCode.Of($"https://mal.example.net/wlochy{Screen}"), (await Get(house, $"/qr/{Place}.svg", cookie)).Text);
        Assert.StartsWith("https://mal.example.net/wlochy/spotkanie/", await Address(house, booking, cookie), StringComparison.Ordinal);
        // What coordination has written is not overruled by whoever starts the program.
        await house.Stop();
        await house.Start("--public-url", PublishedHouse.PublicUrl);
        Assert.StartsWith("https://mal.example.net/wlochy/spotkanie/", await Address(house, booking, cookie), StringComparison.Ordinal);
        Assert.Contains("ten obowiązuje", house.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_house_from_before_the_option_takes_the_address_when_it_has_none()
    {
        await using var house = new PublishedHouse { Outside = null };
        await house.Start();
        await house.Stop();

        await house.Start("--public-url", PublishedHouse.PublicUrl);

        await Eventually.True(async () => (await Get(house, $"/qr/{Place}.svg", null)).Text == QrCode.Of($"https://mal.example.org{Screen}"), "there is a code", TimeSpan.FromSeconds(20));
        Assert.DoesNotContain("differs from what the house remembers", house.Said, StringComparison.Ordinal);
    }

    private static async Task<string?> Address(PublishedHouse house, Guid booking, string cookie)
    {
        var (_, text) = await Get(house, $"/api/places/{Place}/meetings/{booking}/link", cookie);
        return JsonDocument.Parse(text).RootElement.TryGetProperty("address", out var address) ? address.GetString() : null;
    }

    /// <summary>As somebody asks who pretends that the house is somewhere else.</summary>
    private static async Task<(HttpStatusCode Status, string Text)> Get(PublishedHouse house, string path, string? cookie)
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = house.Address };
        using var asked = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        asked.Headers.Host = Evil;
        asked.Headers.TryAddWithoutValidation("X-Forwarded-Host", Evil);
        asked.Headers.TryAddWithoutValidation("X-Forwarded-Proto", "https");
        asked.Headers.TryAddWithoutValidation("Forwarded", $"host={Evil};proto=https");
        asked.Headers.TryAddWithoutValidation("X-Forwarded-Prefix", $"/{Evil}");
        if (cookie is not null)
        {
            asked.Headers.TryAddWithoutValidation("Cookie", $"mal-device={cookie}");
        }
        using var answer = await http.SendAsync(asked);
        return (answer.StatusCode, answer.Headers.Location + await answer.Content.ReadAsStringAsync());
    }
}
