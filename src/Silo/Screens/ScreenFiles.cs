using System.Text.Json;
using Microsoft.Extensions.FileProviders;

namespace Mal.Screens;

/// <summary>
/// The files of the screens beside the program. A node that has lost them would go on serving every page, white and dead, and
/// say nothing: so they are looked for before the start.
/// </summary>
internal static class ScreenFiles
{
    /// <param name="published">Where the list of them lies.</param>
    /// <param name="root">As the web server finds them.</param>
    /// <returns>A sentence; null when all of them are there.</returns>
    public static string? WhatIsMissing(string published, IFileProvider root)
    {
        var list = Path.Combine(published, $"{typeof(ScreenFiles).Assembly.GetName().Name}.staticwebassets.endpoints.json");
        if (!File.Exists(list))
        {
            return $"Brakuje {list}, spisu plików ekranów. Wgraj program na nowo, w całości.";
        }
        using var read = JsonDocument.Parse(File.ReadAllBytes(list));
        var files = read.RootElement.GetProperty("Endpoints").EnumerateArray().Select(one => one.GetProperty("AssetFile").GetString()!).Distinct().ToList();
        var missing = files.Where(file => root.GetFileInfo(file) is not { Exists: true, Length: > 0 }).Order(StringComparer.Ordinal).ToList();
        return files.Count > 0 && missing.Count == 0 ? null
            : $"Brakuje plików ekranów ({missing.Count} z {files.Count}, na przykład {missing.FirstOrDefault()}); powinny leżeć w {Path.Combine(published, "wwwroot")}. Wgraj program na nowo, w całości.";
    }
}
