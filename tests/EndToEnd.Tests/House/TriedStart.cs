using System.Diagnostics;
using System.Globalization;

namespace Mal.EndToEnd.House;

/// <summary>A start, or a verb, of the published program that is expected to end by itself: how, and what it said where.</summary>
/// <param name="Says">The error stream.</param>
/// <param name="Log">The standard output.</param>
internal sealed record TriedStart(int Code, string Says, string Log)
{
    // Far more than a start takes. One that does not end is ended.
    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(60);

    public static Task<TriedStart> Of(params string[] arguments) => Of(new ProcessStartInfo("dotnet", [Program, .. arguments]));

    /// <summary>As on a full disk: no file of the process may grow beyond that.</summary>
    public static Task<TriedStart> Within(int maxFileKilobytes, params string[] arguments) => Of(
        new ProcessStartInfo(
            "bash",
            ["-c", string.Create(CultureInfo.InvariantCulture, $"trap '' XFSZ; ulimit -f {maxFileKilobytes}; exec dotnet \"$@\""), "node", Program, .. arguments])
        {
            Environment = { ["DOTNET_EnableWriteXorExecute"] = "0" },
        });

    /// <summary>As a user who obeys what a folder allows: root, as which machines run tests, does so only without the right to pass it by.</summary>
    public static Task<TriedStart> Obeying(params string[] arguments) => Environment.IsPrivilegedProcess
        ? Of(new ProcessStartInfo("setpriv", ["--bounding-set=-dac_override,-dac_read_search", "dotnet", Program, .. arguments]))
        : Of(arguments);

    /// <summary>It ended with one sentence, and with no trace anywhere.</summary>
    public void SaidOnly(string sentence)
    {
        Assert.Equal(1, Code);
        Assert.Equal(sentence, Says.TrimEnd());
        Assert.DoesNotContain("   at ", Log, StringComparison.Ordinal);
    }

    private static string Program => Path.Combine(Publication.Folder, "Mal.Silo.dll");

    private static async Task<TriedStart> Of(ProcessStartInfo info)
    {
        info.WorkingDirectory = Publication.Folder;
        info.RedirectStandardOutput = info.RedirectStandardError = true;
        // That one is for the tests alone, and the node would tell that it does not know it.
        info.Environment.Remove("MAL_PUBLISHED");
        using var process = Process.Start(info)!;
        var (log, says) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        try
        {
            await process.WaitForExitAsync().WaitAsync(EndsWithin);
        }
        catch (TimeoutException)
        {
            process.Kill();
            throw new TimeoutException($"It did not end:\n{await log}{await says}");
        }

        return new TriedStart(process.ExitCode, await says, await log);
    }
}
