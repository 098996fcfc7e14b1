using System.Collections.Immutable;
using Mal.Board;

namespace Mal.Displays;

/// <summary>
/// Which screens are there, put together from what several nodes say. A node that dies says no more, and whom it served is
/// away since it was last heard; one that another node serves by then was never away.
/// </summary>
internal sealed class DisplayRegister
{
    /// <summary>Three reports that did not come.</summary>
    public const long NodeSilentMs = 30_000;

    private readonly Dictionary<string, (ImmutableList<string> Serves, DateTimeOffset At, long HeardMs)> _nodes = [];
    private readonly Dictionary<string, DateTimeOffset> _lostAt = [];
    private ImmutableDictionary<string, DisplaySeen> _seen = ImmutableDictionary<string, DisplaySeen>.Empty;

    /// <param name="now">By the house's clock.</param>
    /// <param name="steadyMs">By a clock that only ever runs on, at its own rate.</param>
    public void Hear(string node, ImmutableList<string> serves, DateTimeOffset now, long steadyMs)
    {
        _nodes[node] = (serves, now, steadyMs);
        foreach (var (silent, last) in _nodes.Where(known => steadyMs - known.Value.HeardMs > NodeSilentMs).ToList())
        {
            _nodes.Remove(silent);
            last.Serves.ForEach(display => _lostAt[display] = last.At);
        }
    }

    /// <summary>Every paired screen in the order of pairing. One that nobody has seen yet is away since now: nothing is known of before.</summary>
    public ImmutableList<DisplaySeen> Of(ImmutableList<(string Id, string? Name)> paired, DateTimeOffset now)
    {
        var served = _nodes.Values.SelectMany(node => node.Serves).ToHashSet(StringComparer.Ordinal);
        ImmutableList<DisplaySeen> seen = [.. paired.Select(display => Look(display.Id, display.Name, served.Contains(display.Id), now))];
        _seen = seen.ToImmutableDictionary(display => display.Id);
        _lostAt.Clear();
        return seen;
    }

    private DisplaySeen Look(string id, string? name, bool connected, DateTimeOffset now) => _seen.GetValueOrDefault(id) switch
    {
        { } before when before.Connected == connected => before with { Name = name },
        { } => new DisplaySeen(id, name, connected, connected ? now : _lostAt.GetValueOrDefault(id, now)),
        null => new DisplaySeen(id, name, connected, now),
    };
}
