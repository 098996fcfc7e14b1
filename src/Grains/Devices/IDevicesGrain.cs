using System.Collections.Immutable;
using Mal.Facts;

namespace Mal.Devices;

/// <summary>
/// The devices of one place (its key is the place's id): which are paired, as what, and which wait with a code on their screen.
/// It never sees a key, a secret or a link, only their SHA-256: who reads the records can sign in as nobody.
/// </summary>
[Alias("Mal.IDevicesGrain")]
public interface IDevicesGrain : IGrainWithStringKey
{
    /// <summary>A device asks for a pairing under a code made for it. Null when the code is taken or too many wait: ask again with another.</summary>
    [Alias("Begin")]
    Task<DateTimeOffset?> Begin(string code, string secretHash);

    /// <summary>A coordinator has read the code off the device and says what it is. False when nothing waits under the code.</summary>
    [Alias("Admit")]
    Task<bool> Admit(string code, string device, Role role, string? name);

    /// <summary>The device asks whether it was admitted, and if so takes its key, once: afterwards the code is spent.</summary>
    [Alias("Collect")]
    Task<Collected> Collect(string code, string secretHash, string keyHash);

    /// <summary>A thing without a screen, a counter or a sensor, gets its key from the coordinator's page instead of by a code.</summary>
    [Alias("Issue")]
    Task Issue(string device, Role role, string? room, string? shelf, string? name, string keyHash);

    /// <summary>The device with this id, when the key is its own.</summary>
    [Alias("Find")]
    Task<PairedDevice?> Find(string device, string keyHash);

    [Alias("All")]
    Task<ImmutableList<PairedDevice>> All();

    /// <summary>False when there is no such device.</summary>
    [Alias("Revoke")]
    Task<bool> Revoke(string device);

    /// <summary>A one-time link for the first coordinator. False when the place already has one.</summary>
    [Alias("Invite")]
    Task<bool> Invite(string invitationHash);

    /// <summary>The link is used: its device becomes a coordinator and every other link is void. False when the link is not, or no longer, good.</summary>
    [Alias("Accept")]
    Task<bool> Accept(string invitationHash, string device, string keyHash);
}

/// <param name="KeyHash">SHA-256 of the device's own key, in hexadecimal.</param>
/// <param name="Name">What the coordinator called it ("telefon przy ladzie"); erasable, so it lives here and in no fact.</param>
/// <param name="Room">The one room a counter or a sensor speaks of; null for all others.</param>
/// <param name="Shelf">The one fridge or freezer a sensor speaks of.</param>
[GenerateSerializer, Immutable, Alias("Mal.PairedDevice")]
public sealed record PairedDevice(
    [property: Id(0)] string Id, [property: Id(1)] Role Role, [property: Id(2)] string? Name,
    [property: Id(3)] DateTimeOffset PairedAt, [property: Id(4)] string KeyHash,
    [property: Id(5)] string? Room = null, [property: Id(6)] string? Shelf = null);

/// <param name="Device">Only when paired.</param>
[GenerateSerializer, Immutable, Alias("Mal.Collected")]
public sealed record Collected([property: Id(0)] PairingState State, [property: Id(1)] PairedDevice? Device = null);

public enum PairingState { Unknown, Pending, Paired }
