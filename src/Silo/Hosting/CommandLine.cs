using System.Collections.Immutable;

namespace Mal.Hosting;

/// <summary>
/// What was typed: words (a verb and what it is about), flags, and options with their values, in any order. What nobody
/// knows is told and not passed over: a mistyped <c>--data</c> would start an empty house somewhere else.
/// </summary>
/// <param name="Options">Each with its value, in the order typed; one may stand there more than once.</param>
/// <param name="Mistakes">What cannot be meant, in sentences.</param>
internal sealed record CommandLine(
    ImmutableArray<string> Words, ImmutableHashSet<string> Flags, ImmutableArray<(string Name, string Value)> Options, ImmutableArray<string> Mistakes)
{
    private const string Dashes = "--";

    /// <summary>They take no value.</summary>
    private static readonly ImmutableHashSet<string> KnownFlags = ["demo", "dev", "believe-clock", "help"];

    /// <summary>Options of ours, of the verbs, and of the web server under us.</summary>
    private static readonly ImmutableHashSet<string> KnownOptions = ImmutableHashSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "urls", "path-base", "data", "place", "public-url", "rate", "clock-start", "clock-rate", "backup-at", "backup-days", "disk-least-mb", "build", "out",
        "environment", "http_ports", "https_ports", "allowedHosts", "shutdownTimeoutSeconds");

    /// <summary>Whole sections of the configuration, as in <c>--Logging:LogLevel:Default Debug</c>.</summary>
    private static readonly ImmutableHashSet<string> KnownSections = ImmutableHashSet.Create(
        StringComparer.OrdinalIgnoreCase, "ConnectionStrings", "public-limits", "Orleans", "Logging", "Kestrel");

    /// <summary>The options as the configuration reads them.</summary>
    public string[] Pairs => [.. Options.SelectMany(option => new[] { Dashes + option.Name, option.Value })];

    public static CommandLine Of(IReadOnlyList<string> args)
    {
        var words = ImmutableArray.CreateBuilder<string>();
        var flags = ImmutableHashSet.CreateBuilder<string>();
        var options = ImmutableArray.CreateBuilder<(string, string)>();
        var mistakes = ImmutableArray.CreateBuilder<string>();
        for (var i = 0; i < args.Count; i++)
        {
            var typed = args[i] == "-h" ? "--help" : args[i];
            if (!typed.StartsWith('-'))
            {
                words.Add(typed);
                continue;
            }
            var (name, value) = typed.Split('=', 2) is [var before, var after] ? (before, after) : (typed, null);
            name = name.StartsWith(Dashes, StringComparison.Ordinal) ? name[Dashes.Length..] : "";
            if (KnownFlags.Contains(name) && value is null)
            {
                flags.Add(name);
                continue;
            }
            if (!IsKnown(name))
            {
                // Only its name: what follows may be a key.
                mistakes.Add($"{typed.Split('=')[0]}: nie ma takiej opcji. Wszystkie wypisze --help.");
                i += value is null && i + 1 < args.Count && !args[i + 1].StartsWith('-') ? 1 : 0;
                continue;
            }
            value ??= i + 1 < args.Count && !args[i + 1].StartsWith(Dashes, StringComparison.Ordinal) ? args[++i] : "";
            if (value.Length == 0)
            {
                mistakes.Add($"--{name}: brakuje wartości.");
            }
            options.Add((name, value));
        }
        return new CommandLine(words.ToImmutable(), flags.ToImmutable(), options.ToImmutable(), mistakes.ToImmutable());
    }

    /// <param name="name">As a key of the configuration.</param>
    public static bool IsKnown(string name) => KnownOptions.Contains(name) || (name.Split(':', 2) is [var section, _] && KnownSections.Contains(section));
}
