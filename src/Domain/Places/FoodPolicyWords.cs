using System.Collections.Immutable;
using Mal.Polish;

namespace Mal.Places;

/// <summary>The points of a food policy in words, the same wherever they are read: in the form and in the history.</summary>
public static class FoodPolicyWords
{
    public static string Say(string answer) => answer switch
    {
        "allowed" => "przyjmujemy",
        "allowed_if_closed_tight" => "przyjmujemy, jeśli szczelnie zamknięte",
        _ => "nie przyjmujemy",
    };

    /// <summary>"domowe: przyjmujemy", …, "domowe są dobre 2 dni po dniu przygotowania".</summary>
    public static ImmutableList<string> Of(FoodPolicy policy) =>
    [
        $"domowe: {Say(policy.HomeMade)}", $"jaja: {Say(policy.WholeEggs)}", $"otwarte sypkie: {Say(policy.OpenedDry)}", $"mrożonki: {Say(policy.Frozen)}",
        $"domowe są dobre {Phrases.Days.Say(policy.HomeMadeDays)} po dniu przygotowania",
    ];

    /// <summary>What <paramref name="now"/> says otherwise than <paramref name="before"/>.</summary>
    public static ImmutableList<string> Differences(FoodPolicy before, FoodPolicy now) => [.. Of(now).Except(Of(before))];
}
