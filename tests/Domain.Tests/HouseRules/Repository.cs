using System.Xml.Linq;

namespace Mal.HouseRules;

/// <summary>The source the tests were built from: the nearest solution above them.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>Sources under a folder of the repository, built things left out, each as its path from the root with forward slashes.</summary>
    public static IEnumerable<string> Sources(string folder, params string[] kinds) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Where(path => kinds.Contains(Path.GetExtension(path)) && !path.Split('/').Any(part => part is "bin" or "obj"));

    public static string Text(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>The projects a project reaches, itself first, each by its name.</summary>
    public static HashSet<string> Reaches(string project)
    {
        HashSet<string> reached = [];
        Follow(Path.Combine(Root, "src", project, $"{project}.csproj"));
        return reached;

        void Follow(string path)
        {
            if (!reached.Add(Path.GetFileNameWithoutExtension(path)))
            {
                return;
            }
            foreach (var include in Includes(path, "ProjectReference"))
            {
                Follow(Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, include.Replace('\\', '/'))));
            }
        }
    }

    public static IEnumerable<string> Includes(string path, string element) =>
        XDocument.Load(path).Descendants(element).Select(reference => (string?)reference.Attribute("Include")).OfType<string>();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Mal.Orleans.sln")))
            {
                return folder.FullName;
            }
        }
        throw new DirectoryNotFoundException("No Mal.Orleans.sln above the tests.");
    }
}
