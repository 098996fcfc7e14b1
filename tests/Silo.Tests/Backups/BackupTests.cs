using System.Text;
using Mal.Backups;
using Mal.Facts;
using Mal.Silo.Tests.Storage;
using Mal.Storage;
using Microsoft.Extensions.Configuration;

namespace Mal.Silo.Tests.Backups;

/// <summary>Copies of a house's memory: made while it is written to, opened and counted, kept for some days, restored by one verb.</summary>
public sealed class BackupTests : IDisposable
{
    private const string Shelf = "shelf/rejonowa-6-8/lodowka";
    private const string Erased = "maria.z.pietra@example.org";
    private static readonly DateTimeOffset Night = new(2026, 11, 26, 3, 0, 0, TimeSpan.FromHours(1));

    private readonly ScratchFolder scratch = new();
    private DataFolder folder;
    private SqliteEventLog log;

    public BackupTests()
    {
        folder = scratch.Open();
        log = new SqliteEventLog(folder);
        using var records = FactTables.Open(folder.Records);
        FactTables.Run(records, "PRAGMA secure_delete = ON; CREATE TABLE records (grain TEXT NOT NULL, name TEXT NOT NULL, etag TEXT NOT NULL, json TEXT NOT NULL, PRIMARY KEY (grain, name)) STRICT;");
        FactTables.Run(records, $$"""INSERT INTO records VALUES ('words/1', 'words', '1', '{"email":"{{Erased}}"}'), ('devices/1', 'devices', '1', '{"a":1}');""");
    }

    private BackupFolder Backups => new(scratch.Path);

