using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Mal.Devices;
using Mal.Facts;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;

namespace Mal.Silo.Tests.Devices;

/// <summary>Each test gets a node of its own, so that limits and records of one are nothing to another.</summary>
public sealed class PairingTests : IAsyncLifetime
{
    private readonly PairingHouse house = new();

    public Task InitializeAsync() => house.InitializeAsync();

    public Task DisposeAsync() => house.DisposeAsync();

    [Fact]
    public async Task A_code_has_six_letters_that_look_like_no_other()
    {
        using var device = house.Browser();

        var (code, _) = await PairingHouse.Begin(device);

        Assert.Equal(6, code.Length);
        Assert.DoesNotContain(code, letter => "0OQDI1LZ2S5B8GUV".Contains(letter, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_device_waits_until_a_coordinator_enters_its_code()
    {
        using var device = house.Browser();
        var (code, secret) = await PairingHouse.Begin(device);

        Assert.Equal("pending", await Status(device, code, secret));
        Assert.Equal(HttpStatusCode.Unauthorized, (await Tap(device)).StatusCode);
    }

    [Fact]
    public async Task A_paired_phone_may_do_what_staff_may()
    {
        using var phone = await house.Paired("staff");

        Assert.Equal("Staff", await (await Tap(phone)).EnsureSuccessStatusCode().Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Behind_a_proxy_that_ends_TLS_a_key_travels_by_https_only()
    {
        using var coordinator = house.Program();
        using var phone = house.Browser();
        phone.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        var (code, secret) = await PairingHouse.Begin(phone);
        await Admit(coordinator, code, "staff");

        var paired = await phone.GetAsync(Poll(code, secret));

        Assert.Contains("; secure", Assert.Single(paired.Headers.GetValues("Set-Cookie")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_paired_display_may_look_but_not_touch()
    {
        using var display = await house.Paired("display");

        var refused = await Tap(display);

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType?.MediaType);
        Assert.Equal("Display", await display.GetStringAsync(new Uri("/hubs/whoami", UriKind.Relative)));
    }

    [Fact]
    public async Task A_code_is_entered_as_people_type_it()
    {
        using var device = house.Browser();
        using var coordinator = house.Program();
        var (code, secret) = await PairingHouse.Begin(device);

        await Admit(coordinator, $" {code[..3].ToLowerInvariant()}-{code[3..]} ", "display");

        Assert.Equal("paired", await Status(device, code, secret));
    }

    [Fact]
    public async Task A_key_is_handed_over_once()
    {
        using var device = house.Browser();
        using var coordinator = house.Program();
        var (code, secret) = await PairingHouse.Begin(device);
        await Admit(coordinator, code, "staff");
        Assert.Equal("paired", await Status(device, code, secret));

        using var again = await device.GetAsync(Poll(code, secret));

        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
        Assert.False(again.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task Who_only_reads_the_code_off_the_screen_gets_no_key()
    {
        using var device = house.Browser();
        using var thief = house.Browser();
        using var coordinator = house.Program();
        var (code, _) = await PairingHouse.Begin(device);
        await Admit(coordinator, code, "coordinator");

        using var answer = await thief.GetAsync(Poll(code, $"{PairingHouse.Place}.guessed"));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task A_code_is_good_for_ten_minutes()
    {
        using var device = house.Browser();
        using var coordinator = house.Program();
        var (code, secret) = await PairingHouse.Begin(device);
        house.Clock.Advance(TimeSpan.FromMinutes(10));

        Assert.Equal(HttpStatusCode.NotFound, (await Admit(coordinator, code, "staff")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await device.GetAsync(Poll(code, secret))).StatusCode);
    }

    [Fact]
    public async Task A_second_coordinator_does_not_change_what_the_first_one_chose()
    {
        using var device = house.Browser();
        using var coordinator = house.Program();
        var (code, secret) = await PairingHouse.Begin(device);
        await Admit(coordinator, code, "display");

        Assert.Equal(HttpStatusCode.NotFound, (await Admit(coordinator, code, "coordinator")).StatusCode);
        var answer = await device.GetFromJsonAsync<JsonElement>(Poll(code, secret));
        Assert.Equal("display", answer.GetProperty("role").GetString());
    }

    [Fact]
    public async Task A_revoked_device_is_out_at_once()
    {
        using var phone = await house.Paired("staff");
        using var coordinator = house.Program();
        var devices = await coordinator.GetFromJsonAsync<JsonElement>(Devices);
        var id = devices[0].GetProperty("id").GetString();

        Assert.Equal(HttpStatusCode.NoContent, (await coordinator.DeleteAsync(new Uri($"{Devices}/{id}", UriKind.Relative))).StatusCode);

        Assert.Equal(HttpStatusCode.Unauthorized, (await Tap(phone)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await coordinator.DeleteAsync(new Uri($"{Devices}/{id}", UriKind.Relative))).StatusCode);
    }

    [Fact]
    public async Task Only_a_coordinator_lets_devices_in()
    {
        using var phone = await house.Paired("staff");
        using var nobody = house.Browser();
        var (code, _) = await PairingHouse.Begin(nobody);

        Assert.Equal(HttpStatusCode.Forbidden, (await Admit(phone, code, "coordinator")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Admit(nobody, code, "coordinator")).StatusCode);
    }

    [Fact]
    public async Task A_device_of_one_place_is_nobody_in_another()
    {
        using var coordinator = await house.Paired("coordinator");

        Assert.Equal(HttpStatusCode.Forbidden, (await coordinator.GetAsync(new Uri("/api/places/other/devices", UriKind.Relative))).StatusCode);
    }

    [Theory]
    [InlineData("{}", "code")]
    [InlineData("""{"code":"ACEFHJ"}""", "role")]
    [InlineData("""{"code":"ACEFHJ","role":"king"}""", "role")]
    [InlineData("""{"code":"ACEFHJ","role":"system"}""", "role")]
    [InlineData("not json", "body")]
    public async Task A_malformed_admission_names_the_field(string body, string field)
    {
        using var coordinator = house.Program();
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        using var answer = await coordinator.PostAsync(new Uri(Devices, UriKind.Relative), content);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(field, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("field").GetString());
    }

    [Fact]
    public async Task A_cookie_holds_a_key_that_no_script_reads_and_no_record_keeps()
    {
        using var device = house.Browser();
        using var coordinator = house.Program();
        var (code, secret) = await PairingHouse.Begin(device);
        await Admit(coordinator, code, "staff");

        using var answer = await device.GetAsync(Poll(code, secret));

        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        var key = cookie.Split(';')[0].Split('.')[^1];
        var kept = Assert.Single(await house.Services.GetRequiredService<IGrainFactory>().GetGrain<IDevicesGrain>(PairingHouse.Place).All());
        Assert.Equal(Secrets.Hash(key), kept.KeyHash);
    }

    [Fact]
    public async Task Too_many_pairings_from_one_address_are_put_off()
    {
        using var device = house.Browser();
        HttpStatusCode last = default;
        for (var asked = 0; asked < 21; asked++)
        {
            last = (await device.PostAsJsonAsync("/api/pairing", new { place = PairingHouse.Place })).StatusCode;
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, last);
    }

    [Fact]
    public void A_device_travels_between_nodes_unchanged()
    {
        var serializer = house.Services.GetRequiredService<Serializer>();
        var device = new PairedDevice("a", Role.Staff, "telefon przy ladzie", house.Clock.GetUtcNow(), "ff");

        Assert.Equal(device, serializer.Deserialize<PairedDevice>(serializer.SerializeToArray(device)));
    }

    private const string Devices = $"/api/places/{PairingHouse.Place}/devices";

    private static Uri Poll(string code, string secret) => new($"/api/pairing/{code}?secret={secret}", UriKind.Relative);

    private static async Task<string?> Status(HttpClient device, string code, string secret) =>
        (await device.GetFromJsonAsync<JsonElement>(Poll(code, secret))).GetProperty("status").GetString();

    private static Task<HttpResponseMessage> Admit(HttpClient coordinator, string code, string role) =>
        coordinator.PostAsJsonAsync(Devices, new { code, role });

    private static Task<HttpResponseMessage> Tap(HttpClient phone) => phone.PostAsync(new Uri($"/api/places/{PairingHouse.Place}/tap", UriKind.Relative), null);
}
