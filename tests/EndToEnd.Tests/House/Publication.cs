using System.Diagnostics;

namespace Mal.EndToEnd.House;

/// <summary>Where the published node lies: given by tests/run, or published once here for who runs these tests alone.</summary>
internal static class Publication
{
    private static readonly Lazy<string> Once = new(Find);

    internal static string Folder => Once.Value;

    private static string Find()
    {
        if (Environment.GetEnvironmentVariable("MAL_PUBLISHED") is { Length: > 0 } given)
        {
            return given;
        }
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "Mal.Orleans.sln")))
        {
            root = root.Parent ?? throw new InvalidOperationException("The tests do not lie in a checkout; set MAL_PUBLISHED to a published node.");
        }
        var folder = Path.Combine(root.FullName, "artifacts", "silo");
        using var publish = Process.Start(new ProcessStartInfo("dotnet", ["publish", Path.Combine(root.FullName, "src", "Silo"), "-c", "Release", "-v", "q", "-o", folder]))!;
        publish.WaitForExit();
        return publish.ExitCode == 0 ? folder : throw new InvalidOperationException("The node could not be published.");
    }
}
