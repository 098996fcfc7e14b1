using System.Collections.Immutable;
using Mal.Initiatives;
using Mal.Places;
using Mal.Rooms;

namespace Mal.Coordination;

/// <summary>The codes of lending and of initiatives as a coordinator reads them.</summary>
public static class LendingWords
{
    public static ImmutableSortedDictionary<string, string> Kinds { get; } = new Dictionary<string, string>
    {
        ["class"] = "zajęcia",
        ["workshop"] = "warsztaty",
        ["club"] = "klub",
        ["support"] = "grupa wsparcia",
        ["sport"] = "ruch i sport",
        ["culture"] = "kultura",
        ["exchange"] = "wymiana",
        ["repair"] = "naprawianie",
        ["other"] = "inne",
    }.ToImmutableSortedDictionary();

    private static readonly ImmutableDictionary<string, string> Features = new Dictionary<string, string>
    {
        ["projector"] = "rzutnik",
        ["chairs"] = "krzesła",
        ["tables"] = "stoły",
        ["sink"] = "zlew",
        ["tools"] = "narzędzia",
        ["computers"] = "komputery",
        ["kitchen"] = "kuchnia",
        ["armchairs"] = "fotele",
        ["outdoor"] = "na dworze",
    }.ToImmutableDictionary();

    public static string Say(OrganizerKind kind) => kind switch
    {
        OrganizerKind.Resident => "Mieszkanka lub mieszkaniec",
        OrganizerKind.InformalGroup => "Grupa nieformalna",
        OrganizerKind.Ngo => "Organizacja pozarządowa",
        OrganizerKind.Institution => "Instytucja",
        _ => "Zespół MAL",
    };

    public static string Say(LedBy ledBy) => ledBy switch
    {
        LedBy.Residents => "Prowadzą mieszkańcy",
        LedBy.Team => "Prowadzi zespół MAL",
        _ => "Prowadzą partnerzy",
    };

    public static string Say(AgeGroup group) => group switch
    {
        AgeGroup.Children => "dzieci",
        AgeGroup.Youth => "młodzież",
        AgeGroup.Adults => "dorośli",
        AgeGroup.Seniors => "seniorzy",
        _ => "rodziny",
    };

    public static string Kind(string code) => Kinds.GetValueOrDefault(code, code);

    public static string Feature(string code) => Features.GetValueOrDefault(code, code);
}
