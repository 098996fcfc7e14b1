using System.Collections.Immutable;
using System.Globalization;
using Mal.Places;
using Mal.Storage;

namespace Mal.Hosting;

/// <summary>What the command line and the configuration say.</summary>
/// <param name="Data">A full path.</param>
/// <param name="Storage">The storage account in which facts and records lie; null for the folder.</param>
/// <param name="Dev">Programs on this machine may take a coordinator's key from the data folder.</param>
/// <param name="PublicUrl">Where people reach the places from outside; a place that has none of its own takes it.</param>
/// <param name="BelieveClock">The clock is believed as this start finds it, however far ahead of the last fact it is.</param>
internal sealed record HouseOptions(string Data, IReadOnlyList<string> PlaceFiles, bool Demo, double Rate, DateTimeOffset? ClockStart, bool Help, string? Storage = null,
    bool Dev = false, string? PublicUrl = null, bool BelieveClock = false)
{
    public const string DefaultUrls = "http://127.0.0.1:5080";

    // Beyond these a clock is a slip of the finger, and added to a date it could leave the calendar.
    private const int RateMax = 100_000;
    private const int YearMin = 2000;
    private const int YearMax = 2100;

    public const string HelpText = $"""
        Mal.Orleans – miejsce aktywności lokalnej na żywo

        dotnet run --project src/Silo [-- opcje]

          --urls ADRESY        gdzie słuchać (domyślnie http://127.0.0.1:5080; http://0.0.0.0:5080 otwiera na sieć domu)
          --path-base ŚCIEŻKA  pod jaką ścieżką hosta widać dom z zewnątrz, na przykład /mal;
                               wszystko jedno, czy serwer pośredniczący ją zdejmuje, czy przekazuje
          --public-url ADRES   pod jakim adresem ludzie wchodzą z zewnątrz, na przykład https://mal.example.org; miejsce
                               bierze go, jeśli nie ma jeszcze swojego, potem zmienia go koordynacja w „Ustawieniach”
          --data KATALOG       gdzie trzymać pamięć domu (domyślnie ./data, w pokazie ./data-demo, licząc od miejsca,
                               z którego uruchomiono program)
        {AzureAccount.HelpText}
          --place PLIK         plik miejsca, można powtórzyć (domyślnie wszystkie z katalogu places obok programu)
          --dev                wpisuje klucz koordynacji dla programów na tej samej maszynie do pliku dev-key w katalogu
                               danych; tylko na adresie lokalnym i nigdy przez pośrednika (proxy)
          --demo               pokaz: żywa środa od 16:42, we własnym katalogu, z udawanymi gośćmi
          --rate N             ile razy szybciej płynie czas pokazu (domyślnie 1)
          --clock-start CZAS   początek zegara (ISO 8601), z --clock-rate N; tylko na adresie lokalnym
          --believe-clock      zegar maszyny jest dobry, choć wyprzedza ostatni zapis o ponad 14 dni; na to jedno uruchomienie
          --public-limits:RequestsADay N
                               ile zgłoszeń z formularza publicznego dziennie w jednym miejscu (domyślnie 60)
        {Backups.BackupOptions.HelpText}
        {DiskOptions.HelpText}
          --help               ten opis

        {HouseEnvironment.HelpText}

        {Verbs.HelpText}
        """;

    /// <summary>Values that cannot be meant, each in a sentence that names the option; a default stands in their place.</summary>
    public ImmutableArray<string> Mistakes { get; init; } = [];

    public static HouseOptions From(IConfiguration configuration, CommandLine line)
    {
        var mistakes = ImmutableArray.CreateBuilder<string>();
        var demo = line.Flags.Contains("demo");
        if (configuration["public-url"] is { } address && PublicAddress.Wrong(address) is { } wrong)
        {
            mistakes.Add($"--public-url: {wrong}");
        }
        // Two names of one thing; each is told under its own.
        var (rate, clockRate) = (RateOf(configuration, "rate", mistakes), RateOf(configuration, "clock-rate", mistakes));
        var options = new HouseOptions(
            // At once, so that nothing later depends on where the program stands.
            Path.GetFullPath(configuration["data"] ?? (demo ? "data-demo" : "data")),
            Files(configuration, line),
            demo,
            rate ?? clockRate ?? 1,
            ClockStartOf(configuration, mistakes),
            line.Flags.Contains("help"),
            // The demonstration is a house of its own and touches nobody's account.
            demo ? null : AzureAccount.Named(configuration),
            line.Flags.Contains("dev"),
            configuration["public-url"],
            // The clock of a demonstration is part of the show, whatever an earlier one left in its folder.
            demo || line.Flags.Contains("believe-clock"));
        if (options.PlaceFiles.Count == 0)
        {
            mistakes.Add($"--place: w {Path.Combine(AppContext.BaseDirectory, "places")} nie ma żadnego pliku miejsca. Podaj go.");
        }
        return options with { Mistakes = mistakes.ToImmutable() };
    }

    private static double? RateOf(IConfiguration configuration, string name, ImmutableArray<string>.Builder mistakes)
    {
        if (configuration[name] is not { } typed)
        {
            return null;
        }
        if (double.TryParse(typed, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var rate) && rate is > 0 and <= RateMax)
        {
            return rate;
        }
        mistakes.Add($"--{name}: podaj liczbę większą od 0, najwyżej {RateMax}, na przykład 60 albo 0.5.");
        return null;
    }

    private static DateTimeOffset? ClockStartOf(IConfiguration configuration, ImmutableArray<string>.Builder mistakes)
    {
        if (configuration["clock-start"] is not { } typed)
        {
            return null;
        }
        if (DateTimeOffset.TryParse(typed, CultureInfo.InvariantCulture, out var start) && start.Year is >= YearMin and <= YearMax)
        {
            return start;
        }
        mistakes.Add($"--clock-start: podaj czas, na przykład 2026-11-25T16:42:00+01:00, w latach {YearMin}–{YearMax}.");
        return null;
    }

    private static List<string> Files(IConfiguration configuration, CommandLine line)
    {
        List<string> named = [.. line.Options.Where(option => option.Name.Equals("place", StringComparison.OrdinalIgnoreCase)).Select(option => option.Value)];
        if (named.Count == 0 && configuration["place"] is { } place)
        {
            named.Add(place);
        }
        var beside = Path.Combine(AppContext.BaseDirectory, "places");
        return named.Count > 0 ? named : Directory.Exists(beside) ? [.. Directory.GetFiles(beside, "*.json").Order(StringComparer.Ordinal)] : [];
    }
}
