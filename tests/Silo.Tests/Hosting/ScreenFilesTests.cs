using Mal.Screens;
using Microsoft.Extensions.FileProviders;

namespace Mal.Hosting;

/// <summary>A node that has lost the files of its screens says so instead of serving white pages.</summary>
public sealed class ScreenFilesTests : IDisposable
{
    private readonly DirectoryInfo published = Directory.CreateTempSubdirectory("mal-screens-");

    public ScreenFilesTests()
    {
        Directory.CreateDirectory(Path.Combine(published.FullName, "wwwroot"));
        File.WriteAllText(Path.Combine(published.FullName, "Mal.Silo.staticwebassets.endpoints.json"), """{ "Endpoints": [{ "AssetFile": "tokens.css" }, { "AssetFile": "_framework/blazor.web.js" }] }""");
        Put("tokens.css", "x");
        Put("_framework/blazor.web.js", "x");
    }

    public void Dispose() => published.Delete(recursive: true);

    [Fact]
    public void All_of_them_are_no_reason_to_refuse() => Assert.Null(Missing());

    [Theory]
    [InlineData("tokens.css")]
    [InlineData("_framework/blazor.web.js")]
    public void One_that_is_missing_or_empty_is_named(string file)
    {
        Put(file, "");
        Assert.Contains(file, Missing(), StringComparison.Ordinal);

        File.Delete(Path.Combine(published.FullName, "wwwroot", file));
        Assert.Contains(file, Missing(), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_the_list_of_them_nobody_can_say()
    {
        File.Delete(Path.Combine(published.FullName, "Mal.Silo.staticwebassets.endpoints.json"));

        Assert.Contains("spisu", Missing(), StringComparison.Ordinal);
    }

    private string? Missing()
    {
        using var root = new PhysicalFileProvider(Path.Combine(published.FullName, "wwwroot"));
        return ScreenFiles.WhatIsMissing(published.FullName, root);
    }

    private void Put(string file, string text)
    {
        var path = Path.Combine(published.FullName, "wwwroot", file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
