using System.Security.Claims;
using Mal.Devices;
using Mal.Gate;

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

    private static async Task<IResult> Read(KnownPlace place, Guid subject, HttpResponse response)
    {
        response.Headers.CacheControl = "no-store";
        return await Of(place, subject) is { } kept && await kept.Read() is { } words
            ? Results.Json(new Answer(words.Title, words.Email is null && words.Phone is null ? null : new(words.Email, words.Phone),
                (words.Said ?? []).Select(one => new Line(one.What, one.Text, one.At)), words.EraseAt), Refusals.Json)
            : Nothing();
    }

    private static async Task<IResult> Erase(KnownPlace place, Guid subject, ClaimsPrincipal user) =>
        await Of(place, subject) is { } kept && await kept.EraseFor(user.By(place)) ? Results.NoContent() : Nothing();

    // Null where nothing is kept: an id somebody made up wakes no record.
    private static async Task<IWordsGrain?> Of(KnownPlace place, Guid subject) => await place.Erasures.Knows(subject) ? place.Words(subject) : null;

    private static IResult Nothing() =>
        Refusals.Problem(StatusCodes.Status404NotFound, "Nie ma tu żadnych słów", "Nic nie zapisano albo zostało już usunięte.");

    private sealed record Answer(string? Title, Reach? Contact, IEnumerable<Line> Said, DateTimeOffset? EraseAt);

    private sealed record Reach(string? Email, string? Phone);

    private sealed record Line(string What, string Text, DateTimeOffset At);
}
