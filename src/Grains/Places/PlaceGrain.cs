using System.Collections.Immutable;
using Mal.Facts;
using Mal.Initiatives;
using Mal.Rooms;
using Mal.Shelves;

namespace Mal.Places;

public interface IPlaceGrain : IActor<PlaceCommand>
{
    /// <summary>The house as it is durable now; null when no place file was ever imported under this id.</summary>
    Task<House?> House();

    /// <summary>The ids of everybody's initiatives: the series of the place file, those that live by themselves, and the latest that are over.</summary>
    Task<ImmutableList<string>> Initiatives();
}

/// <summary>The place: its configuration is an event like any other, and every change of it is told to all who live in it.</summary>
internal sealed class PlaceGrain(Surroundings around) : EventSourcedGrain<Place, PlaceState, PlaceCommand, PlaceEvent, PlaceView>(around), IPlaceGrain
{
    protected override string Kind => "place";

    async Task<House?> IPlaceGrain.House()
    {
        await Remember();
        return House = Of(State!);
    }

    public async Task<ImmutableList<string>> Initiatives()
    {
        await Remember();
        return InitiativesOf(State!);
    }

    public override async Task Wake(House? house)
    {
        // An unknown place has nothing to show and nothing to tell.
        await Remember();
        if (State?.File is not null)
        {
            await base.Wake(null);
        }
    }

    /// <summary>The place is its own house.</summary>
    protected override Task<House> KnowHouse(PlaceState state) => Task.FromResult((House = Of(state))!);

    protected override void Happened(IReadOnlyList<PlaceEvent> events)
    {
        House = Of(State!);
        using (ExecutionContext.SuppressFlow())
        {
            _ = TellEverybody(House!);
        }
    }

    private House? Of(PlaceState state) => Place.HouseOf(state, Version);

    private Task TellEverybody(House house) => Task.WhenAll(
        house.File.Rooms.Select(room => GrainFactory.GetGrain<IRoomGrain>($"{PlaceId}/{room.Id}").Wake(house))
            .Concat(house.File.Shelves.Select(shelf => GrainFactory.GetGrain<IShelfGrain>($"{PlaceId}/{shelf.Id}").Wake(house)))
            .Concat(InitiativesOf(State!).Select(initiative => GrainFactory.GetGrain<IInitiativeGrain>($"{PlaceId}/{initiative}").Wake(house))));

    private static ImmutableList<string> InitiativesOf(PlaceState state) =>
        [.. (state.File?.Initiatives ?? []).Select(initiative => initiative.Id), .. (state.Opened ?? []).Concat(state.Over ?? []).Select(id => id.ToString())];
}
