namespace Mal.Devices;

/// <summary>The one thing a paired device holds: its place, its id and its own key, in a cookie no script can read. A thing without a browser holds the same text as a token.</summary>
internal sealed record DeviceCookie(string Place, string Device, string Key)
{
    internal const string Name = "mal-device";

    /// <summary>Null when there is no cookie, or none of ours.</summary>
    internal static DeviceCookie? Read(HttpRequest request) =>
        Parse(request.Cookies[Name]);

    internal static DeviceCookie? Parse(string? text) =>
        text?.Split('.') is [{ Length: > 0 } place, { Length: > 0 } device, { Length: > 0 } key] ? new(place, device, key) : null;

    internal string Text => $"{Place}.{Device}.{Key}";

    internal void Write(HttpResponse response) => response.Cookies.Append(Name, Text, new CookieOptions
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = response.HttpContext.Request.IsHttps,
        IsEssential = true,
        // The longest a browser keeps one; a screen that is used is never asked to pair again within it.
        MaxAge = TimeSpan.FromDays(400),
        // Beside the house other programs may be served from the same host.
        Path = response.HttpContext.Request.PathBase.Value is { Length: > 0 } path ? path : "/",
    });
}
