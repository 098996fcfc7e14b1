using System.Collections.Immutable;
using Mal.Wire;

namespace Mal.Facts;

/// <summary>A command that waits for the write it rests on. Without a command it is a tick: only time is to be looked at.</summary>
internal sealed class Pending<TCommand>
{
    // Whoever waits goes on by himself: the pump must not run strangers' code.
    private readonly TaskCompletionSource<Answer> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Pending() => IsTick = true;

    public Pending(Guid id, TCommand command, TimeSpan age, By by, string? fingerprint) => (Id, Command, Age, By, Fingerprint) = (id, command, age, by, fingerprint);

    public bool IsTick { get; }
    public Guid Id { get; }
    public TCommand? Command { get; }
    public TimeSpan Age { get; }
    public By By { get; } = By.System;
    public string? Fingerprint { get; }
    public Task<Answer> Answer => _answer.Task;

    public void Resolve(Answer answer) => _answer.TrySetResult(answer);
}

/// <summary>One write in the making: what was decided in order, and who is to be answered what once it is durable.</summary>
internal sealed class Batch<TState, TCommand, TEvent>(Memory<TState> memory)
{
    /// <summary>Enough for every phone to ask once more; older ids are found in the store.</summary>
    private const int CommandsInHead = 64;

    private readonly List<(Pending<TCommand> To, Answer Answer)> _answers = [];
    private int _eventBytes;

    public TState State { get; set; } = memory.State;
    public long Version { get; private set; } = memory.Version;
    public List<TEvent> Events { get; } = [];
    public List<StoredEvent> Stored { get; } = [];
    public List<AppliedCommand> Applied { get; } = [];

    /// <summary>How many of those that wait have been decided.</summary>
    public int Decided => _answers.Count;

    /// <summary>Whoever comes next waits for the next write, so that one always fits: half of what fits is room for one more decision.</summary>
    public bool IsFull => Applied.Count >= AppendRules.MostCommands || Events.Count >= AppendRules.MostEvents / 2 || _eventBytes >= AppendRules.MostEventBytes / 2;

    public AppliedCommand? Find(Guid command) => Applied.Find(applied => applied.Id == command);

    public void Add(TEvent happened, StoredEvent stored)
    {
        Events.Add(happened);
        Stored.Add(stored);
        _eventBytes += AppendRules.EventBytes(stored);
        Version = stored.Version;
    }

    /// <summary>A refusal that wrote nothing keeps no id and is decided anew next time.</summary>
    public void Apply(Pending<TCommand> pending, Refusal? refusal, bool wrote)
    {
        if (wrote || refusal is null)
        {
            Applied.Add(new AppliedCommand(pending.Id, Version, refusal?.Code, refusal?.Message, pending.Fingerprint));
        }
        Say(pending, new Answer(refusal is null ? AnswerStatus.Accepted : AnswerStatus.Refused, Version, refusal));
    }

    public void Say(Pending<TCommand> to, Answer answer) => _answers.Add((to, answer));

    public void AnswerAll() => _answers.ForEach(said => said.To.Resolve(said.Answer));

    public Head NewHead(Guid writeId, string dataSet, string state)
    {
        var commands = memory.Commands.AddRange(Applied);
        var kept = commands.RemoveRange(0, Math.Max(0, commands.Count - CommandsInHead));
        return new Head(Version, writeId, dataSet, HeadSchema.Current, state, kept);
    }
}
