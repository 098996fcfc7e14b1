using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Mal.EndToEnd.House;

/// <summary>A client written from the documented paths alone: plain JSON, no type of ours, so that it would notice a changed name.</summary>
public sealed class HouseClient : IDisposable
{
    public const string Hall = $"room/{PublishedHouse.Place}/sala-glowna";
    public const string Fridge = $"shelf/{PublishedHouse.Place}/lodowka";

    private readonly HttpClient http;

    /// <param name="key">Asked for at every call, since a node that is started again has another.</param>
    public HouseClient(Uri address, Func<string>? key) =>
        http = new HttpClient(new WithKey(key)) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(10) };

    public async Task<(HttpStatusCode Status, JsonElement Body)> Post(string body, string place = PublishedHouse.Place)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(new Uri($"/api/places/{place}/commands", UriKind.Relative), content);
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }

    /// <summary>Several envelopes in one request, or a closing: whatever is posted under the place's own path.</summary>
    public async Task<(HttpStatusCode Status, JsonElement Body)> PostTo(string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(new Uri($"/api/places/{PublishedHouse.Place}/{path}", UriKind.Relative), content);
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }

    /// <summary>The status of a command that must be answered with 200.</summary>
    public async Task<JsonElement> Send(Guid id, string key, string command)
    {
        var (status, body) = await Post(Envelope(id, key, command));
        return status == HttpStatusCode.OK ? body : throw new InvalidOperationException($"{(int)status}: {body}");
    }

    public static string Envelope(Guid id, string key, string command) => $$"""{ "id": "{{id}}", "key": "{{key}}", "command": {{command}} }""";

    public static string Lot(Guid id, string name, string category, string dateKind, string? date = null) =>
        $$"""{ "$type": "receive", "lot": { "id": "{{id}}", "name": "{{name}}", "category": "{{category}}", "quantity": 3, "dateKind": "{{dateKind}}", "date": {{(date is null ? "null" : $"\"{date}\"")}} } }""";

    public async Task<JsonElement> Board(string? audience = null) =>
        await http.GetFromJsonAsync<JsonElement>(new Uri($"/api/places/{PublishedHouse.Place}/board{(audience is null ? "" : $"?audience={audience}")}", UriKind.Relative));

    public async Task<HttpStatusCode> BoardStatus(string place, string? audience = null)
    {
        using var answer = await http.GetAsync(new Uri($"/api/places/{place}/board{(audience is null ? "" : $"?audience={audience}")}", UriKind.Relative));
        return answer.StatusCode;
    }

    /// <summary>What the rooms hold on a day, <c>yyyy-MM-dd</c>.</summary>
    public Task<JsonElement> Calendar(string day) => Calendar(day, day);

    public async Task<JsonElement> Calendar(string from, string until) =>
        await http.GetFromJsonAsync<JsonElement>(new Uri($"/api/places/{PublishedHouse.Place}/calendar?from={from}&until={until}", UriKind.Relative));

    /// <summary>The path of the organizer's link of a meeting.</summary>
    public async Task<string> MeetingLink(Guid booking) => $"/spotkanie/{(await http.GetFromJsonAsync<JsonElement>(
        new Uri($"/api/places/{PublishedHouse.Place}/meetings/{booking}/link", UriKind.Relative))).GetProperty("code").GetString()}";

    public async Task<JsonElement> View(string key, string? audience = null) => (await Board(audience)).GetProperty("views").GetProperty(key);

    public async Task<int?> Count(string key) =>
        (await View(key)).GetProperty("occupancy").TryGetProperty("count", out var count) && count.ValueKind == JsonValueKind.Number ? count.GetInt32() : null;

    /// <summary>The whole ceremony of pairing a device, by a coordinator; the value of the cookie that the device then holds.</summary>
    public async Task<string> Pair(string role)
    {
        using var device = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = http.BaseAddress };
        using var asked = await device.PostAsJsonAsync("/api/pairing", new { place = PublishedHouse.Place });
        var pairing = await asked.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
        var code = pairing.GetProperty("code").GetString();
        using var admitted = await http.PostAsJsonAsync($"/api/places/{PublishedHouse.Place}/devices", new { code, role });
        admitted.EnsureSuccessStatusCode();
        using var collected = await device.GetAsync(new Uri($"/api/pairing/{code}?secret={pairing.GetProperty("secret").GetString()}", UriKind.Relative));
        return collected.EnsureSuccessStatusCode().Headers.GetValues("Set-Cookie").Single().Split(';')[0].Split('=', 2)[1];
    }

    public async Task<JsonElement> Devices() => await http.GetFromJsonAsync<JsonElement>(new Uri($"/api/places/{PublishedHouse.Place}/devices", UriKind.Relative));

    public async Task Revoke(string device)
    {
        using var answer = await http.DeleteAsync(new Uri($"/api/places/{PublishedHouse.Place}/devices/{device}", UriKind.Relative));
        answer.EnsureSuccessStatusCode();
    }

    public void Dispose() => http.Dispose();

    private sealed class WithKey(Func<string>? key) : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var used = key?.Invoke();
            while (true)
            {
                request.Headers.Authorization = used is null ? null : new("Bearer", used);
                var answer = await base.SendAsync(request, cancellationToken);
                if (answer.StatusCode != HttpStatusCode.Unauthorized || key is null || key() is var newer && newer == used)
                {
                    return answer;
                }
                // It was read just before the node was started again, and the new one had written another before it listened.
                answer.Dispose();
                used = newer;
            }
        }
    }
}
