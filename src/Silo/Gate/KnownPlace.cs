using System.Reflection;
using Mal.Board;
using Mal.Devices;
using Mal.Displays;
using Mal.Facts;
using Mal.Groups;
using Mal.Initiatives;
using Mal.Meetings;
using Mal.Places;
using Mal.Rooms;
using Mal.Shelves;
using Mal.Wire;
using Mal.Words;

namespace Mal.Gate;

/// <summary>
/// A place that exists on this node. Its actors are reached through it and in no other way, so whoever asks one has passed
/// the gate: no key is made of a text that came from outside.
/// </summary>
internal sealed class KnownPlace
{
    private readonly IGrainFactory _grains;

    internal KnownPlace(string id, IGrainFactory grains)
    {
        Id = Key.IsId(id) ? id : throw new ArgumentException("An id is 1 to 64 of a-z, 0-9 and -.", nameof(id));
        _grains = grains;
    }

    public string Id { get; }

    public IPlaceGrain Place => _grains.GetGrain<IPlaceGrain>(Id);

    public IBoardGrain Board => _grains.GetGrain<IBoardGrain>(Id);

    public IDevicesGrain Devices => _grains.GetGrain<IDevicesGrain>(Id);

    public IDisplaysGrain Displays => _grains.GetGrain<IDisplaysGrain>(Id);

    public IErasuresGrain Erasures => _grains.GetGrain<IErasuresGrain>(Id);

    public IMeetingLinksGrain MeetingLinks => _grains.GetGrain<IMeetingLinksGrain>(Id);

    public IPseudonymsGrain Pseudonyms => _grains.GetGrain<IPseudonymsGrain>(Id);

    /// <exception cref="Api.UnknownKeyException">The house has no such room.</exception>
    public IRoomGrain Room(House house, string id) => house.Room(id) is { } room
        ? _grains.GetGrain<IRoomGrain>($"{Id}/{room.Id}")
        : throw new Api.UnknownKeyException(Key.Room(Id, id));

    /// <exception cref="Api.UnknownKeyException">The house has no such shelf.</exception>
    public IShelfGrain Shelf(House house, string id) => house.Shelf(id) is { } shelf
        ? _grains.GetGrain<IShelfGrain>($"{Id}/{shelf.Id}")
        : throw new Api.UnknownKeyException(Key.Shelf(Id, id));

    /// <summary>Of those there are, or of one that is about to begin under the id its client made.</summary>
    /// <exception cref="Api.UnknownKeyException">No initiative can have that id.</exception>
    public IInitiativeGrain Initiative(string id) => Key.IsId(id)
        ? _grains.GetGrain<IInitiativeGrain>($"{Id}/{id}")
        : throw new Api.UnknownKeyException(Key.Initiative(Id, id));

    /// <param name="key">Of a thing of this place that was asked through this node.</param>
    public IActor Actor(Key key) => key.Place == Id ? _grains.Actor(key) : throw new Api.UnknownKeyException(key);

    public IGroupGrain Group(Guid pseudonym) => _grains.GetGrain<IGroupGrain>($"{Id}/{pseudonym:N}");

    /// <summary>What was written about one booking or initiative. Of one that only an outsider names, ask the erasures first.</summary>
    public IWordsGrain Words(Guid subject) => _grains.GetGrain<IWordsGrain>($"{Id}/{subject:N}");

    /// <summary>How an endpoint gets the place its address names. An address without one has been answered by <see cref="PlaceGate"/>.</summary>
    public static ValueTask<KnownPlace?> BindAsync(HttpContext context, ParameterInfo parameter) => ValueTask.FromResult(
        context.RequestServices.GetRequiredService<KnownPlaces>().Find(context.GetRouteValue(PlaceGate.RouteValue) as string));
}
