using System.Collections.Immutable;

namespace Mal.Facts;

// The log of facts: one stream per actor, appended and never changed. One atomic write adds the events,
// replaces the head and keeps the command ids, so waking up is one read however long the history is.
// The log, not the actor directory, is the fence: whoever writes second gets a Conflict.
//
// An exception from Append says nothing about what is on the disk. The caller reads the head again and
// compares WriteId: the same id means that the write did happen.

/// <summary>Where a stream stands: all that an actor needs to wake.</summary>
/// <param name="Version">The version of the last event; 0 before the first.</param>
/// <param name="WriteId">Made anew for every append, so an append can be recognised after a lost answer.</param>
/// <param name="DataSet">The data set the head was written in, see <see cref="IEventLog.DataSet"/>.</param>
/// <param name="Schema">The shape of <paramref name="State"/>; an older one is rebuilt from the events.</param>
/// <param name="State">JSON. With the commands at most 64 KiB, see <see cref="AppendRules"/>.</param>
/// <param name="Commands">The last 64 commands: a cache, the whole truth is in <see cref="IEventLog.FindCommand"/>.</param>
public sealed record Head(
    long Version,
    Guid WriteId,
    string DataSet,
    int Schema,
    string State,
    ImmutableList<AppliedCommand> Commands);

/// <summary>A command that had its effect, with the version it led to and the refusal it was answered with, if any.</summary>
/// <param name="Fingerprint">Of what it said; null when nobody noted it, as in rows older than fingerprints, and for what the house itself sends.</param>
public sealed record AppliedCommand(Guid Id, long Version, string? RefusalCode, string? RefusalMessage, string? Fingerprint = null)
{
    /// <summary>Is it known that the same id came with other content? What nobody noted is believed to be a repeat.</summary>
    public bool IsOther(string? fingerprint) => Fingerprint is not null && fingerprint is not null && Fingerprint != fingerprint;
}

/// <summary>A fact as it is kept: JSON with a permanent name, and the command and the role behind it.</summary>
public sealed record StoredEvent(long Version, DateTimeOffset At, Guid Command, string By, string Json);

public enum AppendOutcome
{
    Written,

    /// <summary>Another writer was first, or a command id is already kept for this stream. Nothing was written.</summary>
    Conflict,
}

public interface IEventLog
{
    /// <summary>The head of a stream, or null before its first append. One read however long the history.</summary>
    Task<Head?> Read(string stream, CancellationToken stop = default);

    /// <summary>What a command led to, however long ago it was.</summary>
    Task<AppliedCommand?> FindCommand(string stream, Guid command, CancellationToken stop = default);

    /// <summary>
    /// Writes events, head and command ids, all or nothing. Events carry the versions after
    /// <paramref name="expectedVersion"/> without a gap; a head may be replaced without events. How much one append
    /// may carry is said in <see cref="AppendRules"/>; more than that is refused before anything is written.
    /// </summary>
    Task<AppendOutcome> Append(
        string stream,
        long expectedVersion,
        IReadOnlyList<StoredEvent> events,
        IReadOnlyList<AppliedCommand> commands,
        Head head,
        CancellationToken stop = default);

    /// <summary>The events from a version on, in order.</summary>
    IAsyncEnumerable<StoredEvent> History(string stream, long fromVersion, CancellationToken stop = default);

    /// <summary>The ids of the places that were ever set up here, in ordinal order.</summary>
    Task<ImmutableList<string>> Places(CancellationToken stop = default);

    /// <summary>The id of this data set, made once; a restored backup is told apart by it.</summary>
    Task<string> DataSet(CancellationToken stop = default);
}
