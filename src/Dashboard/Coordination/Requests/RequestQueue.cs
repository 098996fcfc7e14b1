using System.Collections.Immutable;

namespace Mal.Coordination.Requests;

/// <summary>
/// The queue as one coordinator has it open. What is decided here leaves it; what is decided on another device stays in its
/// place with a sentence about it until it is put away, so that nobody goes on deciding what is decided.
/// </summary>
public sealed class RequestQueue
{
    private readonly Dictionary<Guid, Asked> _open = [];
    private readonly HashSet<Guid> _here = [];

    /// <summary>In the order of the times asked for; with an outcome when it was decided elsewhere.</summary>
    public ImmutableList<Asked> Lines => [.. _open.Values.Where(asked => asked.Outcome is null || !_here.Contains(asked.Id)).OrderBy(asked => asked.At).ThenBy(asked => asked.Id)];

    public int Waiting => _open.Values.Count(asked => asked.Outcome is null);

    /// <summary>Everything as it now is, decided or not. What was never seen waiting is nobody's news.</summary>
    public void Take(IEnumerable<Asked> all)
    {
        foreach (var now in all.GroupBy(asked => asked.Id).Select(Latest).Where(now => now.Outcome is null || _open.ContainsKey(now.Id)))
        {
            _open[now.Id] = now;
        }
    }

    /// <summary>A decision was made on this device: it needs no telling here.</summary>
    public void DecidesHere(Guid id) => _here.Add(id);

    /// <summary>The house did not take it: somebody else may have been first.</summary>
    public void WasNotDecidedHere(Guid id) => _here.Remove(id);

    public void PutAway(Guid id) => _open.Remove(id);

    // A booking that went to another room may stand in both calendars: where it waits still is where it is.
    private static Asked Latest(IEnumerable<Asked> same) => same.OrderBy(asked => asked.Outcome is null ? 0 : 1).First();
}
