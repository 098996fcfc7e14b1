using System.Collections.Immutable;

namespace Mal.Rooms;

/// <summary>What RULES §3 asks a coordinator to look at before deciding. Who ticked what is part of the decision; nothing is refused by it.</summary>
public static class Checklist
{
    /// <summary>In the order of the list; the ids are permanent.</summary>
    public static ImmutableArray<ChecklistPoint> Points { get; } =
    [
        new("free-entry", "bezpłatnie", "paid-entry"),
        new("no-trade", "bez handlu", "trade"),
        new("no-politics", "bez polityki", "politics"),
        new("no-religion", "bez kultu religijnego", "religion"),
        new("guardian", "niepełnoletni z opiekunem", "no-guardian"),
    ];

    /// <summary>What is wrong with ticks as they were sent; null when nothing is.</summary>
    public static string? Wrong(ImmutableList<string>? ticked) => ticked is null || ticked.TrueForAll(IsPoint) && ticked.Distinct().Count() == ticked.Count
        ? null : $"checklist: każdy punkt najwyżej raz, z listy {string.Join(", ", Points.Select(point => point.Id))}";

    /// <summary>The ticks as a fact keeps them: in the order of the list, and none is nothing at all.</summary>
    public static ImmutableList<string>? AsFact(ImmutableList<string>? ticked) =>
        ticked is null or { IsEmpty: true } ? null : [.. Points.Select(point => point.Id).Where(ticked.Contains)];

    /// <summary>", sprawdzono: bezpłatnie, bez handlu"; empty when nothing was ticked, as in facts older than the list.</summary>
    public static string Say(ImmutableList<string>? ticked) =>
        ticked is null or { IsEmpty: true } ? "" : $", sprawdzono: {string.Join(", ", ticked.Select(id => Points.FirstOrDefault(point => point.Id == id)?.Text ?? id))}";

    private static bool IsPoint(string id) => Points.Any(point => point.Id == id);
}

/// <param name="Text">As on the list: "bez handlu".</param>
/// <param name="ReasonCode">The reason of a refusal when it is not kept, one of <see cref="Initiatives.InitiativeReasons.Rejecting"/>.</param>
public sealed record ChecklistPoint(string Id, string Text, string ReasonCode);
