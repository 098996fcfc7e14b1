using Microsoft.AspNetCore.Http.Connections;

namespace Mal.Board;

/// <summary>
/// Which transport the next attempt takes, the best first. Pure. One that fails twice gives way to the next. But one that
/// needs a negotiation and got no answer to it says nothing about itself: the whole road is away, and the best is tried again,
/// with more patience, because it may also be a slow one.
/// </summary>
public sealed class Ways(params IReadOnlyList<HttpTransportType> order)
{
    /// <summary>Once can be chance: a node that was just restarted, a moment without network.</summary>
    public const int FailuresBeforeNext = 2;

    /// <summary>What the .NET client can do in a browser. It has no server-sent events there.</summary>
    public static IReadOnlyList<HttpTransportType> InBrowser { get; } = [HttpTransportType.WebSockets, HttpTransportType.LongPolling];

    private int _at;
    private int _failures;

    public HttpTransportType Best => order[0];

    public HttpTransportType Next => order[_at];

    public bool IsBest => _at == 0;

    /// <summary>How many times longer than usual the next attempt may take.</summary>
    public int Patience { get; private set; } = 1;

    /// <param name="reached">Something answered, so it is this transport that does not get through.</param>
    public void Failed(bool reached)
    {
        if (!IsBest && !reached)
        {
            (_at, _failures, Patience) = (0, 0, 2);
            return;
        }
        Patience = 1;
        if (++_failures >= FailuresBeforeNext)
        {
            (_at, _failures) = ((_at + 1) % order.Count, 0);
        }
    }

    /// <summary>It carries: the next attempt takes it again.</summary>
    public void Worked() => (_failures, Patience) = (0, 1);

    /// <summary>The best carries again.</summary>
    public void BackToBest() => (_at, _failures, Patience) = (0, 0, 1);
}
