using Mal.Facts;

namespace Mal.Shelves;

public interface IShelfGrain : IActor<ShelfCommand>;

internal sealed class ShelfGrain(Surroundings around) : EventSourcedGrain<Shelf, ShelfState, ShelfCommand, ShelfEvent, ShelfView>(around), IShelfGrain
{
    protected override string Kind => "shelf";
}
