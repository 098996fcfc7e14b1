using System.Collections.Immutable;
using Mal.Places;
using Mal.Polish;

namespace Mal.History;

/// <summary>
/// What a sentence may look up: the house, for local time and the names of rooms, and what the ids in the facts are called.
/// A fact names a booking or a lot by its id alone; its title stands in an earlier fact.
/// </summary>
/// <param name="Names">Id to public title or name; an id that is not in it is left unnamed.</param>
public sealed record Remembered(House House, ImmutableDictionary<Guid, string> Names)
{
    /// <summary>"Zabrano: 1" and, when its name is known, " – „Jogurt”".</summary>
    public string Named(Guid id) => Names.TryGetValue(id, out var name) && name.Length > 0 ? $" – „{name}”" : "";

    public string Room(string id) => House.Room(id)?.Name ?? id;

    public string Clock(DateTimeOffset instant) => Dates.Clock(House.Local(instant));

    /// <summary>"wtorek, 24 listopada 2026 r., 16:00–18:00".</summary>
    public string Time(DateTimeOffset from, DateTimeOffset until) =>
        $"{Dates.Full(House.Day(from))}, {Dates.Between(TimeOnly.FromDateTime(House.Local(from)), TimeOnly.FromDateTime(House.Local(until)))}";

    /// <summary>"24.11.2026", or "24.11.2026 – 26.11.2026".</summary>
    public static string Days(DateOnly first, DateOnly last) => first == last ? Dates.Short(first) : $"{Dates.Short(first)} – {Dates.Short(last)}";

    /// <summary>", powód: pogoda"; a code without words is shown as it is, and no code is no reason.</summary>
    public static string Because(string? code) => code is null ? "" : $", powód: {Reasons.Say(code)}";
}
