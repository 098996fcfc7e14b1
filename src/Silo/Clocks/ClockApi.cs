using Mal.Devices;

namespace Mal.Clocks;

/// <summary>What o'clock this node takes it to be; and a coordinator, who looks at a watch and confirms what the machine says.</summary>
internal static class ClockApi
{
    public static void MapClock(this RouteGroupBuilder place)
    {
        place.MapGet("/clock", Get).RequireAuthorization(DevicesSetup.Staff);
        place.MapPost("/clock", Confirm).RequireAuthorization(DevicesSetup.Coordinator);
    }

    private static IResult Get(TrustedClock clock) => Results.Json(Answer.Of(clock), Refusals.Json);

    // The instant is named, so that nobody confirms a clock that has leapt again since they looked.
    private static async Task<IResult> Confirm(HttpContext context, TrustedClock clock, ClockWatch watch)
    {
        var (asked, malformed) = await Bodies.Read<Confirmed>(context);
        if (malformed is not null)
        {
            return malformed;
        }
        if (asked?.Machine is not { } seen)
        {
            return Refusals.Malformed("machine", "The instant that the machine's clock shows is missing.");
        }
        if (!ClockTrust.Agree(seen, clock.Machine))
        {
            return Refusals.Problem(StatusCodes.Status409Conflict, "Zegar serwera pokazuje coś innego",
                "Zegar serwera zmienił się od czasu, kiedy go pokazano. Sprawdź datę jeszcze raz.");
        }
        clock.Hear(seen);
        await watch.Look(ask: false, context.RequestAborted);
        return Results.Json(Answer.Of(clock), Refusals.Json);
    }

    private sealed record Confirmed(DateTimeOffset? Machine);

    /// <param name="House">The time of the house: what is dated now is dated with it.</param>
    /// <param name="Machine">What the machine's clock says.</param>
    private sealed record Answer(DateTimeOffset House, DateTimeOffset Machine, bool Believed)
    {
        public static Answer Of(TrustedClock clock) => new(clock.GetUtcNow(), clock.Machine, clock.Doubted is null);
    }
}
