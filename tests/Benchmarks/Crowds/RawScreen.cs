using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Mal.Benchmarks.Crowds;

/// <summary>How a screen reads: as fast as it can, a little at a time, or never again.</summary>
internal enum Reading { Healthy, Slow, Stalled }

/// <summary>A screen that speaks the hub's protocol over a bare WebSocket, so that it can also read badly.</summary>
internal sealed class RawScreen(Uri hub, string place, Reading reading, Action<JsonElement> changed)
{
    private const byte EndOfRecord = 0x1e;

    // A poor line holds little, so what is not read soon waits at the server.
    private const int PoorLineBytes = 16 * 1024;
    private const int SlowBytes = 4096;
    private static readonly TimeSpan SlowEvery = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _speaking = new(1, 1);
    private readonly TaskCompletionSource _joined = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _seq = -1;

    public Task Joined => _joined.Task;

    public int Gaps { get; private set; }

    /// <summary>How often the server put it out. It always comes back.</summary>
    public int Closed { get; private set; }

    public async Task Run(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await Live(stop);
            }
            catch (Exception) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure) when (failure is WebSocketException or IOException or SocketException or OperationCanceledException or HttpRequestException)
            {
                Closed++;
                await Task.Delay(500, CancellationToken.None);
            }
        }
    }

    private async Task Live(CancellationToken stop)
    {
        using var handler = new SocketsHttpHandler { ConnectCallback = Connect };
        using var invoker = new HttpMessageInvoker(handler);
        using var socket = new ClientWebSocket();
        using var live = CancellationTokenSource.CreateLinkedTokenSource(stop);
        await socket.ConnectAsync(hub, invoker, stop);
        _seq = -1;
        await Say(socket, """{"protocol":"json","version":1}""", stop);
        await Say(socket, $$"""{"type":1,"invocationId":"1","target":"Join","arguments":[{"place":"{{place}}","audience":"house"}]}""", stop);
        var pinging = Ping(socket, live.Token);
        try
        {
            await (reading == Reading.Stalled ? pinging : Read(socket, stop));
        }
        finally
        {
            await live.CancelAsync();
        }
    }

    private async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken stop)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (reading != Reading.Healthy)
        {
            socket.ReceiveBufferSize = PoorLineBytes;
        }
        await socket.ConnectAsync(context.DnsEndPoint, stop);
        return new NetworkStream(socket, ownsSocket: true);
    }

    /// <summary>Its own voice is sound: only what it does not read may be held against it.</summary>
    private async Task Ping(ClientWebSocket socket, CancellationToken stop)
    {
        if (reading == Reading.Stalled)
        {
            _joined.TrySetResult();
        }
        using var tick = new PeriodicTimer(PingEvery);
        while (await tick.WaitForNextTickAsync(stop))
        {
            await Say(socket, """{"type":6}""", stop);
        }
    }

    private async Task Read(ClientWebSocket socket, CancellationToken stop)
    {
        var buffer = new byte[64 * 1024];
        var filled = 0;
        while (true)
        {
            if (filled == buffer.Length)
            {
                Array.Resize(ref buffer, buffer.Length * 2);
            }
            var room = buffer.AsMemory(filled, reading == Reading.Slow ? Math.Min(SlowBytes, buffer.Length - filled) : buffer.Length - filled);
            var read = await socket.ReceiveAsync(room, stop);
            if (read.MessageType == WebSocketMessageType.Close)
            {
                throw new WebSocketException("closed by the server");
            }
            filled += read.Count;
            var begin = 0;
            for (int end; (end = buffer.AsSpan(begin, filled - begin).IndexOf(EndOfRecord)) >= 0; begin += end + 1)
            {
                await Take(socket, buffer.AsMemory(begin, end), stop);
            }
            buffer.AsSpan(begin, filled - begin).CopyTo(buffer);
            filled -= begin;
            if (reading == Reading.Slow)
            {
                await Task.Delay(SlowEvery, stop);
            }
        }
    }

    private async Task Take(ClientWebSocket socket, ReadOnlyMemory<byte> record, CancellationToken stop)
    {
        using var message = JsonDocument.Parse(record);
        var root = message.RootElement;
        if (root.TryGetProperty("result", out var joined))
        {
            _seq = joined.GetProperty("seq").GetInt64();
            _joined.TrySetResult();
        }
        else if (root.TryGetProperty("target", out var target) && target.ValueEquals("Changed"))
        {
            var changes = root.GetProperty("arguments")[0];
            var to = changes.GetProperty("to").GetInt64();
            Gaps += _seq >= 0 && changes.GetProperty("from").GetInt64() > _seq + 1 ? 1 : 0;
            _seq = Math.Max(_seq, to);
            changed(changes);
            if (reading == Reading.Healthy)
            {
                await Say(socket, $$"""{"type":1,"target":"Drawn","arguments":[{{to}}]}""", stop);
            }
        }
    }

    private async Task Say(ClientWebSocket socket, string message, CancellationToken stop)
    {
        await _speaking.WaitAsync(stop);
        try
        {
            await socket.SendAsync(Encoding.UTF8.GetBytes(message + (char)EndOfRecord), WebSocketMessageType.Text, true, stop);
        }
        finally
        {
            _speaking.Release();
        }
    }
}
