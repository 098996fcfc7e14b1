using Mal.Devices;
using Mal.Public;

namespace Mal.Gate;

/// <summary>An address that names no place of this node ends here, whatever it is an address of. The answer does not repeat the name.</summary>
internal static class PlaceGate
{
    internal const string RouteValue = "place";

    public static Task Pass(HttpContext context, RequestDelegate next) =>
        context.GetRouteValue(RouteValue) is not string text || context.RequestServices.GetRequiredService<KnownPlaces>().Find(text) is not null
            ? next(context)
            : NoSuchPlace(context).ExecuteAsync(context);

    private static IResult NoSuchPlace(HttpContext context) => Faults.IsForPrograms(context)
        ? Refusals.Problem(StatusCodes.Status404NotFound, "place: nie ma takiego miejsca.", "Sprawdź identyfikator miejsca w adresie.", RouteValue)
        : Pages.Message(StatusCodes.Status404NotFound, "Nie ma takiego miejsca", "Sprawdź adres: to, co w nim stoi, nie jest nazwą żadnego miejsca.");
}
