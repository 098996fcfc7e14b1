using Mal.Live;
using Mal.Places;

namespace Mal.Api;

/// <summary>What is asked of a place itself and is too much, or too rare, for the live view.</summary>
internal static class PlaceApi
{
    public static void MapPlaceApi(this RouteGroupBuilder place)
    {
        place.MapGet("/texts", GetTexts);
    }

    /// <summary>Public: a form shows its clause before anybody has said who they are.</summary>
    private static async Task<IResult> GetTexts(string place, BoardRelay relay, IGrainFactory grains) =>
        await relay.Of(place) is { House: not null } && await grains.GetGrain<IPlaceGrain>(place).House() is { } house
            ? Results.Json(PlaceTextsAnswer.Of(house.File.Place), Wire.Wire.Tolerant)
            : Results.Problem(statusCode: 404, title: $"place: nie ma miejsca „{place}”.");
}
