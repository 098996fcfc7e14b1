using Azure;
using Azure.Data.Tables;
using Mal.Archive;
using Mal.Facts;
using Mal.Hosting;

namespace Mal.Storage;

// Makes the facts of an account those of a copy. A table cannot be swapped for another in one step, so it is marked first:
// until the mark is taken away no node takes it for a house, and a restore that was cut off is simply made once more.
/// <param name="house">Of which house the copy is, where it says it.</param>
internal sealed class AzureRestore(TableServiceClient service, string tableName, string? house = null)
{
    private const int RowsInTransaction = 100;

    private readonly TableClient table = service.GetTableClient(tableName);

    /// <param name="setAside">Makes a copy of what is there now.</param>
    /// <param name="files">Files of facts, sound, one a place.</param>
    /// <param name="until">Facts of later, and what came after them in their streams, are left out.</param>
    /// <exception cref="VerbException">A node is running on the account; nothing was touched.</exception>
    public async Task Run(Func<Task> setAside, IReadOnlyList<Func<Task<Stream>>> files, CancellationToken stop, DateTimeOffset? until = null)
    {
        await table.CreateIfNotExistsAsync(stop);
        await NobodyRuns(service, tableName, stop);
        if (!await IsHalfRestored(stop))
        {
            await setAside();
        }

        // It will have lower versions than were told before: whoever compares them must be able to see that it is another memory.
        var dataSet = Guid.NewGuid().ToString("N");
        var before = await Meta(stop);
        var whose = house ?? (before is null ? null : AzureTableEventLog.House(before));
        await Mark(AzureTableEventLog.HalfRestored, dataSet, whose, stop);
        try
        {
            // Whoever started while the copy was made is seen now; whoever starts from here on finds no house.
            await NobodyRuns(service, tableName, stop);
        }
        catch (VerbException) when (before is not null)
        {
            await table.UpsertEntityAsync(before, TableUpdateMode.Replace, stop);
            throw;
        }

        await Clear(stop);
        var log = new AzureTableEventLog(service, tableName, AzureTableEventLog.HalfRestored);
        foreach (var file in files)
        {
            await new Import(log, file, until: until).Run();
        }

        await Mark(AzureTableEventLog.Layout, dataSet, whose, stop);
    }

    /// <exception cref="VerbException">Somebody does.</exception>
    public static async Task NobodyRuns(TableServiceClient service, string tableName, CancellationToken stop = default)
    {
        if (await new AzureNodes(service, tableName).LastSign(stop) is { } ago)
        {
            throw new VerbException($"Na tym magazynie działa węzeł (dał znak {ago.TotalSeconds:0} s temu). Zatrzymaj go; po zabitym odczekaj minutę.");
        }
    }

    private async Task<bool> IsHalfRestored(CancellationToken stop) => (await Meta(stop))?.GetString("Layout") == AzureTableEventLog.HalfRestored;

    private async Task<TableEntity?> Meta(CancellationToken stop)
    {
        var meta = await table.GetEntityIfExistsAsync<TableEntity>(AzureTableEventLog.MetaPartition, AzureTableEventLog.MetaKey, cancellationToken: stop);
        return meta.HasValue ? meta.Value : null;
    }

    private async Task Mark(string layout, string dataSet, string? whose, CancellationToken stop) => await table.UpsertEntityAsync(
        new TableEntity(AzureTableEventLog.MetaPartition, AzureTableEventLog.MetaKey)
        {
            ["Layout"] = layout, ["Id"] = dataSet, [AzureTableEventLog.HouseColumn] = whose ?? dataSet,
        },
        TableUpdateMode.Replace, stop);

    private async Task Clear(CancellationToken stop)
    {
        var facts = TableClient.CreateQueryFilter($"PartitionKey ne {AzureTableEventLog.MetaPartition}");
        var batch = new List<TableTransactionAction>();
        await foreach (var row in table.QueryAsync<TableEntity>(facts, select: ["PartitionKey", "RowKey"], cancellationToken: stop))
        {
            if (batch.Count == RowsInTransaction || (batch.Count > 0 && batch[0].Entity.PartitionKey != row.PartitionKey))
            {
                await table.SubmitTransactionAsync(batch, stop);
                batch.Clear();
            }

            batch.Add(new TableTransactionAction(TableTransactionActionType.Delete, row, ETag.All));
        }

        if (batch.Count > 0)
        {
            await table.SubmitTransactionAsync(batch, stop);
        }
    }
}
