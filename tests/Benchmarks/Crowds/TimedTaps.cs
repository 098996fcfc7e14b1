using System.Diagnostics;
using System.Text.Json;
using HdrHistogram;

namespace Mal.Benchmarks.Crowds;

/// <summary>When each tap was due, and when each screen read a view with it. Tap i goes to room i mod rooms and is that room's next version.</summary>
internal sealed class TimedTaps(string[] rooms, int screens, int count, int ignored)
{
    private readonly Lock _door = new();
    private readonly LongHistogram _each = new(TimeSpan.FromMinutes(2).Ticks / 10, 3);
    private readonly LongHistogram _last = new(TimeSpan.FromMinutes(2).Ticks / 10, 3);
    private readonly long[] _due = new long[count];
    private readonly int[] _left = [.. Enumerable.Repeat(screens, count)];
    private readonly long[,] _seen = new long[screens, rooms.Length];
    private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _open = (long)screens * count;

    /// <summary>The version of each room before the first tap.</summary>
    public long[] Base { get; } = new long[rooms.Length];

    public Task All => _all.Task;

    public void Due(int tap) => _due[tap] = Stopwatch.GetTimestamp();

    public void Saw(int screen, JsonElement changes)
    {
        var now = Stopwatch.GetTimestamp();
        lock (_door)
        {
            for (var room = 0; room < rooms.Length; room++)
            {
                if (changes.GetProperty("views").TryGetProperty(rooms[room], out var view))
                {
                    var version = view.GetProperty("version").GetInt64() - Base[room];
                    for (var one = _seen[screen, room]; one < version; one++)
                    {
                        Took((int)(one * rooms.Length + room), now);
                    }
                    _seen[screen, room] = Math.Max(_seen[screen, room], version);
                }
            }
        }
    }

    public Seen Result(int failed, int gaps, int closedHealthy, int closedSlow, int closedStalled)
    {
        lock (_door)
        {
            return new Seen((long)screens * (count - ignored), _each.TotalCount, At(_each, 50), At(_each, 99), At(_each, 100), At(_last, 50), At(_last, 99), failed, gaps, closedHealthy, closedSlow, closedStalled);
        }
    }

    private void Took(int tap, long now)
    {
        if (tap >= count || _due[tap] == 0)
        {
            // A version that no tap of ours made.
            return;
        }
        var microseconds = Math.Clamp(Stopwatch.GetElapsedTime(_due[tap], now).Ticks / 10, 1, _each.HighestTrackableValue);
        if (tap >= ignored)
        {
            _each.RecordValue(microseconds);
        }
        if (--_left[tap] == 0 && tap >= ignored)
        {
            _last.RecordValue(microseconds);
        }
        if (--_open == 0)
        {
            _all.SetResult();
        }
    }

    private static double At(LongHistogram times, double percentile) => times.TotalCount == 0 ? -1 : times.GetValueAtPercentile(percentile) / 1000.0;
}
