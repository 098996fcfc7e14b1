using Mal.Backups;
using Mal.Facts;
using Mal.Silo.Tests.Storage;
using Mal.Storage;
using Microsoft.Extensions.Configuration;

namespace Mal.Silo.Tests.Backups;

/// <summary>A house's memory put back from a copy in its folder, by one verb, with a way back.</summary>
public sealed class FolderRestoreTests : HouseInFolder
{
    [Fact]
    public async Task A_restored_house_is_as_it_was_that_night_and_another_data_set()
    {
        await Log.Add(Shelf, 0, 3);
        var before = await Log.DataSet();
        Backups.Make(Night);
        await Log.Add(Shelf, 3, 5);
        Close();

        Assert.Equal(0, await Restore());

        Open();
        Assert.Equal(3, (await Log.Read(Shelf))!.Version);
        Assert.Equal(3, (await Log.All(Shelf)).Count);
        Assert.NotEqual(before, await Log.DataSet());
        Assert.Equal(await Log.DataSet(), (await Log.Read(Shelf))!.DataSet);
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
        await Log.Add(Shelf, 0, 3);
        var made = Backups.Make(Night);
        await Log.Add(Shelf, 3, 5);
        // A node that was killed leaves what it wrote last beside its file.
        var (file, wal) = (ReadShared(Scratch.Facts), ReadShared(Scratch.Facts + "-wal"));
        Close();
        await File.WriteAllBytesAsync(Scratch.Facts, file);
        await File.WriteAllBytesAsync(Scratch.Facts + "-wal", wal);
        Assert.Equal(after, new FolderRestore(Backups, Scratch.Path).Steps(made, Night.AddHours(9)).First(step => step == after));

        Open();
        Assert.Equal(versionThen, (await Log.Read(Shelf))!.Version);
        Assert.Equal(versionThen, (await Log.All(Shelf)).Count);
        Close();
        new FolderRestore(Backups, Scratch.Path).Run(made, Night.AddHours(10));

        Open();
        Assert.Equal(3, (await Log.All(Shelf)).Count);
        Assert.Contains(8, Backups.All().Where(backup => backup.IsBefore).Select(backup => backup.Counted.Events));
    }

    [Fact]
    public async Task A_second_restore_of_the_same_second_takes_the_first_way_back_from_nobody()
    {
        await Log.Add(Shelf, 0);
        var made = Backups.Make(Night);
        await Log.Add(Shelf, 1);
        Close();
        var at = DateTimeOffset.Now;

        new FolderRestore(Backups, Scratch.Path).Run(made, at);
        new FolderRestore(Backups, Scratch.Path).Run(made, at);

        Assert.Equal([1L, 2L], Backups.All().Where(backup => backup.IsBefore).Select(backup => backup.Counted.Events));
        Open();
    }

    [Fact]
    public async Task What_was_set_aside_is_a_way_back_and_never_the_newest_copy()
    {
        await Log.Add(Shelf, 0, 3);
        Backups.Make(Night.AddDays(-30));
        await Log.Add(Shelf, 3, 5);
        Close();

        await Restore();
        await Restore();

        Open();
        Assert.Equal(3, (await Log.All(Shelf)).Count);
        Backups.Keep(14, DateTimeOffset.Now);
        Assert.Contains(Backups.All(), backup => !backup.IsBefore);
    }

    [Fact]
    public async Task A_copy_that_a_wrong_clock_dated_ahead_is_not_the_newest()
    {
        await Log.Add(Shelf, 0, 3);
        Backups.Make(DateTimeOffset.Now.AddYears(1));
        await Log.Add(Shelf, 3);
        Backups.Make(DateTimeOffset.Now.AddMinutes(-1));
        await Log.Add(Shelf, 4);
        Close();

        await Restore();

        Open();
        Assert.Equal(4, (await Log.Read(Shelf))!.Version);
    }

    [Fact]
    public async Task Records_stay_those_of_now_as_long_as_they_open()
    {
        await Log.Add(Shelf, 0);
        Backups.Make(Night);
        using (var records = OpenRecords())
        {
            FactTables.Run(records, "INSERT INTO records VALUES ('devices/2', 'devices', '1', '{}');");
        }

        Close();
        await Restore();
        Assert.Equal("3", Records());

        await File.WriteAllTextAsync(Path.Combine(Scratch.Path, "records.db"), "nothing of a database");
        await Restore();
        Assert.Equal("2", Records());
        Open();
    }

