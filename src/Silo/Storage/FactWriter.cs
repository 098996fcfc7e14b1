using System.Threading.Channels;
using Mal.Facts;
using Microsoft.Data.Sqlite;

namespace Mal.Storage;

// The one writer: a thread that takes everything queued and commits it in one transaction, so a hundred taps
// share one sync of the disk. A conflict is found by looking before writing, so it fails nobody else in the
// batch; a failed commit fails every append in it, and the connection is opened anew.
internal sealed class FactWriter : IDisposable
{
    // What waits is bounded: past this, appending waits its turn before it may even queue.
    private const int MostQueued = 4096;

    // A batch is bounded too, so that the first append in it does not wait for the thousandth's bytes.
    private const int MostInBatch = 512;

    private readonly string file;
    private readonly Channel<PendingWrite> queue;
    private readonly Thread thread;
    private FactStatements? statements;

    /// <param name="house">The house whose records wait for facts.</param>
    public FactWriter(string file, string? house)
    {
        this.file = file;
        statements = new FactStatements(FactTables.OpenWriter(file));
        DataSet = FactTables.Prepare(statements.Connection, house);
        House = FactTables.House(statements.Connection)!;

        // Waking the writer is all that runs inside TryWrite, and it is faster there than by way of the thread pool.
        queue = Channel.CreateBounded<PendingWrite>(
            new BoundedChannelOptions(MostQueued) { SingleReader = true, AllowSynchronousContinuations = true });
        thread = new Thread(Run) { IsBackground = true, Name = "facts writer" };
        thread.Start();
    }

    public string DataSet { get; }

    public string House { get; }

    public long Commits { get; private set; }

    public ValueTask Queue(PendingWrite write, CancellationToken stop) => queue.Writer.WriteAsync(write, stop);

    /// <summary>Writes what is queued, then closes.</summary>
    public void Dispose()
    {
        queue.Writer.TryComplete();
        thread.Join();
        statements?.Dispose();
    }

    private void Run()
    {
        var batch = new List<PendingWrite>(MostInBatch);
        while (queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (batch.Count < MostInBatch && queue.Reader.TryRead(out var append))
            {
                if (append.TryTake())
                {
                    batch.Add(append);
                }
            }

            if (batch.Count > 0)
            {
                Commit(batch);
                batch.Clear();
            }
        }
    }

    private void Commit(List<PendingWrite> batch)
    {
        var outcomes = new AppendOutcome[batch.Count];
        try
        {
            // Not made anew: where the file is gone, nothing may look as if it had been written.
            statements ??= new FactStatements(FactTables.OpenWriter(file, SqliteOpenMode.ReadWrite));
            statements.Begin();
            for (var i = 0; i < outcomes.Length; i++)
            {
                outcomes[i] = batch[i] is PendingAppend append ? Write(statements, append) : Beat(statements);
            }

            statements.Commit();
            Commits++;
        }
        catch (Exception failure)
        {
            // Closing rolls back what was not committed, and clears whatever state the failure left behind.
            statements?.Dispose();
            statements = null;
            foreach (var write in batch)
            {
                write.TrySetException(new IOException($"{write.What} may not have been written.", failure));
            }

            return;
        }

        for (var i = 0; i < outcomes.Length; i++)
        {
            batch[i].TrySetResult(outcomes[i]);
        }
    }

    private static AppendOutcome Beat(FactStatements statements)
    {
        FactTables.Run(statements.Connection, FactTables.Beat);
        return AppendOutcome.Written;
    }

    private static AppendOutcome Write(FactStatements statements, PendingAppend append)
    {
        var (id, version) = statements.FindStream(append.Stream);
        if (version != append.ExpectedVersion || HasRepeat(statements, id, append.Commands))
        {
            return AppendOutcome.Conflict;
        }

        id = statements.PutHead(id, append);
        foreach (var one in append.Events)
        {
            statements.AddEvent(id, one);
        }

        foreach (var command in append.Commands)
        {
            statements.AddCommand(id, command);
        }

        return AppendOutcome.Written;
    }

    private static bool HasRepeat(FactStatements statements, long id, IReadOnlyList<AppliedCommand> commands) =>
        (commands.Count > 1 && commands.DistinctBy(command => command.Id).Count() != commands.Count)
        || (id != 0 && commands.Any(command => statements.HasCommand(id, command.Id)));
}
