namespace Mal.Devices;

/// <summary>
/// A cookie is sent along by any page that makes the browser ask, so a cookie alone is no consent. A write signed in by
/// cookie must carry a header that a foreign page cannot send without being asked first, and no request that a browser
/// marks as coming from elsewhere gets through to the hub or to a write.
/// </summary>
internal static class ForeignPages
{
    internal const string Header = "X-Mal";

    internal static async Task Refuse(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        var hub = request.Path.StartsWithSegments("/hubs");
        var writes = !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && !HttpMethods.IsOptions(request.Method);
        var byCookie = context.User.Identity?.AuthenticationType == DeviceAuthentication.ByCookie;

        if ((hub || writes || request.Path.StartsWithSegments("/api/pairing")) && ComesFromElsewhere(request))
        {
            await Refusals.Problem(StatusCodes.Status403Forbidden, "Zapytanie z obcej strony", "Origin does not name this house.").ExecuteAsync(context);
        }
        else if (writes && byCookie && !hub && !IsForAnyone(request) && request.Headers[Header] != "1")
        {
            await Refusals.Problem(StatusCodes.Status403Forbidden, "Brak nagłówka X-Mal", $"A write signed in by cookie carries the header {Header}: 1.").ExecuteAsync(context);
        }
        else
        {
            await next(context);
        }
    }

    // There the cookie gives no rights: the code in the address does, and a form carries a token of its own.
    private static bool IsForAnyone(HttpRequest request) => request.Path.StartsWithSegments("/zgloszenie") || request.Path.StartsWithSegments("/spotkanie");

    // The scheme is left out of the comparison: behind a proxy that ends TLS the node itself hears http.
    private static bool ComesFromElsewhere(HttpRequest request)
    {
        if (request.Headers["Sec-Fetch-Site"] == "cross-site")
        {
            return true;
        }
        if (request.Headers.Origin.ToString() is not { Length: > 0 } origin)
        {
            return false;
        }
        return !Uri.TryCreate(origin, UriKind.Absolute, out var from)
            || !string.Equals(from.Host, request.Host.Host, StringComparison.OrdinalIgnoreCase)
            || (request.Host.Port is { } port ? from.Port != port : !from.IsDefaultPort);
    }
}
