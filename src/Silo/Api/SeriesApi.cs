using System.Collections.Immutable;
using System.Security.Claims;
using System.Text.Json;
using Mal.Devices;
using Mal.Facts;
using Mal.Gate;
using Mal.Initiatives;
using Mal.Live;
using Mal.Places;
using Mal.Rooms;

namespace Mal.Api;

/// <summary>
/// A series tried before it is asked for: every date of it on one screen, free, taken with what is free instead, or without
/// a meeting and why. Nothing is written and nothing is held.
/// </summary>
internal static class SeriesApi
{
    public static void MapSeries(this IEndpointRouteBuilder place) => place.MapPost("/series", PostSeries);

    private static async Task<IResult> PostSeries(KnownPlace place, HttpRequest request, CommandDoor door, BoardRelay relay, Surroundings around, ClaimsPrincipal user)
    {
        if (user.By(place).Role < Role.Staff)
        {
            return user.Identity is { IsAuthenticated: true }
                ? Results.Problem(statusCode: 403, title: "To urządzenie nie może sprawdzać terminów.")
                : Results.Problem(statusCode: 401, title: "Połącz urządzenie albo podaj klucz.");
        }
        if ((await relay.Of(place))?.House is not { } house)
        {
            return HouseApi.NotYet();
        }
        try
        {
            using var body = await JsonDocument.ParseAsync(request.Body);
            var trial = CommandDoor.Parse<SeriesTrial>(body.RootElement, "");
            if (SeriesTrial.Malformed(trial) is { } wrong)
            {
                throw new MalformedException(wrong.Split(':')[0], wrong[(wrong.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim());
            }
            if (house.Room(trial.Room) is null)
            {
                return Results.Problem(statusCode: 404, title: $"room: nie ma sali „{trial.Room}”.");
            }
            return Results.Json(await Try(door, house, trial, around.Time.GetUtcNow()), Wire.Wire.Tolerant);
        }
        catch (JsonException failure)
        {
            return HouseApi.Problem(400, "body", failure.Message);
        }
        catch (MalformedException malformed)
        {
            return HouseApi.Problem(400, malformed.FieldPath.TrimStart('.'), malformed.Reason);
        }
    }

    /// <exception cref="MalformedException">The rule cannot be read.</exception>
    internal static async Task<SeriesTried> Try(CommandDoor door, House house, SeriesTrial trial, DateTimeOffset now)
    {
        var dates = door.Initiatives.Read(trial.AsSeries, "");
        return dates.Refusal is { } refusal
            ? new SeriesTried([], refusal)
            : SeriesTried.Of(house, trial, dates.Days, await Held(door, house, dates.Days), now);
    }

    // One question to each room for the whole of the series, however many dates it has, and for the weeks it begins and ends in.
    private static async Task<ImmutableSortedDictionary<string, ImmutableList<CalendarEntry>>> Held(CommandDoor door, House house, ImmutableList<DateOnly> days) =>
        await door.Rooms.Calendars(house, house.At(days[0].AddDays(-6), TimeOnly.MinValue), house.At(days[^1].AddDays(7), TimeOnly.MinValue));
}
