using Mal.Gate;
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
    private static async Task<IResult> GetTexts(KnownPlace place, BoardRelay relay) =>
        await relay.Of(place) is { House: not null } && await place.Place.House() is { } house
            ? Results.Json(PlaceTextsAnswer.Of(house.File.Place), Wire.Wire.Tolerant)
            : HouseApi.NotYet();
}
