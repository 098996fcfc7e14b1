using Mal.Facts;

namespace Mal.Board;

/// <summary>The board of one place: the last view of every actor, numbered, and told to every node that watches.</summary>
public interface IBoardGrain : IGrainWithStringKey
{
    /// <summary>An actor's latest view. An older version than the board holds is passed over.</summary>
    Task Tell(string key, Told told);

    /// <summary>Starts or renews a node's watch (say so every second; 10 s of silence end it).</summary>
    /// <param name="seq">Where the node stands; null for everything. What it lacks comes by the observer.</param>
    /// <returns>Null when there is no such place.</returns>
    Task<BoardPosition?> Watch(IBoardObserver observer, string? epoch, long seq);

    /// <summary>Everything on the board in its staff form; null when there is no such place.</summary>
    Task<Snapshot?> Snapshot();

    /// <summary>Looks at the clock: wakes the actors for which time has come.</summary>
    Task Tick();
}

/// <summary>A node that shows a board. Called one at a time; what changes meanwhile is merged into the next call.</summary>
public interface IBoardObserver : IGrainObserver
{
    Task Changed(Changes changes);
}

/// <summary>Where the board stands: one life of it, and how many changes it has numbered.</summary>
[GenerateSerializer, Immutable]
public sealed record BoardPosition([property: Id(0)] string Epoch, [property: Id(1)] long Seq);
