using System.Text.Json;
using Mal.Gate;

namespace Mal.Devices;

/// <summary>
/// What an unpaired device asks: a code to show, and then, until somebody has entered it, whether it was admitted.
/// The secret proves that the one who asks is the one who shows the code.
/// </summary>
internal static class PairingApi
{
    private const int Attempts = 5;

    internal static void MapPairing(this WebApplication app)
    {
        app.MapPost("/api/pairing", Begin).RequireRateLimiting(DevicesSetup.PairingLimit);
        app.MapGet("/api/pairing/{code}", Collect);
    }

    private static async Task<IResult> Begin(HttpContext context, KnownPlaces places)
    {
        var (asked, malformed) = await Bodies.Read<PairingRequest>(context);
        if (malformed is not null)
        {
            return malformed;
        }
        if (places.Find(asked?.Place) is not { } place)
        {
            return Refusals.Malformed("place", "The id of a place of this node is missing.");
        }
        var secret = Secrets.Key();
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var code = Secrets.Code();
            if (await place.Devices.Begin(code, Secrets.Hash(secret)) is { } expiresAt)
            {
                // The code alone does not say which place it belongs to, so the secret carries it back.
                return Results.Json(new PairingBegun(code, expiresAt, $"{place.Id}.{secret}"), Refusals.Json, statusCode: StatusCodes.Status201Created);
            }
        }
        context.Response.Headers.RetryAfter = "60";
        return Refusals.Problem(StatusCodes.Status503ServiceUnavailable, "Zbyt wiele urządzeń czeka na sparowanie", "Spróbuj ponownie za kilka minut.");
    }

    private static async Task<IResult> Collect(string code, string? secret, HttpContext context, KnownPlaces places)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (secret?.Split('.') is not [var named, { Length: > 0 } own] || places.Find(named) is not { } place)
        {
            return Refusals.Malformed("secret", "The secret that came with the code is missing.");
        }
        var key = Secrets.Key();
        var collected = await place.Devices.Collect(Secrets.AsCode(code), Secrets.Hash(own), Secrets.Hash(key));
        if (collected is { State: PairingState.Paired, Device: { } device })
        {
            new DeviceCookie(place.Id, device.Id, key).Write(context.Response);
            return Results.Json(new PairingStatus("paired", device.Role.ToString().ToLowerInvariant()), Refusals.Json);
        }
        return collected.State == PairingState.Pending
            ? Results.Json(new PairingStatus("pending"), Refusals.Json)
            : Refusals.Problem(StatusCodes.Status404NotFound, "Nie ma takiego kodu", "Kod wygasł albo został już użyty. Poproś o nowy.");
    }

    private sealed record PairingRequest(string? Place);

    private sealed record PairingBegun(string Code, DateTimeOffset ExpiresAt, string Secret);

    private sealed record PairingStatus(string Status, string? Role = null);
}

/// <summary>Reading what was sent; a body that is no JSON names itself.</summary>
internal static class Bodies
{
    // A name is shown to people, and every other word here is one line of plain letters too.
    private static readonly JsonSerializerOptions Json = new(Refusals.Json) { Converters = { new Texts.OneLineText() } };

    internal static async Task<(T? Body, IResult? Malformed)> Read<T>(HttpContext context)
        where T : class
    {
        try
        {
            return (await JsonSerializer.DeserializeAsync<T>(context.Request.Body, Bodies.Json, context.RequestAborted), null);
        }
        catch (InvalidOperationException)
        {
            // Half of a pair of surrogates, escaped: JSON by its grammar, and no text.
            return (null, Refusals.Malformed("body", "The body is not the JSON expected here."));
        }
        catch (JsonException wrong)
        {
            return (null, Refusals.Malformed(wrong.Path?.TrimStart('$', '.') is { Length: > 0 } field ? field : "body", "The body is not the JSON expected here."));
        }
    }
}
