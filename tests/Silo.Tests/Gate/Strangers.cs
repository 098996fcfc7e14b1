using System.Globalization;

namespace Mal.Silo.Tests.Gate;

/// <summary>A crowd that invents names of places: as long as a message may be, and such as a place might have.</summary>
internal static class Strangers
{
    private const int AtOnce = 4;

    /// <summary>So many of each: joins, cookies, boards, and the other texts that name a place.</summary>
    /// <returns>How many answers said anything but "no".</returns>
    public static async Task<int> Come(Uri house, int count)
    {
        var wrong = 0;
        await Parallel.ForEachAsync(Enumerable.Range(0, AtOnce), async (worker, _) =>
        {
            using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = house };
            await using var hub = await RawHub.Open(house);
            for (var i = worker; i < count; i += AtOnce)
            {
                var (known, name) = ($"dom-{i.ToString("x", CultureInfo.InvariantCulture)}-{worker}", (char)('a' + i % 26));
                var joins = $"{new string(name, 60_000)}{i}";
                wrong += await hub.Invoke("Join", $$"""[{"place":"{{(i % 2 == 0 ? joins : known)}}"}]""") is { } error && error.Length < 500 ? 0 : 1;
                wrong += await Status(http, "/api/places/rejonowa-6-8/texts", cookie: $"{(i % 2 == 0 ? $"{new string(name, 8_000)}{i}" : known)}.d.k") == 200 ? 0 : 1;
                wrong += await Status(http, $"/api/places/{(i % 2 == 0 ? $"{new string(name, 4_000)}{i}" : known)}/board") == 404 ? 0 : 1;
                // Fewer of these: the same lookup stands before them.
                if (i % 10 == worker)
                {
                    wrong += await Status(http, $"/zgloszenie/{known}") == 404 ? 0 : 1;
                    wrong += await Status(http, $"/spotkanie/{i:D12}") is 404 or 429 ? 0 : 1;
                    wrong += await Status(http, $"/api/pairing/ABCDEF?secret={known}.s") == 400 ? 0 : 1;
                    wrong += await Status(http, $"/ekran/{known}") == 404 ? 0 : 1;
                    wrong += await Status(http, $"/zgloszenie/rejonowa-6-8/{Code(i)}") is 404 or 429 ? 0 : 1;
                    wrong += await Status(http, "/api/places/rejonowa-6-8/texts", bearer: $"{known}.d.k") == 200 ? 0 : 1;
                }
            }
        });
        return wrong;
    }

    // A code as the house writes them, of a request nobody made.
    private static string Code(int i) => string.Concat(Enumerable.Range(0, 12).Select(at => "ACEFHJKMNPRTWXY34679"[(i * 7 + at * at * (i + 3)) % 20]));

    private static async Task<int> Status(HttpClient http, string path, string? cookie = null, string? bearer = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (cookie is not null)
        {
            request.Headers.TryAddWithoutValidation("Cookie", $"mal-device={cookie}");
        }
        if (bearer is not null)
        {
            request.Headers.Authorization = new("Bearer", bearer);
        }
        using var answer = await http.SendAsync(request);
        return (int)answer.StatusCode;
    }
}
