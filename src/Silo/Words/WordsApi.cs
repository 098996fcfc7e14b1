using System.Security.Claims;
using Mal.Devices;

namespace Mal.Words;

/// <summary>The words about one booking or initiative, for coordinators only: read, or erased at once.</summary>
internal static class WordsApi
{
    public static WebApplicationBuilder AddWords(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Erasing>();
        builder.Services.AddHostedService(services => services.GetRequiredService<Erasing>());
        return builder;
    }

    public static void MapWords(this WebApplication app)
    {
        var words = app.MapGroup("/api/places/{place}/words/{subject:guid}").RequireAuthorization(DevicesSetup.Coordinator);
        words.MapGet("", Read);
        words.MapDelete("", Erase);
    }

    private static async Task<IResult> Read(string place, Guid subject, HttpResponse response, IGrainFactory grains)
    {
        response.Headers.CacheControl = "no-store";
        return await Of(grains, place, subject).Read() is { } words
            ? Results.Json(new Answer(words.Title, words.Email is null && words.Phone is null ? null : new(words.Email, words.Phone),
                (words.Said ?? []).Select(one => new Line(one.What, one.Text, one.At)), words.EraseAt), Refusals.Json)
            : Nothing();
    }

    private static async Task<IResult> Erase(string place, Guid subject, ClaimsPrincipal user, IGrainFactory grains) =>
        await Of(grains, place, subject).EraseFor(user.By(place)) ? Results.NoContent() : Nothing();

    private static IWordsGrain Of(IGrainFactory grains, string place, Guid subject) => grains.GetGrain<IWordsGrain>($"{place}/{subject:N}");

    private static IResult Nothing() =>
        Refusals.Problem(StatusCodes.Status404NotFound, "Nie ma tu żadnych słów", "Nic nie zapisano albo zostało już usunięte.");

    private sealed record Answer(string? Title, Reach? Contact, IEnumerable<Line> Said, DateTimeOffset? EraseAt);

    private sealed record Reach(string? Email, string? Phone);

    private sealed record Line(string What, string Text, DateTimeOffset At);
}
