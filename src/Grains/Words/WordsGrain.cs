using Mal.Facts;
using Mal.Groups;
using Mal.Places;
using Orleans.Runtime;

namespace Mal.Words;

/// <summary>Records in grain storage: replaced whole, and gone when erased.</summary>
internal sealed class WordsGrain([PersistentState("words", WordsGrain.Storage)] IPersistentState<WordsState> record, Surroundings around) : Grain, IWordsGrain
{
    internal const string Storage = "records";

    private string Place => this.GetPrimaryKeyString().Split('/')[0];

    private Guid Subject => Guid.Parse(this.GetPrimaryKeyString().Split('/')[1]);

    private IPseudonymsGrain Pseudonyms => GrainFactory.GetGrain<IPseudonymsGrain>(Place);

    private IErasuresGrain Erasures => GrainFactory.GetGrain<IErasuresGrain>(Place);

    private bool IsDue => record.State.Words?.EraseAt <= around.Time.GetUtcNow();

    private bool MayGo => record.State.Words?.EraseAt <= around.Time.GetUtcNow() - PlannedErasures.Waits;

    public async Task Keep(WordsRecord words)
    {
        // What its date has hidden does not come back with what is added.
        var kept = IsDue ? new WordsRecord() : record.State.Words ?? new WordsRecord();
        var said = (words.Said ?? []).Where(one => kept.Said?.Exists(other => other.Command == one.Command && other.What == one.What) != true);
        var eraseAt = Later(words.EraseAt, kept.EraseAt) ?? await SoonestDate();
        // The date is planned first: a plan without a record does no harm, a record without a plan would stay for ever.
        if (eraseAt != kept.EraseAt)
        {
            await Erasures.Plan(Subject, eraseAt);
        }
        // As with the plan: what joins a contact to a pseudonym goes on the same date, whatever happens in between.
        if (words.Email is not null || words.Phone is not null)
        {
            await Pseudonyms.Join(Subject, words.Email ?? kept.Email, words.Phone ?? kept.Phone);
        }
        record.State = new WordsState
        {
            Words = new WordsRecord(words.Title ?? kept.Title, words.Email ?? kept.Email, words.Phone ?? kept.Phone, [.. kept.Said ?? [], .. said], eraseAt),
        };
        await Surely(record.WriteStateAsync);
    }

    public Task<WordsRecord?> Read() => Task.FromResult(IsDue ? null : record.State.Words);

    public async Task Erase()
    {
        await Clear();
        await Erasures.Forget(Subject);
    }

    public async Task<bool> EraseFor(By by)
    {
        if (record.State.Words is null)
        {
            return false;
        }
        await Clear();
        await Erasures.Erased(Subject, ErasedBecause.Requested, by);
        return true;
    }

    public async Task EraseIfDue()
    {
        if (record.State.Words is { EraseAt: { } at } && !MayGo)
        {
            await Erasures.Plan(Subject, at);
            return;
        }
        await Clear();
        await Erasures.Erased(Subject, ErasedBecause.Due, By.System);
    }

    // Words about something whose end nobody named: they go as if it ended now.
    private async Task<DateTimeOffset> SoonestDate() =>
        around.Time.GetUtcNow().AddDays((await GrainFactory.GetGrain<IPlaceGrain>(Place).House())?.Settings.ContactDays ?? 0);

    private static DateTimeOffset? Later(DateTimeOffset? one, DateTimeOffset? other) => one is null || other > one ? other : one;

    private async Task Clear()
    {
        await Pseudonyms.Leave(Subject);
        record.State = new WordsState();
        await Surely(record.ClearStateAsync);
    }

    private async Task Surely(Func<Task> write)
    {
        try
        {
            await write();
        }
        catch
        {
            // What the memory says must be what the record says: after a doubtful write the actor starts again from the record.
            DeactivateOnIdle();
            throw;
        }
    }
}

[GenerateSerializer, Alias("Mal.WordsState")]
internal sealed record WordsState
{
    [Id(0)] public WordsRecord? Words { get; init; }
}
