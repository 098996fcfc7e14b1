using System.Text.Json.Serialization;
using Mal.Gate;
using Mal.Live;
using Mal.Places;

namespace Mal.Screens;

/// <summary>What a phone needs to put the staff's screen of one house among its apps (W3C Web Application Manifest).</summary>
internal static class PhoneManifest
{
    public static async Task<IResult> Of(KnownPlace place, HttpRequest request, BoardRelay relay) => await relay.Of(place) is { House: { } house }
        ? Results.Json(new Manifest($"Dyżur – {house.File.Place.Name}", "Dyżur", $"{request.PathBase}/dyzur/{place.Id}", $"{request.PathBase}/dyzur/{place.Id}",
            "pl", "standalone", "#0f4c5c", "#fbf8f2",
            [
                new($"{request.PathBase}/app-icon.svg", "any", "image/svg+xml", "any"),
                new($"{request.PathBase}/app-icon-192.png", "192x192", "image/png", "any"),
                new($"{request.PathBase}/app-icon-512.png", "512x512", "image/png", "any"),
                new($"{request.PathBase}/app-icon-maskable-512.png", "512x512", "image/png", "maskable"),
            ]), contentType: "application/manifest+json")
        : Results.NotFound();

    // Its scope is the house: a phone that serves two of them has two apps.
    private sealed record Manifest(string Name, [property: JsonPropertyName("short_name")] string ShortName, [property: JsonPropertyName("start_url")] string StartUrl,
        string Scope, string Lang, string Display, [property: JsonPropertyName("theme_color")] string ThemeColor,
        [property: JsonPropertyName("background_color")] string BackgroundColor, Icon[] Icons);

    private sealed record Icon(string Src, string Sizes, string Type, string Purpose);
}
