using System.Collections.Immutable;

namespace Mal.Initiatives;

/// <summary>Why an initiative is refused or paused, as codes: facts are kept for ever and must not name anybody. The words say what a screen prints.</summary>
public static class InitiativeReasons
{
    /// <summary>The checklist of RULES §3, and what a house cannot give.</summary>
    public static ImmutableSortedDictionary<string, string> Rejecting { get; } = new Dictionary<string, string>
    {
        ["paid-entry"] = "płatny wstęp",
        ["trade"] = "handel lub reklama",
        ["politics"] = "działalność polityczna",
        ["religion"] = "działalność religijna",
        ["no-free-time"] = "brak wolnego terminu",
        ["too-many-people"] = "za dużo osób na nasze sale",
        ["missing-feature"] = "brak potrzebnego wyposażenia",
        ["no-guardian"] = "brak opiekuna osób niepełnoletnich",
        ["duplicate"] = "zgłoszone już wcześniej",
        ["no-answer"] = "brak odpowiedzi na pytanie",
        ["other"] = "inny powód",
    }.ToImmutableSortedDictionary();

    public static ImmutableSortedDictionary<string, string> Suspending { get; } = new Dictionary<string, string>
    {
        ["organizer-away"] = "nieobecność osoby prowadzącej",
        ["nobody-came"] = "nikt nie przychodził",
        ["room-unusable"] = "sala wyłączona z użytku",
        ["staff-shortage"] = "za mało osób na dyżurze",
        ["rules-broken"] = "naruszenie regulaminu",
        ["other"] = "inny powód",
    }.ToImmutableSortedDictionary();

    /// <summary>Why a day of a series has no meeting, besides the codes with which rooms refuse.</summary>
    public static ImmutableSortedDictionary<string, string> Skipping { get; } = new Dictionary<string, string>
    {
        ["public-holiday"] = "święto",
        ["house-closed"] = "dzień nieczynny",
        ["outside-hours"] = "poza godzinami otwarcia",
        ["out-of-season"] = "poza sezonem",
        ["left-out"] = "dzień pominięty",
    }.ToImmutableSortedDictionary();
}
