using System.Reflection;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using Mal.Board;

namespace Mal.HouseRules;

/// <summary>Other clients are written against docs/protocol.md, so whatever can travel or be stored stands in it.</summary>
public sealed partial class ProtocolTests
{
    private static readonly string[] Folders = ["src/Domain", "src/Grains", "src/Silo"];

    private static readonly string Protocol = Repository.Text("docs/protocol.md");

    /// <summary>Every family of things told apart by their $type; a new one is found by itself.</summary>
    private static readonly List<Type> Families = [.. typeof(View).Assembly.GetTypes().Where(type => type.GetCustomAttributes<JsonDerivedTypeAttribute>().Any())];

    public static TheoryData<Type> EachFamily => [.. Families];

    [Fact]
    public void Every_command_event_and_view_stands_in_the_protocol() => AllStand(Found(TypeName()), atLeast: 40);

    [Fact]
    public void Every_refusal_code_stands_in_the_protocol() => AllStand(Found(RefusalCode()), atLeast: 30);

    [Theory, MemberData(nameof(EachFamily))]
    public void Every_field_stands_in_the_row_of_what_carries_it(Type family)
    {
        var heading = Heading(family);
        var section = Section(heading);
        Assert.True(section.Length > 0, $"docs/protocol.md has no section \"{heading}\" for {family.Name}.");
        // What stands above the rows holds for each of them.
        var shared = Words(string.Join('\n', section.Split('\n').TakeWhile(line => !line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("- ", StringComparison.Ordinal))));

        var missing = Json(family).PolymorphismOptions!.DerivedTypes
            .Select(derived => (Name: $"{derived.TypeDiscriminator}", Fields: Fields(derived.DerivedType)))
            .Select(one => (one.Name, Fields: one.Fields.Except([.. shared, .. Words(Row(section, one.Name))]).ToList()))
            .Where(one => one.Fields.Count > 0 || Row(section, one.Name).Length == 0).ToList();

        Assert.True(missing.Count == 0, $"docs/protocol.md, \"{heading}\": " + string.Join("; ", missing.Select(one =>
            $"the row of `{one.Name}` is missing{(one.Fields.Count > 0 ? $" {string.Join(", ", one.Fields.Select(field => $"`{field}`"))}" : "")}")));
    }

    [Fact]
    public void Every_field_of_what_they_carry_is_told_somewhere()
    {
        var words = Words(Protocol);
        // The place file is told where it is written: in the file of the sample place.
        var missing = Families.SelectMany(family => Json(family).PolymorphismOptions!.DerivedTypes)
            .SelectMany(derived => Carried(derived.DerivedType)).Distinct().Where(type => type != typeof(Places.PlaceFile))
            .SelectMany(type => Fields(type).Except(words).Select(field => $"{type.Name}.{field}")).Order().ToList();

        Assert.True(missing.Count == 0, $"docs/protocol.md does not tell of {string.Join(", ", missing)}.");
    }

    private static void AllStand(SortedSet<string> names, int atLeast)
    {
        // Finding hardly any would mean that the sources are written another way than this test reads them.
        Assert.True(names.Count >= atLeast, $"Only {names.Count} found: {string.Join(", ", names)}");
        Assert.All(names, name => Assert.Contains($"`{name}`", Protocol, StringComparison.Ordinal));
    }

    private static SortedSet<string> Found(Regex pattern) =>
        [.. Folders.SelectMany(folder => Repository.Sources(folder, ".cs")).SelectMany(path => pattern.Matches(Repository.Text(path))).Select(match => match.Groups[1].Value)];

    private static JsonTypeInfo Json(Type type) => Wire.Wire.Tolerant.GetTypeInfo(type);

    // What is only computed from the rest has no parameter, and does not travel.
    private static IEnumerable<string> Fields(Type type) => Json(type).Properties.Where(field => field.AssociatedParameter is not null).Select(field => field.Name);

    private static IEnumerable<Type> Carried(Type type) => Json(type).Properties.Where(field => field.AssociatedParameter is not null)
        .Select(field => Nullable.GetUnderlyingType(field.PropertyType) ?? field.PropertyType)
        .Select(field => Json(field).Kind == JsonTypeInfoKind.Enumerable ? field.GetGenericArguments()[0] : field)
        .Where(field => field.Assembly == typeof(View).Assembly && Json(field).Kind == JsonTypeInfoKind.Object)
        .SelectMany(field => field == typeof(Places.PlaceFile) ? [field] : Carried(field).Prepend(field));

    private static string Heading(Type family)
    {
        var words = Capital().Matches(family.Name).Select(word => word.Value.ToLowerInvariant()).ToArray();
        var article = words[0][0] is 'a' or 'e' or 'i' or 'o' ? "an" : "a";
        return words switch
        {
            ["view"] => "## Views",
            [.. var who, "command"] => $"### To {article} {string.Join(' ', who)}",
            [.. var who, "event"] => $"### Of {article} {string.Join(' ', who)}",
            _ => $"### {family.Name}",
        };
    }

    private static string Section(string heading)
    {
        var from = $"\n{Protocol}".IndexOf($"\n{heading}\n", StringComparison.Ordinal);
        var text = from < 0 ? "" : Protocol[(from + heading.Length)..];
        var until = text.IndexOf("\n#", StringComparison.Ordinal);
        return until < 0 ? text : text[..until];
    }

    /// <summary>A row of a table or an entry of a list that begins with the name.</summary>
    private static string Row(string section, string name) => section.Split('\n').FirstOrDefault(line => line.StartsWith($"| `{name}` |", StringComparison.Ordinal)
        || line.StartsWith($"- `{name}`:", StringComparison.Ordinal)) ?? "";

    private static HashSet<string> Words(string text) => [.. Code().Matches(text).SelectMany(code => Word().Matches(code.Value)).Select(word => word.Value)];

    [GeneratedRegex("""JsonDerivedType\(typeof\([\w.]+\), "([^"]+)"\)""")]
    private static partial Regex TypeName();

    // A code in kebab case followed by its sentence, which begins with a capital letter or with a value.
    [GeneratedRegex("""(?:Refuse|Refusal|new)\(\s*"([a-z]+(?:-[a-z]+)*)",\s*\$?"[\p{Lu}{]""")]
    private static partial Regex RefusalCode();

    [GeneratedRegex("`[^`\n]+`")]
    private static partial Regex Code();

    [GeneratedRegex("[A-Za-z_]+")]
    private static partial Regex Word();

    [GeneratedRegex("[A-Z][a-z]*")]
    private static partial Regex Capital();
}
