using System.Collections.Immutable;
using Mal.Facts;
using Microsoft.Extensions.DependencyInjection;

namespace Mal.Devices;

/// <summary>
/// Codes that wait are kept in memory only: they live ten minutes, and a device whose code was forgotten asks for another.
/// What outlives a restart is the record: paired devices, and the links printed for a first coordinator.
/// </summary>
internal sealed class DevicesGrain(
    [PersistentState("devices", DevicesGrain.Storage)] IPersistentState<DeviceRecords> records,
    [FromKeyedServices(DevicesGrain.Clock)] TimeProvider clock) : Grain, IDevicesGrain
{
    internal const string Storage = "records";

    /// <summary>People and their codes keep the machine's time, also where the house plays another day; and a test moves this clock without moving Orleans' own.</summary>
    internal const string Clock = "devices";

    internal static readonly TimeSpan CodeLives = TimeSpan.FromMinutes(10);

    // Enough for every screen of a house at once, few enough that a stranger cannot fill the memory.
    private const int WaitingMax = 100;
    private const int InvitationsMax = 4;

    private readonly Dictionary<string, Waiting> waiting = [];

    public Task<DateTimeOffset?> Begin(string code, string secretHash)
    {
        var now = clock.GetUtcNow();
        foreach (var old in waiting.Where(entry => entry.Value.Until <= now).Select(entry => entry.Key).ToList())
        {
            waiting.Remove(old);
        }
        var until = now + CodeLives;
        var begun = waiting.Count < WaitingMax && waiting.TryAdd(code, new Waiting(secretHash, until));
        return Task.FromResult(begun ? until : (DateTimeOffset?)null);
    }

    public Task<bool> Admit(string code, string device, Role role, string? name)
    {
        // A code is admitted once: a second coordinator's entry must not change what the first one chose.
        if (Fresh(code) is not { Admitted: null } asked)
        {
            return Task.FromResult(false);
        }
        waiting[code] = asked with { Admitted = new Admission(device, role, name) };
        return Task.FromResult(true);
    }

    public async Task<Collected> Collect(string code, string secretHash, string keyHash)
    {
        if (Fresh(code) is not { } asked || asked.SecretHash != secretHash)
        {
            return new Collected(PairingState.Unknown);
        }
        if (asked.Admitted is not { } admitted)
        {
            return new Collected(PairingState.Pending);
        }
        waiting.Remove(code);
        var device = new PairedDevice(admitted.Device, admitted.Role, admitted.Name, clock.GetUtcNow(), keyHash);
        await Write(records.State with { Devices = records.State.Devices.Add(device) });
        return new Collected(PairingState.Paired, device);
    }

    public Task Issue(string device, Role role, string? room, string? shelf, string? name, string keyHash) =>
        Write(records.State with { Devices = records.State.Devices.Add(new PairedDevice(device, role, name, clock.GetUtcNow(), keyHash, room, shelf)) });

    public Task<PairedDevice?> Find(string device, string keyHash) =>
        Task.FromResult(records.State.Devices.Find(paired => paired.Id == device && paired.KeyHash == keyHash));

    public Task<ImmutableList<PairedDevice>> All() => Task.FromResult(records.State.Devices);

    public async Task<bool> Revoke(string device)
    {
        var left = records.State.Devices.RemoveAll(paired => paired.Id == device);
        if (left.Count == records.State.Devices.Count)
        {
            return false;
        }
        await Write(records.State with { Devices = left });
        return true;
    }

    public async Task<bool> Invite(string invitationHash)
    {
        if (records.State.Devices.Exists(device => device.Role == Role.Coordinator))
        {
            return false;
        }
        // Every start prints its own link, and so does every node: the last few are all good until one is used.
        var invitations = records.State.Invitations.Add(invitationHash);
        await Write(records.State with { Invitations = [.. invitations.TakeLast(InvitationsMax)] });
        return true;
    }

    public async Task<bool> Accept(string invitationHash, string device, string keyHash)
    {
        if (!records.State.Invitations.Contains(invitationHash))
        {
            return false;
        }
        var coordinator = new PairedDevice(device, Role.Coordinator, null, clock.GetUtcNow(), keyHash);
        await Write(new DeviceRecords { Devices = records.State.Devices.Add(coordinator) });
        return true;
    }

    private Waiting? Fresh(string code) => waiting.GetValueOrDefault(code) is { } asked && asked.Until > clock.GetUtcNow() ? asked : null;

    private async Task Write(DeviceRecords next)
    {
        records.State = next;
        try
        {
            await records.WriteStateAsync();
        }
        catch
        {
            // What the memory says must be what the record says: after a doubtful write the actor starts again from the record.
            DeactivateOnIdle();
            throw;
        }
    }

    private sealed record Waiting(string SecretHash, DateTimeOffset Until, Admission? Admitted = null);

    private sealed record Admission(string Device, Role Role, string? Name);
}

/// <summary>What is kept about the devices of a place.</summary>
/// <remarks>A record and not facts: a paired device is a pseudonym of a person and must be erasable.</remarks>
[GenerateSerializer, Alias("Mal.DeviceRecords")]
internal sealed record DeviceRecords
{
    [Id(0)] public ImmutableList<PairedDevice> Devices { get; init; } = [];

    /// <summary>SHA-256 of the links for a first coordinator that are still good.</summary>
    [Id(1)] public ImmutableList<string> Invitations { get; init; } = [];
}
