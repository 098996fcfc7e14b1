using System.Threading.Channels;
using Azure;
using Azure.Data.Tables;
using Mal.Facts;
using Mal.Storage;

namespace Mal.Benchmarks.Azure;

// What the table and its SDK take alone, with the product's own rows but without its log, its checks and its actors. One
// table and the same streams for all that is asked of it, as the product has: Azurite is slower the more a table holds.
internal sealed class TableFloors(TableServiceClient service, Bytes bytes, int streams) : IAsyncDisposable
{
    // A head, and for each command its event and its id: what a transaction holds.
    private const int MostInTransaction = (FactRows.MostRows - 1) / 2;

    private readonly TableClient table = service.GetTableClient($"Floor{Guid.NewGuid():N}");
    private readonly Stream[] all = [.. Enumerable.Range(0, streams).Select(n => new Stream($"shelf:bench:{n}", bytes))];
    private bool made;

    /// <summary>One append a transaction.</summary>
    public async Task<Measured> Append(double perSecond, TimeSpan lasts)
    {
        await Make();
        return await OpenLoop.Run(perSecond, lasts, async i =>
        {
            var stream = all[i % all.Length];
            await stream.Door.WaitAsync();
            try
            {
                await stream.Write(table, 1);
            }
            finally
            {
                stream.Door.Release();
            }
        });
    }

    /// <summary>All that has come meanwhile for a stream in one transaction of its own.</summary>
    public async Task<Measured> GroupCommit(double perSecond, TimeSpan lasts)
    {
        await Make();
        var queues = all.Select(_ => Channel.CreateUnbounded<TaskCompletionSource>()).ToArray();
        var writers = all.Select((stream, n) => Task.Run(() => WriteAll(table, stream, queues[n].Reader))).ToArray();
        var measured = await OpenLoop.Run(perSecond, lasts, i =>
        {
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            queues[i % queues.Length].Writer.TryWrite(done);
            return done.Task;
        });
        foreach (var queue in queues)
        {
            queue.Writer.Complete();
        }

        await Task.WhenAll(writers);
        return measured;
    }

    public async ValueTask DisposeAsync() => await table.DeleteAsync();

    private async Task Make()
    {
        if (!made)
        {
            await table.CreateAsync();
            await Task.WhenAll(all.Select(stream => stream.Write(table, 1)));
            made = true;
        }
    }

    private static async Task WriteAll(TableClient table, Stream stream, ChannelReader<TaskCompletionSource> queue)
    {
        var batch = new List<TaskCompletionSource>();
        while (await queue.WaitToReadAsync())
        {
            while (batch.Count < MostInTransaction && queue.TryRead(out var one))
            {
                batch.Add(one);
            }

            await stream.Write(table, batch.Count);
            batch.ForEach(one => one.SetResult());
            batch.Clear();
        }
    }

    private sealed class Stream(string partition, Bytes bytes)
    {
        private long version;
        private ETag? tag;

        public SemaphoreSlim Door { get; } = new(1);

        public async Task Write(TableClient table, int commands)
        {
            var rows = new List<TableTransactionAction>();
            Head? head = null;
            for (var n = 0; n < commands; n++)
            {
                (var one, var command, head) = bytes.At(++version);
                rows.AddRange(FactRows.Of(partition, [one], 1, head.WriteId).Append(FactRows.Of(partition, command, head.WriteId))
                    .Select(row => new TableTransactionAction(TableTransactionActionType.Add, row)));
            }

            var newHead = FactRows.Of(partition, head!);
            rows.Insert(0, tag is { } known ? new(TableTransactionActionType.UpdateReplace, newHead, known) : new(TableTransactionActionType.Add, newHead));
            tag = (await table.SubmitTransactionAsync(rows)).Value[0].Headers.ETag;
        }
    }
}
