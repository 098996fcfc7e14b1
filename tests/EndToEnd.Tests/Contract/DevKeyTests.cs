using System.Net;
using Mal.EndToEnd.House;

namespace Mal.EndToEnd.Contract;

/// <summary>The key for programs of the same machine, as the published node gives it out.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class DevKeyTests
{
    private static readonly Uri Devices = new($"/api/places/{PublishedHouse.Place}/devices", UriKind.Relative);

    [Fact]
    public async Task The_key_lies_in_a_file_of_its_owner_and_is_good_for_this_machine_and_this_run()
    {
        await using var house = await new PublishedHouse().Start();
        var file = Path.Combine(house.Data, "dev-key");
        var first = house.DevKey;
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.DoesNotContain(first, house.CommandLine, StringComparison.Ordinal);
        Assert.Equal(["dev-key"], house.PlacesOf(first));
        Assert.Equal(HttpStatusCode.OK, await Ask(house, first));
        Assert.Equal(HttpStatusCode.Unauthorized, await Ask(house, first, "X-Forwarded-For", "203.0.113.7"));
        Assert.Equal(HttpStatusCode.Unauthorized, await Ask(house, first, "Via", "1.1 Caddy"));
        Assert.Equal(HttpStatusCode.Unauthorized, await Ask(house, first, "Host", "mal.example.org"));

        await house.Kill();
        File.SetUnixFileMode(file, (UnixFileMode)Convert.ToInt32("644", 8));
        await house.Start();

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Equal(HttpStatusCode.Unauthorized, await Ask(house, first));
        Assert.Equal(HttpStatusCode.OK, await Ask(house, house.DevKey));
    }

    private static async Task<HttpStatusCode> Ask(PublishedHouse house, string key, string? header = null, string? value = null)
    {
        using var http = new HttpClient { BaseAddress = house.Address };
        using var asked = new HttpRequestMessage(HttpMethod.Get, Devices);
        asked.Headers.Authorization = new("Bearer", key);
        if (header is not null)
        {
            asked.Headers.TryAddWithoutValidation(header, value);
        }
        using var answer = await http.SendAsync(asked);
        return answer.StatusCode;
    }
}
