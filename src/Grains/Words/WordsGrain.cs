using System.Collections.Immutable;
using Mal.Facts;
using Mal.Groups;
using Mal.Places;
using Mal.Texts;
using Orleans.Runtime;

namespace Mal.Words;

/// <summary>Records in grain storage: replaced whole, and gone when erased.</summary>
internal sealed partial class WordsGrain([PersistentState("words", WordsGrain.Storage)] IPersistentState<WordsState> record, Surroundings around) : Grain, IWordsGrain
{
    internal const string Storage = "records";

    private string Place => this.GetPrimaryKeyString().Split('/')[0];

    private Guid Subject => Guid.Parse(this.GetPrimaryKeyString().Split('/')[1]);

    private IPseudonymsGrain Pseudonyms => GrainFactory.GetGrain<IPseudonymsGrain>(Place);

    private IErasuresGrain Erasures => GrainFactory.GetGrain<IErasuresGrain>(Place);

    private bool IsDue => record.State.Words?.EraseAt <= around.Time.GetUtcNow();

    private bool MayGo => record.State.Words?.EraseAt <= around.Time.GetUtcNow() - PlannedErasures.Waits;

    public Task Keep(WordsRecord words) => Keep(words, state => state);

    public Task<WordsRecord?> Read() => Task.FromResult(IsDue ? null : record.State.Words is { } words ? Shown(words) : null);

    public Task Postpone(DateTimeOffset eraseAt) => record.State.Words is null || IsDue ? Task.CompletedTask : Keep(new WordsRecord(EraseAt: eraseAt));

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

    // The date is planned first: a plan without a record does no harm, a record without a plan would stay for ever.
    private async Task Keep(WordsRecord words, Func<WordsState, WordsState> more)
    {
        // What its date has hidden does not come back with what is added.
        var kept = IsDue ? new WordsRecord() : record.State.Words ?? new WordsRecord();
        var said = (words.Said ?? []).Where(one => kept.Said?.Exists(other => other.Command == one.Command && other.What == one.What) != true);
        var eraseAt = Later(words.EraseAt, kept.EraseAt) ?? await SoonestDate();
        if (eraseAt != kept.EraseAt)
        {
            await Erasures.Plan(Subject, eraseAt);
        }
        // As with the plan: what joins a contact to a pseudonym goes on the same date, whatever happens in between.
        if (words.Email is not null || words.Phone is not null)
        {
            await Pseudonyms.Join(Subject, words.Email ?? kept.Email, words.Phone ?? kept.Phone);
        }
        record.State = more(record.State with
        {
            Words = new WordsRecord(words.Title ?? kept.Title, words.Email ?? kept.Email, words.Phone ?? kept.Phone, [.. kept.Said ?? [], .. said], eraseAt),
        });
        await Surely(record.WriteStateAsync);
    }

    // What was written before texts had a rule.
    private static WordsRecord Shown(WordsRecord words) => words with
    {
        Title = words.Title is { } title ? TextRule.Shown(title) : null,
        Email = words.Email is { } email ? TextRule.Shown(email) : null,
        Phone = words.Phone is { } phone ? TextRule.Shown(phone) : null,
        Said = words.Said?.ConvertAll(one => one with { Text = TextRule.Shown(one.Text) }),
    };

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

    /// <summary>Which commands brought them.</summary>
    [Id(1)] public ImmutableList<Heard>? Heard { get; init; }

    /// <summary>The room that was asked for the booking they are about; null when none was, or before this was noted.</summary>
    [Id(2)] public string? Room { get; init; }
}

/// <param name="Fingerprint">Of the words of one command. It stands beside the words, and goes with them.</param>
[GenerateSerializer, Immutable, Alias("Mal.Heard")]
internal sealed record Heard([property: Id(0)] Guid Command, [property: Id(1)] string Fingerprint);
