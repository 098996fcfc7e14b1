using Mal.Hosting;
using Mal.Polish;
using Mal.Storage;

namespace Mal.Backups;

/// <summary>By hand: <c>backup</c> now, and <c>restore</c> when the house has lost its memory.</summary>
internal static class BackupVerbs
{
    public const string HelpText = """
          backup               kopia pamięci domu teraz, także gdy węzeł działa (sama robi się co noc)
          restore [KOPIA]      przywraca najnowszą kopię albo tę, którą nazwano; węzeł musi stać
        """;

    private static readonly string[] Files = ["facts.db", "facts.db-wal", "facts.db-shm", "records.db", "records.db-journal"];

    public static Task<int> Backup(IConfiguration configuration)
    {
        OnlyOfAFolder(configuration);
        var data = Stores.Data(configuration);
        if (!File.Exists(Path.Combine(data, "facts.db")))
        {
            throw new VerbException($"W katalogu {data} nie ma pamięci domu. Podaj --data.");
        }

        var made = new BackupFolder(data).Make(DateTimeOffset.Now);
        Console.WriteLine($"{made.Folder}: {Say(made.Counted)}");
        return Task.FromResult(0);
    }

    public static Task<int> Restore(string? name, IConfiguration configuration)
    {
        OnlyOfAFolder(configuration);
        var data = Stores.Data(configuration);
        var backups = new BackupFolder(data);
        var all = backups.All();
        if (all.ToList().Find(backup => name is null || backup.Name == name) is not { } chosen)
        {
            throw new VerbException(all.Count == 0
                ? $"W {backups.Path} nie ma żadnej kopii."
                : $"Nie ma kopii „{name}”. Są:\n{string.Join('\n', all.Select(backup => $"  {backup.Name}  {Say(backup.Counted)}"))}");
        }

        var found = BackupFolder.Check(chosen.Folder, chosen.Counted.At);
        if (found != chosen.Counted)
        {
            throw new VerbException($"Kopia {chosen.Name} ma {Say(found)}, a kiedy powstała, miała {Say(chosen.Counted)}. Wybierz inną.");
        }

        using (DataFolder.Open(data))
        {
            SetAside(data, backups);
            foreach (var file in new[] { "facts.db", "records.db" })
            {
                File.Copy(Path.Combine(chosen.Folder, file), Path.Combine(data, file));
            }

            BeAnotherDataSet(Path.Combine(data, "facts.db"));
        }

        Console.WriteLine($"Przywrócono {chosen.Name}: {Say(chosen.Counted)}. To, co było, leży w {backups.Path} pod nazwą zaczynającą się od „przed-”.");
        return Task.FromResult(0);
    }

    /// <summary>What there is now may be all there is of the last hours: it is kept like any other copy, even when it cannot be opened.</summary>
    private static void SetAside(string data, BackupFolder backups)
    {
        var living = Files.Select(file => Path.Combine(data, file)).Where(File.Exists).ToList();
        if (living.Count == 0)
        {
            return;
        }

        var aside = Path.Combine(backups.Path, $"przed-{DateTimeOffset.Now:yyyy-MM-dd-HHmmss}");
        Directory.CreateDirectory(aside);
        living.ForEach(file => File.Move(file, Path.Combine(aside, Path.GetFileName(file))));
        if (!backups.Adopt(aside, DateTimeOffset.Now))
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

    private static string Say(Counted counted) => $"{Phrases.Streams.Say(counted.Streams)}, {Phrases.Facts.Say(counted.Events)}";

    private static void OnlyOfAFolder(IConfiguration configuration)
    {
        if (AzureAccount.Named(configuration) is not null)
        {
            throw new VerbException("Ten dom leży na koncie magazynu, a kopie robi się z katalogu. Fakty wyjmie „export”, a konto ma własną ochronę danych.");
        }
    }
}
