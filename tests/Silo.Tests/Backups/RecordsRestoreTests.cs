using Mal.Backups;
using Mal.Diagnosis;
using Mal.Hosting;
using Mal.Silo.Tests.Storage;
using Mal.Storage;
using Microsoft.Extensions.Configuration;

namespace Mal.Silo.Tests.Backups;

/// <summary>Words, contacts and devices that are gone come back from a copy by themselves, and the facts of today stay.</summary>
public sealed class RecordsRestoreTests : HouseInFolder
{
    private string Records => Path.Combine(Scratch.Path, "records.db");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Records_come_back_and_the_facts_stay(bool damaged)
    {
        await Log.Add(Shelf, 0, 3);
        Backups.Make(Night);
        await Log.Add(Shelf, 3, 5);
        Close();
        File.Delete(Records);
        if (damaged)
        {
            await File.WriteAllTextAsync(Records, new string('x', 5000));
        }

        Assert.Equal(0, await Run("restore-records"));

        Assert.Equal(2, Assert.IsType<Found.Sound>(FolderLook.Records(Records)).Rows);
        var (folder, log) = FolderStart.ForNode(Scratch.Path);
        Assert.Equal(8, (await log.Read(Shelf))!.Version);
        Assert.Equal(log.House, RecordTables.HouseIn(Records));
        log.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task A_house_goes_on_without_records_only_when_it_is_told_to()
    {
        await Log.Add(Shelf, 0, 3);
        Backups.Make(Night);
        Close();
        File.Delete(Records);
        Assert.Throws<MemoryTroubleException>(() => FolderStart.ForNode(Scratch.Path));

        Assert.Equal(0, await Run("new-records"));
        // As a restore leaves it that was cut off.
        await File.WriteAllTextAsync(Records + ".restoring", Erased);

        var (folder, log) = FolderStart.ForNode(Scratch.Path);
        log.Dispose();
        folder.Dispose();
        Assert.False(File.Exists(Records + ".restoring"));
        Assert.Equal(0, Assert.IsType<Found.Sound>(FolderLook.Records(Records)).Rows);
    }

    [Theory]
    [InlineData("restore-records")]
    [InlineData("new-records")]
    public async Task Sound_records_are_left_alone(string verb)
    {
        await Log.Add(Shelf, 0, 3);
        Backups.Make(Night);
        Close();
        var before = await File.ReadAllBytesAsync(Records);

        Assert.Contains("są całe", (await Assert.ThrowsAsync<VerbException>(() => Run(verb))).Message, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(Records));
    }

    [Fact]
    public async Task Records_of_a_newer_program_or_of_no_house_are_left_alone()
    {
        await Log.Add(Shelf, 0, 3);
        Backups.Make(Night);
        Close();
        RecordTables.Prepare(Records, "a");
        using (var records = OpenRecords())
        {
            FactTables.Run(records, "UPDATE meta SET value = '2' WHERE name = 'layout';");
        }

        await Assert.ThrowsAsync<VerbException>(() => Run("restore-records"));
        await Assert.ThrowsAsync<VerbException>(() => Run("new-records"));
    }

    private Task<int> Run(string verb) => Verbs.Of([verb])!(new ConfigurationBuilder().AddInMemoryCollection([new("data", Scratch.Path)]).Build());
}
