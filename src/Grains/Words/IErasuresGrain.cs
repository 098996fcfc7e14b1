using System.Collections.Immutable;
using Mal.Facts;

namespace Mal.Words;

/// <summary>
/// The dates on which the words of one place go (its key is the place's id), so that records asleep are found in time; and
/// the facts of their going. It holds ids and dates, no words.
/// </summary>
[Alias("Mal.IErasuresGrain")]
public interface IErasuresGrain : IGrainWithStringKey
{
    [Alias("Plan")]
    Task Plan(Guid subject, DateTimeOffset at);

    /// <summary>The subjects whose date came a day ago or earlier: they go now.</summary>
    [Alias("Due")]
    Task<ImmutableList<Guid>> Due();

    /// <summary>Whether anything is kept about it: no record of words is without its date. Asking wakes nobody else.</summary>
    [Alias("Knows")]
    Task<bool> Knows(Guid subject);

    /// <summary>They are gone: writes the fact, then forgets the date.</summary>
    [Alias("Erased")]
    Task Erased(Guid subject, ErasedBecause because, By by);

    [Alias("Forget")]
    Task Forget(Guid subject);
}
