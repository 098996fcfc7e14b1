using System.Collections.Immutable;

namespace Mal.History;

/// <summary>One fact as a coordinator reads it.</summary>
/// <param name="At">When it happened: earlier than it was written for a phone that was offline, or an actor that slept.</param>
/// <param name="WrittenAt">Null when that was the same minute.</param>
/// <param name="Role">Who, in Polish: "dyżur", "koordynacja", "system", "osoba zgłaszająca".</param>
/// <param name="Command">The command that wrote it, where a coordinator may undo it.</param>
/// <param name="Undoes">The command that it reversed.</param>
/// <param name="Device">The opaque id of the paired device; never a person.</param>
public sealed record HistoryEntry(long Version, DateTimeOffset At, DateTimeOffset? WrittenAt, string Role, string Device, string Sentence,
    Guid? Command = null, Guid? Undoes = null);

/// <summary>A page of the history of one thing, the newest first.</summary>
/// <param name="Before">What to ask for next; null when this was the beginning.</param>
public sealed record HistoryPage(string Key, long Version, ImmutableList<HistoryEntry> Entries, long? Before);
