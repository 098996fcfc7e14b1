using Mal.Facts;
using Mal.Gate;
using Mal.Places;

namespace Mal.Devices;

/// <summary>What a coordinator does: lets a device in by its code, sees which there are, and puts one out.</summary>
internal static class DevicesApi
{
    private const int NameMax = 60;

    internal static void MapPairedDevices(this WebApplication app)
    {
        var devices = app.MapGroup("/api/places/{place}/devices").RequireAuthorization(DevicesSetup.Coordinator);
        devices.MapPost("", Admit);
        devices.MapGet("", List);
        devices.MapDelete("{id}", Revoke);
    }

    private static async Task<IResult> Admit(KnownPlace place, HttpContext context)
    {
        var (asked, malformed) = await Bodies.Read<Admission>(context);
        if (malformed is not null)
        {
            return malformed;
        }
        if (asked?.Name is { Length: > NameMax })
        {
            return Refusals.Malformed("name", $"A name has at most {NameMax} letters.");
        }
        if (asked is { Role: Role.Counter or Role.Sensor })
        {
            return await Issue(place, asked);
        }
        if (string.IsNullOrWhiteSpace(asked?.Code))
        {
            return Refusals.Malformed("code", "The code on the device's screen is missing.");
        }
        if (asked.Role is not (Role.Display or Role.Staff or Role.Coordinator))
        {
            return Refusals.Malformed("role", "The role is display, staff, coordinator, counter or sensor.");
        }
        var id = Secrets.DeviceId();
        return await place.Devices.Admit(Secrets.AsCode(asked.Code), id, asked.Role.Value, asked.Name)
            ? Results.Json(new Admitted(id), Refusals.Json, statusCode: StatusCodes.Status201Created)
            : Refusals.Problem(StatusCodes.Status404NotFound, "Nie ma takiego kodu", "Sprawdź kod na ekranie urządzenia; jest ważny 10 minut.", "code");
    }

    // A counter at a door and a sensor on a wall have no screen for a code: their key is shown here, once.
    private static async Task<IResult> Issue(KnownPlace place, Admission asked)
    {
        var house = await place.Place.House();
        if (asked.Shelf is { } shelf)
        {
            // A thermometer hangs in one fridge or freezer; nothing else of a shelf can be sensed.
            if (asked.Room is not null || asked.Role != Role.Sensor || house?.Shelf(shelf) is not { Kind: ShelfKind.Fridge or ShelfKind.Freezer })
            {
                return Refusals.Malformed("shelf", "Only a sensor, without a room, is paired for a fridge or a freezer of this place.");
            }
        }
        else if (asked.Room is not { } room || house?.Room(room) is null)
        {
            return Refusals.Malformed("room", "The id of a room of this place is missing.");
        }
        var (id, key) = (Secrets.DeviceId(), Secrets.Key());
        await place.Devices.Issue(id, asked.Role!.Value, asked.Room, asked.Shelf, asked.Name, Secrets.Hash(key));
        return Results.Json(new Admitted(id, new DeviceCookie(place.Id, id, key).Text), Refusals.Json, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> List(KnownPlace place, HttpContext context)
    {
        var own = context.User.By().Device;
        var devices = await place.Devices.All();
        return Results.Json(
            devices.Select(device => new Listed(device.Id, device.Role, device.Name is { } name ? Texts.TextRule.Shown(name) : null,
                device.PairedAt, device.Id == own, device.Room, device.Shelf)),
            Refusals.Json);
    }

    private static async Task<IResult> Revoke(KnownPlace place, string id, Revocations revocations)
    {
        if (!await place.Devices.Revoke(id))
        {
            return Refusals.Problem(StatusCodes.Status404NotFound, "Nie ma takiego urządzenia", "Może zostało już odłączone.");
        }
        revocations.Tell(place.Id, id);
        return Results.NoContent();
    }

    private sealed record Admission(string? Code, Role? Role, string? Name, string? Room, string? Shelf);

    /// <param name="Key">What a counter or a sensor sends as its bearer token; known to nobody afterwards.</param>
    private sealed record Admitted(string Id, string? Key = null);

    /// <param name="Own">The device that asks, so that nobody puts out the one in their hand by mistake.</param>
    private sealed record Listed(string Id, Role Role, string? Name, DateTimeOffset PairedAt, bool Own, string? Room, string? Shelf);
}
