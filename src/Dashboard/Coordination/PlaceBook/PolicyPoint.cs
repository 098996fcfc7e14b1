using System.Collections.Immutable;
using Mal.Places;

namespace Mal.Coordination.PlaceBook;

/// <summary>One point on which food-share points differ, as the form shows it.</summary>
/// <param name="Name">As in the place file.</param>
/// <param name="Answers">What may be said of it; only of something opened does it matter whether it is closed tight.</param>
public sealed record PolicyPoint(string Name, string Label, ImmutableList<string> Answers, Func<FoodPolicy, string> Get, Func<FoodPolicy, string, FoodPolicy> With)
{
    private const string Allowed = "allowed";
    private const string Refused = "refused";

    public static ImmutableArray<PolicyPoint> All { get; } =
    [
        new("home_made", "Domowe", [Allowed, Refused], policy => policy.HomeMade, (policy, answer) => policy with { HomeMade = answer }),
        new("whole_eggs", "Jaja w opakowaniu, z datą", [Allowed, Refused], policy => policy.WholeEggs, (policy, answer) => policy with { WholeEggs = answer }),
        new("opened_dry", "Otwarte sypkie", [Allowed, "allowed_if_closed_tight", Refused], policy => policy.OpenedDry, (policy, answer) => policy with { OpenedDry = answer }),
        new("frozen", "Mrożonki", [Allowed, Refused], policy => policy.Frozen, (policy, answer) => policy with { Frozen = answer }),
    ];

    /// <summary>Every point that was changed here, on top of what it is now.</summary>
    public static FoodPolicy Merge(FoodPolicy before, FoodPolicy mine, FoodPolicy now) =>
        All.Where(point => point.Get(before) != point.Get(mine)).Aggregate(now with
        {
            HomeMadeDays = before.HomeMadeDays == mine.HomeMadeDays ? now.HomeMadeDays : mine.HomeMadeDays,
        }, (all, point) => point.With(all, point.Get(mine)));
}
