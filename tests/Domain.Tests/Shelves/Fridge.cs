using System.Collections.Immutable;
using Mal.Facts;
using Mal.Places;

namespace Mal.Shelves;

/// <summary>A fridge of the sample house in a test's hands: what is asked of it, when, and by whom.</summary>
internal sealed class Fridge(string id = "lodowka", House? house = null)
{
    private readonly List<ShelfEvent> _events = [];

    public ShelfState State { get; private set; } = Shelf.Empty;

    public House House { get; set; } = house ?? Rejonowa.Sample;

    public IReadOnlyList<ShelfEvent> Events => _events;

    public Refusal? LastRefusal { get; private set; }

    public static NewLot Yoghurt(Guid id, decimal quantity = 4, string date = "2026-11-27") =>
        new(id, "Jogurt", "dairy", quantity, DateKind.UseBy, date);

    public static NewLot Soup(Guid id, string prepared = "2026-11-24", decimal quantity = 3) =>
        new(id, "Zupa pomidorowa", "home-made", quantity, DateKind.PreparedOn, prepared, Ingredients: "pomidory, seler");

    /// <summary>As the shell does it: first what is due, then the decision.</summary>
    /// <returns>The id of the command.</returns>
    public Guid Ask(ShelfCommand command, string now, string? seenAt = null, Role role = Role.Staff, string device = "phone-1", Guid? commandId = null)
    {
        var context = new Context(House, id, Rejonowa.At(now), Rejonowa.At(seenAt ?? now), commandId ?? Guid.CreateVersion7(), new By(role, device));
        Apply(Shelf.Due(State, context));
        var decision = Shelf.Decide(State, command, context);
        LastRefusal = decision.Refusal;
        Apply(decision.Events);
        return context.Command;
    }

    public void Sleep(string until) => Apply(Shelf.Due(State, Context.At(House, id, Rejonowa.At(until))));

    public decimal OnHand(Guid lot) => State.Lots.Find(known => known.Id == lot)?.Quantity ?? 0;

    public ShelfView View(string now) => Shelf.View(State, _events.Count, Context.At(House, id, Rejonowa.At(now)));

    public ShelfFace Face(string now) => Shelf.Face(View(now), House, Rejonowa.At(now));

    private void Apply(ImmutableList<ShelfEvent> events)
    {
        _events.AddRange(events);
        State = events.Aggregate(State, Shelf.Evolve);
    }
}
