using Mal.Board;
using Mal.Initiatives;
using Mal.Places;
using Mal.Rooms;
using Mal.Shelves;
using Mal.Wire;

namespace Mal.Facts;

/// <summary>An actor of the house; its key is <c>place/id</c>, a place's own is the place.</summary>
public interface IActor : IGrainWithStringKey
{
    /// <summary>The staff view of what is durable now.</summary>
    /// <param name="atLeast">A version that is known to have been written: one who remembers less reads the log again.</param>
    Task<Told> View(long atLeast = 0);

    /// <summary>Something is due, or the house changed: look at the clock and at <paramref name="house"/> (null: unchanged).</summary>
    Task Wake(House? house);
}

/// <summary>An actor and what can be asked of it.</summary>
public interface IActor<in TCommand> : IActor
{
    /// <summary>Decides a command, durably. The same id has one effect for ever.</summary>
    /// <param name="ageMs">How long ago it was seen.</param>
    /// <returns>Accepted, refused or repeated; unknown after 5 s of doubt: send the same id again.</returns>
    Task<Answer> Send(Guid id, TCommand command, long ageMs, By by);
}

/// <summary>From the name of an actor to the actor.</summary>
public static class Actors
{
    /// <exception cref="ArgumentException">The screens of a place are no actor.</exception>
    public static IActor Actor(this IGrainFactory grains, Key key) => key.Kind switch
    {
        "place" => grains.GetGrain<IPlaceGrain>(key.Place),
        "room" => grains.GetGrain<IRoomGrain>($"{key.Place}/{key.Id}"),
        "shelf" => grains.GetGrain<IShelfGrain>($"{key.Place}/{key.Id}"),
        "initiative" => grains.GetGrain<IInitiativeGrain>($"{key.Place}/{key.Id}"),
        _ => throw new ArgumentException($"{key} is no actor.", nameof(key)),
    };
}

/// <summary>What an actor tells its board.</summary>
/// <param name="DueAt">When time alone will change it next; null when never.</param>
[GenerateSerializer, Immutable]
public sealed record Told([property: Id(0)] View View, [property: Id(1)] DateTimeOffset? DueAt);
