using System.Collections.Concurrent;
using Mal.Wire;

namespace Mal.Live;

/// <summary>
/// What this node said was accepted and its copy of the board may not hold yet: the newest version that an answer named, of
/// each thing. Noting it costs a tap one look into a table; whoever reads pays for what is missing.
/// </summary>
internal sealed class AcceptedHere
{
    // No more than one number for each thing of the house, of which the board keeps a whole view.
    private readonly ConcurrentDictionary<Key, long> _versions = new();

    /// <summary>Notes what an actor answered before anybody is told, and hands the answer on.</summary>
    /// <param name="of">Whose answer it is.</param>
    public async Task<Answer> Note(Key of, Task<Answer> asked)
    {
        var answer = await asked;
        // A repeat was accepted some time, perhaps through a node that is gone. A refusal shows nothing.
        if (answer is { Status: AnswerStatus.Accepted or AnswerStatus.Repeated, Version: > 0 })
        {
            _versions.AddOrUpdate(of, static (_, version) => version, static (_, known, version) => Math.Max(known, version), answer.Version);
        }
        return answer;
    }

    /// <summary>The version of the thing that the copy has to hold; null when nothing was accepted since it last did.</summary>
    public long? Of(Key key) => _versions.TryGetValue(key, out var version) ? version : null;

    /// <summary>All that a copy of the place has to hold.</summary>
    public IEnumerable<KeyValuePair<Key, long>> In(string place) => _versions.Where(one => one.Key.Place == place);

    /// <summary>The copy holds it. What was accepted meanwhile stays noted.</summary>
    public void Held(Key key, long version) => _versions.TryRemove(new(key, version));
}
