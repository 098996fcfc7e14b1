using Mal.Facts;

namespace Mal.Rooms;

public interface IRoomGrain : IActor<RoomCommand>;

internal sealed class RoomGrain(Surroundings around) : EventSourcedGrain<Room, RoomState, RoomCommand, RoomEvent, RoomView>(around), IRoomGrain
{
    protected override string Kind => "room";
}
