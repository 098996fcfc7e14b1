using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mal.Taps;

/// <summary>
/// Where taps outlive the page they were made on. In the browser it is the phone's own database; on the server, which only
/// draws pages, there is nothing to keep.
/// </summary>
public interface ITapStore
{
    /// <summary>What earlier pages of this device left for a place, in the order in which it was tapped.</summary>
    Task<ImmutableList<KeptTap>> Open(string place);

    /// <summary>Done when they would survive the page being killed. A tap kept again replaces itself.</summary>
    Task Keep(ImmutableList<KeptTap> taps);

    Task Forget(ImmutableList<Guid> ids);
}

/// <summary>A tap as the phone keeps it until the house has answered.</summary>
/// <param name="Order">Later taps of a device have higher ones, whatever became of its clock.</param>
/// <param name="Json">The command as it will be sent: an app of next month sends what this one wrote.</param>
/// <param name="TappedAt">By the device's own clock. Only the time that passed since is ever used, so a wrong clock does no harm.</param>
/// <param name="Undoes">The command it takes back; null when it does something itself.</param>
/// <param name="Round">The taps of one round go to the house together.</param>
/// <param name="TakenBack">Why the house refused it: kept until the person has read it.</param>
public sealed record KeptTap(Guid Id, long Order, string Key, JsonElement Json, DateTimeOffset TappedAt, string Says, Guid? Undoes = null, Guid? Round = null,
    string? TakenBack = null)
{
    [JsonIgnore]
    public string Place => Key.Split('/') is [_, var place, ..] ? place : "";
}

/// <summary>The server's: a page that is only being drawn has no taps.</summary>
public sealed class NoTapStore : ITapStore
{
    public Task<ImmutableList<KeptTap>> Open(string place) => Task.FromResult<ImmutableList<KeptTap>>([]);

    public Task Keep(ImmutableList<KeptTap> taps) => Task.CompletedTask;

    public Task Forget(ImmutableList<Guid> ids) => Task.CompletedTask;
}
