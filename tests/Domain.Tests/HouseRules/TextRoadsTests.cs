using System.Text.RegularExpressions;

namespace Mal.HouseRules;

/// <summary>Whatever road a text takes into the house, it passes the rule of texts: there is one place where a form is read, and one way to read a body.</summary>
public sealed class TextRoadsTests
{
    // Where strangers' bytes arrive; storage and archives read what the house itself wrote.
    private static readonly string[] Edges = ["src/Silo/Api", "src/Silo/Devices", "src/Silo/Live", "src/Silo/Public", "src/Silo/Words", "src/Silo/Screens", "src/Silo/Hosting"];

    [Fact]
    public void A_form_is_read_in_one_place_and_that_place_knows_the_rule() =>
        Assert.Equal(["src/Silo/Public/FormTexts.cs"], Files(@"\bReadFormAsync\b|\bIFormCollection\b|Request\.Form\b"));

    [Fact]
    public void A_body_is_read_strictly_or_not_at_all()
    {
        Assert.Empty(Files(@"\bFromBody\b|\bFromForm\b|\bReadFromJsonAsync\b"));
        var lines = Edges.SelectMany(folder => Repository.Sources(folder, ".cs", ".razor")).SelectMany(path => Repository.Text(path).Split('\n'))
            .Where(line => Regex.IsMatch(line, @"\bDeserialize(Async)?\s*[<(]")).ToList();
        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.Matches(@"Wire\.Strict|Bodies\.Json", line));
        Assert.Matches(@"Json = new\(Refusals\.Json\) \{ Converters = \{ new Texts\.OneLineText\(\) \} \}", Repository.Text("src/Silo/Devices/PairingApi.cs"));
    }

    private static IEnumerable<string> Files(string pattern) => Edges.SelectMany(folder => Repository.Sources(folder, ".cs", ".razor"))
        .Where(path => Regex.IsMatch(Repository.Text(path), pattern)).Order(StringComparer.Ordinal);
}
