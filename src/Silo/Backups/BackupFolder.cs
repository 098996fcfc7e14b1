using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Mal.Storage;
using Microsoft.Data.Sqlite;

namespace Mal.Backups;

// Copies of the house's memory beside it, in data/backups: one folder a copy, named by its local time, with facts.db,
// records.db and backup.json, which says what was counted in it. A copy is made under another name and becomes one only
// when it has been opened, checked and counted. Where the disk itself may be lost, carry this folder elsewhere.
//
// Facts are as they were that night. Records are always those of now: whenever words are erased, the records of every
// copy are made again from the living ones, so that nothing erased lives on in a backup.
internal sealed class BackupFolder(string data) : IBackups
{
    private const string Making = ".making";
    private const string About = "backup.json";

    // A copy takes seconds; one that is half made after that was cut off, and may hold words that are erased meanwhile.
    private static readonly TimeSpan NobodyMakesIt = TimeSpan.FromHours(1);

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetFullPath(data), "backups");

    /// <summary>The newest first.</summary>
    public IReadOnlyList<Backup> All() => !Directory.Exists(Path) ? [] :
    [
        .. Directory.GetDirectories(Path).Where(folder => System.IO.Path.GetFileName(folder) != Making && File.Exists(System.IO.Path.Combine(folder, About)))
            .Select(folder => new Backup(System.IO.Path.GetFileName(folder), folder, Read(folder)))
            .OrderByDescending(backup => backup.Counted.At),
    ];

    /// <summary>A copy of what is durable now, while the house goes on.</summary>
    /// <exception cref="IOException">The copy is not sound, or another has its name; there is none.</exception>
    public Backup Make(DateTimeOffset at) => Make(Backup.NameOf(at), at);

    public Backup Make(string name, DateTimeOffset at)
    {
        var folder = System.IO.Path.Combine(Path, name);
        if (Directory.Exists(folder))
        {
            throw new IOException($"{folder}: taka kopia już jest. Spróbuj za chwilę.");
        }

        var half = System.IO.Path.Combine(Path, Making);
        Discard(half);
        Directory.CreateDirectory(half);
        Copy("facts.db", half);
        Copy("records.db", half);
        var counted = Check(half, at);
        Write(half, counted);
        Directory.Move(half, folder);
        return new Backup(name, folder, counted);
    }

    /// <summary>Opens a copy, has SQLite look at every page of it, and counts.</summary>
    /// <exception cref="IOException">It is torn, or does not hold what it held when it was made.</exception>
    public static Counted Check(string folder, DateTimeOffset at)
    {
        try
        {
            using var facts = Open(folder, "facts.db");
            using var records = Open(folder, "records.db");
            Sound(facts);
            Sound(records);
            return new Counted(
                at, Count(facts, "heads"), Count(facts, "events"), Count(facts, "commands"), Count(records, "records"),
                Sum(System.IO.Path.Combine(folder, "facts.db")), FactTables.House(facts));
        }
        catch (SqliteException torn)
        {
            throw new IOException($"{folder}: kopia jest uszkodzona ({torn.Message}).", torn);
        }
    }

    /// <summary>Copies older than that go; the newest stays whatever its age.</summary>
    public void Keep(int days, DateTimeOffset now)
    {
        foreach (var old in Backup.TooOld(All(), days, now))
        {
            Discard(old.Address);
        }
    }

    /// <summary>Makes the records of every copy those of now. Afterwards no byte of what was erased is left in them.</summary>
    /// <exception cref="IOException">Some could not be made so; the others were.</exception>
    public void ForgetErased()
    {
        var half = new DirectoryInfo(System.IO.Path.Combine(Path, Making));
        if (half.Exists && half.LastWriteTimeUtc < DateTime.UtcNow - NobodyMakesIt)
        {
            half.Delete(recursive: true);
        }

        var stay = new List<Exception>();
        foreach (var backup in All())
        {
            try
            {
                ForgetErased(backup);
            }
            catch (Exception torn) when (torn is IOException or SqliteException)
            {
                stay.Add(torn);
            }
        }

        if (stay is [var first, ..])
        {
            throw new IOException($"{stay.Count}: {first.Message}", first);
        }
    }

    private void ForgetErased(Backup backup)
    {
        var living = System.IO.Path.Combine(System.IO.Path.GetFullPath(data), "records.db");
        if (!File.Exists(living))
        {
            // Attaching would make an empty one, and empty every copy.
            throw new IOException($"Nie ma {living}.");
        }

        using var copy = FactTables.Open(System.IO.Path.Combine(backup.Address, "records.db"));
        // Overwritten in place, and the way back kept in memory: a journal on the disk would hold what goes.
        FactTables.Run(copy, "PRAGMA journal_mode = MEMORY; PRAGMA secure_delete = ON; PRAGMA busy_timeout = 5000;");
        FactTables.Demand(copy, "secure_delete", "1");
        using (var attach = copy.CreateCommand())
        {
            attach.CommandText = "ATTACH $living AS living;";
            attach.Parameters.AddWithValue("$living", living);
            attach.ExecuteNonQuery();
        }

        FactTables.Run(copy, "BEGIN; DELETE FROM records; INSERT INTO records SELECT * FROM living.records; COMMIT; DETACH living; VACUUM;");
        Write(backup.Address, backup.Counted with { Records = Count(copy, "records") });
    }

    string IBackups.Address => Path;

    // SQLite works where it is called, and a copy takes its time.
    Task<IReadOnlyList<Backup>> IBackups.All(CancellationToken stop) => Task.Run(All, stop);

    Task<Backup> IBackups.Make(DateTimeOffset at, CancellationToken stop) => Task.Run(() => Make(at), stop);

    Task IBackups.Keep(int days, DateTimeOffset now, CancellationToken stop) => Task.Run(() => Keep(days, now), stop);

    Task IBackups.ForgetErased(CancellationToken stop) => Task.Run(ForgetErased, stop);

    Task IBackups.Restore(Backup chosen, DateTimeOffset at, CancellationToken stop) => Task.Run(() => new FolderRestore(this, data).Run(chosen, at), stop);

    Task<Backup> IBackups.Rewind(DateTimeOffset until, DateTimeOffset at, CancellationToken stop) =>
        Task.Run(() => new FolderRestore(this, data).Rewind(until, at), stop);

    // Under another name first: a copy whose description is cut off would be none any more.
    private static void Write(string folder, Counted counted)
    {
        var about = System.IO.Path.Combine(folder, About);
        File.WriteAllText(about + ".part", JsonSerializer.Serialize(counted, BackupJson.Default.Counted));
        File.Move(about + ".part", about, overwrite: true);
    }

    private static Counted Read(string folder)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(System.IO.Path.Combine(folder, About)), BackupJson.Default.Counted)!;
        }
        catch (JsonException torn)
        {
            throw new IOException($"{folder}: {About} jest uszkodzony. Usuń ten katalog, a pozostałe kopie będą znów dostępne.", torn);
        }
    }

    private void Copy(string file, string to)
    {
        using var living = FactTables.OpenReader(System.IO.Path.Combine(System.IO.Path.GetFullPath(data), file));
        using var copy = FactTables.Open(System.IO.Path.Combine(to, file));
        living.BackupDatabase(copy);
        // A copy stands alone: no journal beside it that somebody could forget to carry.
        FactTables.Run(copy, "PRAGMA journal_mode = DELETE;");
    }

    private static SqliteConnection Open(string folder, string file)
    {
        var path = System.IO.Path.Combine(folder, file);
        return File.Exists(path) ? FactTables.Open(path) : throw new IOException($"{folder}: brakuje {file}.");
    }

    private static void Sound(SqliteConnection connection)
    {
        if (FactTables.Ask(connection, "PRAGMA integrity_check;") is var found and not "ok")
        {
            throw new IOException($"{connection.DataSource}: kopia jest uszkodzona ({found.Split('\n')[0]}).");
        }
    }

    private static long Count(SqliteConnection connection, string table) => long.Parse(FactTables.Ask(connection, $"SELECT count(*) FROM {table};"), CultureInfo.InvariantCulture);

    private static string Sum(string file)
    {
        using var bytes = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return Convert.ToHexStringLower(SHA256.HashData(bytes));
    }

    private static void Discard(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
