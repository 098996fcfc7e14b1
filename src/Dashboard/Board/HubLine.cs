using System.Net.WebSockets;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Http.Connections.Client;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Mal.Board;

/// <summary>
/// A connection of SignalR over one transport. It sets no limit of its own: how long each step may take, and when silence is
/// an end, is decided by who holds it, and a close that hangs keeps nobody waiting.
/// </summary>
public sealed class HubLine : ILine
{
    private readonly CancellationTokenSource _over = new();
    private readonly TaskCompletionSource _reached = new();
    private readonly TaskCompletionSource _closed = new();
    private readonly HubConnection _hub;

    public HubLine(Uri hub, HttpTransportType by, Action<Changes> changed, Action<Beat> beat)
    {
        _hub = new HubConnectionBuilder()
            .WithUrl(hub, by, http => Choose(http, by))
            .AddJsonProtocol(json => json.PayloadSerializerOptions = Wire.Wire.Tolerant)
            .Build();
        _hub.KeepAliveInterval = TimeSpan.FromSeconds(5);
        _hub.Closed += _ =>
        {
            _closed.TrySetResult();
            return Task.CompletedTask;
        };
        _hub.On<Changes>("Changed", changes => Hear(changed, changes));
        _hub.On<Beat>("Beat", heard => Hear(beat, heard));
    }

    public Task Reached => _reached.Task;

    public Task Closed => _closed.Task;

    public Task Start() => _hub.StartAsync(_over.Token).WaitAsync(_over.Token);

    public Task<T> Ask<T>(string method, object argument) => _hub.InvokeAsync<T>(method, argument, _over.Token).WaitAsync(_over.Token);

    public Task Say(string method, object argument) => _hub.SendAsync(method, argument, _over.Token).WaitAsync(_over.Token);

    public void Dispose()
    {
        if (!_over.IsCancellationRequested)
        {
            _ = Leave();
            _closed.TrySetResult();
        }
    }

    private void Hear<T>(Action<T> take, T message)
    {
        if (!_over.IsCancellationRequested)
        {
            take(message);
        }
    }

    private void Choose(HttpConnectionOptions http, HttpTransportType by)
    {
        if (by != HttpTransportType.WebSockets)
        {
            http.HttpMessageHandlerFactory = inner => new Answers(inner, _reached);
            return;
        }
        // One step less, and the one that can hang: a browser may send a negotiation over a connection that died in silence,
        // while a WebSocket always opens its own.
        http.SkipNegotiation = true;
        http.WebSocketFactory = async (context, stop) =>
        {
            var socket = new ClientWebSocket();
            try
            {
                await socket.ConnectAsync(context.Uri, stop);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
            _reached.TrySetResult();
            return socket;
        };
    }

    private async Task Leave()
    {
        try
        {
            // Whoever hangs in it is let go first, each by himself: one whose letting go fails keeps nobody else.
            await _over.CancelAsync();
        }
        catch (Exception)
        {
            // It is over in any case.
        }
        try
        {
            await _hub.DisposeAsync();
        }
        catch (Exception)
        {
            // It is over in any case.
        }
        _over.Dispose();
    }

    private sealed class Answers(HttpMessageHandler inner, TaskCompletionSource reached) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = await base.SendAsync(request, cancellationToken);
            // What stands before a house that is down answers too, but not for it.
            if (answer.IsSuccessStatusCode)
            {
                reached.TrySetResult();
            }
            return answer;
        }
    }
}
