using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace Mal.Benchmarks;

// Numbers mean nothing without the machine they were made on.
internal static class Machine
{
    public static string Describe(string[] args) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        - Run: {DateTimeOffset.UtcNow:yyyy-MM-dd HH:mm} UTC, `dotnet run -c Release --project tests/Benchmarks -- {string.Join(' ', args)}`
        - Machine: {Processor()}, {Environment.ProcessorCount} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024 * 1024)} MiB, {RuntimeInformation.OSDescription}
        - Versions: {RuntimeInformation.FrameworkDescription}, Orleans {Version(typeof(Grain))}, SQLite {Sqlite()}, server GC {System.Runtime.GCSettings.IsServerGC}
        """);

    private static string Processor()
    {
        const string CpuInfo = "/proc/cpuinfo";
        return File.Exists(CpuInfo) && File.ReadLines(CpuInfo).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) is { } model
            ? model[(model.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()
            : RuntimeInformation.ProcessArchitecture.ToString();
    }

    private static string Version(Type type) => (type.Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown").Split(['+', ' '])[0].TrimEnd('.');

    private static string Sqlite()
    {
        using var memory = new SqliteConnection("Data Source=:memory:");
        memory.Open();
        return memory.ServerVersion;
    }
}
