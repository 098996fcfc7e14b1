using Azure;
using Azure.Data.Tables;

namespace Mal.Storage;

/// <summary>
/// Nodes that run on an account. A folder is held by its process; an account cannot be held, so every node leaves a mark in it
/// and renews it, and what must not happen under a running node asks for those first.
/// </summary>
internal sealed class AzureNodes(TableServiceClient service, string tableName = AzureTableEventLog.DefaultTable)
{
    /// <summary>How often a node renews its mark.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(20);

    /// <summary>A mark older than that is of a node that was killed.</summary>
    public static readonly TimeSpan Alive = TimeSpan.FromMinutes(1);

    private const string Prefix = "node-";
    private const string AfterPrefix = "node.";
    private const string Clock = "clock";

    private readonly TableClient table = service.GetTableClient(tableName);

    public Task Mark(Guid node, CancellationToken stop = default) =>
        table.UpsertEntityAsync(new TableEntity(AzureTableEventLog.MetaPartition, Prefix + node.ToString("N")), TableUpdateMode.Replace, stop);

    public Task Leave(Guid node, CancellationToken stop = default) =>
        table.DeleteEntityAsync(AzureTableEventLog.MetaPartition, Prefix + node.ToString("N"), ETag.All, stop);

    /// <summary>What time it is by the account's own clock.</summary>
    public async Task<DateTimeOffset> Now(CancellationToken stop = default)
    {
        await table.UpsertEntityAsync(new TableEntity(AzureTableEventLog.MetaPartition, Clock), TableUpdateMode.Replace, stop);
        return (await table.GetEntityAsync<TableEntity>(AzureTableEventLog.MetaPartition, Clock, cancellationToken: stop)).Value.Timestamp!.Value;
    }

    /// <summary>How long ago the liveliest node gave a sign; null when none is running. Marks of nodes long gone are cleared away.</summary>
    public async Task<TimeSpan?> LastSign(CancellationToken stop = default)
    {
        // The marks are of the account's clock too, and this machine's may be wrong.
        var now = await Now(stop);
        TimeSpan? last = null;
        var marks = TableClient.CreateQueryFilter($"PartitionKey eq {AzureTableEventLog.MetaPartition} and RowKey ge {Prefix} and RowKey lt {AfterPrefix}");
        await foreach (var mark in table.QueryAsync<TableEntity>(marks, cancellationToken: stop))
        {
            var ago = now - mark.Timestamp!.Value;
            if (ago > Alive)
            {
                await table.DeleteEntityAsync(mark.PartitionKey, mark.RowKey, mark.ETag, stop);
            }
            else if (last is null || ago < last)
            {
                last = ago;
            }
        }

        return last;
    }
}

/// <summary>The mark of this node.</summary>
internal sealed class AzureNodeMark(AzureNodes nodes) : BackgroundService
{
    private readonly Guid node = Guid.NewGuid();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(AzureNodes.Every);
        try
        {
            do
            {
                await Try(nodes.Mark(node, stoppingToken), stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // It ends in order, and nobody has to wait for its mark to grow old.
            await Try(nodes.Leave(node, CancellationToken.None), CancellationToken.None);
        }
    }

    // An account that does not answer is said by StorageWatch.
    private static async Task Try(Task asked, CancellationToken stop)
    {
        try
        {
            await asked;
        }
        catch (Exception) when (!stop.IsCancellationRequested)
        {
        }
    }
}
