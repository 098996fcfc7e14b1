using System.Collections.Immutable;
using Mal.Places;
using static Mal.Shelves.ShelfEvent;

namespace Mal.Shelves;

/// <summary>What food weighs, and whether somebody measured it. Reports keep the two apart.</summary>
/// <param name="Measured">It was on a scale, or is counted in kilograms; else it is the category's usual weight.</param>
public readonly record struct FoodWeight(decimal Grams, bool Measured)
{
    private const int GramsPerKilogram = 1_000;

    /// <summary>So much of a lot; null when nobody weighed it and its category has no usual weight.</summary>
    public static FoodWeight? Of(Lot lot, decimal quantity, House house) => lot switch
    {
        { Weighed: { } weighed } => new FoodWeight(weighed.Grams * quantity / weighed.Quantity, true),
        { Unit: FoodUnit.Kg } => new FoodWeight(quantity * GramsPerKilogram, true),
        _ => house.Category(lot.Category) is { } category ? new FoodWeight(category.GramsPerUnit * quantity, false) : null,
    };

    /// <summary>Every movement of a shelf's history with its weight: in, taken, thrown away. A correction is none; what was undone never moved.</summary>
    public static ImmutableList<MovedFood> Moved(IEnumerable<ShelfEvent> history, House house)
    {
        var lots = new Dictionary<Guid, Lot>();
        var moved = new List<(Guid Command, MovedFood Food)>();
        foreach (var happened in history)
        {
            switch (happened)
            {
                case Received it:
                    lots[it.Lot.Id] = it.Lot;
                    moved.Add((it.Origin.Command, new MovedFood(it, Of(it.Lot, it.Lot.Quantity, house))));
                    break;
                case PickedUp it when lots.TryGetValue(it.Lot, out var lot):
                    moved.Add((it.Origin.Command, new MovedFood(it, Of(lot, it.Quantity, house))));
                    break;
                case Disposed it when lots.TryGetValue(it.Lot, out var lot):
                    moved.Add((it.Origin.Command, new MovedFood(it, Of(lot, it.Quantity, house))));
                    break;
                case Undone it:
                    moved.RemoveAll(one => one.Command == it.Command);
                    break;
                default:
                    break;
            }
        }
        return [.. moved.Select(one => one.Food)];
    }
}

/// <param name="Weight">Null when nobody knows it.</param>
public sealed record MovedFood(ShelfEvent Happened, FoodWeight? Weight);
