namespace Mal.Backups;

/// <summary>Where copies of the house's memory lie: a folder beside it, or a container of the storage account.</summary>
internal interface IBackups
{
    /// <summary>The folder or web address they lie under.</summary>
    string Address { get; }

    /// <summary>The copies there are, the newest first.</summary>
    Task<IReadOnlyList<Backup>> All(CancellationToken stop = default);

    /// <summary>A copy of what is durable now, while the house goes on; opened and counted before it is one.</summary>
    /// <param name="at">Its local time.</param>
    /// <exception cref="IOException">It is not sound; there is none.</exception>
    Task<Backup> Make(DateTimeOffset at, CancellationToken stop = default);

    /// <summary>Copies older than that go; the newest stays whatever its age.</summary>
    Task Keep(int days, DateTimeOffset now, CancellationToken stop = default);

    /// <summary>Takes out of every copy what was erased meanwhile.</summary>
    Task ForgetErased(CancellationToken stop = default);

    /// <summary>Takes what was written after an instant out of the house's memory, and keeps what it was before as one of the copies.</summary>
    /// <returns>That copy.</returns>
    /// <exception cref="Hosting.VerbException">A node is running on the account.</exception>
    Task<Backup> Rewind(DateTimeOffset until, DateTimeOffset at, CancellationToken stop = default);

    /// <summary>Makes the house's memory that of a copy, and what it was before one of the copies.</summary>
    /// <exception cref="Hosting.VerbException">It is not what it was when it was made, or a node is running.</exception>
    Task Restore(Backup chosen, DateTimeOffset at, CancellationToken stop = default);
}

/// <param name="Name">Its local time, <c>2026-11-26-030000</c>; of what was before a restore, with <c>przed-</c> in front.</param>
/// <param name="Address">A folder or a web address.</param>
internal sealed record Backup(string Name, string Address, Counted Counted)
{
    public const string Before = "przed-";

    /// <summary>It is what a restore set aside: a way back, and not the copy of a night.</summary>
    public bool IsBefore => Name.StartsWith(Before, StringComparison.Ordinal);

    /// <summary>The copy of the last night, of copies with the newest first. One that a wrong clock dated later than now is it only where there is no other.</summary>
    public static Backup? Newest(IEnumerable<Backup> copies, DateTimeOffset now) =>
        copies.Where(copy => !copy.IsBefore).OrderBy(copy => copy.Counted.At > now).FirstOrDefault();

    /// <summary>Those that are too old; the newest of a night stays whatever its age.</summary>
    public static IEnumerable<Backup> TooOld(IReadOnlyList<Backup> copies, int days, DateTimeOffset now) =>
        copies.Where(copy => copy != Newest(copies, now) && copy.Counted.At < now.AddDays(-days));

    public static string NameOf(DateTimeOffset at) => at.ToString("yyyy-MM-dd-HHmmss", System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>What was found in a copy when it was opened after it was made.</summary>
/// <param name="Records">Null where records are not copied.</param>
/// <param name="Sha256">Of the file of facts, in hexadecimal digits: a byte that rots on the disk is no damage that SQLite knows of. Null where the file carries hashes itself.</param>
/// <param name="House">Of which house it is; null in a copy that an older program made.</param>
internal sealed record Counted(DateTimeOffset At, long Streams, long Events, long Commands, long? Records, string? Sha256 = null, string? House = null);

[System.Text.Json.Serialization.JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[System.Text.Json.Serialization.JsonSerializable(typeof(Counted))]
internal sealed partial class BackupJson : System.Text.Json.Serialization.JsonSerializerContext;
