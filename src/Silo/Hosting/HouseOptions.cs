using System.Globalization;
using Mal.Storage;

namespace Mal.Hosting;

/// <summary>What the command line and the configuration say. Flags are parsed here, since the configuration knows only pairs.</summary>
/// <param name="Storage">The storage account in which facts and records lie; null for the folder.</param>
internal sealed record HouseOptions(string Data, IReadOnlyList<string> PlaceFiles, bool Demo, double Rate, DateTimeOffset? ClockStart, bool Help, string? Storage = null)
{
    public const string DefaultUrls = "http://127.0.0.1:5080";

    public const string HelpText = $"""
        Mal.Orleans – miejsce aktywności lokalnej na żywo

        dotnet run --project src/Silo [-- opcje]

          --urls ADRESY        gdzie słuchać (domyślnie http://127.0.0.1:5080; http://0.0.0.0:5080 otwiera na sieć domu)
          --path-base ŚCIEŻKA  pod jaką ścieżką hosta widać dom z zewnątrz, na przykład /mal (także MAL_PATH_BASE);
                               wszystko jedno, czy serwer pośredniczący ją zdejmuje, czy przekazuje
          --data KATALOG       gdzie trzymać pamięć domu (domyślnie ./data, w pokazie ./data-demo)
        {AzureAccount.HelpText}
          --place PLIK         plik miejsca, można powtórzyć (domyślnie wszystkie z deploy/places)
          --dev-key KLUCZ      klucz koordynatora dla programów na tej samej maszynie; tylko na adresie lokalnym
          --demo               pokaz: żywa środa od 16:42, we własnym katalogu, z udawanymi gośćmi
          --rate N             ile razy szybciej płynie czas pokazu (domyślnie 1)
          --clock-start CZAS   początek zegara (ISO 8601), z --clock-rate N; tylko na adresie lokalnym
          --public-limits:RequestsADay N
                               ile zgłoszeń z formularza publicznego dziennie w jednym miejscu (domyślnie 60)
        {Backups.BackupOptions.HelpText}
        {DiskOptions.HelpText}
          --help               ten opis

        {Verbs.HelpText}
        """;

    public static HouseOptions From(IConfiguration configuration, string[] args) => new(
        configuration["data"] ?? (args.Contains("--demo") ? "data-demo" : "data"),
        Files(args, configuration),
        args.Contains("--demo"),
        double.Parse(configuration["rate"] ?? configuration["clock-rate"] ?? "1", CultureInfo.InvariantCulture),
        configuration["clock-start"] is { } start ? DateTimeOffset.Parse(start, CultureInfo.InvariantCulture) : null,
        args.Contains("--help") || args.Contains("-h"),
        // The demonstration is a house of its own and touches nobody's account.
        args.Contains("--demo") ? null : AzureAccount.Named(configuration));

    /// <summary>The flags without a value are taken out, so that the configuration does not take the next word for one.</summary>
    public static string[] Pairs(string[] args) => [.. args.Where(arg => arg is not ("--demo" or "--help" or "-h"))];

    private static List<string> Files(string[] args, IConfiguration configuration)
    {
        var named = args.Zip(args.Skip(1)).Where(pair => pair.First == "--place").Select(pair => pair.Second).ToList();
        if (named.Count == 0 && configuration["place"] is { } place)
        {
            named.Add(place);
        }
        return named.Count > 0 ? named : [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "places"), "*.json").Order(StringComparer.Ordinal)];
    }
}
