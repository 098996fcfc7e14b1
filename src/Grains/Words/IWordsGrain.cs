using System.Collections.Immutable;
using Mal.Facts;
using Mal.Initiatives;
using Mal.Rooms;
using Mal.Wire;

namespace Mal.Words;

/// <summary>
/// What people wrote about one booking or initiative, and how to reach them. Its key is <c>place/subject</c>, the subject's id
/// as 32 hexadecimal digits. A record and not facts: it can be erased whole, and nothing of it stands anywhere else.
/// </summary>
[Alias("Mal.IWordsGrain")]
public interface IWordsGrain : IGrainWithStringKey
{
    /// <summary>
    /// Asks a room, with the words that came along kept first and taken back when the answer is no: one step, and one after
    /// another for one subject, so that of two copies of a request the refused one takes nothing away from the other.
    /// </summary>
    /// <param name="command">Without its words.</param>
    /// <returns>Refused as <c>id-reused</c> when the same id came with other words before.</returns>
    [Alias("AskRoom")]
    Task<Answer> AskRoom(string room, Guid id, RoomCommand command, WordsRecord? words, long ageMs, By by);

    /// <summary>Asks an initiative in the same way; its place learns of a new one before it begins.</summary>
    [Alias("AskInitiative")]
    Task<Answer> AskInitiative(string initiative, Guid id, InitiativeCommand command, WordsRecord? words, long ageMs, By by);

    /// <summary>What they are about was moved to a later day: they go later too. Where there are none it does nothing.</summary>
    [Alias("Postpone")]
    Task Postpone(DateTimeOffset eraseAt);

    /// <summary>Adds to what is kept; what is null or kept already leaves it as it is. Doing it twice does no harm.</summary>
    [Alias("Keep")]
    Task Keep(WordsRecord words);

    /// <summary>Null when nothing was ever written, all of it was erased, or its date has come.</summary>
    [Alias("Read")]
    Task<WordsRecord?> Read();

    /// <summary>Erases because somebody asked for it, and writes the fact. False when there is nothing.</summary>
    [Alias("EraseFor")]
    Task<bool> EraseFor(By by);

    /// <summary>Erases when its date has come, and writes the fact.</summary>
    [Alias("EraseIfDue")]
    Task EraseIfDue();
}

/// <param name="Title">The real title, when it is not the public one.</param>
/// <param name="Said">Questions, answers, reasons and notes, in order.</param>
/// <param name="EraseAt">When it goes by itself; of two dates the later holds, since a meeting may be moved.</param>
[GenerateSerializer, Immutable, Alias("Mal.WordsRecord")]
public sealed record WordsRecord(
    [property: Id(0)] string? Title = null, [property: Id(1)] string? Email = null, [property: Id(2)] string? Phone = null,
    [property: Id(3)] ImmutableList<Said>? Said = null, [property: Id(4)] DateTimeOffset? EraseAt = null);

/// <param name="What"><c>question</c>, <c>answer</c>, <c>reason</c>, <c>note</c> or <c>description</c>.</param>
/// <param name="Command">The command that brought it: said once, however often it is sent.</param>
[GenerateSerializer, Immutable, Alias("Mal.Said")]
public sealed record Said([property: Id(0)] string What, [property: Id(1)] string Text, [property: Id(2)] DateTimeOffset At, [property: Id(3)] Guid Command);
