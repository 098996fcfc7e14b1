using System.Collections.Immutable;
using Mal.Initiatives;

namespace Mal.History;

/// <summary>The words of reason and refusal codes. Codes are kept for ever, words are for people and may change.</summary>
public static class Reasons
{
    private static readonly ImmutableDictionary<string, string> Words = new Dictionary<string, string>
    {
        ["staff-shortage"] = "za mało osób na dyżurze",
        ["weather"] = "pogoda",
        ["power-cut"] = "brak prądu",
        ["cleaning"] = "sprzątanie",
        ["repair"] = "naprawa",
        ["event"] = "wydarzenie",
        ["public-holiday"] = "święto",
        ["house-closed"] = "dzień nieczynny",
        ["out-of-season"] = "poza sezonem",
        ["slot-taken"] = "termin zajęty",
        ["room-taken"] = "sala zajęta",
        ["outside-hours"] = "poza godzinami otwarcia",
        ["out-of-service"] = "sala wyłączona z użytku",
        ["drop-in"] = "sala bez zapisów",
        ["too-soon"] = "za mało czasu do terminu",
        ["too-far-ahead"] = "za daleki termin",
        ["too-long"] = "za długie spotkanie",
        ["too-many-people"] = "za dużo osób na tę salę",
        ["missing-feature"] = "brak potrzebnego wyposażenia",
        ["in-the-past"] = "termin już minął",
        ["group-hours"] = "limit godzin grupy w tygodniu",
        ["group-pending"] = "limit czekających zgłoszeń grupy",
        ["unknown-room"] = "nie ma takiej sali",
        ["past-use-by"] = "minął termin",
        ["spoiled"] = "zepsute",
        ["damaged"] = "uszkodzone",
        ["other"] = "inny powód",
    }.ToImmutableDictionary();

    /// <summary>The words of a code; the code itself when it has none.</summary>
    public static string Say(string code) => Words.GetValueOrDefault(code) ?? InitiativeReasons.Rejecting.GetValueOrDefault(code)
        ?? InitiativeReasons.Suspending.GetValueOrDefault(code) ?? InitiativeReasons.Skipping.GetValueOrDefault(code) ?? code;
}
