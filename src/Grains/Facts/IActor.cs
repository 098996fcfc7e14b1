using Mal.Board;
using Mal.Places;
using Mal.Wire;

namespace Mal.Facts;

/// <summary>An actor of the house; its key is <c>place/id</c>.</summary>
public interface IActor<in TCommand> : IGrainWithStringKey
{
    /// <summary>Decides a command, durably. The same id has one effect for ever.</summary>
    /// <param name="ageMs">How long ago it was seen.</param>
    /// <returns>Accepted, refused or repeated; unknown after 5 s of doubt: send the same id again.</returns>
    Task<Answer> Send(Guid id, TCommand command, long ageMs, By by);

    /// <summary>The staff view of what is durable now.</summary>
    Task<Told> View();

    /// <summary>Something is due, or the house changed: look at the clock and at <paramref name="house"/> (null: unchanged).</summary>
    Task Wake(House? house);
}

/// <summary>What an actor tells its board.</summary>
/// <param name="DueAt">When time alone will change it next; null when never.</param>
[GenerateSerializer, Immutable]
public sealed record Told([property: Id(0)] View View, [property: Id(1)] DateTimeOffset? DueAt);
