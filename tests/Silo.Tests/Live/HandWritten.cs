using System.Runtime.CompilerServices;
using System.Text.Json;
using Mal.Live;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Mal.Silo.Tests.Live;

/// <summary>A connection whose writes end at once, or, by hand, when the test lets one go. It reads what it is given, and notes every gap.</summary>
internal sealed class HandWritten(bool byHand) : HubConnectionContext(new DefaultConnectionContext(), new HubConnectionContextOptions { KeepAliveInterval = TimeSpan.FromDays(1) }, NullLoggerFactory.Instance)
{
    private static readonly JsonHubProtocol Json = new(Options.Create(new JsonHubProtocolOptions { PayloadSerializerOptions = WireBytes.Options }));
    private static readonly ConditionalWeakTable<SerializedHubMessage, Said> Read = [];

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _aborted = new();
    private (SerializedHubMessage Message, TaskCompletionSource Ended)? _write;

    private sealed record Said(string Target, long From, long To);

    public Screen Screen { get; set; } = null!;

    /// <summary>How far the reader has come.</summary>
    public long Seq { get; set; }

    public int Frames { get; private set; }

    public int Gaps { get; private set; }

    public int Beats { get; private set; }

    /// <summary>What the last beat said the screen had been given.</summary>
    public long BeatSeq { get; private set; }

    /// <summary>Whether a write was begun before the one before it had ended.</summary>
    public bool Queued { get; private set; }

    public bool Closed => _aborted.IsCancellationRequested;

    public bool Writing
    {
        get { lock (_gate) { return _write is not null; } }
    }

    public override CancellationToken ConnectionAborted => _aborted.Token;

    /// <summary>The message as it goes over the wire. The last byte ends the record and is not JSON.</summary>
    public static byte[] Bytes(SerializedHubMessage message) => message.GetSerializedMessage(Json).ToArray();

    public override void Abort() => _aborted.Cancel();

    public override ValueTask WriteAsync(SerializedHubMessage message, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            Queued |= _write is not null;
            if (!byHand)
            {
                Take(message);
                return ValueTask.CompletedTask;
            }
            _write = (message, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            return new ValueTask(_write.Value.Ended.Task);
        }
    }

    /// <summary>Ends the write that is under way, if there is one.</summary>
    public void LetGo()
    {
        lock (_gate)
        {
            if (_write is { } write)
            {
                _write = null;
                Take(write.Message);
                write.Ended.SetResult();
            }
        }
    }

    private void Take(SerializedHubMessage message)
    {
        var said = Read.GetValue(message, Parse);
        if (said.Target == "Beat")
        {
            BeatSeq = said.To;
            Beats++;
            return;
        }
        Gaps += said.From == Seq + 1 ? 0 : 1;
        Seq = said.To;
        Frames++;
    }

    private static Said Parse(SerializedHubMessage message)
    {
        using var json = JsonDocument.Parse(Bytes(message).AsMemory()[..^1]);
        var argument = json.RootElement.GetProperty("arguments")[0];
        return json.RootElement.GetProperty("target").GetString() == "Beat"
            ? new Said("Beat", 0, argument.GetProperty("seq").GetInt64())
            : new Said("Changed", argument.GetProperty("from").GetInt64(), argument.GetProperty("to").GetInt64());
    }
}
