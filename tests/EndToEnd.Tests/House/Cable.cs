using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Mal.EndToEnd.House;

/// <summary>The network between a screen and the node, which can be pulled out and put back.</summary>
public sealed class Cable : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ended = new();
    private readonly ConcurrentDictionary<TcpClient, byte> wires = new();
    private readonly int node;
    private readonly Task accepting;
    private volatile bool cut;

    public Cable(PublishedHouse house)
    {
        node = house.Port;
        listener.Start();
        accepting = Accept();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");

    public void Cut()
    {
        cut = true;
        foreach (var wire in wires.Keys)
        {
            wire.Close();
        }
    }

    public void Mend() => cut = false;

    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        Cut();
        listener.Dispose();
        await accepting;
        ended.Dispose();
    }

    private async Task Accept()
    {
        try
        {
            while (!ended.IsCancellationRequested)
            {
                _ = Carry(await listener.AcceptTcpClientAsync(ended.Token));
            }
        }
        catch (Exception over) when (over is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task Carry(TcpClient screen)
    {
        using var near = screen;
        using var far = new TcpClient();
        wires[near] = wires[far] = 0;
        try
        {
            if (!cut)
            {
                await far.ConnectAsync(IPAddress.Loopback, node, ended.Token);
                await Task.WhenAny(near.GetStream().CopyToAsync(far.GetStream(), ended.Token), far.GetStream().CopyToAsync(near.GetStream(), ended.Token));
            }
        }
        catch (Exception broken) when (broken is IOException or SocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // A pulled cable looks like this from both ends.
        }
        finally
        {
            wires.TryRemove(near, out _);
            wires.TryRemove(far, out _);
        }
    }
}
