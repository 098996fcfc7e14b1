using Mal.Gate;

namespace Mal.Devices;

/// <summary>
/// Somebody has to be the first coordinator: the node prints a link at every start until it has been used.
/// The link opens a page with a button, so that a program that looks at links does not use it up.
/// </summary>
internal sealed class FirstCoordinator(KnownPlaces places)
{
    /// <summary>The path of a new one-time link, or null when the place already has a coordinator.</summary>
    public async Task<string?> Link(KnownPlace place)
    {
        var secret = Secrets.Key();
        return await place.Devices.Invite(Secrets.Hash(secret)) ? $"/parowanie/{place.Id}.{secret}" : null;
    }

    internal async Task<DeviceCookie?> Accept(string token)
    {
        if (token.Split('.') is not [var named, { Length: > 0 } secret] || places.Find(named) is not { } place)
        {
            return null;
        }
        var cookie = new DeviceCookie(place.Id, Secrets.DeviceId(), Secrets.Key());
        return await place.Devices.Accept(Secrets.Hash(secret), cookie.Device, Secrets.Hash(cookie.Key)) ? cookie : null;
    }
}

internal static class FirstCoordinatorPage
{
    internal static void MapFirstCoordinator(this WebApplication app)
    {
        app.MapGet("/parowanie/{token}", (HttpContext context) => Page(context, StatusCodes.Status200OK,
            "<p>To urządzenie będzie pierwszym urządzeniem koordynacji.</p><form method=\"post\"><button>Sparuj to urządzenie</button></form>"));
        app.MapPost("/parowanie/{token}", Use).RequireRateLimiting(DevicesSetup.PairingLimit);
    }

    private static async Task<IResult> Use(string token, HttpContext context, FirstCoordinator first)
    {
        if (await first.Accept(token) is not { } cookie)
        {
            return Page(context, StatusCodes.Status410Gone, "<p>Ten link był już użyty albo jest nieważny. Nowy wypisze program po ponownym uruchomieniu, jeśli nie ma jeszcze koordynacji.</p>");
        }
        cookie.Write(context.Response);
        return Results.Redirect($"~/koordynacja/{cookie.Place}");
    }

    private static IResult Page(HttpContext context, int status, string body)
    {
        // The address holds the secret: it must not travel on to another site nor stay in a cache.
        context.Response.Headers["Referrer-Policy"] = "same-origin";
        context.Response.Headers.CacheControl = "no-store";
        return Results.Content($$"""
            <!doctype html>
            <html lang="pl"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Parowanie</title>
            <style>body { font: 1.25rem/1.5 system-ui, sans-serif; max-width: 36rem; margin: 3rem auto; padding: 0 1rem } button { font: inherit; padding: .75rem 1.5rem }</style></head>
            <body><main><h1>Parowanie urządzenia</h1>{{body}}</main></body></html>
            """, "text/html; charset=utf-8", statusCode: status);
    }
}
