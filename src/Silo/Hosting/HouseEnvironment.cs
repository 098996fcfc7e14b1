using System.Collections;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Memory;

namespace Mal.Hosting;

/// <summary>
/// Which variables of the environment speak to the house. Others live in the same environment: a variable <c>place</c> or
/// <c>data</c> of some other program must not move this house. Ours are <c>MAL_DATA</c>, <c>MAL_PUBLIC_URL</c> and the like,
/// beside <c>ASPNETCORE_…</c> and <c>DOTNET_…</c> of the web server; libraries find theirs under their own standard names.
/// </summary>
internal static class HouseEnvironment
{
    public const string HelpText = """
        Każdą opcję z wartością można też podać w środowisku: MAL_DATA, MAL_URLS, MAL_PUBLIC_URL, MAL_BACKUP_AT…
        Wiersz poleceń ma pierwszeństwo. Zmiennych bez przedrostka MAL_ węzeł nie bierze za swoje opcje.
        """;

    private const string Ours = "MAL_";

    // The configuration knows these two prefixes by itself.
    private static readonly string[] OfTheServer = ["ASPNETCORE_", "DOTNET_"];

    private static readonly string[] OfLibraries = ["Orleans__", "ConnectionStrings__", "OTEL_", "AZURE_", "POD_", "ORLEANS_"];

    /// <summary>A builder that is configured by what was typed, then by what is meant for it in the environment, and by <c>appsettings.json</c> beside the program.</summary>
    public static WebApplicationBuilder NewBuilder(CommandLine line)
    {
        var variables = Environment.GetEnvironmentVariables();
        // While it is made the builder takes any variable for a setting, also for some that it never asks for again: they stand aside meanwhile.
        var foreign = All(variables).Where(one => !OfTheServer.Concat(OfLibraries).Append(Ours).Any(start => one.Name.StartsWith(start, StringComparison.Ordinal))).ToList();
        foreign.ForEach(one => Environment.SetEnvironmentVariable(one.Name, null));
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = line.Pairs,
            ApplicationName = typeof(HouseEnvironment).Assembly.GetName().Name,
            // What belongs to the program lies beside it, wherever it was started from.
            ContentRootPath = AppContext.BaseDirectory,
            WebRootPath = Path.Combine(AppContext.BaseDirectory, "wwwroot"),
        });
        var sources = builder.Configuration.Sources;
        for (var i = 0; i < sources.Count; i++)
        {
            if (sources[i] is EnvironmentVariablesConfigurationSource { Prefix: null or "" })
            {
                sources[i] = new MemoryConfigurationSource { InitialData = Of(variables) };
            }
        }
        foreign.ForEach(one => Environment.SetEnvironmentVariable(one.Name, one.Value));
        if (builder.Configuration["urls"] is null)
        {
            builder.WebHost.UseUrls(HouseOptions.DefaultUrls);
        }
        // Run from its sources the host finds the screens' files by this manifest; a published one has them beside it.
        builder.WebHost.UseStaticWebAssets();
        return builder;
    }

    /// <summary>Keys of the configuration and their values: <c>MAL_BACKUP_AT</c> is <c>backup-at</c>, two underscores are a colon. An empty variable says nothing.</summary>
    public static Dictionary<string, string?> Of(IDictionary variables)
    {
        var found = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in All(variables).Where(one => OfLibraries.Any(start => one.Name.StartsWith(start, StringComparison.Ordinal))))
        {
            found[Colons(name)] = value;
        }
        foreach (var (name, value) in OursIn(variables).Where(one => CommandLine.IsKnown(Key(one.Name))))
        {
            found[Key(name)] = value;
        }
        return found;
    }

    /// <summary>Says which variables begin like ours and mean nothing: most likely a slip of the finger, but some other program may have one too.</summary>
    public static void TellUnknown(TextWriter to)
    {
        foreach (var name in OursIn(Environment.GetEnvironmentVariables()).Select(one => one.Name).Where(name => !CommandLine.IsKnown(Key(name))).Order(StringComparer.Ordinal))
        {
            to.WriteLine($"{name}: nie ma takiej opcji, ta zmienna nic tu nie znaczy. Wszystkie opcje wypisze --help.");
        }
    }

    private static IEnumerable<(string Name, string Value)> All(IDictionary variables) =>
        variables.Keys.Cast<string>().Select(name => (name, (string?)variables[name] ?? ""));

    private static IEnumerable<(string Name, string Value)> OursIn(IDictionary variables) =>
        All(variables).Where(one => one.Value.Length > 0 && one.Name.StartsWith(Ours, StringComparison.Ordinal));

    private static string Key(string ours) => Colons(ours[Ours.Length..]).Replace('_', '-');

    private static string Colons(string name) => name.Replace("__", ":", StringComparison.Ordinal);
}
