using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using Mal.Facts;

namespace Mal.Storage;

// A table of facts read whole. The service has no picture of one moment: every stream is whole and in order as far as it
// went when it was read, and a stream read later may be further than one read before.
public sealed class AzureTableArchive(TableServiceClient service, string tableName = AzureTableEventLog.DefaultTable) : IFactArchive
{
    private readonly TableClient table = service.GetTableClient(tableName);
    private readonly AzureTableEventLog log = new(service, tableName);

    public async IAsyncEnumerable<string> Streams(string place, [EnumeratorCancellation] CancellationToken stop = default)
    {
        // The names come from every partition's head alone, and a house has few; so they are put in order here.
        var heads = TableClient.CreateQueryFilter($"RowKey eq {FactRows.HeadKey}");
        var found = new List<string>();
        await foreach (var row in table.QueryAsync<TableEntity>(heads, select: ["PartitionKey"], cancellationToken: stop))
        {
            var stream = TableKey.Read(row.PartitionKey);
            if (stream.Split('/') is [_, var of, ..] && of == place)
            {
                found.Add(stream);
            }
        }

        foreach (var stream in found.Order(StringComparer.Ordinal))
        {
            yield return stream;
        }
    }

    public IAsyncEnumerable<StoredEvent> History(string stream, long fromVersion, CancellationToken stop = default) => log.History(stream, fromVersion, stop);

    /// <remarks>The rows lie in the order of their ids, so those of one stream are put in order here: some 60 bytes each.</remarks>
    public async IAsyncEnumerable<AppliedCommand> Commands(string stream, [EnumeratorCancellation] CancellationToken stop = default)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {TableKey.Of(stream)} and RowKey ge {"c"} and RowKey lt {"d"}");
        var found = new List<AppliedCommand>();
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: stop))
        {
            found.Add(FactRows.Command(Guid.ParseExact(row.RowKey[1..], "N"), row));
        }

        foreach (var command in found.OrderBy(command => command.Version).ThenBy(command => command.Id))
        {
            yield return command;
        }
    }

    public Task<string> DataSet(CancellationToken stop = default) => log.DataSet(stop);
}
