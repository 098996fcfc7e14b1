using System.Text;

namespace Mal.Facts;

// What every log asks of an append before it touches its storage. A breach is a bug of the caller and
// not an outcome: it is an ArgumentException, thrown before anything was written.
public static class AppendRules
{
    /// <summary>The most a head may take, as UTF-8, state and commands together.</summary>
    public const int MostHeadBytes = 64 * 1024;

    // An id as text and a version, generously; the exact number depends on the log.
    private const int CommandBytes = 64;

    public static void Check(
        string stream,
        long expectedVersion,
        IReadOnlyList<StoredEvent> events,
        IReadOnlyList<AppliedCommand> commands,
        Head head)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(stream);
        ArgumentNullException.ThrowIfNull(events);
        ArgumentNullException.ThrowIfNull(commands);
        ArgumentNullException.ThrowIfNull(head);
        ArgumentOutOfRangeException.ThrowIfNegative(expectedVersion);

        for (var i = 0; i < events.Count; i++)
        {
            if (events[i].Version != expectedVersion + i + 1)
            {
                throw new ArgumentException(
                    $"Event {i} of {stream} has version {events[i].Version}, expected {expectedVersion + i + 1}.", nameof(events));
            }
        }

        if (head.Version != expectedVersion + events.Count)
        {
            throw new ArgumentException(
                $"The head of {stream} has version {head.Version}, its last event has {expectedVersion + events.Count}.", nameof(head));
        }

        var bytes = HeadBytes(head);
        if (bytes > MostHeadBytes)
        {
            throw new ArgumentException(
                $"The head of {stream} takes {bytes} bytes, at most {MostHeadBytes} are allowed.", nameof(head));
        }
    }

    public static int HeadBytes(Head head)
    {
        ArgumentNullException.ThrowIfNull(head);
        return Encoding.UTF8.GetByteCount(head.State) + head.Commands.Sum(static command => CommandBytes
            + Encoding.UTF8.GetByteCount(command.RefusalCode ?? "")
            + Encoding.UTF8.GetByteCount(command.RefusalMessage ?? ""));
    }
}
