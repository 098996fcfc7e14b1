using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Mal.Silo.Tests.Gate;

/// <summary>A client of the hub that writes its frames by hand, so that it can send what no library would.</summary>
internal sealed class RawHub : IAsyncDisposable
{
    private static readonly TimeSpan AnswersWithin = TimeSpan.FromSeconds(30);

    private readonly ClientWebSocket _socket = new();
    private readonly byte[] _buffer = new byte[256 * 1024];
    private int _filled;
    private int _id;

    public static async Task<RawHub> Open(Uri house, string? key = null)
    {
        var hub = new RawHub();
        await hub._socket.ConnectAsync(new Uri($"ws://{house.Authority}/hubs/board{(key is null ? "" : $"?access_token={key}")}"), default);
        await hub.Write("""{"protocol":"json","version":1}""");
        await hub.Frame();
        return hub;
    }

    /// <param name="arguments">A JSON array, written as it is.</param>
    /// <returns>The error the invocation was answered with; null when it was done.</returns>
    /// <exception cref="WebSocketException">The connection was closed instead.</exception>
    public async Task<string?> Invoke(string target, string arguments)
    {
        var id = $"{++_id}";
        await Write($$"""{"type":1,"invocationId":"{{id}}","target":{{JsonSerializer.Serialize(target)}},"arguments":{{arguments}}}""");
        while (true)
        {
            using var frame = JsonDocument.Parse(await Frame());
            var type = frame.RootElement.TryGetProperty("type", out var number) ? number.GetInt32() : 0;
            if (type == 7)
            {
                throw new WebSocketException($"The house closed the connection on {target}({arguments[..Math.Min(200, arguments.Length)]}): {frame.RootElement.GetRawText()}");
            }
            if (type == 3 && frame.RootElement.GetProperty("invocationId").GetString() == id)
            {
                return frame.RootElement.TryGetProperty("error", out var error) ? error.GetString() : null;
            }
        }
    }

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task Write(string frame) => await _socket.SendAsync(Encoding.UTF8.GetBytes(frame + '\u001e'), WebSocketMessageType.Text, true, default);

    private async Task<ReadOnlyMemory<byte>> Frame()
    {
        using var within = new CancellationTokenSource(AnswersWithin);
        while (true)
        {
            var end = Array.IndexOf(_buffer, (byte)0x1e, 0, _filled);
            if (end >= 0)
            {
                var frame = _buffer[..end];
                Buffer.BlockCopy(_buffer, end + 1, _buffer, 0, _filled - end - 1);
                _filled -= end + 1;
                return frame;
            }
            var read = await _socket.ReceiveAsync(_buffer.AsMemory(_filled), within.Token);
            if (read.MessageType == WebSocketMessageType.Close)
            {
                throw new WebSocketException("The house closed the connection.");
            }
            _filled += read.Count;
        }
    }
}
