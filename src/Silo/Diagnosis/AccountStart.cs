using Mal.Backups;
using Mal.Storage;

namespace Mal.Diagnosis;

/// <summary>Looks at what lies on a storage account before a node takes it for its house.</summary>
/// <remarks>Facts and records are tables of one account, so they are not told apart by house.</remarks>
internal static class AccountStart
{
    // A copy that cannot be looked at is no reason to keep a house shut for long.
    private static readonly TimeSpan CopiesWithin = TimeSpan.FromSeconds(10);

    /// <param name="copies">The account named for copies.</param>
    /// <param name="makesCopies">It does every night, so they are to be found.</param>
    /// <returns>A sentence that says what to do; null when a node may start: then the tables are there, and take writes.</returns>
    public static async Task<string?> Says(string storage, string? copies, bool makesCopies)
    {
        var service = AzureAccount.BeforeStart(storage);
        try
        {
            var (made, unread) = await Copies(() => new AzureBackups(AzureAccount.Copies(storage, copies), service));
            var lying = new AzureMemory(service);
            var facts = new AzureTableEventLog(service);
            var place = MemoryPlace.Account(service.Uri.GetLeftPart(UriPartial.Authority));
            var known = await facts.Known();
            Found written = await lying.HasFacts() ? new Found.Sound(known, 1) : new Found.Nothing();
            Found records = await lying.HasRecords() is { } any ? new Found.Sound(null, any ? 1 : 0) : new Found.Nothing();
            var memory = new Memory(place, written, records, made, makesCopies ? unread : null);
            if (MemoryDiagnosis.Of(memory, DateTimeOffset.Now) is { } sentence)
            {
                return sentence;
            }

            await facts.DataSet();
            await facts.TryWrite();
            await lying.MakeRecords();
            return null;
        }
        catch (Exception failure) when (AzureAccount.Says(failure) is not null)
        {
            return AzureAccount.Says(failure);
        }
    }

    private static async Task<(IReadOnlyList<Backup> Copies, string? Unread)> Copies(Func<AzureBackups> copies)
    {
        try
        {
            using var enough = new CancellationTokenSource(CopiesWithin);
            return (await copies().All(enough.Token), null);
        }
        catch (Exception unread)
        {
            return ([], AzureAccount.Says(unread)
                ?? (unread is IOException or FormatException ? unread.Message : "Konto kopii nie odpowiada. Sprawdź adres, sieć i czy usługa działa."));
        }
    }
}
