using System.Security.Claims;
using Mal.Board;
using Mal.Facts;
using Mal.Gate;

namespace Mal.Devices;

/// <summary>Who a request comes from, as its device was paired. Without a pairing it is anyone, and anyone may only look at what is public.</summary>
public static class SignedIn
{
    internal const string PlaceClaim = "place";
    private const string RoomClaim = "room";
    private const string ShelfClaim = "shelf";

    /// <summary>A program with the development key belongs to every place.</summary>
    internal const string EveryPlace = "*";

    /// <param name="room">The one room a counter or a sensor speaks of.</param>
    /// <param name="shelf">The one fridge or freezer a sensor speaks of.</param>
    internal static ClaimsIdentity Identity(string how, Role role, string device, string place, string? room = null, string? shelf = null)
    {
        var identity = new ClaimsIdentity([new(ClaimTypes.Role, role.ToString()), new(ClaimTypes.NameIdentifier, device), new(PlaceClaim, place)], how);
        if (room is not null)
        {
            identity.AddClaim(new Claim(RoomClaim, room));
        }
        if (shelf is not null)
        {
            identity.AddClaim(new Claim(ShelfClaim, shelf));
        }
        return identity;
    }

    public static By By(this ClaimsPrincipal who) =>
        Enum.TryParse<Role>(who.FindFirstValue(ClaimTypes.Role), out var role) && who.FindFirstValue(ClaimTypes.NameIdentifier) is { } device
            ? new By(role, device, who.FindFirstValue(RoomClaim), who.FindFirstValue(ShelfClaim))
            : new By(Role.Anyone, "");

    /// <summary>As above, but a device paired in one place is anyone in every other.</summary>
    public static By By(this ClaimsPrincipal who, string place) => who.BelongsTo(place) ? who.By() : new By(Role.Anyone, "");

    internal static By By(this ClaimsPrincipal who, KnownPlace place) => who.By(place.Id);

    public static Audience HighestAudience(this ClaimsPrincipal who) => who.By().Role switch
    {
        Role.Display => Audience.House,
        >= Role.Staff => Audience.Staff,
        _ => Audience.Public,
    };

    /// <summary>As above, but a device paired in one place sees only what is public in every other.</summary>
    public static Audience HighestAudience(this ClaimsPrincipal who, string place) => who.BelongsTo(place) ? who.HighestAudience() : Audience.Public;

    internal static Audience HighestAudience(this ClaimsPrincipal who, KnownPlace place) => who.HighestAudience(place.Id);

    /// <summary>The place whose records say whether this device is still paired; null for anyone and for the development key.</summary>
    internal static string? PairedIn(this ClaimsPrincipal? who) =>
        who?.Identity?.AuthenticationType is DeviceAuthentication.ByCookie or DeviceAuthentication.ByToken ? who.FindFirstValue(PlaceClaim) : null;

    private static bool BelongsTo(this ClaimsPrincipal who, string place) =>
        who.FindFirstValue(PlaceClaim) is { } own && (own == EveryPlace || own == place);
}
