using Mal.Backups;

namespace Mal.Diagnosis;

/// <summary>What was found of the facts, or of the records, when nothing had been opened for writing yet.</summary>
internal abstract record Found
{
    private Found() { }

    /// <summary>No file or table, an empty one, or facts without a single fact.</summary>
    internal sealed record Nothing : Found;

    /// <param name="House">The house they are of; null when an older program wrote them and did not say.</param>
    /// <param name="Rows">Streams, or records.</param>
    internal sealed record Sound(string? House, long Rows) : Found;

    /// <param name="Why">In Polish, to stand in brackets.</param>
    internal sealed record Damaged(string Why) : Found;

    /// <param name="Layout">What a newer program calls its layout.</param>
    internal sealed record Newer(string Layout) : Found;

    /// <summary>A database, but not one of ours.</summary>
    internal sealed record Foreign : Found;

    /// <summary>The last writes (a write-ahead log) without the file that they belong to. Opening it would delete them.</summary>
    internal sealed record Torn : Found;
}

/// <summary>All that lies in one place and may be the memory of a house.</summary>
/// <param name="Copies">The newest first.</param>
/// <param name="CopiesUnread">Why the copies could not be looked at, as a sentence; null when they could.</param>
internal sealed record Memory(MemoryPlace Place, Found Facts, Found Records, IReadOnlyList<Backup> Copies, string? CopiesUnread = null);

/// <summary>How a place is named in a sentence.</summary>
/// <param name="In">"In the folder so-and-so", at the beginning of a sentence.</param>
/// <param name="Elsewhere">What to do for a new house instead.</param>
/// <param name="Option">What a verb needs to come to the same place.</param>
internal sealed record MemoryPlace(string In, string Facts, string Records, string Elsewhere, string Option)
{
    public static MemoryPlace Folder(string path) =>
        new($"W katalogu {path}", "facts.db", "records.db", "podaj pusty katalog (--data)", $" --data {path}");

    public static MemoryPlace Account(string address) =>
        new($"Na koncie magazynu {address}", "tabela MalFacts", "tabela OrleansGrainState", "podaj puste konto (ConnectionStrings__storage)", "");

    public string Verb(string words) => $"„{words}{Option}”";
}
