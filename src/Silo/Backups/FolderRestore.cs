using Mal.Hosting;
using Mal.Storage;

namespace Mal.Backups;

/// <summary>Puts the files of a copy in the place of the living ones, which are set aside first.</summary>
internal sealed class FolderRestore(BackupFolder backups, string data)
{
    private static readonly string[] Files = ["facts.db", "facts.db-wal", "facts.db-shm", "records.db", "records.db-journal"];

    /// <exception cref="DataFolderInUseException">A node is running on it.</exception>
    public void Run(Backup chosen, DateTimeOffset at)
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
            SetAside(at);
            foreach (var file in new[] { "facts.db", "records.db" })
            {
                File.Copy(Path.Combine(chosen.Address, file), Path.Combine(data, file));
            }

            BeAnotherDataSet(Path.Combine(data, "facts.db"));
        }
    }

    /// <summary>What there is now may be all there is of the last hours: it is kept like any other copy, even when it cannot be opened.</summary>
    private void SetAside(DateTimeOffset at)
    {
        var living = Files.Select(file => Path.Combine(data, file)).Where(File.Exists).ToList();
        if (living.Count == 0)
        {
            return;
        }

        var aside = Path.Combine(backups.Path, Backup.Before + Backup.NameOf(at));
        Directory.CreateDirectory(aside);
        living.ForEach(file => File.Move(file, Path.Combine(aside, Path.GetFileName(file))));
        if (!backups.Adopt(aside, at))
        {
            // Nobody could ever erase a word from a file that does not open; its facts may still be of use to somebody.
            Files.Where(file => file.StartsWith("records", StringComparison.Ordinal)).ToList().ForEach(file => File.Delete(Path.Combine(aside, file)));
        }
    }

    // Screens hold newer versions than this memory has; by another data set they know that these are no older news.
    private static void BeAnotherDataSet(string file)
    {
        using var facts = FactTables.OpenWriter(file);
        var id = Guid.NewGuid().ToString("N");
        FactTables.Run(facts, $"BEGIN; UPDATE meta SET value = '{id}' WHERE name = 'data-set'; UPDATE heads SET data_set = '{id}'; COMMIT;");
    }
}
