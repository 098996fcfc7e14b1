using Mal.Backups;

namespace Mal.Diagnosis;

// A start looks before it opens anything. A memory that is gone, torn, or of several houses is told with the verb that mends
// it, and the node does not start: a new house in its place would look well, and would take what was left out of the copies.
internal static class MemoryDiagnosis
{
    /// <summary>What is wrong with a memory as a whole.</summary>
    /// <returns>A sentence that says what to do; null when a node may start on it, as the house it was or as a new one.</returns>
    public static string? Of(Memory memory, DateTimeOffset now) =>
        OfFacts(memory, now) ?? (memory.Facts is Found.Sound facts ? OfTheRest(memory, facts, now) : null);

    /// <summary>What keeps facts from being brought in: those that are there are no new house's, and not sound.</summary>
    public static string? OfFactsAlone(Memory memory, DateTimeOffset now) => memory.Facts is Found.Nothing ? null : OfFacts(memory, now);

    private static string? OfFacts(Memory memory, DateTimeOffset now) => (memory.Facts, Copy(memory, now)) switch
    {
        (Found.Torn, _) => MemorySays.FactsTorn(memory.Place),
        (Found.Newer newer, _) => MemorySays.Newer(memory.Place, memory.Place.Facts, newer.Layout),
        (Found.Foreign, _) => MemorySays.Foreign(memory.Place, memory.Place.Facts),
        (Found.Damaged damaged, { } copy) => MemorySays.FactsDamaged(memory.Place, damaged.Why, copy),
        (Found.Damaged damaged, null) => MemorySays.FactsDamagedWithoutCopies(memory.Place, damaged.Why),
        (Found.Nothing, { } copy) => MemorySays.FactsGone(memory.Place, copy),
        (Found.Nothing, null) when memory.CopiesUnread is { } why => MemorySays.FactsGoneAndCopiesUnread(memory.Place, why),
        (Found.Nothing, null) when memory.Records is not (Found.Nothing or Found.Sound { Rows: 0 }) => MemorySays.FactsGoneWithoutCopies(memory.Place),
        _ => null,
    };

    private static string? OfTheRest(Memory memory, Found.Sound facts, DateTimeOffset now) => (memory.Records, CopyOfRecords(memory, facts.House, now)) switch
    {
        (Found.Newer newer, _) => MemorySays.Newer(memory.Place, memory.Place.Records, newer.Layout),
        (Found.Foreign, _) => MemorySays.Foreign(memory.Place, memory.Place.Records),
        (Found.Damaged damaged, { } copy) => MemorySays.RecordsDamaged(memory.Place, damaged.Why, copy),
        (Found.Damaged damaged, null) => MemorySays.RecordsDamagedWithoutCopies(memory.Place, damaged.Why),
        // An empty file that an older program made in the place of a lost one.
        (Found.Nothing or Found.Sound { House: null, Rows: 0 }, { } copy) => MemorySays.RecordsGone(memory.Place, copy),
        (Found.Nothing or Found.Torn, null) => MemorySays.RecordsGoneWithoutCopies(memory.Place),
        (Found.Sound { House: { } other }, var copy) when Differ(other, facts.House) => Newest(memory.Copies.Where(one => one.Counted.House == other), now) is { } itsOwn
            // Two against one.
            ? MemorySays.OtherFacts(memory.Place, itsOwn)
            : copy is not null ? MemorySays.OtherRecords(memory.Place, copy) : MemorySays.OtherRecordsWithoutCopies(memory.Place),
        // What a restore set aside may well be of another house: that is why it was restored.
        _ => memory.Copies.FirstOrDefault(copy => !copy.IsBefore && Differ(copy.Counted.House, facts.House)) is { } stray
            ? MemorySays.OtherCopies(memory.Place, stray) : null,
    };

    private static Backup? Copy(Memory memory, DateTimeOffset now) => Newest(memory.Copies, now);

    private static Backup? CopyOfRecords(Memory memory, string? house, DateTimeOffset now) =>
        Newest(memory.Copies.Where(copy => copy.Counted.Records > 0 && !Differ(copy.Counted.House, house)), now);

    private static Backup? Newest(IEnumerable<Backup> copies, DateTimeOffset now) => Backup.Newest(copies, now) ?? copies.FirstOrDefault();

    // What an older program wrote does not say of which house it is: that is unknown, and not wrong.
    private static bool Differ(string? one, string? other) => one is not null && other is not null && one != other;
}
