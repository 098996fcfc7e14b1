using System.Net;

namespace Mal.Clocks;

/// <summary>
/// The clocks of the paired screens, as each told its own when it joined. Their word is kept: a clock that is set right later is
/// believed without anybody joining anew.
/// </summary>
internal sealed class ScreenWitness(TimeProvider steady) : IClockWitness
{
    private const int Kept = 16;

    private readonly Queue<(DateTimeOffset Said, long At)> _heard = new();

    public string Name => "paired screen";

    public void Hear(DateTimeOffset said)
    {
        lock (_heard)
        {
            _heard.Enqueue((said, steady.GetTimestamp()));
            while (_heard.Count > Kept)
            {
                _heard.Dequeue();
            }
        }
    }

    public Task<IReadOnlyList<DateTimeOffset>> Ask(CancellationToken stop)
    {
        lock (_heard)
        {
            return Task.FromResult<IReadOnlyList<DateTimeOffset>>([.. _heard.Where(one => one.Said < DateTimeOffset.MaxValue - steady.GetElapsedTime(one.At))
                .Select(one => one.Said + steady.GetElapsedTime(one.At))]);
        }
    }

    /// <summary>A browser on the machine of the node has that machine's clock, and is no second witness.</summary>
    public static bool IsElsewhere(ConnectionInfo connection) =>
        connection.RemoteIpAddress is { } from && !IPAddress.IsLoopback(from) && !from.Equals(connection.LocalIpAddress);
}
