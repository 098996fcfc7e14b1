using System.Diagnostics;
using System.Net.Sockets;

namespace Mal.EndToEnd.House;

/// <summary>Waiting for what another process does: asked again and again until it holds, and a failure says what was awaited.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(50);

    internal static async Task True(Func<Task<bool>> holds, string what, TimeSpan within)
    {
        var waited = Stopwatch.StartNew();
        using var tick = new PeriodicTimer(Often);
        Exception? last = null;
        do
        {
            try
            {
                if (await holds())
                {
                    return;
                }
                last = null;
            }
            // A node that dies at the moment a connection to it stands ends that with the bare error of the socket.
            catch (Exception away) when (away is HttpRequestException or SocketException)
            {
                last = away;
            }
        }
        while (waited.Elapsed < within && await tick.WaitForNextTickAsync());
        throw new TimeoutException($"Waited {within.TotalSeconds} s in vain until {what}.", last);
    }
}
