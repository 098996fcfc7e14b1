using System.Text;

namespace Mal.Facts;

// What every log asks of an append before it touches its storage. A breach is a bug of the caller and
// not an outcome: it is an ArgumentException, thrown before anything was written.
public static class AppendRules
{
    /// <summary>The most a head may take, as UTF-8, state and commands together.</summary>
    public const int MostHeadBytes = 64 * 1024;

    /// <summary>The most commands of one append: a table's transaction has a hundred rows, and events want theirs.</summary>
    public const int MostCommands = 64;

    /// <summary>The most events of one append. A room that slept for a year catches up in one.</summary>
    public const int MostEvents = 1500;

    /// <summary>The most the events of one append may take, as UTF-16: whatever becomes of them, they fit into one row and one transaction of a table.</summary>
    public const int MostEventBytes = 768 * 1024;

    /// <summary>The most one event may take, as UTF-16: two texts of a table.</summary>
    public const int MostBytesOfOneEvent = 128 * 1024;

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

        AtMost(MostCommands, commands.Count, $"commands of {stream} in one append", nameof(commands));
        AtMost(MostEvents, events.Count, $"events of {stream} in one append", nameof(events));
        AtMost(MostEventBytes, events.Sum(EventBytes), $"bytes of events of {stream} in one append", nameof(events));
        AtMost(MostBytesOfOneEvent, events.Select(EventBytes).DefaultIfEmpty().Max(), $"bytes of one event of {stream}", nameof(events));

        var bytes = HeadBytes(head);
        if (bytes > MostHeadBytes)
        {
            throw new ArgumentException(
                $"The head of {stream} takes {bytes} bytes, at most {MostHeadBytes} are allowed.", nameof(head));
        }
    }

    /// <summary>What an event takes of <see cref="MostEventBytes"/>.</summary>
    public static int EventBytes(StoredEvent stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        return sizeof(char) * stored.Json.Length;
    }

    public static int HeadBytes(Head head)
    {
        ArgumentNullException.ThrowIfNull(head);
        return Encoding.UTF8.GetByteCount(head.State) + head.Commands.Sum(static command => CommandBytes
            + Encoding.UTF8.GetByteCount(command.RefusalCode ?? "")
            + Encoding.UTF8.GetByteCount(command.RefusalMessage ?? "")
            + (command.Fingerprint?.Length ?? 0));
    }

    private static void AtMost(int most, int found, string what, string argument)
    {
        if (found > most)
        {
            throw new ArgumentException($"There are {found} {what}, at most {most} are allowed.", argument);
        }
    }
}
