using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Mal.Facts;
using Mal.Groups;
using Mal.Initiatives;
using Mal.Rooms;
using Mal.Wire;

namespace Mal.Words;

// A command that carries words is one step here: keep them, ask, and on a no put everything back as it was. The actor takes
// one call at a time, so nobody sees or spoils the time in between, and whose group it is cannot change meanwhile.
internal sealed partial class WordsGrain
{
    public Task<Answer> AskRoom(string room, Guid id, RoomCommand command, WordsRecord? words, long ageMs, By by)
    {
        // Of two copies of a form that looked for any room, the second goes where the first went.
        var there = command is RoomCommand.RequestBooking ? record.State.Room ?? room : room;
        return InOneStep(id, words, state => command is RoomCommand.RequestBooking ? state with { Room = there } : state, async () =>
            command is RoomCommand.RequestBooking request && await GroupOf(request.Booking.Organizer, request.Booking.Group) is { } group
                ? await Group(group).Request(there, id, request with { Booking = request.Booking with { Group = group } }, ageMs, by)
                : await GrainFactory.GetGrain<IRoomGrain>($"{Place}/{there}").Send(id, command, ageMs, by));
    }

    public Task<Answer> AskInitiative(string initiative, Guid id, InitiativeCommand command, WordsRecord? words, long ageMs, By by) => InOneStep(id, words, state => state, async () =>
    {
        if (command is InitiativeCommand.Submit submit && await GroupOf(submit.Initiative.Organizer, submit.Initiative.Group) is { } group)
        {
            return await Group(group).Submit(initiative, id, submit with { Initiative = submit.Initiative with { Group = group } }, ageMs, by);
        }
        var asked = GrainFactory.GetGrain<IInitiativeGrain>($"{Place}/{initiative}");
        var begins = command is InitiativeCommand.Submit or InitiativeCommand.NoteIdea && (await asked.View()).View is InitiativeView { Proposal: null };
        return begins && await GrainFactory.GetGrain<Places.IPlaceGrain>(Place).Open(initiative, around.Time.GetUtcNow()) is { Status: AnswerStatus.Unknown or AnswerStatus.Refused } full
            ? full
            : await asked.Send(id, command, ageMs, by);
    });

    private async Task<Answer> InOneStep(Guid id, WordsRecord? words, Func<WordsState, WordsState> more, Func<Task<Answer>> ask)
    {
        if (IsDue)
        {
            await EraseIfDue();
        }
        var before = record.State;
        var (heard, said) = (before.Heard ?? [], FingerprintOf(words ?? new WordsRecord()));
        var known = heard.Find(other => other.Command == id);
        if (known is not null && known.Fingerprint != said)
        {
            return new Answer(AnswerStatus.Refused, 0, Refusal.IdReused);
        }
        if (words is null)
        {
            return await ask();
        }
        if (known is null)
        {
            await Keep(words, state => more(state with { Heard = heard.Add(new Heard(id, said)) }));
        }
        // An exception here says nothing: it may have happened, and then its words are wanted.
        var answer = await ask();
        if (answer.Status == AnswerStatus.Repeated || answer.Refusal?.Code == Refusal.IdReused.Code)
        {
            // The id brought its words the first time. If they are gone since, they were erased, and stay so.
            await (known is null ? PutBack(before) : Task.CompletedTask);
        }
        else if (answer.Status == AnswerStatus.Refused)
        {
            // Nobody's words are kept for something that never was.
            await PutBack(known is null ? before : Without(before, id));
        }
        return answer;
    }

    private async Task PutBack(WordsState before)
    {
        if (before.Words is not { } words)
        {
            await Clear();
            await Erasures.Forget(Subject);
            return;
        }
        if ((words.Email, words.Phone) != (record.State.Words?.Email, record.State.Words?.Phone))
        {
            await Pseudonyms.Leave(Subject);
            if (words.Email is not null || words.Phone is not null)
            {
                await Pseudonyms.Join(Subject, words.Email, words.Phone);
            }
        }
        if (words.EraseAt is { } at && at != record.State.Words?.EraseAt)
        {
            await Erasures.Plan(Subject, at);
        }
        record.State = before;
        await Surely(record.WriteStateAsync);
    }

    // It was in doubt before and is refused now. The contact it may have brought stays where another command still needs one.
    private static WordsState Without(WordsState state, Guid command)
    {
        var (said, heard) = (state.Words?.Said?.RemoveAll(one => one.Command == command) ?? [], state.Heard?.RemoveAll(other => other.Command == command) ?? []);
        return said.IsEmpty && heard.IsEmpty ? new WordsState() : state with { Words = state.Words! with { Said = said }, Heard = heard };
    }

    // The place's own team is bound by no share; who left no contact and named no group is nobody's group.
    private async Task<Guid?> GroupOf(Organizer organizer, Guid? named) => organizer.Kind == OrganizerKind.Team ? null : named ?? await Pseudonyms.Of(Subject);

    private IGroupGrain Group(Guid pseudonym) => GrainFactory.GetGrain<IGroupGrain>($"{Place}/{pseudonym:N}");

    // Neither when it was said nor when it goes is what was said. Each part with its length, so that two never run together.
    private static string FingerprintOf(WordsRecord words)
    {
        ImmutableList<string?> parts = [words.Title, words.Email, words.Phone, .. (words.Said ?? []).SelectMany(one => new[] { one.What, one.Text })];
        var all = string.Concat(parts.Select(part => string.Create(CultureInfo.InvariantCulture, $"{part?.Length ?? -1}:{part}")));
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(all)).AsSpan(0, 16));
    }
}
