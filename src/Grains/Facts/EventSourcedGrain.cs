using System.Collections.Immutable;
using Mal.Board;
using Mal.Places;
using Mal.Wire;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace Mal.Facts;

/// <summary>
/// The shell around the rules, always in this order: decide, append, evolve, answer, tell. Commands wait in a queue and
/// one pump takes what has queued, decides it against durable state, and writes it once; there is no optimistic state.
/// The log is the fence: on a conflict or any doubt the pump reads the head again and decides the batch anew.
/// </summary>
[Reentrant]
internal abstract partial class EventSourcedGrain<TRules, TState, TCommand, TEvent, TView>(Surroundings around) : Grain, IActor<TCommand>
    where TRules : IRules<TState, TCommand, TEvent, TView>
    where TState : class
    where TEvent : notnull
    where TView : View
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private const int MostInOneWrite = 200;
    private const int TriesPerBatch = 4;

    // A write that was given up may still be on its way; after this it is not.
    private static readonly TimeSpan LateWriteArrivesWithin = TimeSpan.FromMinutes(2);

    private readonly Queue<Pending<TCommand>> _queue = new();
    private Memory<TState>? _memory;
    private bool _pumping;
    private long _doubtfulUntil;

    protected abstract string Kind { get; }

    protected string PlaceId => this.GetPrimaryKeyString().Split('/')[0];

    protected string Id => this.GetPrimaryKeyString() is var key && key.IndexOf('/', StringComparison.Ordinal) is var slash and >= 0 ? key[(slash + 1)..] : "";

    protected Key Key => new(Kind, PlaceId, Id);

    protected Surroundings Around => around;

    /// <summary>What the actor knows of the house; asked of the place once and told again whenever it changes.</summary>
    protected House? House { get; set; }

    /// <summary>The durable state; null before the first read.</summary>
    protected TState? State => _memory?.State;

    protected long Version => _memory?.Version ?? 0;

    /// <summary>Reads the head if nothing is known yet.</summary>
    protected async Task Remember() => await Recall();

    private async Task<Memory<TState>> Recall()
    {
        if (_memory is { } memory)
        {
            return memory;
        }
        // A write may have finished while this was read; what it left is newer.
        var loaded = await StreamMemory.Load<TRules, TState, TCommand, TEvent, TView>(around.Events, Key.ToString());
        return _memory ??= loaded;
    }

    public async Task<Answer> Send(Guid id, TCommand command, long ageMs, By by)
    {
        // The house derives the ids of its own steps from what is meant, and may describe that otherwise when it asks again.
        var fingerprint = by.Role == Role.System ? null : Fingerprint.Of(TRules.Meant(command));
        var pending = new Pending<TCommand>(id, command, TimeSpan.FromMilliseconds(Math.Max(0, ageMs)), by, fingerprint);
        Enqueue(pending);
        try
        {
            return await pending.Answer.WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            return Answer.Unknown;
        }
    }

    public async Task<Told> View(long atLeast = 0)
    {
        // Through the queue like everything else, so that a look never races with a write.
        var tick = new Pending<TCommand>();
        Enqueue(tick);
        await tick.Answer.WaitAsync(Patience);
        var memory = await Recall();
        if (memory.Version < atLeast)
        {
            // Another activation wrote: this one has outlived a change of the cluster, and would learn of it at its next write only.
            _memory = null;
            memory = await Recall();
        }
        await KnowHouse(memory.State);
        return Tell(memory);
    }

    public virtual async Task Wake(House? house)
    {
        if (house is not null && house.Version >= (House?.Version ?? 0))
        {
            House = house;
        }
        if (!_pumping && Environment.TickCount64 < _doubtfulUntil)
        {
            // It may have arrived after the head was last read.
            _memory = null;
        }
        var tick = new Pending<TCommand>();
        Enqueue(tick);
        await tick.Answer.WaitAsync(Patience);
        // The house may have changed what is shown, though nothing happened to the actor itself.
        _told = -1;
        TellBoard();
    }

    /// <summary>After a write: what this actor starts elsewhere because of it.</summary>
    protected virtual void Happened(IReadOnlyList<TEvent> events) { }

    /// <summary>The house as this actor's decisions see it.</summary>
    protected virtual async Task<House> KnowHouse(TState state) =>
        House ??= await GrainFactory.GetGrain<IPlaceGrain>(PlaceId).House()
            ?? throw new InvalidOperationException($"{Key}: its place has not been set up.");

    protected virtual DateTimeOffset? DueAt(TState state, Context context) => TRules.DueAt(state, context);

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        while (_pumping && !cancellationToken.IsCancellationRequested)
        {
            await Task.Delay(5, CancellationToken.None);
        }
    }

    private void Enqueue(Pending<TCommand> pending)
    {
        _queue.Enqueue(pending);
        if (_pumping)
        {
            return;
        }
        _pumping = true;
        // The pump serves everybody, so it must not carry the call context of whoever came first.
        using (ExecutionContext.SuppressFlow())
        {
            _ = Pump();
        }
    }

    private async Task Pump()
    {
        try
        {
            // Let what has arrived together be written together.
            await Task.Yield();
            while (_queue.Count > 0)
            {
                var batch = new List<Pending<TCommand>>();
                while (batch.Count < MostInOneWrite && _queue.TryDequeue(out var next))
                {
                    batch.Add(next);
                }
                while (batch.Count > 0)
                {
                    batch.RemoveRange(0, await Settle(batch));
                }
            }
        }
        finally
        {
            _pumping = false;
        }
    }

    /// <summary>Decides and writes as many as fit into one write, in order, and answers them.</summary>
    /// <returns>How many: all of them, unless the write was full before.</returns>
    private async Task<int> Settle(List<Pending<TCommand>> batch)
    {
        try
        {
            for (var attempt = 0; attempt < TriesPerBatch; attempt++)
            {
                var memory = await Recall();
                var work = await DecideAll(memory, batch, careful: attempt > 0);
                if (work.Events.Count > 0 || work.Applied.Count > 0)
                {
                    _memory = await StreamMemory.Append(around.Events, Key.ToString(), memory, work, around.Time.GetUtcNow());
                    if (_memory is null)
                    {
                        continue;
                    }
                }
                work.AnswerAll();
                if (work.Events.Count > 0)
                {
                    Happened(work.Events);
                }
                TellBoard();
                return work.Decided;
            }
            throw new InvalidOperationException("Another writer kept winning.");
        }
        catch (Exception doubt)
        {
            // Whatever the store did or did not do, the next batch starts from what it says.
            _memory = null;
            _doubtfulUntil = Environment.TickCount64 + (long)LateWriteArrivesWithin.TotalMilliseconds;
            LogDoubt(around.Log, Key.ToString(), doubt.Message);
            foreach (var pending in batch)
            {
                pending.Resolve(Answer.Unknown);
            }
            return batch.Count;
        }
    }

    private async Task<Batch<TState, TCommand, TEvent>> DecideAll(Memory<TState> memory, List<Pending<TCommand>> batch, bool careful)
    {
        var work = new Batch<TState, TCommand, TEvent>(memory);
        var house = await KnowHouse(memory.State);
        var now = Later(around.Time.GetUtcNow(), memory.LastAt);
        Evolve(work, TRules.Due(work.State, Mal.Facts.Context.At(house, Id, now)), Guid.Empty, By.System, now);
        // The first is taken in any case, however much was due before it.
        foreach (var pending in batch.TakeWhile((_, i) => i == 0 || !work.IsFull))
        {
            if (pending.IsTick)
            {
                work.Say(pending, Answer.Unknown);
                continue;
            }
            var known = memory.Find(pending.Id) ?? work.Find(pending.Id)
                ?? (careful ? await around.Events.FindCommand(Key.ToString(), pending.Id) : null);
            if (known is null)
            {
                var context = new Context(house, Id, now, now - pending.Age, pending.Id, pending.By);
                var decision = TRules.Decide(work.State, pending.Command!, context);
                if (decision.Events.Count == 0 && await around.Events.FindCommand(Key.ToString(), pending.Id) is { } before)
                {
                    // What wrote nothing has no unique row to stop it, so an old id is looked up before it is answered anew.
                    known = before;
                }
                else
                {
                    Evolve(work, decision.Events, pending.Id, pending.By, now);
                    work.Apply(pending, decision.Refusal, wrote: decision.Events.Count > 0);
                    continue;
                }
            }
            work.Say(pending, Again(known, pending.Fingerprint));
        }
        return work;
    }

    private static Answer Again(AppliedCommand known, string? fingerprint) =>
        known.IsOther(fingerprint) ? new Answer(AnswerStatus.Refused, known.Version, Refusal.IdReused)
        : known.RefusalCode is null ? new Answer(AnswerStatus.Repeated, known.Version)
        : new Answer(AnswerStatus.Refused, known.Version, new Refusal(known.RefusalCode, known.RefusalMessage ?? ""));

    private static void Evolve(Batch<TState, TCommand, TEvent> work, ImmutableList<TEvent> events, Guid command, By by, DateTimeOffset now)
    {
        foreach (var happened in events)
        {
            work.State = TRules.Evolve(work.State, happened);
            work.Add(happened, new StoredEvent(work.Version + 1, now, command, $"{by.Role}:{by.Device}", FactJson.Write(happened)));
        }
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Key}: in doubt about the store, asking it again: {Reason}")]
    private static partial void LogDoubt(ILogger log, string key, string reason);
}
