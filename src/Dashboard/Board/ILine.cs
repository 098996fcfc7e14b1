namespace Mal.Board;

/// <summary>
/// One connection to the house while it lasts: opened once, and given up rather than mended. Disposing returns at
/// once, whatever hangs in it: who waits for an answer is told that none comes, and nothing more is heard of it.
/// </summary>
public interface ILine : IDisposable
{
    /// <summary>Done when something answered at all: a WebSocket was upgraded, or the negotiation before another transport was answered.</summary>
    Task Reached { get; }

    /// <summary>Done when it is over.</summary>
    Task Closed { get; }

    /// <summary>Opens it. Done with the house's first frame.</summary>
    Task Start();

    Task<T> Ask<T>(string method, object argument);

    Task Say(string method, object argument);
}
