using Mal.Board;
using Mal.Devices;
using Mal.Gate;
using Mal.Live;

namespace Mal.Api;

/// <summary>The list that phone and desk make for themselves, made here for programs that would rather be told.</summary>
internal static class AlertsApi
{
    public static void MapAlerts(this RouteGroupBuilder place) => place.MapGet("/alerts", Get).RequireAuthorization(DevicesSetup.Staff);

    private static async Task<IResult> Get(KnownPlace place, BoardRelay relay, Facts.Surroundings around) =>
        await relay.Current(place) is { House: { } house } board
            ? Results.Json(Alerts.Alerts.Of(house, board.Snapshot(Audience.Staff).Views.Values, around.Time.GetUtcNow(), relay.Trouble), Wire.Wire.Tolerant)
            : HouseApi.NotYet();
}
