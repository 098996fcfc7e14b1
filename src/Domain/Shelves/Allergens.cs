using System.Collections.Immutable;

namespace Mal.Shelves;

/// <summary>The 14 allergens of Regulation (EU) No 1169/2011, Annex II, in its order. Each is present, absent or unknown; unknown is not absent.</summary>
public static class Allergens
{
    public static ImmutableArray<string> Codes { get; } =
    [
        "GLUTEN", "CRUSTACEANS", "EGGS", "FISH", "PEANUTS", "SOYBEANS", "MILK", "NUTS", "CELERY", "MUSTARD", "SESAME", "SULPHITES", "LUPIN", "MOLLUSCS",
    ];

    /// <summary>The Polish name of a code.</summary>
    public static string Name(string code) => Codes.IndexOf(code) is >= 0 and var index ? Names[index] : code;

    private static readonly ImmutableArray<string> Names =
    [
        "zboża zawierające gluten", "skorupiaki", "jaja", "ryby", "orzeszki ziemne (arachidowe)", "soja", "mleko (łącznie z laktozą)", "orzechy",
        "seler", "gorczyca", "nasiona sezamu", "dwutlenek siarki i siarczyny", "łubin", "mięczaki",
    ];
}
