using System.Security.Claims;
using Mal.Devices;
using Mal.Facts;
using Mal.Gate;
using Mal.Live;
using Mal.Rooms;

namespace Mal.Api;

/// <summary>Everything the rooms ever held in some days, for staff: what is asked, decided, held, and what came to nothing.</summary>
internal static class CalendarApi
{
    private const int DaysMax = 400;

    public static void MapCalendar(this IEndpointRouteBuilder place) => place.MapGet("/calendar", GetCalendar);

    private static async Task<IResult> GetCalendar(KnownPlace place, Day? from, Day? until, CommandDoor door, BoardRelay relay, ClaimsPrincipal user)
    {
        if (user.By(place).Role < Role.Staff)
        {
            return user.Identity is { IsAuthenticated: true }
                ? Results.Problem(statusCode: 403, title: "To urządzenie nie może oglądać kalendarza.")
                : Results.Problem(statusCode: 401, title: "Połącz urządzenie albo podaj klucz.");
        }
        if ((await relay.Of(place))?.House is not { } house)
        {
            return HouseApi.NotYet();
        }
        if (from is not { Date: var first } || until is not { Date: var last } || last < first || last.DayNumber - first.DayNumber > DaysMax)
        {
            return HouseApi.Problem(400, from is null ? "from" : "until", $"dni od i do (RRRR-MM-DD), oba włącznie, najwyżej {DaysMax}");
        }
        var rooms = await door.Rooms.Calendars(house, house.At(first, TimeOnly.MinValue), house.At(last.AddDays(1), TimeOnly.MinValue));
        return Results.Json(new PlaceCalendar(rooms), Wire.Wire.Tolerant);
    }
}
