using Mal.Live;

namespace Mal.Storage;

/// <summary>Looks every minute how much room is left where the house keeps its memory, and warns while there is still time.</summary>
internal sealed class DiskWatch(DataFolder data, DiskOptions options, NodeTrouble trouble) : BackgroundService
{
    private static readonly TimeSpan Often = TimeSpan.FromMinutes(1);

    /// <param name="freeBytes">What is left for this process on that disk.</param>
    public static bool IsLow(long freeBytes, DiskOptions options) => freeBytes < options.LeastMegabytes * 1024L * 1024L;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (; ; await Task.Delay(Often, stoppingToken))
        {
            trouble.Disk(IsLow(new DriveInfo(data.Path).AvailableFreeSpace, options));
        }
    }
}

internal sealed record DiskOptions(int LeastMegabytes)
{
    public const string HelpText = """
          --disk-least-mb MB   ile miejsca ma zostać na dysku, zanim dom ostrzeże koordynację (domyślnie 500)
        """;

    /// <exception cref="FormatException">Naming the option.</exception>
    public static DiskOptions From(IConfiguration configuration) => new(
        configuration["disk-least-mb"] is not { } least ? 500
            : int.TryParse(least, out var megabytes) && megabytes >= 0 ? megabytes : throw new FormatException("--disk-least-mb: podaj liczbę megabajtów, na przykład 500."));
}
