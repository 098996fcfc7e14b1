using System.Collections.Concurrent;
using Mal.Facts;
using Mal.Storage;

namespace Mal.Benchmarks;

// What the disk and SQLite alone take, with the product's own tables, statements and pragmas but without its
// queue, its checks and its actors.
internal sealed class DiskFloors(string folder, Bytes bytes, TimeSpan each)
{
    /// <summary>4 KiB written and synced: the price of any durable answer on this disk.</summary>
    public Task<Measured> Sync(double perSecond)
    {
        var page = new byte[4096];
        var file = File.OpenHandle(Path.Combine(folder, "sync.bin"), FileMode.Create, FileAccess.Write);
        return Closing(file, OpenLoop.Run(perSecond, each, i =>
        {
            RandomAccess.Write(file, page, (long)i * page.Length);
            RandomAccess.FlushToDisk(file);
            return Task.CompletedTask;
        }));
    }

    /// <summary>One append a commit, one stream.</summary>
    public Task<Measured> Append(double perSecond)
    {
        var statements = Open("append.db");
        var id = First(statements, "shelf/bench/0");
        return Closing(statements, OpenLoop.Run(perSecond, each, i =>
        {
            statements.Begin();
            Write(statements, id, i + 2);
            statements.Commit();
            return Task.CompletedTask;
        }));
    }

    /// <summary>All that has come meanwhile in one commit, over so many streams.</summary>
    public async Task<Measured> GroupCommit(double perSecond, int streams)
    {
        using var statements = Open($"group-{streams}-{perSecond}.db");
        statements.Begin();
        var ids = Enumerable.Range(0, streams).Select(n => First(statements, $"shelf/bench/{n}", alone: false)).ToArray();
        statements.Commit();

        using var queue = new BlockingCollection<(int Number, TaskCompletionSource Done)>();
        var writer = new Thread(() => WriteAll(statements, ids, queue)) { IsBackground = true };
        writer.Start();
        var measured = await OpenLoop.Run(perSecond, each, i =>
        {
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            queue.Add((i, done));
            return done.Task;
        });
        queue.CompleteAdding();
        writer.Join();
        return measured;
    }

    private void WriteAll(FactStatements statements, long[] ids, BlockingCollection<(int Number, TaskCompletionSource Done)> queue)
    {
        var batch = new List<(int Number, TaskCompletionSource Done)>();
        while (queue.TryTake(out var first, Timeout.Infinite))
        {
            batch.Add(first);
            while (batch.Count < 512 && queue.TryTake(out var next))
            {
                batch.Add(next);
            }

            statements.Begin();
            batch.ForEach(one => Write(statements, ids[one.Number % ids.Length], (one.Number / ids.Length) + 2));
            statements.Commit();
            batch.ForEach(one => one.Done.SetResult());
            batch.Clear();
        }
    }

    private FactStatements Open(string file)
    {
        var connection = FactTables.OpenWriter(Path.Combine(folder, file));
        FactTables.Prepare(connection);
        return new FactStatements(connection);
    }

    private long First(FactStatements statements, string stream, bool alone = true)
    {
        if (alone)
        {
            statements.Begin();
        }

        var id = statements.PutHead(0, Pending(stream, 1).Append);
        if (alone)
        {
            statements.Commit();
        }

        return id;
    }

    private void Write(FactStatements statements, long id, long version)
    {
        var (append, one, command) = Pending("", version);
        statements.PutHead(id, append);
        statements.AddEvent(id, one);
        statements.AddCommand(id, command);
    }

    private (PendingAppend Append, StoredEvent Event, AppliedCommand Command) Pending(string stream, long version)
    {
        var (one, command, head) = bytes.At(version);
        return (new PendingAppend(stream, version - 1, [one], [command], head, FactReader.Json(head.Commands)), one, command);
    }

    private static async Task<Measured> Closing(IDisposable resource, Task<Measured> run)
    {
        using (resource)
        {
            return await run;
        }
    }
}
