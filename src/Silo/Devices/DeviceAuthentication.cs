using System.Security.Claims;
using System.Text.Encodings.Web;
using Mal.Facts;
using Mal.Gate;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Mal.Devices;

internal sealed class DeviceAuthenticationOptions : AuthenticationSchemeOptions
{
    /// <summary>The development key; null when programs must pair like everybody else.</summary>
    public string? DevKey { get; set; }
}

/// <summary>
/// Signs a request in by its device's key (a cookie; for a counter or a sensor a bearer token) or by the development key
/// (bearer token). The key is checked against the record at every request, so a revoked device is out at once.
/// </summary>
internal sealed class DeviceAuthentication(
    IOptionsMonitor<DeviceAuthenticationOptions> options, ILoggerFactory logs, UrlEncoder encoder, KnownPlaces places)
    : AuthenticationHandler<DeviceAuthenticationOptions>(options, logs, encoder)
{
    internal const string SchemeName = "device";
    internal const string ByCookie = "device-cookie";
    internal const string ByToken = "device-token";
    internal const string ByKey = "dev-key";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (BearerToken() is { } token)
        {
            return Options.DevKey is { } key && Secrets.Same(token, key) && DevKey.MayUse(Context)
                ? Succeed(SignedIn.Identity(ByKey, Role.Coordinator, "dev-key", SignedIn.EveryPlace))
                : await Thing(token) is { } thing
                    ? Succeed(thing)
                    : AuthenticateResult.Fail("The bearer token is neither the development key, used from this very machine, nor that of a counter or a sensor.");
        }
        if (DeviceCookie.Read(Request) is not { } cookie)
        {
            return AuthenticateResult.NoResult();
        }
        return places.Find(cookie.Place) is { } place && await place.Devices.Find(cookie.Device, Secrets.Hash(cookie.Key)) is { } device
            ? Succeed(SignedIn.Identity(ByCookie, device.Role, device.Id, place.Id))
            : AuthenticateResult.Fail("The device is not paired, or no longer.");
    }

    // A counter or a sensor holds its key in its program. What people hold stays in a cookie that no script reads, and is no token.
    private async Task<ClaimsIdentity?> Thing(string token) =>
        DeviceCookie.Parse(token) is { } own && places.Find(own.Place) is { } place
        && await place.Devices.Find(own.Device, Secrets.Hash(own.Key)) is { Role: Role.Counter or Role.Sensor } device
            ? SignedIn.Identity(ByToken, device.Role, device.Id, place.Id, device.Room, device.Shelf)
            : null;

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) => Refusals
        .Problem(StatusCodes.Status401Unauthorized, "Urządzenie nie jest sparowane", "Sparuj to urządzenie: koordynacja wpisze kod z jego ekranu.")
        .ExecuteAsync(Context);

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => Refusals
        .Problem(StatusCodes.Status403Forbidden, "To urządzenie nie może tego zrobić", "Potrzebne jest urządzenie z większymi uprawnieniami.")
        .ExecuteAsync(Context);

    // A browser cannot put a header on a WebSocket, so the hub also takes the token from the address. Nothing else does: addresses get logged.
    private string? BearerToken()
    {
        const string prefix = "Bearer ";
        var header = Request.Headers.Authorization.ToString();
        return header.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) ? header[prefix.Length..].Trim()
            : Request.Path.StartsWithSegments("/hubs") && Request.Query["access_token"].ToString() is { Length: > 0 } token ? token
            : null;
    }

    private AuthenticateResult Succeed(ClaimsIdentity identity) => AuthenticateResult.Success(new(new ClaimsPrincipal(identity), Scheme.Name));
}
