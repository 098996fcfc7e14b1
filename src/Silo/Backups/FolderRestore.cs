using Mal.Hosting;
using Mal.Storage;
using Microsoft.Data.Sqlite;

namespace Mal.Backups;

/// <summary>Puts the facts of a copy in the place of the living ones, of which a copy is made first. Records stay those of now, as long as they open.</summary>
internal sealed class FolderRestore(BackupFolder backups, string data)
{
    private const string Facts = "facts.db";
    private const string Records = "records.db";

    /// <exception cref="DataFolderInUseException">A node is running on it.</exception>
    public void Run(Backup chosen, DateTimeOffset at)
    {
        foreach (var _ in Steps(chosen, at))
        {
        }
    }

    /// <summary>The same, step by step. Cut off after any of them, the house is as it was or as it will be, and a restore is simply made once more.</summary>
    internal IEnumerable<string> Steps(Backup chosen, DateTimeOffset at)
    {
        var found = BackupFolder.Check(chosen.Address, chosen.Counted.At);
        if (found with { Sha256 = null } != chosen.Counted with { Sha256 = null })
        {
            throw new VerbException(BackupVerbs.Differs(chosen, found));
        }
        if (chosen.Counted.Sha256 is { } sum && sum != found.Sha256)
        {
            throw new VerbException($"Kopia {chosen.Name} zmieniła się od czasu, kiedy powstała (suma pliku facts.db jest inna). Wybierz inną.");
        }

        using (DataFolder.Open(data))
        {
            foreach (var step in Replace(half => File.Copy(Path.Combine(chosen.Address, Facts), half, overwrite: true), () => SetAside(at)))
            {
                yield return step;
            }
            if (!Opens(Living(Records)))
            {
                DeleteBeside(Records);
                File.Copy(Path.Combine(chosen.Address, Records), Living(Records), overwrite: true);
            }
        }
    }

    /// <summary>Takes every fact after an instant out, and what came after it in its stream.</summary>
    /// <returns>The copy of what was before.</returns>
    public Backup Rewind(DateTimeOffset until, DateTimeOffset at)
    {
        using (DataFolder.Open(data))
        {
            Backup? before = null;
            foreach (var _ in Replace(half => LaterFacts.LeaveOut(Living(Facts), half, until), () => before = SetAside(at)))
            {
            }

            return before ?? throw new VerbException($"W katalogu {data} nie ma pamięci domu, którą można odczytać. Podaj --data albo przywróć kopię („restore”).");
        }
    }

    // Made whole beside the living one, and in its place by one step.
    private IEnumerable<string> Replace(Action<string> make, Action setAside)
    {
        var half = Living(Facts + ".restoring");
        make(half);
        yield return "copied";
        BeAnotherDataSet(half);
        yield return "another data set";
        setAside();
        yield return "set aside";
        DeleteBeside(Facts);
        yield return "nothing beside";
        File.Move(half, Living(Facts), overwrite: true);
        yield return "in its place";
    }

    /// <summary>What there is now may be all there is of the last hours: it is kept like any other copy. Facts that do not open are kept as they are; they may still be of use to somebody.</summary>
    /// <returns>The copy; null where there is nothing that opens.</returns>
    private Backup? SetAside(DateTimeOffset at)
    {
        if (!File.Exists(Living(Facts)))
        {
            return null;
        }

        // Two restores may be a second apart, and neither may take the other's way back away.
        while (Directory.Exists(Path.Combine(backups.Path, NameOf(at))))
        {
            at = at.AddSeconds(1);
        }

        try
        {
            var made = backups.Make(NameOf(at), at);
            // What lies beside it is written into it, so that it stays whole until the other takes its place.
            using var living = FactTables.Open(Living(Facts));
            FactTables.Run(living, "PRAGMA wal_checkpoint(TRUNCATE);");
            return made;
        }
        catch (Exception torn) when (torn is IOException or SqliteException)
        {
            var aside = Directory.CreateDirectory(Path.Combine(backups.Path, NameOf(at))).FullName;
            foreach (var file in new[] { Facts, Facts + "-wal" }.Where(file => File.Exists(Living(file))))
            {
                File.Copy(Living(file), Path.Combine(aside, file), overwrite: true);
            }

            return null;
        }

        static string NameOf(DateTimeOffset at) => Backup.Before + Backup.NameOf(at);
    }

    private string Living(string file) => Path.Combine(data, file);

    /// <summary>What lies beside a file belongs to it and not to the one that comes.</summary>
    private void DeleteBeside(string file)
    {
        foreach (var beside in new[] { "-wal", "-shm", "-journal" })
        {
            File.Delete(Living(file) + beside);
        }
    }

    private static bool Opens(string file)
    {
        try
        {
            using var connection = File.Exists(file) ? FactTables.Open(file) : null;
            return connection is not null && FactTables.Ask(connection, "PRAGMA integrity_check;") == "ok" && FactTables.Ask(connection, "SELECT count(*) FROM records;").Length > 0;
        }
        catch (SqliteException)
        {
            return false;
        }
    }

    // It has lower versions than were told before: whoever compares them must be able to see that it is another memory.
    private static void BeAnotherDataSet(string file)
    {
        using var facts = FactTables.OpenWriter(file);
        var id = Guid.NewGuid().ToString("N");
        FactTables.Run(facts, $"BEGIN; UPDATE meta SET value = '{id}' WHERE name = 'data-set'; UPDATE heads SET data_set = '{id}'; COMMIT; PRAGMA wal_checkpoint(TRUNCATE);");
    }
}
