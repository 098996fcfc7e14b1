using System.Collections.Immutable;
using Mal.Facts;
using Orleans.Runtime;

namespace Mal.Words;

/// <summary>One small record of dates, and one stream of facts (<c>record/place</c>) that nobody decides about: what is erased is erased.</summary>
internal sealed class ErasuresGrain([PersistentState("erasures", WordsGrain.Storage)] IPersistentState<PlannedErasures> plans, Surroundings around)
    : Grain, IErasuresGrain
{
    private string Stream => RecordEvent.Streams + this.GetPrimaryKeyString();

    public Task Plan(Guid subject, DateTimeOffset at) => Write(plans.State.Dates.SetItem(Name(subject), at));

    public Task<ImmutableList<Guid>> Due()
    {
        var due = around.Time.GetUtcNow() - PlannedErasures.Waits;
        return Task.FromResult(plans.State.Dates.Where(plan => plan.Value <= due).Select(plan => Guid.Parse(plan.Key)).ToImmutableList());
    }

    public Task<bool> Knows(Guid subject) => Task.FromResult(plans.State.Dates.ContainsKey(Name(subject)));

    public async Task Erased(Guid subject, ErasedBecause because, By by)
    {
        var now = around.Time.GetUtcNow();
        var head = await around.Events.Read(Stream);
        var version = head?.Version ?? 0;
        var id = Guid.CreateVersion7(now);
        var fact = new StoredEvent(version + 1, now, id, $"{by.Role}:{by.Device}", FactJson.Write<RecordEvent>(new RecordEvent.Erased(subject, because, now)));
        var next = new Head(version + 1, id, head?.DataSet ?? await around.Events.DataSet(), HeadSchema.Current, "{}", []);
        if (await around.Events.Append(Stream, version, [fact], [], next) != AppendOutcome.Written)
        {
            throw new InvalidOperationException($"{Stream} was written by somebody else; the erasure of {subject} is noted at the next round.");
        }
        await Forget(subject);
    }

    public Task Forget(Guid subject) => plans.State.Dates.ContainsKey(Name(subject)) ? Write(plans.State.Dates.Remove(Name(subject))) : Task.CompletedTask;

    private static string Name(Guid subject) => subject.ToString("N");

    private async Task Write(ImmutableSortedDictionary<string, DateTimeOffset> dates)
    {
        plans.State = new PlannedErasures { Dates = dates };
        try
        {
            await plans.WriteStateAsync();
        }
        catch
        {
            DeactivateOnIdle();
            throw;
        }
    }
}

[GenerateSerializer, Alias("Mal.PlannedErasures")]
internal sealed record PlannedErasures
{
    /// <summary>Words cannot be read from their date on, and go a day later: a clock that was a little ahead can still be set right.</summary>
    public static readonly TimeSpan Waits = TimeSpan.FromDays(1);

    [Id(0)] public ImmutableSortedDictionary<string, DateTimeOffset> Dates { get; init; } = ImmutableSortedDictionary<string, DateTimeOffset>.Empty;
}
