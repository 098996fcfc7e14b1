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
    /// <summary>A connection whose write has not ended by then is closed.</summary>
    public static readonly TimeSpan Stuck = TimeSpan.FromSeconds(15);

    /// <summary>Socket buffers hide slowness, so a screen that says what it has drawn is never more than this many frames ahead of its hand.</summary>
    public const int UndrawnFrames = 4;

    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Queue<long> _undrawn = new();
    private readonly Lock _gate = new();
    private long _sent;
    private bool _draws;
    private bool _beats;
    private volatile bool _stopped;
    private volatile Frame? _underWay;
    private Task? _loop;

    public Audience Audience => audience;

    public string Place => relay.Place;

    /// <summary>The one message being written, if any: all that is kept for this screen alone.</summary>
    public Frame? UnderWay => _underWay;

    /// <summary>Whether its loop has run out: it writes nothing more.</summary>
    public bool Ended => _loop is { IsCompleted: true };

    public void Start(long seq)
    {
        _sent = seq;
        _loop ??= Task.Run(Run);
    }

    public void Wake() => _wake.Writer.TryWrite(true);

    /// <summary>A beat is due. It is made when it can be written, so that none waits and grows old.</summary>
    public void Beat()
    {
        Volatile.Write(ref _beats, true);
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

    public void Stop()
    {
        _stopped = true;
        _wake.Writer.TryComplete();
        relay.Leave(this);
    }

    private async Task Run()
    {
        try
        {
            while (await _wake.Reader.WaitToReadAsync(connection.ConnectionAborted))
            {
                _wake.Reader.TryRead(out _);
                // In turns, so that a screen which is never up to date still hears its beats.
                while (await WroteFrame() | await WroteBeat())
                {
                }
            }
        }
        catch (Exception)
        {
            // Stuck, gone, or a view that cannot be written: whatever it was, a closed screen comes back and a silent one does not.
            connection.Abort();
        }
        finally
        {
            relay.Leave(this);
        }
    }

    private async ValueTask<bool> WroteFrame()
    {
        if (_stopped || !MayWrite() || relay.FrameAfter(_sent, audience) is not { } frame)
        {
            return false;
        }
        // Before the write, since its "drawn" may be back before the write returns.
        Remember(frame.To);
        await Write(frame);
        _sent = frame.To;
        return true;
    }

    private async ValueTask<bool> WroteBeat()
    {
        if (_stopped || !Interlocked.Exchange(ref _beats, false))
        {
            return false;
        }
        await Write(relay.BeatAt(_sent));
        return true;
    }

    private async ValueTask Write(Frame frame)
    {
        _underWay = frame;
        var write = connection.WriteAsync(frame.Message, connection.ConnectionAborted);
        if (!write.IsCompletedSuccessfully)
        {
            await write.AsTask().WaitAsync(Stuck, relay.Steady);
        }
        _underWay = null;
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
