using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Mal.EndToEnd.House;

/// <summary>What stands in the way of whoever goes through a cable.</summary>
public enum Fault
{
    None,

    /// <summary>The upgrade to a WebSocket is answered with 101, and then the connection is closed.</summary>
    ClosesAfterUpgrade,

    /// <summary>The upgrade is answered with 101, and no frame gets through after it.</summary>
    SwallowsAfterUpgrade,

    /// <summary>The upgrade is answered with 403.</summary>
    RefusesUpgrade,

    /// <summary>The negotiation of a transport is never answered.</summary>
    KeepsNegotiation,

    /// <summary>Connections are accepted, and nothing gets through.</summary>
    Silent,
}

/// <summary>The network between a screen and the node, and what stands in it: it can be pulled out and put back, fall silent, and be a bad proxy.</summary>
public sealed class Cable : IAsyncDisposable
{
    private static readonly byte[] Refused = "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray();

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ended = new();
    private readonly ConcurrentDictionary<Wire, byte> wires = new();
    private readonly string? strips;
    private readonly int node;
    private readonly Task accepting;
    private volatile bool cut;
    private int upgrades;

    /// <param name="strips">The path a proxy takes away before it hands a request on, as <c>/mal</c>.</param>
    public Cable(PublishedHouse house, string? strips = null)
    {
        (node, this.strips) = (house.Port, strips);
        listener.Start();
        accepting = Accept();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");

    /// <summary>What every new request meets, on whatever connection.</summary>
    public Fault Fault { get; set; }

    /// <summary>How often somebody asked for a WebSocket.</summary>
    public int Upgrades => Volatile.Read(ref upgrades);

    public void Cut()
    {
        cut = true;
        foreach (var wire in wires.Keys)
        {
            wire.Close();
        }
    }

    public void Mend() => cut = false;

    /// <summary>All open connections are dead from now on, and nobody is told: no end, no reset.</summary>
    public void KillSilently()
    {
        foreach (var wire in wires.Keys)
        {
            wire.IsDead = true;
        }
    }

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
        using var wire = new Wire(screen);
        wires[wire] = 0;
        try
        {
            if (!cut)
            {
                await wire.Far.ConnectAsync(IPAddress.Loopback, node, ended.Token);
                await Task.WhenAny(Asking(wire), Answering(wire));
            }
        }
        catch (Exception broken) when (broken is IOException or SocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // A pulled cable looks like this from both ends.
        }
        finally
        {
            wires.TryRemove(wire, out _);
        }
    }

    private async Task Asking(Wire wire)
    {
        var bytes = new byte[64 * 1024];
        var (near, far) = (wire.Near.GetStream(), wire.Far.GetStream());
        while (await near.ReadAsync(bytes, ended.Token) is > 0 and var read)
        {
            // A browser begins every request with a packet of its own.
            var request = new Request(bytes.AsMemory(0, read));
            wire.Upgrades |= request.Upgrades;
            if (request.Upgrades)
            {
                Interlocked.Increment(ref upgrades);
            }
            wire.IsDead |= Fault == Fault.Silent || (Fault == Fault.KeepsNegotiation && request.Negotiates);
            if (Fault == Fault.RefusesUpgrade && request.Upgrades)
            {
                await near.WriteAsync(Refused, ended.Token);
                return;
            }
            if (!wire.IsDead)
            {
                await far.WriteAsync(strips is null ? bytes.AsMemory(0, read) : request.Without(strips), ended.Token);
            }
        }
    }

    private async Task Answering(Wire wire)
    {
        var bytes = new byte[64 * 1024];
        var (near, far) = (wire.Near.GetStream(), wire.Far.GetStream());
        while (await far.ReadAsync(bytes, ended.Token) is > 0 and var read)
        {
            if (!wire.IsDead)
            {
                await near.WriteAsync(bytes.AsMemory(0, read), ended.Token);
            }
            if (wire.Upgrades && Fault == Fault.ClosesAfterUpgrade)
            {
                return;
            }
            wire.IsDead |= wire.Upgrades && Fault == Fault.SwallowsAfterUpgrade;
        }
    }

    private sealed class Wire(TcpClient near) : IDisposable
    {
        public TcpClient Near => near;

        public TcpClient Far { get; } = new();

        public bool Upgrades { get; set; }

        public bool IsDead { get; set; }

        public void Close()
        {
            Near.Close();
            Far.Close();
        }

        public void Dispose() => Close();
    }

    private sealed class Request(ReadOnlyMemory<byte> bytes)
    {
        private readonly string text = Encoding.Latin1.GetString(bytes.Span);

        public bool Upgrades => Line.StartsWith("GET ", StringComparison.Ordinal) && text.Contains("upgrade: websocket", StringComparison.OrdinalIgnoreCase);

        public bool Negotiates => Line.StartsWith("POST ", StringComparison.Ordinal) && Line.Contains("/negotiate", StringComparison.Ordinal);

        private string Line => text.AsSpan().IndexOf("\r\n") is > 0 and var end && text[..end] is var line && line.EndsWith(" HTTP/1.1", StringComparison.Ordinal) ? line : "";

        public ReadOnlyMemory<byte> Without(string path) => Line.Split(' ') is [var method, var target, _] && target.StartsWith($"{path}/", StringComparison.Ordinal)
            ? Encoding.Latin1.GetBytes($"{method} {target[path.Length..]}{text[(method.Length + 1 + target.Length)..]}")
            : bytes;
    }
}
