using System.Collections.Immutable;
using Mal.Facts;

namespace Mal.Words;

/// <summary>
/// What people wrote about one booking or initiative, and how to reach them. Its key is <c>place/subject</c>, the subject's id
/// as 32 hexadecimal digits. A record and not facts: it can be erased whole, and nothing of it stands anywhere else.
/// </summary>
[Alias("Mal.IWordsGrain")]
public interface IWordsGrain : IGrainWithStringKey
{
    /// <summary>Adds to what is kept; what is null or kept already leaves it as it is. Doing it twice does no harm.</summary>
    [Alias("Keep")]
    Task Keep(WordsRecord words);

    /// <summary>Null when nothing was ever written, all of it was erased, or its date has come.</summary>
    [Alias("Read")]
    Task<WordsRecord?> Read();

    /// <summary>Takes back what never came to be: no fact says so.</summary>
    [Alias("Erase")]
    Task Erase();

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
