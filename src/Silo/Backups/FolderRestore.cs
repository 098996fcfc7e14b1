using Mal.Diagnosis;
using Mal.Hosting;
using Mal.Storage;
using Microsoft.Data.Sqlite;

namespace Mal.Backups;

/// <summary>Puts the facts of a copy in the place of the living ones, of which a copy is made first. Records stay those of now, as long as they open.</summary>
internal sealed class FolderRestore(BackupFolder backups, string data)
{
    private const string Facts = "facts.db";
    private const string Records = "records.db";

    /// <summary>After the name of a file that is being made, to be put in the place of the other in one step.</summary>
    internal const string Half = ".restoring";

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
        if (found with { Sha256 = null, House = null } != chosen.Counted with { Sha256 = null, House = null })
        {
            throw new VerbException(BackupVerbs.Differs(chosen, found));
        }
        if (chosen.Counted.Sha256 is { } sum && sum != found.Sha256)
        {
            throw new VerbException($"Kopia {chosen.Name} zmieniła się od czasu, kiedy powstała (suma pliku facts.db jest inna). Wybierz inną.");
        }

        using (DataFolder.Open(data))
        {
            // The same house with an earlier memory. An older program's copy does not say whose it is: then it is that of what lies here.
            foreach (var step in Replace(
                half => File.Copy(Path.Combine(chosen.Address, Facts), half, overwrite: true),
                () => chosen.Counted.House ?? RecordTables.HouseOfFacts(Living(Facts)) ?? RecordTables.HouseIn(Living(Records)),
                () => SetAside(at)))
            {
                yield return step;
            }
            var house = RecordTables.HouseOfFacts(Living(Facts))!;
            if (!Opens(Living(Records)) || (RecordTables.HouseIn(Living(Records)) is { } other && other != house))
            {
                TakeRecords(chosen, house);
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
            foreach (var _ in Replace(
                half => LaterFacts.LeaveOut(Living(Facts), half, until), () => RecordTables.HouseOfFacts(Living(Facts)), () => before = SetAside(at)))
            {
            }

            return before ?? throw new VerbException($"W katalogu {data} nie ma pamięci domu, którą można odczytać. Podaj --data albo przywróć kopię („restore”).");
        }
    }

    // Made whole beside the living one, and in its place by one step.
    private IEnumerable<string> Replace(Action<string> make, Func<string?> house, Action setAside)
    {
        var half = Living(Facts + Half);
        make(half);
        yield return "copied";
        BeAnotherDataSet(half, house());
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
        if (!File.Exists(Living(Facts)) && !File.Exists(Living(Facts + "-wal")))
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

    /// <summary>Records of a copy alone, where those of now are gone: the facts stay as they are.</summary>
    /// <exception cref="VerbException">Those of now are sound, or the copy is not.</exception>
    public void RunForRecords(Backup chosen)
    {
        var found = BackupFolder.Check(chosen.Address, chosen.Counted.At);
        using (DataFolder.Open(data))
        {
            var house = HouseWithoutRecords();
            if (found.House is { } other && chosen.Counted.House is not null && other != house)
            {
                throw new VerbException($"Kopia {chosen.Name} jest z innego domu niż fakty. Wybierz inną.");
            }

            TakeRecords(chosen, house);
        }
    }

    /// <summary>Records without a single one: words, contacts and devices are given up.</summary>
    /// <exception cref="VerbException">Those of now are sound.</exception>
    public void RunForNoRecords()
    {
        using (DataFolder.Open(data))
        {
            var house = HouseWithoutRecords();
            DeleteBeside(Records);
            File.Delete(Living(Records));
            RecordTables.Prepare(Living(Records), house);
        }
    }

    private string HouseWithoutRecords()
    {
        if (FolderLook.Facts(Living(Facts)) is not Found.Sound { House: { } house })
        {
            throw new VerbException($"W katalogu {Path.GetFullPath(data)} nie ma całych faktów domu (facts.db). Najpierw przywróć je: „restore”.");
        }

        return FolderLook.Records(Living(Records)) switch
        {
            Found.Newer or Found.Foreign =>
                throw new VerbException($"Plik {Path.GetFullPath(Living(Records))} zapisał inny albo nowszy program. Odłóż go w inne miejsce."),
            Found.Sound { House: var whose, Rows: > 0 } when whose is null || whose == house =>
                throw new VerbException("Zapisy tego domu są całe. Nic nie zmieniono."),
            _ => house,
        };
    }

    // Made whole beside the one that is there, and in its place by one step.
    private void TakeRecords(Backup chosen, string house)
    {
        var half = Living(Records + Half);
        File.Copy(Path.Combine(chosen.Address, Records), half, overwrite: true);
        RecordTables.Bind(half, house);
        DeleteBeside(Records);
        File.Move(half, Living(Records), overwrite: true);
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
    private static void BeAnotherDataSet(string file, string? house)
    {
        using var facts = FactTables.OpenWriter(file);
        var id = Guid.NewGuid().ToString("N");
        FactTables.Run(facts, "INSERT OR IGNORE INTO meta SELECT 'house', coalesce(nullif($house, ''), value) FROM meta WHERE name = 'data-set';", house ?? "");
        FactTables.Run(facts, $"BEGIN; UPDATE meta SET value = '{id}' WHERE name = 'data-set'; UPDATE heads SET data_set = '{id}'; COMMIT; PRAGMA wal_checkpoint(TRUNCATE);");
    }
}
