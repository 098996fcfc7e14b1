using System.Globalization;
using Mal.Diagnosis;
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
          rewind [CHWILA]      wyjmuje zapisy późniejsze niż teraz (albo niż CHWILA, ISO 8601), które zostawił
                               zły zegar; to, co było, zostaje wśród kopii; węzeł musi stać
          restore-records [KOPIA]
                               bierze z kopii same zapisy (słowa, kontakty, urządzenia), kiedy zginęły
          new-records          zaczyna bez zapisów, kiedy nie ma ich skąd wziąć
        """;

    public static async Task<int> Backup(IConfiguration configuration)
    {
        var made = await (await Stores.Backups(configuration, mustExist: true)).Make(DateTimeOffset.Now);
        Console.WriteLine($"{made.Address}: {Say(made.Counted)}");
        return 0;
    }

    public static async Task<int> Restore(string? name, IConfiguration configuration)
    {
        var backups = await Stores.Backups(configuration);
        var all = await backups.All();
        var chosen = Choose(name, all, backups.Address);
        await backups.Restore(chosen, DateTimeOffset.Now);
        Console.WriteLine($"Przywrócono {chosen.Name}: {Say(chosen.Counted)}. To, co było, leży w {backups.Address} pod nazwą zaczynającą się od „{Backups.Backup.Before}”.");
        return 0;
    }

    /// <param name="word">The instant, ISO 8601; null for now, after which nothing can have happened.</param>
    public static async Task<int> Rewind(string? word, IConfiguration configuration)
    {
        var now = DateTimeOffset.Now;
        var until = now;
        if (word is not null && !DateTimeOffset.TryParse(word, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out until))
        {
            throw new VerbException($"rewind: „{word}” to nie jest chwila. Podaj ją tak: 2026-11-27T16:42.");
        }

        var before = await (await Stores.Backups(configuration, mustExist: true)).Rewind(until, now);
        Console.WriteLine($"Wyjęto zapisy późniejsze niż {until.LocalDateTime:yyyy-MM-dd HH:mm:ss}. "
            + $"Przedtem było: {Say(before.Counted)}; leży to w {before.Address}. "
            + "Słów i kontaktów, które zły zegar wymazał, nie da się przywrócić.");
        return 0;
    }

    /// <summary>The records of a copy alone; the facts stay.</summary>
    public static Task<int> RestoreRecords(string? name, IConfiguration configuration)
    {
        if (AzureAccount.Named(configuration) is not null)
        {
            throw new VerbException("W kopiach na koncie magazynu nie ma zapisów. Zacznij bez nich: „new-records”.");
        }

        var backups = new BackupFolder(Stores.Data(configuration));
        var chosen = Choose(name, [.. backups.All().Where(backup => name is not null || backup.Counted.Records > 0)], backups.Path);
        new FolderRestore(backups, Stores.Data(configuration)).RunForRecords(chosen);
        Console.WriteLine($"Zapisy są z kopii {chosen.Name}; fakty zostały te, co były. Co zapisano później, trzeba podać na nowo.");
        return Task.FromResult(0);
    }

    /// <summary>Begins without records.</summary>
    public static async Task<int> NewRecords(IConfiguration configuration)
    {
        if (AzureAccount.Named(configuration) is { } storage)
        {
            await new AzureMemory(await Stores.Account(storage)).MakeRecords();
        }
        else
        {
            new FolderRestore(new BackupFolder(Stores.Data(configuration)), Stores.Data(configuration)).RunForNoRecords();
        }

        Console.WriteLine("Dom zaczyna bez słów, kontaktów i urządzeń. Pierwsze urządzenie koordynacji połączy adres, który wypisze start.");
        return 0;
    }

    private static Backup Choose(string? name, IReadOnlyList<Backup> all, string address) =>
        (name is null ? Backups.Backup.Newest(all, DateTimeOffset.Now) : all.FirstOrDefault(backup => backup.Name == name))
        ?? throw new VerbException(all.Count == 0
            ? $"W {address} nie ma żadnej kopii."
            : $"Nie ma kopii „{name}”. Są:\n{string.Join('\n', all.Select(backup => $"  {backup.Name}  {Say(backup.Counted)}"))}");

    /// <summary>A copy and how much is in it.</summary>
    public static string Say(Backup copy) => $"{copy.Name} ({Say(copy.Counted)})";

    /// <summary>Why a copy is not restored.</summary>
    public static string Differs(Backup chosen, Counted found) => $"Kopia {chosen.Name} ma {Say(found)}, a kiedy powstała, miała {Say(chosen.Counted)}. Wybierz inną.";

    private static string Say(Counted counted) => $"{Phrases.Streams.Say(counted.Streams)}, {Phrases.Facts.Say(counted.Events)}";
}
