using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using Mal.Backups;
using Mal.Storage;

namespace Mal.Diagnosis;

/// <summary>Looks at what lies on a storage account before a node takes it for its house.</summary>
/// <remarks>Facts and records are tables of one account, so they are not told apart by house.</remarks>
internal static class AccountStart
{
    /// <summary>The table that the grain storage keeps records in.</summary>
    internal const string RecordsTable = "OrleansGrainState";

    // A copy that cannot be looked at is no reason to keep a house shut for long.
    private static readonly TimeSpan CopiesWithin = TimeSpan.FromSeconds(10);

    /// <param name="copies">The account named for copies.</param>
    /// <param name="makesCopies">It does every night, so they are to be found.</param>
    /// <returns>A sentence that says what to do; null when a node may start: then the tables are there, and take writes.</returns>
    public static async Task<string?> Says(string storage, string? copies, bool makesCopies)
    {
        var service = AzureAccount.Connect(storage);
        try
        {
            var (made, unread) = await Copies(storage, copies, service);
            var facts = new AzureTableEventLog(service);
            var place = MemoryPlace.Account(service.Uri.GetLeftPart(UriPartial.Authority));
            var memory = new Memory(place, await Facts(service, await facts.Known()), await Records(service), made, makesCopies ? unread : null);
            if (MemoryDiagnosis.Of(memory, DateTimeOffset.Now) is { } sentence)
            {
                return sentence;
            }

            await facts.DataSet();
            await facts.TryWrite();
            await MakeRecords(service);
            return null;
        }
        catch (Exception failure) when (AzureAccount.Says(failure) is not null)
        {
            return AzureAccount.Says(failure);
        }
    }

    /// <summary>Makes the place of the records, where there is none.</summary>
    public static Task MakeRecords(TableServiceClient service) => service.GetTableClient(RecordsTable).CreateIfNotExistsAsync();

    private static async Task<Found> Facts(TableServiceClient service, string? house) =>
        await HasRows(service, AzureTableEventLog.DefaultTable, AzureTableEventLog.MetaPartition) is true ? new Found.Sound(house, 1) : new Found.Nothing();

    private static async Task<Found> Records(TableServiceClient service) =>
        await HasRows(service, RecordsTable, "") is { } any ? new Found.Sound(null, any ? 1 : 0) : new Found.Nothing();

    /// <returns>Null where there is no such table.</returns>
    private static async Task<bool?> HasRows(TableServiceClient service, string table, string afterPartition)
    {
        try
        {
            var filter = TableClient.CreateQueryFilter($"PartitionKey gt {afterPartition}");
            return await service.GetTableClient(table).QueryAsync<TableEntity>(filter, maxPerPage: 1, select: ["PartitionKey"]).AnyAsync();
        }
        catch (RequestFailedException none) when (none.ErrorCode == TableErrorCode.TableNotFound)
        {
            return null;
        }
    }

    private static async Task<(IReadOnlyList<Backup> Copies, string? Unread)> Copies(string storage, string? named, TableServiceClient service)
    {
        try
        {
            using var enough = new CancellationTokenSource(CopiesWithin);
            return (await new AzureBackups(AzureAccount.Copies(storage, named), service).All(enough.Token), null);
        }
        catch (Exception unread)
        {
            return ([], AzureAccount.Says(unread)
                ?? (unread is IOException or FormatException ? unread.Message : "Konto kopii nie odpowiada. Sprawdź adres, sieć i czy usługa działa."));
        }
    }
}
