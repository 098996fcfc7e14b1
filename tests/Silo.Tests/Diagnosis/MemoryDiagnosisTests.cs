using Mal.Backups;
using Mal.Diagnosis;

namespace Mal.Silo.Tests.Diagnosis;

/// <summary>What was found of a memory, and what a start says of it: the whole table.</summary>
public sealed class MemoryDiagnosisTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 27, 12, 0, 0, TimeSpan.Zero);
    private static readonly MemoryPlace Place = MemoryPlace.Folder("/dom");

    private static readonly Found Nothing = new Found.Nothing();
    private static readonly Found Damaged = new Found.Damaged("strona 7");
    private static readonly Found Newer = new Found.Newer("2");
    private static readonly Found Foreign = new Found.Foreign();

    [Fact]
    public void A_house_that_is_whole_starts() => Assert.All(
        (Memory[])
        [
            new(Place, Facts("a"), Records("a"), []),
            new(Place, Facts("a"), Records("a", 0), [Night(26, "a")]),
            new(Place, Facts("a"), Records("a"), [Night(27, "a"), Night(26, "a")]),
        ],
        whole => Assert.Null(Says(whole)));

    [Fact]
    public void Where_nothing_is_a_new_house_begins() => Assert.All(
        (Memory[])[new(Place, Nothing, Nothing, []), new(Place, Nothing, Records(null, 0), []), new(Place, Nothing, Records("a", 0), [])],
        empty => Assert.Null(Says(empty)));

    [Fact]
    public void What_an_older_program_wrote_does_not_say_whose_it_is_and_that_is_no_fault() => Assert.All(
        (Memory[])[new(Place, Facts("a"), Records(null), [Night(26, null)]), new(Place, Facts("a"), Records("a"), [Night(27, "a"), Night(26, null)])],
        unknown => Assert.Null(Says(unknown)));

    [Fact]
    public void Facts_that_are_gone_are_no_new_house()
    {
        var copy = Night(27, "a");
        Assert.Equal(MemorySays.FactsGone(Place, copy), Says(new(Place, Nothing, Nothing, [copy, Night(26, "a")])));
        Assert.Equal(MemorySays.FactsGone(Place, copy), Says(new(Place, Nothing, Records("a"), [copy])));
        Assert.Equal(MemorySays.FactsGone(Place, Aside("a")), Says(new(Place, Nothing, Records("a"), [Aside("a")])));
        Assert.All((Found[])[Records("a"), Records(null), Damaged, Newer, Foreign], records => Assert.Equal(MemorySays.FactsGoneWithoutCopies(Place), Says(new(Place, Nothing, records, []))));
        Assert.Equal(MemorySays.FactsGoneAndCopiesUnread(Place, "Nie."), Says(new(Place, Nothing, Nothing, [], "Nie.")));
        Assert.Equal(MemorySays.FactsTorn(Place), Says(new(Place, new Found.Torn(), Records("a"), [copy])));
    }

    [Fact]
    public void A_copy_that_a_wrong_clock_dated_ahead_is_not_the_one_to_restore() =>
        Assert.Equal(MemorySays.FactsGone(Place, Night(26, "a")), Says(new(Place, Nothing, Nothing, [Night(30, "a"), Night(26, "a")])));

    [Fact]
    public void Facts_that_do_not_open_are_told_with_why()
    {
        var copy = Night(27, "a");
        Assert.Equal(MemorySays.FactsDamaged(Place, "strona 7", copy), Says(new(Place, Damaged, Records("a"), [copy])));
        Assert.Equal(MemorySays.FactsDamagedWithoutCopies(Place, "strona 7"), Says(new(Place, Damaged, Records("a"), [])));
        Assert.Equal(MemorySays.Newer(Place, "facts.db", "2"), Says(new(Place, Newer, Records("a"), [copy])));
        Assert.Equal(MemorySays.Foreign(Place, "facts.db"), Says(new(Place, Foreign, Nothing, [])));
    }

    [Fact]
    public void Copies_that_cannot_be_looked_at_keep_no_sound_house_shut() => Assert.Null(Says(new(Place, Facts("a"), Records("a"), [], "Nie.")));

    [Fact]
    public void Records_that_are_gone_or_do_not_open_are_told_before_anything_takes_their_place()
    {
        var copy = Night(27, "a");
        Assert.Equal(MemorySays.RecordsGone(Place, copy), Says(new(Place, Facts("a"), Nothing, [copy])));
        // What an older program made in the place of a lost file.
        Assert.Equal(MemorySays.RecordsGone(Place, copy), Says(new(Place, Facts("a"), Records(null, 0), [copy])));
        Assert.Equal(MemorySays.RecordsGoneWithoutCopies(Place), Says(new(Place, Facts("a"), Nothing, [])));
        Assert.Equal(MemorySays.RecordsGoneWithoutCopies(Place), Says(new(Place, Facts("a"), Nothing, [Night(27, "a", records: null)])));
        Assert.Equal(MemorySays.RecordsDamaged(Place, "strona 7", copy), Says(new(Place, Facts("a"), Damaged, [copy])));
        Assert.Equal(MemorySays.RecordsDamagedWithoutCopies(Place, "strona 7"), Says(new(Place, Facts("a"), Damaged, [])));
        Assert.Equal(MemorySays.Newer(Place, "records.db", "2"), Says(new(Place, Facts("a"), Newer, [copy])));
        Assert.Equal(MemorySays.Foreign(Place, "records.db"), Says(new(Place, Facts("a"), Foreign, [copy])));
    }

    [Fact]
    public void Files_of_two_houses_are_told_by_which_of_them_the_copies_are_of()
    {
        Assert.Equal(MemorySays.OtherRecords(Place, Night(27, "a")), Says(new(Place, Facts("a"), Records("b"), [Night(27, "a")])));
        Assert.Equal(MemorySays.OtherFacts(Place, Night(27, "b")), Says(new(Place, Facts("a"), Records("b"), [Night(27, "b")])));
        Assert.Equal(MemorySays.OtherRecordsWithoutCopies(Place), Says(new(Place, Facts("a"), Records("b"), [])));
        Assert.Equal(MemorySays.OtherCopies(Place, Night(27, "b")), Says(new(Place, Facts("a"), Records("a"), [Night(27, "b"), Night(26, "a")])));
        // What a restore set aside is of the house that was restored over.
        Assert.Null(Says(new(Place, Facts("a"), Records("a"), [Aside("b"), Night(26, "a")])));
    }

    [Fact]
    public void Facts_are_brought_in_where_they_are_gone_and_nowhere_else_than_into_sound_ones()
    {
        Assert.All((Found[])[Nothing, Facts("a")], facts => Assert.Null(MemoryDiagnosis.OfFactsAlone(new(Place, facts, Records("b"), [Night(27, "c")]), Now)));
        Assert.All((Found[])[Damaged, Newer, Foreign, new Found.Torn()], facts => Assert.NotNull(MemoryDiagnosis.OfFactsAlone(new(Place, facts, Nothing, []), Now)));
    }

    private static string? Says(Memory memory) => MemoryDiagnosis.Of(memory, Now);

    private static Found.Sound Facts(string house) => new(house, 3);

    private static Found.Sound Records(string? house, long rows = 2) => new(house, rows);

    private static Backup Night(int day, string? house, long? records = 2) => Copy("", day, house, records);

    private static Backup Aside(string house) => Copy(Backup.Before, 27, house, 2);

    private static Backup Copy(string prefix, int day, string? house, long? records)
    {
        var at = new DateTimeOffset(2026, 11, day, 3, 0, 0, TimeSpan.Zero);
        return new Backup(prefix + Backup.NameOf(at), "", new Counted(at, 3, 40, 20, records, null, house));
    }
}
