using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Mal.Facts;

namespace Mal.Storage;

// The log of a house on Azure Storage, or on Azurite: one table, one partition a stream.
//
//   $head        where the stream stands. Replaced under its ETag, never merged: the ETag is the fence.
//   e{version}   a fact, inserted. Only when a transaction has no room do neighbours share a row, named by the last of them.
//   c{id}        a command that had its effect, inserted: the fence against doubles, for ever.
//   $meta        a partition of its own: the id of the data set, made once; the marks of running nodes.
//
// An append is one entity-group transaction. Its answer can be lost after it was written, and a retry below us then meets
// its own rows; so after every failure the head is read again, and the write id, which stands in every row of the append,
// tells whether it did happen.
public sealed class AzureTableEventLog(
    TableServiceClient service, string tableName = AzureTableEventLog.DefaultTable, string layout = AzureTableEventLog.Layout) : IEventLog, INewestFact, IWriteProbe
{
    public const string DefaultTable = "MalFacts";

    internal const string MetaPartition = "$meta";
    internal const string MetaKey = "data-set";
    internal const string Layout = "1";
    internal const string HouseColumn = "House";
    private const string Heartbeat = "heartbeat";

    /// <summary>The layout of a table that a copy is being restored into: no node takes it for a house.</summary>
    internal const string HalfRestored = "restoring";

    // One answer of the table holds a thousand rows at most.
    private const int PageRows = 1000;

    private readonly TableClient table = service.GetTableClient(tableName);

    // The ETags of the heads this node has seen last, so that an append is one call. A wrong one is only a conflict.
    private readonly ConcurrentDictionary<string, Standing> standings = new(StringComparer.Ordinal);
    private string? dataSet;
    private long reads;

    private sealed record Standing(long Version, ETag? Tag);

    /// <summary>How often a head, a command or a page of history was asked for: a wake-up is one.</summary>
    internal long Reads => Interlocked.Read(ref reads);

    public async Task<Head?> Read(string stream, CancellationToken stop = default) => (await Look(stream, TableKey.Of(stream), stop)).Head;

    public async Task<AppliedCommand?> FindCommand(string stream, Guid command, CancellationToken stop = default) =>
        await Row(TableKey.Of(stream), FactRows.CommandKey(command), stop) is { } row ? FactRows.Command(command, row) : null;

    public async Task<AppendOutcome> Append(
        string stream,
        long expectedVersion,
        IReadOnlyList<StoredEvent> events,
        IReadOnlyList<AppliedCommand> commands,
        Head head,
        CancellationToken stop = default)
    {
        AppendRules.Check(stream, expectedVersion, events, commands, head);
        var partition = TableKey.Of(stream);
        var newHead = FactRows.Of(partition, head);
        List<TableEntity> rows =
        [
            .. FactRows.Of(partition, events, FactRows.MostRows - 1 - commands.Count, head.WriteId),
            .. commands.Select(command => FactRows.Of(partition, command, head.WriteId)),
        ];
        stop.ThrowIfCancellationRequested();
        if (rows.DistinctBy(row => row.RowKey).Count() != rows.Count)
        {
            return AppendOutcome.Conflict;
        }

        if (!standings.TryGetValue(stream, out var stands) || stands.Version != expectedVersion)
        {
            stands = (await Look(stream, partition, stop)).Standing;
        }

        return stands.Version != expectedVersion ? AppendOutcome.Conflict : await Write(stream, stands, newHead, rows, head);
    }

    public async IAsyncEnumerable<StoredEvent> History(
        string stream, long fromVersion, [EnumeratorCancellation] CancellationToken stop = default)
    {
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {TableKey.Of(stream)} and RowKey ge {FactRows.EventKey(Math.Max(0, fromVersion))} and RowKey lt {FactRows.AfterEvents}");
        await foreach (var page in table.QueryAsync<TableEntity>(filter, PageRows, cancellationToken: stop).AsPages())
        {
            Interlocked.Increment(ref reads);
            foreach (var one in page.Values.SelectMany(FactRows.Events).Where(one => one.Version >= fromVersion))
            {
                yield return one;
            }
        }
    }

    /// <summary>One query over the places' own partitions, which are few.</summary>
    public async Task<ImmutableList<string>> Places(CancellationToken stop = default)
    {
        const string from = "place/";
        var first = TableKey.Of(from);
        var after = first[..^1] + (char)(first[^1] + 1);
        // Before the first append there is no table yet.
        await DataSet(stop);
        var filter = TableClient.CreateQueryFilter($"PartitionKey ge {first} and PartitionKey lt {after} and RowKey eq {FactRows.HeadKey}");
        var found = new List<string>();
        await foreach (var row in table.QueryAsync<TableEntity>(filter, select: ["PartitionKey"], cancellationToken: stop))
        {
            found.Add(TableKey.Read(row.PartitionKey)[from.Length..]);
        }

        return [.. found.Order(StringComparer.Ordinal)];
    }

    /// <summary>Makes the table and the id of the data set where they are missing.</summary>
    public async Task<string> DataSet(CancellationToken stop = default)
    {
        if (dataSet is { } known)
        {
            return known;
        }

        await table.CreateIfNotExistsAsync(stop);
        var row = await Row(MetaPartition, MetaKey, stop);
        if (row is null)
        {
            row = new TableEntity(MetaPartition, MetaKey) { ["Layout"] = layout, ["Id"] = Guid.NewGuid().ToString("N") };
            try
            {
                await table.AddEntityAsync(row, stop);
            }
            catch (RequestFailedException taken) when (taken.Status == 409)
            {
                // Another node, or the same call before its answer was lost.
                row = await Row(MetaPartition, MetaKey, stop);
            }
        }

        return Checked(row) is not null ? dataSet = row!.GetString("Id") : throw new IOException($"The table {tableName} lost its {MetaKey} just now.");
    }

    /// <summary>The ids of all heads are asked for; they carry when each was written.</summary>
    public async Task<DateTimeOffset?> NewestAt(CancellationToken stop = default)
    {
        await DataSet(stop);
        DateTimeOffset? newest = null;
        var heads = TableClient.CreateQueryFilter($"RowKey eq {FactRows.HeadKey}");
        await foreach (var head in table.QueryAsync<TableEntity>(heads, PageRows, ["PartitionKey", FactRows.WriteId], stop))
        {
            if (!TableKey.Read(head.PartitionKey).StartsWith(Words.RecordEvent.Streams, StringComparison.Ordinal)
                && head.GetGuid(FactRows.WriteId) is { Version: 7 } written && HeadSchema.LastAt(written) is var at && !(at <= newest))
            {
                newest = at;
            }
        }

        return newest;
    }

    /// <summary>The house the facts are of, which stays the same when a copy is restored; null where there are none. Makes nothing.</summary>
    /// <exception cref="HalfRestoredException">A restore was cut off.</exception>
    /// <exception cref="InvalidOperationException">A newer program wrote it.</exception>
    public async Task<string?> Known(CancellationToken stop = default) =>
        Checked(await Row(MetaPartition, MetaKey, stop)) is { } row ? House(row) : null;

    /// <summary>Of a row of the data set: whose it is. Where it does not say it, the data set is the house.</summary>
    internal static string House(TableEntity row) => row.GetString(HouseColumn) ?? row.GetString("Id");

    public Task TryWrite(CancellationToken stop = default) =>
        table.UpsertEntityAsync(new TableEntity(MetaPartition, Heartbeat), TableUpdateMode.Replace, stop);

    private TableEntity? Checked(TableEntity? row) => row?.GetString("Layout") is not { } found || found == layout ? row
        : found == HalfRestored ? throw new HalfRestoredException()
        : throw new InvalidOperationException($"The table {tableName} has layout {found} and this program knows layout {Layout}: it was written by a newer one.");

    private async Task<AppendOutcome> Write(string stream, Standing stands, TableEntity newHead, List<TableEntity> rows, Head head)
    {
        List<TableTransactionAction> actions =
        [
            stands.Tag is { } tag ? new(TableTransactionActionType.UpdateReplace, newHead, tag) : new(TableTransactionActionType.Add, newHead),
            .. rows.Select(row => new TableTransactionAction(TableTransactionActionType.Add, row)),
        ];
        try
        {
            // Nobody gives up a write that is on its way: it would happen all the same.
            var written = await table.SubmitTransactionAsync(actions, CancellationToken.None);
            Remember(stream, head.Version, written.Value[0].Headers.ETag);
            return AppendOutcome.Written;
        }
        catch (Exception failure) when (failure is not ArgumentException)
        {
            standings.TryRemove(stream, out _);
            return await Happened(stream, newHead.PartitionKey, rows, head) ? AppendOutcome.Written
                : failure is RequestFailedException { Status: 409 or 412 } ? AppendOutcome.Conflict
                : throw new IOException($"The facts of {stream} may not have been written.", failure);
        }
    }

    /// <summary>Whether an append whose answer is lost was written. Somebody may have replaced its head since, but never its rows.</summary>
    private async Task<bool> Happened(string stream, string partition, List<TableEntity> rows, Head head)
    {
        var found = (await Look(stream, partition, CancellationToken.None)).Head;
        return found?.WriteId == head.WriteId
            || (found?.Version >= head.Version && rows.Count > 0
                && (await Row(partition, rows[0].RowKey, CancellationToken.None))?.GetGuid(FactRows.WriteId) == head.WriteId);
    }

    private async Task<(Head? Head, Standing Standing)> Look(string stream, string partition, CancellationToken stop)
    {
        if (await Row(partition, FactRows.HeadKey, stop) is not { } row)
        {
            return (null, new Standing(0, null));
        }

        var head = FactRows.Head(row);
        Remember(stream, head.Version, row.ETag);
        return (head, new Standing(head.Version, row.ETag));
    }

    private void Remember(string stream, long version, ETag? tag)
    {
        if (tag is null)
        {
            standings.TryRemove(stream, out _);
        }
        else
        {
            standings[stream] = new Standing(version, tag);
        }
    }

    private async Task<TableEntity?> Row(string partition, string key, CancellationToken stop)
    {
        Interlocked.Increment(ref reads);
        var found = await table.GetEntityIfExistsAsync<TableEntity>(partition, key, cancellationToken: stop);
        return found.HasValue ? found.Value : null;
    }
}

/// <summary>A restore was cut off, and only half of a copy is there.</summary>
internal sealed class HalfRestoredException() : Exception("Przywracanie kopii do tego magazynu przerwano w połowie. Powtórz „restore”, zanim uruchomisz dom.");
