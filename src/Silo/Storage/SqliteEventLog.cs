using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Mal.Facts;

namespace Mal.Storage;

// The log of a single node: facts.db in the data folder, SQLite in WAL with synchronous=FULL, so an
// acknowledged append has been synced to the disk.
//
//   heads    one row a stream: where it stands and all it needs to wake. id is the stream's short number.
//   events   one row a fact, by (stream number, version), never changed and never deleted.
//   commands one row a command that had its effect, by (stream number, command id), with the fingerprint of what it said: the
//            fence against doubles.
//   meta     'layout' of these tables, 'data-set' made once, 'house' where a restore has made another data set of it.
//   heartbeat one row, to see that writing works.
//
// All writing goes through one FactWriter; reading goes beside it on a few connections of its own.
public sealed class SqliteEventLog : IEventLog, INewestFact, IWriteProbe, IDisposable
{
    // A read takes microseconds from memory: more connections than this only fight for the same cores.
    private const int MostReaders = 4;

    // Long histories are read in pages, because a reader left open would keep the WAL from being emptied.
    private const int PageEvents = 512;

    private readonly string file;
    private readonly FactWriter writer;
    private readonly ConcurrentBag<FactReader> readers = [];
    private readonly SemaphoreSlim freeReaders = new(MostReaders);
    private long reads;

    public SqliteEventLog(DataFolder folder)
    {
        file = folder.Facts;
        // Facts that begin where records lie already are those of their house.
        writer = new FactWriter(file, File.Exists(file) && new FileInfo(file).Length > 0 ? null : RecordTables.HouseIn(folder.Records));
    }

    /// <summary>How many statements were read: a wake-up is one.</summary>
    internal long Reads => Interlocked.Read(ref reads);

    /// <summary>How many transactions were committed; with many writers at once, fewer than appends.</summary>
    internal long Commits => writer.Commits;

    /// <summary>The house the facts are of: it stays the same when a copy is restored.</summary>
    public string House => writer.House;

    public Task<Head?> Read(string stream, CancellationToken stop = default) =>
        WithReader(reader => reader.Head(stream), stop);

    public Task<AppliedCommand?> FindCommand(string stream, Guid command, CancellationToken stop = default) =>
        WithReader(reader => reader.Command(stream, command), stop);

    public async Task<AppendOutcome> Append(
        string stream,
        long expectedVersion,
        IReadOnlyList<StoredEvent> events,
        IReadOnlyList<AppliedCommand> commands,
        Head head,
        CancellationToken stop = default)
    {
        AppendRules.Check(stream, expectedVersion, events, commands, head);
        var append = new PendingAppend(stream, expectedVersion, events, commands, head, FactReader.Json(head.Commands));
        await writer.Queue(append, stop);
        using var givingUp = stop.UnsafeRegister(static (state, token) => ((PendingAppend)state!).GiveUp(token), append);
        return await append.Task;
    }

    public async Task TryWrite(CancellationToken stop = default)
    {
        // A file that was deleted is still open here and would take everything, for nobody.
        if (!File.Exists(file))
        {
            throw new FileNotFoundException($"{file} is gone.", file);
        }

        var beat = new PendingBeat();
        await writer.Queue(beat, stop);
        await beat.Task;
    }

    public async IAsyncEnumerable<StoredEvent> History(
        string stream, long fromVersion, [EnumeratorCancellation] CancellationToken stop = default)
    {
        var from = fromVersion;
        List<StoredEvent> page;
        do
        {
            page = await WithReader(reader => reader.Page(stream, from, PageEvents), stop);
            foreach (var one in page)
            {
                yield return one;
                from = one.Version + 1;
            }
        }
        while (page.Count == PageEvents);
    }

    public Task<ImmutableList<string>> Places(CancellationToken stop = default) => WithReader(reader => reader.Places(), stop);

    public Task<string> DataSet(CancellationToken stop = default) => Task.FromResult(writer.DataSet);

    public Task<DateTimeOffset?> NewestAt(CancellationToken stop = default) => WithReader(reader => reader.NewestAt(), stop);

    public void Dispose()
    {
        writer.Dispose();
        while (readers.TryTake(out var reader))
        {
            reader.Dispose();
        }

        freeReaders.Dispose();
    }

    private async Task<T> WithReader<T>(Func<FactReader, T> read, CancellationToken stop)
    {
        await freeReaders.WaitAsync(stop);
        try
        {
            var reader = readers.TryTake(out var free) ? free : new FactReader(file);
            try
            {
                Interlocked.Increment(ref reads);
                var found = read(reader);
                readers.Add(reader);
                return found;
            }
            catch
            {
                reader.Dispose();
                throw;
            }
        }
        finally
        {
            freeReaders.Release();
        }
    }
}
