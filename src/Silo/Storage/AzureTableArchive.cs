using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using Mal.Facts;

namespace Mal.Storage;

// The table of a log read whole. A table knows no moment, so what is carried of a stream is what its head said when the
// streams were listed; what is written meanwhile is not in it.
internal sealed class AzureTableArchive(TableServiceClient service, string tableName = AzureTableEventLog.DefaultTable) : IFactArchive
{
    private readonly TableClient table = service.GetTableClient(tableName);
    private readonly AzureTableEventLog log = new(service, tableName);
    private readonly Dictionary<string, long> listed = new(StringComparer.Ordinal);

    /// <summary>The places that have facts, in ordinal order.</summary>
    public async Task<IReadOnlyList<string>> Places(CancellationToken stop = default)
    {
        var places = new SortedSet<string>(StringComparer.Ordinal);
        await foreach (var head in Heads(stop))
        {
            if (TableKey.Read(head.PartitionKey).Split('/') is [_, var place, ..])
            {
                places.Add(place);
            }
        }

        return [.. places];
    }

    public async IAsyncEnumerable<string> Streams(string place, [EnumeratorCancellation] CancellationToken stop = default)
    {
        var streams = new SortedSet<string>(StringComparer.Ordinal);
        await foreach (var head in Heads(stop))
        {
            var stream = TableKey.Read(head.PartitionKey);
            if (stream.Split('/') is [_, var its, ..] && its == place)
            {
                streams.Add(stream);
                listed[stream] = head.GetInt64("Version")!.Value;
            }
        }

        foreach (var stream in streams)
        {
            yield return stream;
        }
    }

    public IAsyncEnumerable<StoredEvent> History(string stream, long fromVersion, CancellationToken stop = default) =>
        log.History(stream, fromVersion, stop).TakeWhile(one => one.Version <= Until(stream));

    public async IAsyncEnumerable<AppliedCommand> Commands(string stream, [EnumeratorCancellation] CancellationToken stop = default)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {TableKey.Of(stream)} and RowKey ge {"c"} and RowKey lt {"d"}");
        // The table has them by id. A stream's commands are small and its own.
        var commands = new List<AppliedCommand>();
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: stop))
        {
            commands.Add(FactRows.Command(Guid.ParseExact(row.RowKey[1..], "N"), row));
        }

        foreach (var command in commands.Where(command => command.Version <= Until(stream)).OrderBy(command => command.Version).ThenBy(command => command.Id))
        {
            yield return command;
        }
    }

    public Task<string> DataSet(CancellationToken stop = default) => log.DataSet(stop);

    private Azure.AsyncPageable<TableEntity> Heads(CancellationToken stop) =>
        table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"RowKey eq {FactRows.HeadKey}"), select: ["PartitionKey", "Version"], cancellationToken: stop);

    private long Until(string stream) => listed.GetValueOrDefault(stream, long.MaxValue);
}
