using System.Collections.Immutable;
using Mal.Facts;
using Mal.Gate;
using Mal.Initiatives;
using Mal.Live;
using Mal.Places;
using Mal.Rooms;
using Mal.Wire;
using Mal.Words;

namespace Mal.Api;

/// <summary>
/// What a command to an initiative needs at the door: its rule is read, its words are kept as a record before anybody else
/// hears of it, and the place learns of a new one before it begins, so that a restart wakes it.
/// </summary>
internal sealed class InitiativeDoor(KnownPlaces places, AcceptedHere accepted, Surroundings around)
{
    /// <summary>The id of an initiative that lives by itself: a UUID as it is usually written, so that one thing has one key.</summary>
    public static bool IsOwn(string id) => Guid.TryParseExact(id, "D", out var guid) && guid != Guid.Empty && guid.ToString() == id;

    /// <exception cref="MalformedException">It is not a command; nothing was written.</exception>
    public async Task<Answer> Send(Guid id, Key key, InitiativeCommand command, long ageMs, By by, House house)
    {
        if (command is InitiativeCommand.Plan or InitiativeCommand.RecordSteps)
        {
            throw new MalformedException("command.$type", "tego polecenia nie przyjmujemy z zewnątrz");
        }
        CommandDoor.Check(Initiative.Malformed(command));
        if (WhyNoDates(command) is { } refusal)
        {
            return new Answer(AnswerStatus.Refused, 0, refusal);
        }
        var place = places.Of(house);
        var begins = command is InitiativeCommand.Submit or InitiativeCommand.NoteIdea;
        if (!begins && IsOwn(key.Id) && await around.Events.Read(key.ToString()) is null)
        {
            // The log knows whether there is one: an id that somebody made up wakes nobody.
            return new Answer(AnswerStatus.Refused, 0, InitiativeRefusals.Unknown);
        }
        var bare = InitiativeWords.Without(command);
        return await accepted.Note(key, InitiativeSpoken.Has(command) && IsOwn(key.Id)
            ? place.Words(Guid.Parse(key.Id))
                .AskInitiative(key.Id, id, bare, InitiativeSpoken.Of(id, command, around.Time.GetUtcNow(), EraseAt(command, house)), ageMs, by)
            : place.Initiative(key.Id).Send(id, bare, ageMs, by));
    }

    /// <exception cref="MalformedException">The rule cannot be read.</exception>
    private Refusal? WhyNoDates(InitiativeCommand command)
    {
        if (SeriesOf(command) is not { } series)
        {
            return null;
        }
        var dates = Read(series, "command.initiative.series");
        return dates.Refusal ?? (command is InitiativeCommand.Submit { Exceptions: { } days } && days.Exists(day => !dates.Days.Contains(day.Day)) ? InitiativeRefusals.UnknownDay : null);
    }

    private static Series? SeriesOf(InitiativeCommand command) => command switch
    {
        InitiativeCommand.NoteIdea it => it.Initiative.Series,
        InitiativeCommand.Submit it => it.Initiative.Series,
        InitiativeCommand.Change it => it.Initiative.Series,
        _ => null,
    };

    // So many days after the last meeting; without a series, after the longest wait for one.
    private DateTimeOffset EraseAt(InitiativeCommand command, House house)
    {
        var today = house.Day(around.Time.GetUtcNow());
        var last = SeriesOf(command) is { } series && around.Series.Read(series.Rrule, series.FirstDay, series.LastDay).Days is [.., var day]
            ? day : today.AddDays(house.Settings.LeadDaysMax);
        return house.At((last < today ? today : last).AddDays(house.Settings.ContactDays + 1), TimeOnly.MinValue);
    }

    /// <summary>The dates of a proposed series.</summary>
    /// <exception cref="MalformedException">The rule cannot be read.</exception>
    public SeriesDates Read(Series series, string field)
    {
        var dates = around.Series.Read(series.Rrule, series.FirstDay, series.LastDay);
        return dates.Fault == SeriesFault.Unreadable
            ? throw new MalformedException($"{field}.rrule", "tej reguły powtarzania nie rozumiemy (RFC 5545, na przykład FREQ=WEEKLY;BYDAY=FR)")
            : dates;
    }
}
