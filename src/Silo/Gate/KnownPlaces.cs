using System.Collections.Concurrent;
using Mal.Places;
using Mal.Wire;

namespace Mal.Gate;

/// <summary>
/// The gate before all actors: the table of the places that exist on this node, from its log and its place files. Whatever a
/// stranger sends as a place is looked up here; what is not here wakes nobody, is kept nowhere and is never written down.
/// </summary>
internal sealed class KnownPlaces(IGrainFactory grains)
{
    private readonly ConcurrentDictionary<string, KnownPlace> _known = new(StringComparer.Ordinal);

    public IEnumerable<KnownPlace> All => _known.OrderBy(place => place.Key, StringComparer.Ordinal).Select(place => place.Value);

    /// <summary>Null when there is no such place.</summary>
    /// <param name="text">Whatever came in; one too long to be an id is not even looked up.</param>
    public KnownPlace? Find(string? text) => text is { Length: > 0 and <= Key.IdMax } && _known.TryGetValue(text, out var place) ? place : null;

    /// <summary>The place of a house, which only its own actor gives out.</summary>
    public KnownPlace Of(House house) => Find(house.File.Place.Id) ?? throw new InvalidOperationException("A house of a place that nobody opened.");

    /// <summary>From now on it exists.</summary>
    /// <param name="id">From the log or from a place file, never from a request.</param>
    public KnownPlace Open(string id) => _known.GetOrAdd(id, static (id, grains) => new KnownPlace(id, grains), grains);
}