    [Fact]
    public async Task A_copy_is_made_while_the_house_goes_on_and_says_what_is_in_it()
    {
        for (var version = 0; version < 20; version++)
        {
            await log.Add(Shelf, version);
        }

        var writing = Task.Run(async () =>
        {
            for (var version = 20; version < 200; version++)
            {
                await log.Add(Shelf, version);
            }
        });
        var made = Backups.Make(Night);
        await writing;

        Assert.Equal("2026-11-26-030000", made.Name);
        Assert.InRange(made.Counted.Events, 20, 200);
        Assert.Equal((1, made.Counted.Events, 2), (made.Counted.Streams, made.Counted.Commands, made.Counted.Records));
        Assert.Equal(made.Counted, BackupFolder.Check(made.Address, Night));
        Assert.Equal(made, Assert.Single(Backups.All()));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1000)]
    [InlineData(20000)]
    public async Task A_torn_copy_is_none(int cutAt)
    {
        await log.Add(Shelf, 0, 40);
        var made = Backups.Make(Night);
        await using (var file = new FileStream(Path.Combine(made.Address, "facts.db"), FileMode.Open))
        {
            file.SetLength(cutAt);
        }

        // An empty file is an empty database to SQLite, and holds nothing to count.
        Assert.ThrowsAny<IOException>(() => BackupFolder.Check(made.Address, Night));
    }

    [Fact]
    public async Task Copies_are_kept_for_some_days_and_the_newest_in_any_case()
    {
        await log.Add(Shelf, 0);
        foreach (var day in Enumerable.Range(0, 20))
        {
            Backups.Make(Night.AddDays(day));
        }

        Backups.Keep(14, Night.AddDays(19));
        Assert.Equal((15, Night.AddDays(5)), (Backups.All().Count, Backups.All()[^1].Counted.At));

        Backups.Keep(14, Night.AddDays(300));
        Assert.Equal(Night.AddDays(19), Assert.Single(Backups.All()).Counted.At);
    }

    [Fact]
    public async Task What_was_erased_is_in_no_byte_of_any_copy()
    {
        await log.Add(Shelf, 0);
        Backups.Make(Night);
        Backups.Make(Night.AddDays(1));
        Assert.Equal(2, Holding(Erased).Count(file => file.Contains("backups", StringComparison.Ordinal)));
        using (var records = FactTables.Open(folder.Records))
        {
            FactTables.Run(records, "PRAGMA secure_delete = ON; DELETE FROM records WHERE name = 'words';");
        }

        Backups.ForgetErased();

        Assert.Empty(Holding(Erased));
        Assert.All(Backups.All(), backup =>
        {
            Assert.Equal(1, backup.Counted.Records);
            Assert.Equal(backup.Counted, BackupFolder.Check(backup.Address, backup.Counted.At));
        });
    }

    [Fact]
    public async Task A_restored_house_is_as_it_was_that_night_and_another_data_set()
    {
        await log.Add(Shelf, 0, 3);
        var before = await log.DataSet();
        Backups.Make(Night);
        await log.Add(Shelf, 3, 5);
        Close();

        Assert.Equal(0, await Restore());

        Open();
        Assert.Equal(3, (await log.Read(Shelf))!.Version);
        Assert.Equal(3, (await log.All(Shelf)).Count);
        Assert.NotEqual(before, await log.DataSet());
        Assert.Equal(await log.DataSet(), (await log.Read(Shelf))!.DataSet);
        // What it had before is one of the copies.
        var aside = Backups.All().Single(backup => backup.Name.StartsWith("przed-", StringComparison.Ordinal));
        Assert.Equal(8, aside.Counted.Events);
    }

    [Theory]
    [InlineData("copied", 8)]
    [InlineData("another data set", 8)]
    [InlineData("set aside", 8)]
    [InlineData("nothing beside", 8)]
    [InlineData("in its place", 3)]
    public async Task A_restore_that_was_cut_off_leaves_a_house_and_is_made_once_more(string after, int versionThen)
    {
        await log.Add(Shelf, 0, 3);
        var made = Backups.Make(Night);
        await log.Add(Shelf, 3, 5);
        // A node that was killed leaves what it wrote last beside its file.
        var (file, wal) = (ReadShared(scratch.Facts), ReadShared(scratch.Facts + "-wal"));
        Close();
        await File.WriteAllBytesAsync(scratch.Facts, file);
        await File.WriteAllBytesAsync(scratch.Facts + "-wal", wal);
        Assert.Equal(after, new FolderRestore(Backups, scratch.Path).Steps(made, Night.AddHours(9)).First(step => step == after));

        Open();
        Assert.Equal(versionThen, (await log.Read(Shelf))!.Version);
        Assert.Equal(versionThen, (await log.All(Shelf)).Count);
        Close();
        new FolderRestore(Backups, scratch.Path).Run(made, Night.AddHours(10));

        Open();
        Assert.Equal(3, (await log.All(Shelf)).Count);
        Assert.Contains(8, Backups.All().Where(backup => backup.IsBefore).Select(backup => backup.Counted.Events));
    }

    [Fact]
    public async Task What_was_set_aside_is_a_way_back_and_never_the_newest_copy()
    {
        await log.Add(Shelf, 0, 3);
        Backups.Make(Night.AddDays(-30));
        await log.Add(Shelf, 3, 5);
        Close();

        await Restore();
        await Restore();

        Open();
        Assert.Equal(3, (await log.All(Shelf)).Count);
        Backups.Keep(14, DateTimeOffset.Now);
        Assert.Contains(Backups.All(), backup => !backup.IsBefore);
    }

    [Fact]
    public async Task A_second_copy_of_the_same_second_takes_the_first_from_nobody()
    {
        await log.Add(Shelf, 0);
        var made = Backups.Make(Night);
        await log.Add(Shelf, 1);

        Assert.ThrowsAny<IOException>(() => Backups.Make(Night));

        Assert.Equal(made, Assert.Single(Backups.All()));
        Assert.Equal(made.Counted, BackupFolder.Check(made.Address, Night));
        Close();
        var at = DateTimeOffset.Now;
        new FolderRestore(Backups, scratch.Path).Run(made, at);
        new FolderRestore(Backups, scratch.Path).Run(made, at);
        Assert.Equal([1L, 2L], Backups.All().Where(backup => backup.IsBefore).Select(backup => backup.Counted.Events));
        Open();
    }

    [Fact]
    public async Task A_copy_that_cannot_be_opened_keeps_no_word_in_the_others()
    {
        await log.Add(Shelf, 0);
        var torn = Backups.Make(Night);
        Backups.Make(Night.AddDays(-1));
        await File.WriteAllTextAsync(Path.Combine(torn.Address, "records.db"), "nothing of a database");
        using (var records = FactTables.Open(folder.Records))
        {
            FactTables.Run(records, "PRAGMA secure_delete = ON; DELETE FROM records WHERE name = 'words';");
        }

        Assert.ThrowsAny<IOException>(Backups.ForgetErased);

        Assert.Empty(Holding(Erased));
    }

    [Fact]
    public async Task Records_stay_those_of_now_as_long_as_they_open()
    {
        await log.Add(Shelf, 0);
        Backups.Make(Night);
        using (var records = FactTables.Open(folder.Records))
        {
            FactTables.Run(records, "INSERT INTO records VALUES ('devices/2', 'devices', '1', '{}');");
        }

        Close();
        await Restore();
        Assert.Equal("3", Records());

        await File.WriteAllTextAsync(Path.Combine(scratch.Path, "records.db"), "nothing of a database");
        await Restore();
        Assert.Equal("2", Records());
        Open();
    }

    private string Records()
    {
        using var records = FactTables.Open(Path.Combine(scratch.Path, "records.db"));
        return FactTables.Ask(records, "SELECT count(*) FROM records;");
    }

    [Fact]
    public async Task A_memory_that_does_not_open_is_set_aside_without_its_words()
    {
        await log.Add(Shelf, 0, 3);
        Backups.Make(Night);
        Close();
        await File.WriteAllTextAsync(scratch.Facts, "nothing of a database");

        Assert.Equal(0, await Restore());

        Open();
        Assert.Equal(3, (await log.Read(Shelf))!.Version);
        Assert.DoesNotContain(Directory.GetFiles(Path.Combine(scratch.Path, "backups"), "records.db", SearchOption.AllDirectories), file => file.Contains("przed-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_is_restored_from_a_copy_that_is_not_what_it_was()
    {
        await log.Add(Shelf, 0, 3);
        var made = Backups.Make(Night);
        using (var facts = FactTables.Open(Path.Combine(made.Address, "facts.db")))
        {
            FactTables.Run(facts, "DELETE FROM events WHERE version = 3;");
        }

        Close();

        await Assert.ThrowsAsync<Hosting.VerbException>(Restore);
        Open();
        Assert.Equal(3, (await log.All(Shelf)).Count);
    }

    [Fact]
    public async Task A_page_that_is_damaged_anywhere_is_found_by_looking_at_every_page()
    {
        await log.Add(Shelf, 0, 300);
        var file = Path.Combine(Backups.Make(Night).Address, "facts.db");
        var sound = await File.ReadAllBytesAsync(file);
        const int page = 4096;
        Assert.InRange(sound.Length / page, 10, 100);
        for (var at = 0; at < sound.Length; at += page)
        {
            var damaged = sound.ToArray();
            damaged.AsSpan(at, page).Clear();
            await File.WriteAllBytesAsync(file, damaged);

            Assert.ThrowsAny<IOException>(() => BackupFolder.Check(Path.GetDirectoryName(file)!, Night));
        }
    }

    [Fact]
    public async Task A_byte_that_changed_on_the_disk_is_found_before_anything_is_restored()
    {
        await log.Add(Shelf, 0, 3);
        var file = Path.Combine(Backups.Make(Night).Address, "facts.db");
        var bytes = await File.ReadAllBytesAsync(file);
        // A letter of a fact: to SQLite as good as any other.
        bytes[bytes.AsSpan().IndexOf("tapped"u8)] ^= 1;
        await File.WriteAllBytesAsync(file, bytes);
        Close();

        Assert.Contains("zmieniła się", (await Assert.ThrowsAsync<Hosting.VerbException>(Restore)).Message, StringComparison.Ordinal);
        Open();
        Assert.Equal(3, (await log.All(Shelf)).Count);
    }

    [Fact]
    public async Task Nothing_is_restored_under_a_node_that_runs()
    {
        await log.Add(Shelf, 0);
        Backups.Make(Night);

        await Assert.ThrowsAsync<DataFolderInUseException>(Restore);
    }

    public void Dispose()
    {
        Close();
        scratch.Dispose();
    }

    private void Close()
    {
        log.Dispose();
        folder.Dispose();
    }

    private void Open()
    {
        folder = scratch.Open();
        log = new SqliteEventLog(folder);
    }

    private Task<int> Restore() => BackupVerbs.Restore(null, new ConfigurationBuilder().AddInMemoryCollection([new("data", scratch.Path)]).Build());

    private List<string> Holding(string words) => [.. Directory.GetFiles(scratch.Path, "*", SearchOption.AllDirectories)
        .Where(file => !file.EndsWith(".lock", StringComparison.Ordinal))
        .Where(file => ReadShared(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(words)) >= 0)];

    private static byte[] ReadShared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var bytes = new MemoryStream();
        file.CopyTo(bytes);
        return bytes.ToArray();
    }
}
