using HdrHistogram;

namespace Mal.Benchmarks;

/// <summary>What a stated rate of acts led to: how long each took from when it was due, and what it cost the process.</summary>
internal sealed class Measured(double perSecond)
{
    private readonly LongHistogram microseconds = new(TimeSpan.FromMinutes(2).Ticks / 10, 3);
    private int failed;

    public double PerSecond => perSecond;

    public int Asked { get; private set; }

    public long Done
    {
        get
        {
            lock (microseconds)
            {
                return microseconds.TotalCount;
            }
        }
    }

    public int FailedCount => failed;

    public Exception? FirstFailure { get; private set; }

    public double DonePerSecond { get; private set; }

    public double CpuMsEach { get; private set; }

    /// <summary>In milliseconds.</summary>
    public double At(double percentile)
    {
        lock (microseconds)
        {
            return microseconds.TotalCount == 0 ? double.NaN : microseconds.GetValueAtPercentile(percentile) / 1000.0;
        }
    }

    public void Took(TimeSpan time)
    {
        lock (microseconds)
        {
            microseconds.RecordValue(Math.Clamp(time.Ticks / 10, 1, microseconds.HighestTrackableValue));
        }
    }

    public void Failed(Exception failure)
    {
        FirstFailure ??= failure;
        Interlocked.Increment(ref failed);
    }

    public void End(int asked, TimeSpan elapsed, TimeSpan cpu)
    {
        Asked = asked;
        DonePerSecond = Done / elapsed.TotalSeconds;
        CpuMsEach = Done == 0 ? double.NaN : cpu.TotalMilliseconds / Done;
    }
}
