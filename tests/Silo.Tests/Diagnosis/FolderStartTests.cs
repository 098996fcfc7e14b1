using System.Security.Cryptography;
using Mal.Diagnosis;
using Mal.Silo.Tests.Backups;
using Mal.Silo.Tests.Storage;
using Mal.Storage;

namespace Mal.Silo.Tests.Diagnosis;

/// <summary>A start on the real files of a house from which something is missing, or into which something came: it is told, and not a byte is changed.</summary>
public sealed class FolderStartTests : HouseInFolder
{
    private string Records => Path.Combine(Scratch.Path, "records.db");

    [Fact]
    public async Task A_sound_house_starts_again_and_its_records_say_whose_they_are()
    {
        var house = await Live(copies: 1);
        Start();
        Start();

        Assert.Equal(house, RecordTables.HouseIn(Records));
    }

    [Fact]
    public async Task A_folder_with_nothing_becomes_a_house()
    {
        using var empty = new ScratchFolder();
        var (folder, log) = FolderStart.ForNode(empty.Path);
        using (folder)
        using (log)
        {
            await log.Add(Shelf, 0);
            Assert.Equal(await log.DataSet(), log.House);
        }

        Start(empty.Path);
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("empty")]
    [InlineData("of no table")]
    [InlineData("without a fact")]
    public async Task Facts_that_are_gone_are_not_replaced(string how)
    {
        await Live(copies: 2);
        Lose("facts.db");
        switch (how)
        {
            case "empty":
                await File.WriteAllBytesAsync(Scratch.Facts, []);
                break;
            case "of no table":
                using (var tables = Scratch.Outside())
                {
                    FactTables.Run(tables, "CREATE TABLE a (b); DROP TABLE a;");
                }

                break;
            case "without a fact":
                using (var made = FactTables.OpenWriter(Scratch.Facts))
                {
                    FactTables.Prepare(made);
                }

                break;
        }

        Refused(MemorySays.FactsGone(Place, Backups.All()[0]));
        Restore();
        Start();
        Assert.Equal(3, (await Read()).Count);
    }

    [Fact]
    public async Task Records_without_facts_are_a_house_that_lost_its_memory()
    {
        await Live(copies: 0);
        Lose("facts.db");

        Refused(MemorySays.FactsGoneWithoutCopies(Place));
    }

    [Fact]
    public async Task Facts_brought_into_a_house_that_lost_them_are_of_that_house()
    {
        var house = await Live(copies: 0);
        Start();
        Lose("facts.db");

        var (folder, log) = FolderStart.ForImport(Scratch.Path);
        await log.Add(Shelf, 0, 3);
        log.Dispose();
        folder.Dispose();

        Start();
        Assert.Equal(house, RecordTables.HouseOfFacts(Scratch.Facts));
    }

    [Fact]
    public async Task The_last_facts_without_their_file_are_kept()
    {
        await Log.Add(Shelf, 0, 3);
        Backups.Make(Night);
        await Log.Add(Shelf, 3);
        var wal = ReadShared(Scratch.Facts + "-wal");
        Close();
        Lose("facts.db");
        await File.WriteAllBytesAsync(Scratch.Facts + "-wal", wal);

        Refused(MemorySays.FactsTorn(Place));
        Assert.Equal(MemorySays.FactsTorn(Place), Assert.Throws<MemoryTroubleException>(() => FolderStart.ForImport(Scratch.Path)).Message);
        Restore();
        // What was torn off is set aside with the rest.
        Assert.Contains(Directory.GetFiles(Backups.Path, "facts.db-wal", SearchOption.AllDirectories), file => File.ReadAllBytes(file).AsSpan().SequenceEqual(wal));
        Start();
    }

    [Fact]
    public async Task What_a_killed_node_left_beside_its_files_is_read_along()
    {
        await Log.Add(Shelf, 0, 3);
        var (file, wal) = (ReadShared(Scratch.Facts), ReadShared(Scratch.Facts + "-wal"));
        Close();
        await File.WriteAllBytesAsync(Scratch.Facts, file);
        await File.WriteAllBytesAsync(Scratch.Facts + "-wal", wal);
        Lose("facts.db-shm");

        Start();
        Assert.Equal(3, (await Read()).Count);
    }

