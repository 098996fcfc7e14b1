using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.Extensions.Time.Testing;

namespace Mal.Board;

/// <summary>What lies between a screen and the house at a moment.</summary>
internal enum Between
{
    /// <summary>Everything gets through.</summary>
    Clear,

    /// <summary>Nothing is answered and nothing is closed.</summary>
    Silent,

    /// <summary>An upgrade is refused with a 4xx, a connection at once.</summary>
    Refuses,

    /// <summary>An upgrade is answered with 101, and then the connection is closed.</summary>
    ClosesAfterAnswer,

    /// <summary>An upgrade is answered with 101, and no frame follows.</summary>
    SwallowsAfterAnswer,

    /// <summary>The handshake passes, and nothing after it.</summary>
    SwallowsAfterHandshake,

    /// <summary>All is well for three seconds, and then the connection is closed.</summary>
    ClosesSoon,
}

/// <summary>
/// A road and its screen on a clock that is moved by hand. Everything runs on the thread of the test, one step after the
/// other, so a second here is exactly a second.
/// </summary>
internal sealed class ScriptedRoad : SynchronizationContext, IDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    private readonly ConcurrentQueue<(SendOrPostCallback Callback, object? State)> _queue = new();
    private readonly SynchronizationContext? _before = Current;
    private readonly CancellationTokenSource _ended = new();
    private readonly List<Line> _lines = [];
    private TimeSpan _beaten;

    public ScriptedRoad(params IReadOnlyList<HttpTransportType> order)
    {
        SetSynchronizationContext(this);
        Road = new Road(Open, Join, () => Moved++, new Ways(order.Count > 0 ? order : Ways.InBrowser), Clock, () => Chance);
    }

    public FakeTimeProvider Clock { get; } = new();

    public Road Road { get; }

    /// <summary>What each transport meets; what is not said is clear.</summary>
    public Dictionary<HttpTransportType, Between> Meets { get; } = [];

    /// <summary>The longest pauses, unless a test says otherwise.</summary>
    public double Chance { get; set; } = 1;

    /// <summary>How many of the next negotiations go over a connection that died in silence, though the road is clear.</summary>
    public int DeadConnections { get; set; }

    public bool HouseRefuses { get; set; }

    public int Moved { get; private set; }

    public TimeSpan Now { get; private set; }

    public List<(TimeSpan At, HttpTransportType By)> Attempts { get; } = [];

    /// <summary>Whether beats come over the line that is in use.</summary>
    public bool Live => Road.Line is Line { Dead: false, Closed.IsCompleted: false };

    public HttpTransportType? By => (Road.Line as Line)?.By;

    public void Start() => _ = Road.Run(_ended.Token);

    public void All(Between between)
    {
        foreach (var by in Enum.GetValues<HttpTransportType>())
        {
            Meets[by] = between;
        }
    }

    /// <summary>Every open connection dies without a word.</summary>
    public void KillOpenOnes() => _lines.ForEach(line => line.Dead = true);

    public void CloseOpenOnes() => _lines.ForEach(line => line.Close());

    public void Pass(TimeSpan time)
    {
        for (var end = Now + time; Now < end;)
        {
            Now += Step;
            Clock.Advance(Step);
            Drain();
            if (Now - _beaten >= TimeSpan.FromSeconds(2))
            {
                _beaten = Now;
                if (_lines.Exists(line => line is { Dead: false, Joined: true, Closed.IsCompleted: false }))
                {
                    Road.Heard();
                }
            }
            _lines.Where(line => Meets.GetValueOrDefault(line.By) == Between.ClosesSoon && Now - line.Opened > TimeSpan.FromSeconds(3)).ToList().ForEach(line => line.Close());
            Drain();
        }
    }

    /// <summary>How long until the screen is live again.</summary>
    public TimeSpan UntilLive(TimeSpan atMost)
    {
        for (var began = Now; ; Pass(Step))
        {
            if (Live || Now - began > atMost)
            {
                return Now - began;
            }
        }
    }

    public override void Post(SendOrPostCallback d, object? state) => _queue.Enqueue((d, state));

    public void Dispose()
    {
        _ended.Cancel();
        Drain();
        SetSynchronizationContext(_before);
        _ended.Dispose();
    }

    private void Drain()
    {
        while (_queue.TryDequeue(out var next))
        {
            next.Callback(next.State);
        }
    }

    private Line Open(HttpTransportType by)
    {
        Attempts.Add((Now, by));
        var line = new Line(by, this, Now);
        _lines.Add(line);
        return line;
    }

    private async Task<bool> Join(ILine line)
    {
        await line.Ask<bool>("Join", "").WaitAsync(Road.JoinedWithin, Clock);
        ((Line)line).Joined = !HouseRefuses;
        return !HouseRefuses;
    }

    private sealed class Line(HttpTransportType by, ScriptedRoad road, TimeSpan opened) : ILine
    {
        private readonly TaskCompletionSource _reached = new();
        private readonly TaskCompletionSource _closed = new();
        private readonly TaskCompletionSource _never = new();

        public HttpTransportType By => by;

        public TimeSpan Opened => opened;

        public bool Joined { get; set; }

        public bool Dead { get; set; }

        public Task Reached => _reached.Task;

        public Task Closed => _closed.Task;

        public async Task Start()
        {
            var meets = road.Meets.GetValueOrDefault(by);
            if (meets == Between.Silent || (by != HttpTransportType.WebSockets && road.DeadConnections-- > 0))
            {
                await _never.Task;
            }
            if (meets == Between.Refuses)
            {
                throw new HttpRequestException("403");
            }
            _reached.TrySetResult();
            if (meets == Between.ClosesAfterAnswer)
            {
                throw new IOException("closed");
            }
            if (meets == Between.SwallowsAfterAnswer)
            {
                await _never.Task;
            }
        }

        public async Task<T> Ask<T>(string method, object argument)
        {
            if (road.Meets.GetValueOrDefault(by) == Between.SwallowsAfterHandshake || Dead)
            {
                await _never.Task;
            }
            return default!;
        }

        public Task Say(string method, object argument) => Task.CompletedTask;

        public void Close() => _closed.TrySetResult();

        // As a browser does it: the close hangs, and nothing waits for it.
        public void Dispose()
        {
            Dead = true;
            _closed.TrySetResult();
            _never.TrySetException(new OperationCanceledException());
        }
    }
}
