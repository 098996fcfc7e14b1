using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using Mal.Facts;

namespace Mal.Storage;

// The table of a log read whole. A table knows no moment, so what is carried of a stream is what its head said when the
// streams were listed; what is written meanwhile is not in it. A stream whose head is lost is carried as well, to its end:
// heads are made again from the facts.
internal sealed class AzureTableArchive : IFactArchive
{
    private readonly TableClient table;
    private readonly AzureTableEventLog log;
    private readonly bool asItIs;
    private readonly Lazy<Task<SortedDictionary<string, long?>>> listed;

    /// <param name="asItIs">Carries what is left of a stream that has lost its last facts, instead of failing.</param>
    public AzureTableArchive(TableServiceClient service, string tableName = AzureTableEventLog.DefaultTable, bool asItIs = false)
    {
        (table, log, this.asItIs) = (service.GetTableClient(tableName), new AzureTableEventLog(service, tableName), asItIs);
        listed = new(List);
    }

    /// <summary>No stream that was carried so far had lost its last facts.</summary>
    public bool IsWhole { get; private set; } = true;

    /// <summary>The places that have facts, in ordinal order.</summary>
    public async Task<IReadOnlyList<string>> Places(CancellationToken stop = default) =>
        [.. (await listed.Value.WaitAsync(stop)).Keys.Select(PlaceOf).OfType<string>().Distinct().Order(StringComparer.Ordinal)];

    public async IAsyncEnumerable<string> Streams(string place, [EnumeratorCancellation] CancellationToken stop = default)
    {
        foreach (var stream in (await listed.Value.WaitAsync(stop)).Keys.Where(stream => PlaceOf(stream) == place))
        {
            yield return stream;
        }
    }

    /// <exception cref="IOException">The last facts of the stream are missing.</exception>
    public async IAsyncEnumerable<StoredEvent> History(string stream, long fromVersion, [EnumeratorCancellation] CancellationToken stop = default)
    {
        var (until, last) = (await Until(stream), 0L);
        await foreach (var one in log.History(stream, fromVersion, stop))
        {
            if (one.Version > until)
            {
                break;
            }

            yield return one;
            last = one.Version;
        }

        if (until is { } promised && last < promised && fromVersion <= promised)
        {
            IsWhole = false;
            if (!asItIs)
            {
                throw new IOException($"{stream}: brakuje faktów od {Math.Max(last + 1, fromVersion)} do {promised}.");
            }
        }
    }

    public async IAsyncEnumerable<AppliedCommand> Commands(string stream, [EnumeratorCancellation] CancellationToken stop = default)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {TableKey.Of(stream)} and RowKey ge {"c"} and RowKey lt {"d"}");
        // The table has them by id. A stream's commands are small and its own.
        var commands = new List<AppliedCommand>();
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: stop))
        {
            commands.Add(FactRows.Command(Guid.ParseExact(row.RowKey[1..], "N"), row));
        }

        var until = await Until(stream);
        foreach (var command in commands.Where(command => until is null || command.Version <= until).OrderBy(command => command.Version).ThenBy(command => command.Id))
        {
            yield return command;
        }
    }

    public Task<string> DataSet(CancellationToken stop = default) => log.DataSet(stop);

    // Every stream and the version its head gives it; null where the head is lost. A head is the first row of its partition,
    // so one row of each is asked for: a query for heads alone would not find those without.
    private async Task<SortedDictionary<string, long?>> List()
    {
        var streams = new SortedDictionary<string, long?>(StringComparer.Ordinal);
        for (var after = ""; await First(after) is { } row; after = row.PartitionKey)
        {
            if (row.PartitionKey != AzureTableEventLog.MetaPartition)
            {
                streams.Add(TableKey.Read(row.PartitionKey), row.RowKey == FactRows.HeadKey ? row.GetInt64("Version") : null);
            }
        }

        return streams;
    }

    private async Task<TableEntity?> First(string afterPartition)
    {
        try
        {
            var filter = TableClient.CreateQueryFilter($"PartitionKey gt {afterPartition}");
            return await table.QueryAsync<TableEntity>(filter, maxPerPage: 1, select: ["PartitionKey", "RowKey", "Version"]).FirstOrDefaultAsync();
        }
        catch (RequestFailedException none) when (none.ErrorCode == TableErrorCode.TableNotFound)
        {
            return null;
        }
    }

    private async Task<long?> Until(string stream) => (await listed.Value).GetValueOrDefault(stream);

    private static string? PlaceOf(string stream) => stream.Split('/') is [_, var place, ..] ? place : null;
}