    [Fact]
    public async Task A_write_ahead_log_of_another_file_is_found_before_it_is_written_in()
    {
        await Log.Add(Shelf, 0, 300);
        Backups.Make(Night);
        using (var beside = Scratch.Outside())
        {
            FactTables.Run(beside, "PRAGMA wal_checkpoint(TRUNCATE);");
        }

        await Log.Add(Shelf, 300, 900);
        var wal = ReadShared(Scratch.Facts + "-wal");
        Close();
        // Somebody put another file of facts in the place of this one, and left what lay beside it.
        using var other = new ScratchFolder();
        using (var folder = other.Open())
        using (var log = new SqliteEventLog(folder))
        {
            for (var shelf = 0; shelf < 200; shelf++)
            {
                await log.Add($"shelf/ochota/{shelf}", 0, 3);
            }
        }

        File.Copy(other.Facts, Scratch.Facts, overwrite: true);
        await File.WriteAllBytesAsync(Scratch.Facts + "-wal", wal);

        Assert.Contains("są uszkodzone", Assert.Throws<MemoryTroubleException>(Start).Message, StringComparison.Ordinal);
        Assert.Equal(wal, await File.ReadAllBytesAsync(Scratch.Facts + "-wal"));
    }

    [Fact]
    public async Task Facts_that_are_no_database_or_have_lost_a_page_or_a_fact_are_told()
    {
        await Live(copies: 1);
        var sound = await File.ReadAllBytesAsync(Scratch.Facts);

        await File.WriteAllTextAsync(Scratch.Facts, "to nie jest baza, tylko słowa, których jest dość na nagłówek pliku, a nawet na więcej niż sto znaków");
        Refused(MemorySays.FactsDamaged(Place, "to nie jest baza SQLite", Backups.All()[0]));

        var torn = (byte[])sound.Clone();
        RandomNumberGenerator.Fill(torn.AsSpan(4096 * 3, 4096 * 2));
        await File.WriteAllBytesAsync(Scratch.Facts, torn);
        Assert.Contains("są uszkodzone", Refused(), StringComparison.Ordinal);

        await File.WriteAllBytesAsync(Scratch.Facts, sound[..(sound.Length / 2)]);
        Assert.Contains("są uszkodzone", Refused(), StringComparison.Ordinal);

        await File.WriteAllBytesAsync(Scratch.Facts, sound);
        using (var facts = Scratch.Outside())
        {
            FactTables.Run(facts, "DELETE FROM events WHERE version = 3;");
        }

        Refused(MemorySays.FactsDamaged(Place, "faktów jest 2, a powinno być 3", Backups.All()[0]));
        using (var facts = Scratch.Outside())
        {
            FactTables.Run(facts, "DROP TABLE events;");
        }

        Refused(MemorySays.FactsDamaged(Place, "brakuje tabeli events", Backups.All()[0]));
        Restore();
        Start();
        Assert.Equal(3, (await Read()).Count);
    }

    [Fact]
    public async Task A_house_from_before_fingerprints_starts()
    {
        var house = await Live(copies: 1);
        using (var facts = Scratch.Outside())
        {
            FactTables.Run(facts, "ALTER TABLE commands DROP COLUMN fingerprint; UPDATE meta SET value = '1' WHERE name = 'layout';");
        }

        Start();
        Assert.Equal(house, RecordTables.HouseOfFacts(Scratch.Facts));
    }

    [Fact]
    public async Task A_newer_house_and_a_database_of_somebody_else_are_left_alone()
    {
        await Live(copies: 0);
        using (var facts = Scratch.Outside())
        {
            FactTables.Run(facts, "UPDATE meta SET value = '99' WHERE name = 'layout';");
        }

        Refused(MemorySays.Newer(Place, "facts.db", "99"));
        Lose("facts.db");
        using (var other = Scratch.Outside())
        {
            FactTables.Run(other, "CREATE TABLE songs (title TEXT); INSERT INTO songs VALUES ('a');");
        }

        Refused(MemorySays.Foreign(Place, "facts.db"));
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("empty")]
    [InlineData("no database")]
    public async Task Records_that_are_gone_do_not_take_those_of_the_copies_with_them(string how)
    {
        await Live(copies: 2);
        Lose("records.db");
        if (how != "missing")
        {
            await File.WriteAllTextAsync(Records, how == "empty" ? "" : new string('x', 5000));
        }

        Refused(how == "no database" ? MemorySays.RecordsDamaged(Place, "to nie jest baza SQLite", Backups.All()[0]) : MemorySays.RecordsGone(Place, Backups.All()[0]));
        // Neither does whatever copies or erases meanwhile.
        if (how == "missing")
        {
            Assert.ThrowsAny<Exception>(() => Backups.Make(Night.AddDays(9)));
            Assert.Throws<IOException>(Backups.ForgetErased);
            Assert.False(File.Exists(Records));
        }

        Assert.All(Backups.All(), copy => Assert.Equal(2, copy.Counted.Records));
    }

