using System.Net;
using System.Text;
using System.Text.Json;
using Mal.Board;
using Mal.Rooms;
using Microsoft.Extensions.DependencyInjection;

namespace Mal.Coordination;

/// <summary>What the desk asks of the house over HTTP, because it is too much, or too private, for the live board. While the server draws the page nobody is asked.</summary>
public sealed class DeskLine(IServiceProvider services)
{
    /// <summary>All that the rooms hold from a day to a day, both included.</summary>
    public Task<Fetched<PlaceCalendar>> Calendar(string place, DateOnly from, DateOnly until) =>
        Get($"api/places/{place}/calendar?from={from:yyyy-MM-dd}&until={until:yyyy-MM-dd}", json => json.Deserialize<PlaceCalendar>(Wire.Wire.Tolerant));

    /// <summary>What was written about one booking or initiative; empty words when nothing is kept.</summary>
    public Task<Fetched<WordsRead>> Words(string place, Guid subject) =>
        Get($"api/places/{place}/words/{subject:N}", WordsRead.Of, missing: WordsRead.Nothing);

    public async Task<Fetched<T>> Get<T>(string path, Func<JsonElement, T?> read, T? missing = null) where T : class =>
        await Ask(http => http.GetAsync(new Uri(path, UriKind.Relative)), read, missing);

    public async Task<Fetched<T>> Post<T>(string path, string json, Func<JsonElement, T?> read) where T : class
    {
        using var body = new StringContent(json, Encoding.UTF8, "application/json");
        return await Ask(http => http.PostAsync(new Uri(path, UriKind.Relative), body), read, null);
    }

    public async Task<Fetched<string>> Delete(string path) =>
        await Ask(http => http.DeleteAsync(new Uri(path, UriKind.Relative)), _ => "", "");

    private async Task<Fetched<T>> Ask<T>(Func<HttpClient, Task<HttpResponseMessage>> ask, Func<JsonElement, T?> read, T? missing) where T : class
    {
        if (services.GetService<HttpClient>() is not { } http)
        {
            return new Fetched<T>(null, null);
        }
        try
        {
            using var response = await ask(http);
            if (response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.NoContent && missing is not null)
            {
                return new Fetched<T>(missing, null);
            }
            using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
            return response.IsSuccessStatusCode && read(body.RootElement) is { } value
                ? new Fetched<T>(value, null)
                : new Fetched<T>(null, Said(body.RootElement) ?? "Dom odpowiedział, ale nie tak, jak trzeba. Odśwież stronę.");
        }
        catch (Exception failure) when (failure is HttpRequestException or JsonException or TaskCanceledException)
        {
            return new Fetched<T>(null, "Brak połączenia. Spróbuj ponownie za chwilę.");
        }
    }

    private static string? Said(JsonElement problem) =>
        problem.ValueKind == JsonValueKind.Object && problem.TryGetProperty("title", out var title) ? title.GetString() : null;
}

/// <summary>What came of asking: a value, or a sentence for a person; neither while the server draws the page.</summary>
public sealed record Fetched<T>(T? Value, string? Problem) where T : class;