    [Fact]
    public async Task A_memory_that_does_not_open_is_set_aside_without_its_words()
    {
        await Log.Add(Shelf, 0, 3);
        Backups.Make(Night);
        Close();
        await File.WriteAllTextAsync(Scratch.Facts, "nothing of a database");

        Assert.Equal(0, await Restore());

        Open();
        Assert.Equal(3, (await Log.Read(Shelf))!.Version);
        Assert.DoesNotContain(Directory.GetFiles(Path.Combine(Scratch.Path, "backups"), "records.db", SearchOption.AllDirectories), file => file.Contains("przed-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_is_restored_from_a_copy_that_is_not_what_it_was()
    {
        await Log.Add(Shelf, 0, 3);
        var made = Backups.Make(Night);
        using (var facts = FactTables.Open(Path.Combine(made.Address, "facts.db")))
        {
            FactTables.Run(facts, "DELETE FROM events WHERE version = 3;");
        }

        Close();

        await Assert.ThrowsAsync<Hosting.VerbException>(Restore);
        Open();
        Assert.Equal(3, (await Log.All(Shelf)).Count);
    }

    [Fact]
    public async Task A_byte_that_changed_on_the_disk_is_found_before_anything_is_restored()
    {
        await Log.Add(Shelf, 0, 3);
        var file = Path.Combine(Backups.Make(Night).Address, "facts.db");
        var bytes = await File.ReadAllBytesAsync(file);
        // A letter of a fact: to SQLite as good as any other.
        bytes[bytes.AsSpan().IndexOf("tapped"u8)] ^= 1;
        await File.WriteAllBytesAsync(file, bytes);
        Close();

        Assert.Contains("zmieniła się", (await Assert.ThrowsAsync<Hosting.VerbException>(Restore)).Message, StringComparison.Ordinal);
        Open();
        Assert.Equal(3, (await Log.All(Shelf)).Count);
    }

    [Fact]
    public async Task Nothing_is_restored_under_a_node_that_runs()
    {
        await Log.Add(Shelf, 0);
        Backups.Make(Night);

        await Assert.ThrowsAsync<DataFolderInUseException>(Restore);
    }

    [Fact]
    public async Task What_a_wrong_clock_wrote_is_taken_out_with_what_came_after_it_and_kept_as_a_copy()
    {
        var kept = Storage.Facts.Command(3);
        await Log.Add(Shelf, 0, 3, kept);
        await Log.AddAhead(Shelf, 3);
        // Said when the clock was right again; it rests on what was not.
        var later = Storage.Facts.Command(5);
        await Log.Add(Shelf, 4, 1, later);
        await Log.Add("room/rejonowa-6-8/sala-glowna", 0, 2);
        await Log.AddAhead("room/rejonowa-6-8/ogrod", 0);
        await Log.AddAhead("record/rejonowa-6-8", 0);
        var (dataSet, then) = (await Log.DataSet(), (await Log.All(Shelf)).GetRange(0, 3));
        Close();

        var before = new FolderRestore(Backups, Scratch.Path).Rewind(Storage.Facts.Wednesday.AddYears(1), Night);

        Open();
        Assert.Equal(then, await Log.All(Shelf));
        var head = (await Log.Read(Shelf))!;
        Assert.Equal((3, 0, await Log.DataSet()), (head.Version, head.Schema, head.DataSet));
        Assert.InRange(HeadSchema.LastAt(head), then[^1].At, then[^1].At.AddMilliseconds(1));
        Assert.Equal((kept, null), (await Log.FindCommand(Shelf, kept.Id), await Log.FindCommand(Shelf, later.Id)));
        Assert.Equal(2, (await Log.Read("room/rejonowa-6-8/sala-glowna"))!.Version);
        Assert.Null(await Log.Read("room/rejonowa-6-8/ogrod"));
        // What was erased is erased.
        Assert.Equal(1, (await Log.Read("record/rejonowa-6-8"))!.Version);
        Assert.NotEqual(dataSet, await Log.DataSet());
        // It can be lived in, and what was before is one of the copies.
        Assert.Equal(AppendOutcome.Written, await Log.Add(Shelf, 3, 1, later));
        Assert.Equal((true, 9L), (before.IsBefore, before.Counted.Events));
    }

    [Fact]
    public async Task A_house_that_is_alive_is_not_taken_back()
    {
        await Log.Add(Shelf, 0, 3);

        Assert.Throws<DataFolderInUseException>(() => new FolderRestore(Backups, Scratch.Path).Rewind(Storage.Facts.Wednesday, Night));
        Assert.Empty(Backups.All());
    }

    private Task<int> Restore() => BackupVerbs.Restore(null, new ConfigurationBuilder().AddInMemoryCollection([new("data", Scratch.Path)]).Build());

    private string Records()
    {
        using var records = OpenRecords();
        return FactTables.Ask(records, "SELECT count(*) FROM records;");
    }
}
