using System.Collections.Immutable;

namespace Mal.Taps;

/// <summary>A phone's memory in the test's hand: it outlives the page, it can be slow, and it can fail.</summary>
internal sealed class ScriptedStore : ITapStore
{
    /// <summary>What would survive the page being killed now.</summary>
    public List<KeptTap> Kept { get; } = [];

    /// <summary>When a write is on the disk; at once unless the test says so.</summary>
    public Task Disk { get; set; } = Task.CompletedTask;

    public Task<ImmutableList<KeptTap>> Open(string place) => Task.FromResult(Kept.Where(tap => tap.Place == place).OrderBy(tap => tap.Order).ToImmutableList());

    public async Task Keep(ImmutableList<KeptTap> taps)
    {
        await Disk;
        Kept.RemoveAll(known => taps.Exists(tap => tap.Id == known.Id));
        Kept.AddRange(taps);
    }

    public async Task Forget(ImmutableList<Guid> ids)
    {
        await Disk;
        Kept.RemoveAll(tap => ids.Contains(tap.Id));
    }
}
