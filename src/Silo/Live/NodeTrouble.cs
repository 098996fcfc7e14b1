using Mal.Board;
using Mal.Wire;

namespace Mal.Live;

/// <summary>
/// What this node has against itself, from what it meets anyway: the log that does not take a write, an answer that nobody
/// knows, a board that is not heard. It is kept in memory and travels with the beats, since nothing else may be able to.
/// </summary>
internal sealed class NodeTrouble(TimeProvider steady)
{
    // Whoever could not write tries again within seconds. Where nobody does, the trouble is as good as over.
    private static readonly TimeSpan Fades = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private long? _unwritten;
    private bool _unheard;
    private bool _diskIsLow;
    private bool _backupFailed;
    private DateTimeOffset? _doubted;
    private bool _behind;

    /// <summary>One of the codes of <see cref="Trouble"/>, the worst first; null when all is well.</summary>
    public string? Code
    {
        get
        {
            lock (_gate)
            {
                return _unwritten is { } at && steady.GetElapsedTime(at) < Fades ? Trouble.Storage
                    : _unheard ? Trouble.Cluster
                    : _doubted is not null ? Trouble.ClockDoubtful
                    : _behind ? Trouble.ClockBehind
                    : _diskIsLow ? Trouble.Disk
                    : _backupFailed ? Trouble.Backup
                    : null;
            }
        }
    }

    /// <summary>What the machine's clock says while it is not believed, whatever else there is; null when it is.</summary>
    public DateTimeOffset? MachineClock
    {
        get { lock (_gate) { return _doubted; } }
    }

    /// <param name="doubted">What the machine's clock says while it is not believed.</param>
    /// <param name="behind">It is before the newest fact by more than a day.</param>
    public void Clock(DateTimeOffset? doubted, bool behind)
    {
        lock (_gate) { (_doubted, _behind) = (doubted, behind); }
    }

    public void Wrote()
    {
        lock (_gate) { _unwritten = null; }
    }

    public void CouldNotWrite()
    {
        lock (_gate) { _unwritten = steady.GetTimestamp(); }
    }

    /// <summary>An actor that lives elsewhere writes elsewhere, and this node knows it by the answers.</summary>
    public void Answered(Answer answer)
    {
        switch (answer.Status)
        {
            case AnswerStatus.Unknown: CouldNotWrite(); break;
            case AnswerStatus.Accepted: Wrote(); break;
        }
    }

    /// <param name="low">Less is left on the disk than was asked for.</param>
    public void Disk(bool low)
    {
        lock (_gate) { _diskIsLow = low; }
    }

    /// <param name="failed">The last attempt at a copy; an earlier one that failed is made good by it.</param>
    public void Backup(bool failed)
    {
        lock (_gate) { _backupFailed = failed; }
    }

    /// <param name="all">Every board this node shows answers.</param>
    public void Hears(bool all)
    {
        lock (_gate) { _unheard = !all; }
    }
}
