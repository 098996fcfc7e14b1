using System.Text;
using Mal.Backups;
using Mal.Silo.Tests.Storage;
using Mal.Storage;

namespace Mal.Silo.Tests.Backups;

/// <summary>Copies of a house's memory in its folder: made while it is written to, opened and counted, kept for some days, without a word that was erased.</summary>
public sealed class BackupFolderTests : HouseInFolder
{
    [Fact]
    public async Task A_copy_is_made_while_the_house_goes_on_and_says_what_is_in_it()
    {
        for (var version = 0; version < 20; version++)
        {
            await Log.Add(Shelf, version);
        }

        var writing = Task.Run(async () =>
        {
            for (var version = 20; version < 200; version++)
            {
                await Log.Add(Shelf, version);
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
        await Log.Add(Shelf, 0, 40);
        var made = Backups.Make(Night);
        await using (var file = new FileStream(Path.Combine(made.Address, "facts.db"), FileMode.Open))
        {
            file.SetLength(cutAt);
        }

        // An empty file is an empty database to SQLite, and holds nothing to count.
        Assert.ThrowsAny<IOException>(() => BackupFolder.Check(made.Address, Night));
    }

    [Fact]
    public async Task A_page_that_is_damaged_anywhere_is_found_by_looking_at_every_page()
    {
        await Log.Add(Shelf, 0, 300);
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
    public async Task Copies_are_kept_for_some_days_and_the_newest_in_any_case()
    {
        await Log.Add(Shelf, 0);
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
    public async Task A_second_copy_of_the_same_second_takes_the_first_from_nobody()
    {
        await Log.Add(Shelf, 0);
        var made = Backups.Make(Night);
        await Log.Add(Shelf, 1);

        Assert.ThrowsAny<IOException>(() => Backups.Make(Night));

        Assert.Equal(made, Assert.Single(Backups.All()));
        Assert.Equal(made.Counted, BackupFolder.Check(made.Address, Night));
    }

    [Fact]
    public async Task What_was_erased_is_in_no_byte_of_any_copy()
    {
        await Log.Add(Shelf, 0);
        Backups.Make(Night);
        Backups.Make(Night.AddDays(1));
        Assert.Equal(2, Holding(Erased).Count(file => file.Contains("backups", StringComparison.Ordinal)));
        using (var records = OpenRecords())
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
    public async Task A_copy_that_cannot_be_opened_keeps_no_word_in_the_others()
    {
        await Log.Add(Shelf, 0);
        var torn = Backups.Make(Night);
        Backups.Make(Night.AddDays(-1));
        await File.WriteAllTextAsync(Path.Combine(torn.Address, "records.db"), "nothing of a database");
        using (var records = OpenRecords())
        {
            FactTables.Run(records, "PRAGMA secure_delete = ON; DELETE FROM records WHERE name = 'words';");
        }

        Assert.ThrowsAny<IOException>(Backups.ForgetErased);

        Assert.Empty(Holding(Erased));
    }

    private List<string> Holding(string words) => [.. Directory.GetFiles(Scratch.Path, "*", SearchOption.AllDirectories)
        .Where(file => !file.EndsWith(".lock", StringComparison.Ordinal))
        .Where(file => ReadShared(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(words)) >= 0)];
}
