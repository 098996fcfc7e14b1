using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Mal.Facts;

// The log of tests and simulations: as strict as those that keep, and it forgets with the process. Several
// silos of one test share one instance. The hooks make the bad days: a hook that throws is a failure of the
// storage at that moment, one that waits is a slow disk.
public sealed class MemoryEventLog : IEventLog, IFactArchive
{
    private readonly Lock door = new();
    private readonly Dictionary<string, Kept> streams = new(StringComparer.Ordinal);
    private readonly string dataSet;
    private long reads;
    private long writes;

    public MemoryEventLog(string dataSet = "memory") => this.dataSet = dataSet;

    /// <summary>Called with the stream before a head is read.</summary>
    public Func<string, CancellationToken, Task>? BeforeRead { get; set; }

    /// <summary>Called with the stream before anything is written: a throw here is an append that did not happen.</summary>
    public Func<string, CancellationToken, Task>? BeforeWrite { get; set; }

    /// <summary>Called after the write: a throw here is an append that did happen and whose answer was lost.</summary>
    public Func<string, CancellationToken, Task>? AfterWrite { get; set; }

    /// <summary>How often anything was read: heads, commands, histories.</summary>
    public long Reads => Interlocked.Read(ref reads);

    /// <summary>How many appends were written.</summary>
    public long Writes => Interlocked.Read(ref writes);

    public async Task<Head?> Read(string stream, CancellationToken stop = default)
    {
        if (BeforeRead is { } hook)
        {
            await hook(stream, stop);
        }

        stop.ThrowIfCancellationRequested();
        Interlocked.Increment(ref reads);
        lock (door)
        {
            return streams.GetValueOrDefault(stream)?.Head;
        }
    }

    public Task<AppliedCommand?> FindCommand(string stream, Guid command, CancellationToken stop = default)
    {
        stop.ThrowIfCancellationRequested();
        Interlocked.Increment(ref reads);
        lock (door)
        {
            return Task.FromResult(streams.GetValueOrDefault(stream)?.Commands.GetValueOrDefault(command));
        }
    }

    public async Task<AppendOutcome> Append(
        string stream,
        long expectedVersion,
        IReadOnlyList<StoredEvent> events,
        IReadOnlyList<AppliedCommand> commands,
        Head head,
        CancellationToken stop = default)
    {
        AppendRules.Check(stream, expectedVersion, events, commands, head);
        if (BeforeWrite is { } before)
        {
            await before(stream, stop);
        }

        stop.ThrowIfCancellationRequested();
        var outcome = Write(stream, expectedVersion, events, commands, head);
        if (outcome == AppendOutcome.Written && AfterWrite is { } after)
        {
            await after(stream, stop);
        }

        return outcome;
    }

    public async IAsyncEnumerable<StoredEvent> History(
        string stream, long fromVersion, [EnumeratorCancellation] CancellationToken stop = default)
    {
        Interlocked.Increment(ref reads);
        StoredEvent[] found;
        lock (door)
        {
            found = streams.TryGetValue(stream, out var kept) ? [.. kept.Events.Where(e => e.Version >= fromVersion)] : [];
        }

        foreach (var one in found)
        {
            stop.ThrowIfCancellationRequested();
            yield return one;
        }

        await Task.CompletedTask;
    }

    public Task<ImmutableList<string>> Places(CancellationToken stop = default)
    {
        lock (door)
        {
            var places = streams.Keys.Select(stream => stream.Split('/')).Where(parts => parts is ["place", _]).Select(parts => parts[1]);
            return Task.FromResult(places.Order(StringComparer.Ordinal).ToImmutableList());
        }
    }

    public Task<string> DataSet(CancellationToken stop = default) => Task.FromResult(dataSet);

    public async IAsyncEnumerable<string> Streams(string place, [EnumeratorCancellation] CancellationToken stop = default)
    {
        string[] found;
        lock (door)
        {
            found = [.. streams.Keys.Where(stream => stream.Split('/') is [_, var of, ..] && of == place).Order(StringComparer.Ordinal)];
        }

        foreach (var stream in found)
        {
            stop.ThrowIfCancellationRequested();
            yield return stream;
        }

        await Task.CompletedTask;
    }

    public async IAsyncEnumerable<AppliedCommand> Commands(string stream, [EnumeratorCancellation] CancellationToken stop = default)
    {
        AppliedCommand[] found;
        lock (door)
        {
            found = streams.TryGetValue(stream, out var kept) ? [.. kept.Commands.Values.OrderBy(command => command.Version).ThenBy(command => command.Id)] : [];
        }

        foreach (var command in found)
        {
            stop.ThrowIfCancellationRequested();
            yield return command;
        }

        await Task.CompletedTask;
    }

    private AppendOutcome Write(
        string stream, long expectedVersion, IReadOnlyList<StoredEvent> events, IReadOnlyList<AppliedCommand> commands, Head head)
    {
        lock (door)
        {
            var kept = streams.GetValueOrDefault(stream);
            if ((kept?.Head.Version ?? 0) != expectedVersion
                || commands.DistinctBy(command => command.Id).Count() != commands.Count
                || (kept is not null && commands.Any(command => kept.Commands.ContainsKey(command.Id))))
            {
                return AppendOutcome.Conflict;
            }

            kept ??= streams[stream] = new Kept(head);
            kept.Head = head;
            kept.Events.AddRange(events);
            foreach (var command in commands)
            {
                kept.Commands.Add(command.Id, command);
            }
        }

        Interlocked.Increment(ref writes);
        return AppendOutcome.Written;
    }

    private sealed class Kept(Head head)
    {
        public Head Head { get; set; } = head;

        public List<StoredEvent> Events { get; } = [];

        public Dictionary<Guid, AppliedCommand> Commands { get; } = [];
    }
}
