using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace Mal.Storage;

/// <summary>Whether there are facts and records on a storage account: what a start looks at.</summary>
internal sealed class AzureMemory(TableServiceClient service)
{
    // The table that the grain storage keeps records in.
    private const string RecordsTable = "OrleansGrainState";

    public async Task<bool> HasFacts() => await HasRows(AzureTableEventLog.DefaultTable, AzureTableEventLog.MetaPartition) is true;

    /// <returns>Null where there is no place for them.</returns>
    public Task<bool?> HasRecords() => HasRows(RecordsTable, "");

    /// <summary>Makes the place of the records, where there is none.</summary>
    public Task MakeRecords() => service.GetTableClient(RecordsTable).CreateIfNotExistsAsync();

    private async Task<bool?> HasRows(string table, string afterPartition)
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
}
