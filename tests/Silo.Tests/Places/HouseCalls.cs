using System.Text;
using Mal.Silo.Tests.Live;

namespace Mal.Silo.Tests.Places;

/// <summary>How a program asks a house over HTTP.</summary>
internal static class HouseCalls
{
    public static Uri At(string path) => new($"/api/places/{LiveHouse.Place}/{path}", UriKind.Relative);

    /// <summary>A program with the development key, which counts as a coordinator.</summary>
    public static HttpClient Program(this LiveHouse house)
    {
        var client = new HttpClient { BaseAddress = new Uri(house.Address) };
        client.DefaultRequestHeaders.Authorization = new("Bearer", LiveHouse.DevKey);
        return client;
    }

    /// <summary>Sends a command; to the place itself unless another key is given.</summary>
    public static Task<HttpResponseMessage> Command(this HttpClient client, string command, string key = $"place/{LiveHouse.Place}", Guid? id = null) =>
        client.Post("commands", $$"""{"id":"{{id ?? Guid.NewGuid()}}","key":"{{key}}","command":{{command}}}""");

    public static async Task<HttpResponseMessage> Post(this HttpClient client, string path, string json)
    {
        using var body = new StringContent(json, Encoding.UTF8, "application/json");
        return await client.PostAsync(At(path), body);
    }
}
