using System.Text.RegularExpressions;

namespace Mal.HouseRules;

/// <summary>Other clients are written against docs/protocol.md, so whatever can travel or be stored stands in it.</summary>
public sealed partial class ProtocolTests
{
    private static readonly string[] Folders = ["src/Domain", "src/Grains", "src/Silo"];

    private static readonly string Protocol = Repository.Text("docs/protocol.md");

    [Fact]
    public void Every_command_event_and_view_stands_in_the_protocol() => AllStand(Found(TypeName()), atLeast: 40);

    [Fact]
    public void Every_refusal_code_stands_in_the_protocol() => AllStand(Found(RefusalCode()), atLeast: 30);

    private static void AllStand(SortedSet<string> names, int atLeast)
    {
        // Finding hardly any would mean that the sources are written another way than this test reads them.
        Assert.True(names.Count >= atLeast, $"Only {names.Count} found: {string.Join(", ", names)}");
        Assert.All(names, name => Assert.Contains($"`{name}`", Protocol, StringComparison.Ordinal));
    }

    private static SortedSet<string> Found(Regex pattern) =>
        [.. Folders.SelectMany(folder => Repository.Sources(folder, ".cs")).SelectMany(path => pattern.Matches(Repository.Text(path))).Select(match => match.Groups[1].Value)];

    [GeneratedRegex("""JsonDerivedType\(typeof\([\w.]+\), "([^"]+)"\)""")]
    private static partial Regex TypeName();

    // A code in kebab case followed by its sentence, which begins with a capital letter or with a value.
    [GeneratedRegex("""(?:Refuse|Refusal|new)\(\s*"([a-z]+(?:-[a-z]+)*)",\s*\$?"[\p{Lu}{]""")]
    private static partial Regex RefusalCode();
}
