using System.Threading.Channels;
using Mal.Board;
using Microsoft.AspNetCore.SignalR;

namespace Mal.Live;

/// <summary>
/// One connection and its own send loop: it waits for something newer than this screen holds, takes everything since as
/// one merged frame, and awaits the write. A slow screen merges more and delays nobody; nothing queues.
/// </summary>
internal sealed class Screen(PlaceRelay relay, HubConnectionContext connection, Audience audience)
{
    private static readonly TimeSpan Stuck = TimeSpan.FromSeconds(15);

    // Socket buffers hide slowness, so a screen that says what it has drawn is never more than this many frames ahead of its hand.
    private const int UndrawnFrames = 4;

    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Queue<long> _undrawn = new();
    private readonly Lock _gate = new();
    private Frame? _beat;
    private long _sent;
    private bool _draws;
    private Task? _loop;

    public Audience Audience => audience;

    public string Place => relay.Place;

    public void Start(long seq)
    {
        _sent = seq;
        _loop ??= Task.Run(Run);
    }

    public void Wake() => _wake.Writer.TryWrite(true);

    public void Beat(Frame beat)
    {
        _beat = beat;
        Wake();
    }

    /// <summary>The screen has drawn everything up to <paramref name="seq"/>.</summary>
    public void Drawn(long seq)
    {
        lock (_gate)
        {
            _draws = true;
            while (_undrawn.TryPeek(out var oldest) && oldest <= seq)
            {
                _undrawn.Dequeue();
            }
        }
        Wake();
    }

    public void Stop() => _wake.Writer.TryComplete();

    private async Task Run()
    {
        try
        {
            while (await _wake.Reader.WaitToReadAsync(connection.ConnectionAborted))
            {
                _wake.Reader.TryRead(out _);
                while (MayWrite() && relay.FrameAfter(_sent, audience) is { } frame)
                {
                    await Write(frame);
                    _sent = frame.To;
                    Remember(frame.To);
                }
                if (Interlocked.Exchange(ref _beat, null) is { } beat)
                {
                    await Write(beat);
                }
            }
        }
        catch (Exception failure) when (failure is OperationCanceledException or TimeoutException or InvalidOperationException or IOException)
        {
            connection.Abort();
        }
        finally
        {
            relay.Leave(this);
        }
    }

    private async Task Write(Frame frame)
    {
        var write = connection.WriteAsync(frame.Message, connection.ConnectionAborted);
        if (!write.IsCompletedSuccessfully)
        {
            await write.AsTask().WaitAsync(Stuck);
        }
    }

    private bool MayWrite()
    {
        lock (_gate)
        {
            return !_draws || _undrawn.Count < UndrawnFrames;
        }
    }

    private void Remember(long seq)
    {
        lock (_gate)
        {
            // A client that never draws is not throttled by it, and its list does not grow.
            if (_draws || _undrawn.Count < UndrawnFrames)
            {
                _undrawn.Enqueue(seq);
            }
        }
    }
}
