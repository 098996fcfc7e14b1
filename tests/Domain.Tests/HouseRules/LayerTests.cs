using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using Mal.Places;

namespace Mal.HouseRules;

/// <summary>Who may know whom (DESIGN "Projects"), kept by tests and not by good will.</summary>
public sealed class LayerTests
{
    [Fact]
    public void Domain_references_no_package_and_no_project()
    {
        var project = Path.Combine(Repository.Root, "src", "Domain", "Domain.csproj");
        Assert.Empty(Repository.Includes(project, "PackageReference"));
        Assert.Empty(Repository.Includes(project, "ProjectReference"));
        Assert.Empty(Repository.Includes(project, "FrameworkReference"));
        Assert.All(typeof(House).Assembly.GetReferencedAssemblies(), name => Assert.StartsWith("System.", name.Name, StringComparison.Ordinal));
    }

    [Fact]
    public void Domain_reads_no_clock_rolls_no_dice_and_does_no_input_or_output()
    {
        string[] forbidden =
        [
            "DateTime.get_Now", "DateTime.get_UtcNow", "DateTime.get_Today", "DateTimeOffset.get_Now", "DateTimeOffset.get_UtcNow",
            "TimeZoneInfo.get_Local", "Guid.NewGuid", "Guid.CreateVersion7", "Environment.get_TickCount", "Environment.get_TickCount64",
        ];
        string[] forbiddenTypes =
            ["TimeProvider", "Stopwatch", "Random", "RandomNumberGenerator", "File", "Directory", "Console", "HttpClient", "Thread", "Timer", "Task", "Task`1", "ValueTask", "ValueTask`1"];
        var used = UsedBy(typeof(House).Assembly.Location);
        Assert.NotEmpty(used);
        Assert.DoesNotContain(used, member => forbidden.Contains($"{member.Type}.{member.Name}") || forbiddenTypes.Contains(member.Type));
    }

    [Fact]
    public void Grains_read_no_clock_but_the_one_they_are_given() =>
        AssertOnlyIn([], @"\b(DateTime|DateTimeOffset)\.(UtcNow|Now|Today)\b|\bGuid\.NewGuid\b", "src/Domain", "src/Grains");

    [Fact]
    public void The_dashboard_never_reaches_the_grains_or_the_silo() =>
        Assert.Equal(["Dashboard", "Domain"], Repository.Reaches("Dashboard").Order());

    [Fact]
    public void The_grains_know_the_domain_and_nothing_above_them() =>
        Assert.Equal(["Domain", "Grains"], Repository.Reaches("Grains").Order());

    [Fact]
    public void SignalR_is_named_only_where_screens_are_served_and_where_they_listen() =>
        // The gate names its log, which it silences.
        AssertOnlyIn(["src/Silo/Live/", "src/Silo/Demo/", "src/Dashboard/Board/", "src/Silo/Gate/GateSetup.cs"], @"\bMicrosoft\.AspNetCore\.SignalR\b", "src");

    [Fact]
    public void Azure_is_named_only_in_the_storage() =>
        AssertOnlyIn(["src/Silo/Storage/"], @"\bAzure\.(Data|Storage|Identity|Core)\b", "src");

    [Fact]
    public void Orleans_is_named_only_in_the_grains_and_the_silo() =>
        AssertOnlyIn(["src/Grains/", "src/Silo/"], @"(\busing\s+|@using\s+|\bglobal::)Orleans\b|\bIGrain(Factory|With\w+Key)\b", "src");

    [Fact]
    public void Only_the_gate_turns_what_came_from_outside_into_the_key_of_an_actor() =>
        AssertOnlyIn(["src/Silo/Gate/", "src/Grains/"], @"\bGetGrain\b", "src");

    [Fact]
    public void An_actor_reaches_only_the_actors_of_its_own_place()
    {
        // From a typed key to its actor: who has such a key has been to the gate, and nobody else asks there.
        const string byKey = "src/Grains/Facts/IActor.cs";
        AssertOnlyIn(["src/Silo/Gate/", "src/Grains/Board/", byKey], @"\b(grains|GrainFactory)\.Actor\(", "src");
        var calls = Repository.Sources("src/Grains", ".cs").Where(path => path != byKey)
            .SelectMany(path => Regex.Matches(Repository.Text(path), @"\bGetGrain<\w+>\(([^)]*)\)").Select(call => call.Groups[1].Value)).ToList();
        Assert.NotEmpty(calls);
        Assert.All(calls, key => Assert.Matches(@"^(PlaceId|Place|\$""\{(PlaceId|Place)\}/\{.*)$", key));
    }

    private static void AssertOnlyIn(string[] allowed, string pattern, params string[] folders)
    {
        var named = folders.SelectMany(folder => Repository.Sources(folder, ".cs", ".razor"))
            .Where(path => !allowed.Any(folder => path.StartsWith(folder, StringComparison.Ordinal)))
            .Where(path => Regex.IsMatch(Repository.Text(path), pattern));
        Assert.Empty(named);
    }

    // What the compiled assembly calls of others: nothing hides from it, as it may from a search of the source.
    private static List<(string Type, string Name)> UsedBy(string assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly));
        var reader = file.GetMetadataReader();
        return
        [
            .. reader.MemberReferences.Select(reader.GetMemberReference)
                .Where(member => member.Parent.Kind == HandleKind.TypeReference)
                .Select(member => (reader.GetString(reader.GetTypeReference((TypeReferenceHandle)member.Parent).Name), reader.GetString(member.Name))),
            .. reader.TypeReferences.Select(reader.GetTypeReference).Select(type => (reader.GetString(type.Name), "")),
        ];
    }
}
