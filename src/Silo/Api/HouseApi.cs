using System.Collections.Immutable;
using System.Security.Claims;
using System.Text.Json;
using Mal.Board;
using Mal.Clocks;
using Mal.Devices;
using Mal.Facts;
using Mal.Gate;
using Mal.Live;
using Mal.Wire;

namespace Mal.Api;

/// <summary>The house over HTTP, for programs: the board as it stands, commands in, and whether this node lives and is ready.</summary>
internal static class HouseApi
{
    public static void MapHouseApi(this WebApplication app)
    {
        var place = app.MapGroup("/api/places/{place}");
        place.AddEndpointFilter(LaterWhenUnheard);
        place.MapGet("/board", GetBoard);
        place.MapPost("/commands", PostCommands);
        place.MapAlerts();
        place.MapPlaceApi();
        place.MapCalendar();
        place.MapHistory();
        place.MapSeries();
        place.MapClosures();
        place.MapClock();
        app.MapGet("/", (Hosting.HouseStart start) => start.Places is [var first, ..] ? Results.Redirect($"~/ekran/{first.Id}") : Results.NotFound());
        app.MapGet("/healthz/live", () => Results.Text("live"));
        app.MapGet("/healthz/ready", Ready);
    }

    private static async Task<IResult> GetBoard(KnownPlace place, string? audience, BoardRelay relay, ClaimsPrincipal user)
    {
        var highest = user.HighestAudience(place);
        var asked = highest;
        if (audience is not null && (!Enum.TryParse(audience, ignoreCase: true, out asked) || !Enum.IsDefined(asked)))
        {
            return Problem(400, "audience", "public, house albo staff");
        }
        if (asked > highest)
        {
            return Results.Problem(statusCode: 403, title: "audience: to urządzenie nie może tego oglądać.");
        }
        return await relay.Current(place) is { } board
            ? Results.Json(board.Snapshot(asked), Wire.Wire.Tolerant)
            : NotYet();
    }

    private static async Task<IResult> PostCommands(KnownPlace place, HttpRequest request, CommandDoor door, BoardRelay relay, ClaimsPrincipal user)
    {
        if (user.Identity is not { IsAuthenticated: true })
        {
            return Results.Problem(statusCode: 401, title: "Połącz urządzenie albo podaj klucz.");
        }
        if (!user.By(place).MaySend)
        {
            return Results.Problem(statusCode: 403, title: "To urządzenie nie może nic zmieniać.");
        }
        if (await relay.Of(place) is null)
        {
            return NotYet();
        }
        try
        {
            using var body = await JsonDocument.ParseAsync(request.Body);
            return body.RootElement.ValueKind == JsonValueKind.Array
                ? await AnswerAll(body.RootElement, place, door, user)
                : await AnswerOne(body.RootElement, place, door, user, request.HttpContext.Response);
        }
        catch (JsonException failure)
        {
            return Problem(400, "body", failure.Message);
        }
        catch (MalformedException malformed)
        {
            return Problem(400, malformed.FieldPath, malformed.Reason);
        }
        catch (UnknownKeyException unknown)
        {
            return Results.Problem(statusCode: 404, title: unknown.Message);
        }
    }

    private static async Task<IResult> AnswerOne(JsonElement envelope, KnownPlace place, CommandDoor door, ClaimsPrincipal user, HttpResponse response)
    {
        var answer = await door.Send(envelope, place, user.By(place));
        if (answer.Status != AnswerStatus.Unknown)
        {
            return Results.Json(answer, Wire.Wire.Tolerant);
        }
        response.Headers.RetryAfter = "1";
        return Results.Json(answer, Wire.Wire.Tolerant, statusCode: 503);
    }

    /// <summary>Each is answered, in order; one that is malformed or unknown says so in its own place and stops nobody.</summary>
    private static async Task<IResult> AnswerAll(JsonElement envelopes, KnownPlace place, CommandDoor door, ClaimsPrincipal user)
    {
        if (envelopes.GetArrayLength() > CommandDoor.MostCommands)
        {
            return Problem(400, "body", $"najwyżej {CommandDoor.MostCommands} poleceń naraz");
        }
        var answers = new List<Answer>();
        foreach (var envelope in envelopes.EnumerateArray())
        {
            answers.Add(await door.Answered(envelope, place, user.By(place)));
        }
        return Results.Json(ImmutableList.CreateRange(answers), Wire.Wire.Tolerant);
    }

    /// <summary>An answer without what was accepted would be a false one.</summary>
    private static async ValueTask<object?> LaterWhenUnheard(EndpointFilterInvocationContext asked, EndpointFilterDelegate next)
    {
        try
        {
            return await next(asked);
        }
        catch (UnheardException)
        {
            asked.HttpContext.Response.Headers.RetryAfter = "1";
            return Results.Problem(statusCode: 503, title: "Nie da się teraz odczytać tego, co przyjęto. Spróbuj za chwilę.");
        }
    }

    private static async Task<IResult> Ready(Hosting.HouseStart start, BoardRelay relay, Storage.StorageWatch storage)
    {
        if (!storage.Answers)
        {
            return Results.Problem(statusCode: 503, title: "Magazyn danych nie odpowiada.");
        }
        if (!storage.TakesWrites)
        {
            return Results.Problem(statusCode: 503, title: "Magazyn danych nie przyjmuje zapisów. Zwykle brak miejsca na dysku.");
        }
        if (start.Places.Count == 0)
        {
            return Results.Problem(statusCode: 503, title: "Miejsca jeszcze się wczytują.");
        }
        return await relay.Of(start.Places[0]) is { } board && board.House is not null
            ? Results.Text("ready")
            : Results.Problem(statusCode: 503, title: "Tablica nie odpowiada.");
    }

    /// <summary>The place is known by its file and has not been set up yet: in the first moments of the first start.</summary>
    internal static IResult NotYet() => Results.Problem(statusCode: 404, title: "place: tego miejsca jeszcze nie ma; spróbuj za chwilę.");

    /// <param name="reason">It may quote what came in, and is cut.</param>
    internal static IResult Problem(int status, string field, string reason) =>
        Results.Problem(statusCode: status, title: $"{field}: {MalformedException.Cut(reason)}", extensions: new Dictionary<string, object?> { ["field"] = field });
}