    [Fact]
    public async Task Records_of_another_house_are_told()
    {
        await Live(copies: 1);
        Start();
        RecordTables.Bind(Records, "another");

        Refused(MemorySays.OtherRecords(Place, Backups.All()[0]));
    }

    [Fact]
    public async Task Facts_of_another_house_are_told_and_the_right_ones_come_back()
    {
        await Live(copies: 1);
        Start();
        using var other = new ScratchFolder();
        using (var folder = other.Open())
        using (var log = new SqliteEventLog(folder))
        {
            await log.Add(Shelf, 0, 8);
        }

        File.Copy(other.Facts, Scratch.Facts, overwrite: true);

        Refused(MemorySays.OtherFacts(Place, Backups.All()[0]));
        Restore();
        Start();
        Assert.Equal(3, (await Read()).Count);
    }

    [Fact]
    public async Task A_copy_of_another_house_is_told_before_it_is_written_over()
    {
        await Live(copies: 1);
        using var other = new ScratchFolder();
        using (var folder = other.Open())
        using (var log = new SqliteEventLog(folder))
        {
            await log.Add(Shelf, 0, 8);
            RecordTables.Prepare(folder.Records, log.House);
            var copy = new Mal.Backups.BackupFolder(other.Path).Make(Night.AddDays(-1));
            Directory.Move(copy.Address, Path.Combine(Backups.Path, copy.Name));
        }

        Refused(MemorySays.OtherCopies(Place, Backups.All()[0]));
    }

    [Fact]
    public async Task A_restored_house_is_the_same_house_with_another_data_set()
    {
        var house = await Live(copies: 1);
        Start();
        Restore();
        Start();
        Restore();
        Start();

        Assert.Equal(house, RecordTables.HouseOfFacts(Scratch.Facts));
        Assert.Equal(house, RecordTables.HouseIn(Records));
    }

    [Fact]
    public async Task A_copy_of_an_older_program_is_of_the_house_it_is_restored_into()
    {
        var house = await Live(copies: 1);
        Start();
        // What an older program wrote says neither in the copy nor in its description whose it is, and a restore has made it another data set since.
        var copy = Backups.All()[0];
        var about = Path.Combine(copy.Address, "backup.json");
        await File.WriteAllTextAsync(about, (await File.ReadAllTextAsync(about)).Replace($",\"house\":\"{house}\"", "", StringComparison.Ordinal));
        using (var facts = Scratch.Outside())
        {
            FactTables.Run(facts, "UPDATE meta SET value = 'later' WHERE name = 'data-set';");
        }

        RecordTables.Bind(Records, "later");
        Assert.Null(Backups.All()[0].Counted.House);
        Start();
        Restore();

        Start();
        Assert.Equal("later", RecordTables.HouseOfFacts(Scratch.Facts));
    }

    private MemoryPlace Place => MemoryPlace.Folder(Scratch.Path);

    /// <summary>Three facts, some copies of them, and nobody who has them open.</summary>
    private async Task<string> Live(int copies)
    {
        await Log.Add(Shelf, 0, 3);
        for (var night = 0; night < copies; night++)
        {
            Backups.Make(Night.AddDays(night - 3));
        }

        var house = Log.House;
        Close();
        return house;
    }

    private void Lose(string file) => Array.ForEach(Directory.GetFiles(Scratch.Path, file + "*"), File.Delete);

    private void Restore() => new Mal.Backups.FolderRestore(Backups, Scratch.Path).Run(Backups.All().First(copy => !copy.IsBefore), DateTimeOffset.Now);

    private void Start() => Start(Scratch.Path);

    private static void Start(string path)
    {
        var (folder, log) = FolderStart.ForNode(path);
        log.Dispose();
        folder.Dispose();
    }

    private async Task<List<Mal.Facts.StoredEvent>> Read()
    {
        using var archive = new SqliteArchive(Scratch.Facts);
        return await archive.History(Shelf, 1).ToListAsync();
    }

    private void Refused(string sentence) => Assert.Equal(sentence, Refused());

    /// <summary>What the start says, and that no file is another than before.</summary>
    private string Refused()
    {
        var before = Files();
        var told = Assert.Throws<MemoryTroubleException>(Start).Message;
        Assert.Equal(before, Files());
        return told;
    }

    private List<string> Files() =>
    [
        .. Directory.GetFiles(Scratch.Path, "*", SearchOption.AllDirectories).Where(file => Path.GetExtension(file) != ".lock").Order(StringComparer.Ordinal)
            .Select(file => $"{file} {Convert.ToHexString(SHA256.HashData(ReadShared(file)))}"),
    ];
}
