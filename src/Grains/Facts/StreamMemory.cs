using System.Collections.Immutable;

namespace Mal.Facts;

/// <summary>What an activation remembers: exactly what the store said last.</summary>
internal sealed record Memory<TState>(TState State, long Version, DateTimeOffset LastAt, string DataSet, ImmutableList<AppliedCommand> Commands)
{
    public AppliedCommand? Find(Guid command) => Commands.Find(applied => applied.Id == command);
}

/// <summary>Between the shell and the log: a stream's head becomes a memory, and what was decided becomes its next head.</summary>
internal static class StreamMemory
{
    /// <summary>What the log holds of a stream; a stream that was never written has the empty state.</summary>
    public static async Task<Memory<TState>> Load<TRules, TState, TCommand, TEvent, TView>(IEventLog log, string stream)
        where TRules : IRules<TState, TCommand, TEvent, TView>
        where TState : class
    {
        var head = await log.Read(stream);
        if (head is null)
        {
            return new Memory<TState>(TRules.Empty, 0, DateTimeOffset.MinValue, await log.DataSet(), []);
        }
        if (head.Schema == HeadSchema.Current)
        {
            return new Memory<TState>(FactJson.Read<TState>(head.State), head.Version, HeadSchema.LastAt(head), head.DataSet, head.Commands);
        }
        // An older shape of state is not read but made again from what happened.
        var state = TRules.Empty;
        var lastAt = DateTimeOffset.MinValue;
        await foreach (var stored in log.History(stream, 1))
        {
            state = TRules.Evolve(state, FactJson.Read<TEvent>(stored.Json));
            lastAt = stored.At;
        }
        return new Memory<TState>(state, head.Version, lastAt, head.DataSet, head.Commands);
    }

    /// <summary>Makes what was decided durable.</summary>
    /// <returns>What is remembered from now on; null when another writer was first, and nothing was written.</returns>
    /// <exception cref="Exception">Nobody knows whether it was written.</exception>
    public static async Task<Memory<TState>?> Append<TState, TCommand, TEvent>(
        IEventLog log, string stream, Memory<TState> memory, Batch<TState, TCommand, TEvent> work, DateTimeOffset now)
    {
        // It carries when the last thing happened: whoever wakes the stream on a clock that is behind must not be earlier.
        var lastAt = work.Stored.Count > 0 ? work.Stored[^1].At : memory.LastAt;
        var head = work.NewHead(Guid.CreateVersion7(now > lastAt ? now : lastAt), memory.DataSet, FactJson.Write(work.State));
        return await Written(log, stream, memory.Version, work.Stored, work.Applied, head)
            ? new Memory<TState>(work.State, head.Version, lastAt, head.DataSet, head.Commands)
            : null;
    }

    private static async Task<bool> Written(IEventLog log, string stream, long expectedVersion, List<StoredEvent> events, List<AppliedCommand> commands, Head head)
    {
        try
        {
            return await log.Append(stream, expectedVersion, events, commands, head) == AppendOutcome.Written;
        }
        catch (Exception failure) when (failure is not ArgumentException)
        {
            // It may have been written: the head tells. A second failure is met by the caller as doubt.
            // An argument the log does not take was never written, and is no other writer's doing.
            return (await log.Read(stream))?.WriteId == head.WriteId;
        }
    }
}
