using System.Text.RegularExpressions;
using Mal.EndToEnd.House;
using static Mal.EndToEnd.House.HouseClient;

namespace Mal.EndToEnd.Contract;

/// <summary>The published program, started from another folder and in an environment full of other people's variables.</summary>
public sealed partial class StartedAnywhereTests
{
    private const string Foreign = "/other-people";

    [Fact]
    public async Task Started_from_another_folder_a_house_has_its_styles_and_its_script()
    {
        await using var house = await new PublishedHouse().Start();
        using var http = new HttpClient { BaseAddress = house.Address };
        var page = await http.GetStringAsync(new Uri($"/ekran/{PublishedHouse.Place}", UriKind.Relative));
        Assert.Contains("<base href=\"/\" />", page, StringComparison.Ordinal);

        // A page names its parts from its base.
        var parts = Part().Matches(page).Select(match => new Uri(house.Address, match.Groups[1].Value).AbsolutePath).Distinct().ToList();

        Assert.Contains("/tokens.css", parts);
        Assert.Contains("/_framework/blazor.web.js", parts);
        foreach (var part in parts)
        {
            Assert.True((await http.GetByteArrayAsync(new Uri(part, UriKind.Relative))).Length > 0, part);
        }
    }

    [Fact]
    public async Task A_program_that_has_lost_its_screens_does_not_start_and_says_so()
    {
        var folder = Directory.CreateTempSubdirectory("mal-no-screens-");
        try
        {
            foreach (var file in Directory.EnumerateFiles(Publication.Folder, "*", SearchOption.AllDirectories).Where(file => !file.Contains("/wwwroot/", StringComparison.Ordinal)))
            {
                var copy = Path.Combine(folder.FullName, Path.GetRelativePath(Publication.Folder, file));
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(file, copy);
            }

            var (code, said) = await PublishedHouse.Run(folder.FullName, new Dictionary<string, string>(), "--urls", "http://127.0.0.1:0", "--data", Path.Combine(folder.FullName, "data"));

            Assert.Equal(1, code);
            Assert.Contains("Brakuje plików ekranów", said, StringComparison.Ordinal);
            Assert.Contains(Path.Combine(folder.FullName, "wwwroot"), said, StringComparison.Ordinal);
            Assert.False(Directory.Exists(Path.Combine(folder.FullName, "data")));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("lower")]
    [InlineData("Upper")]
    [InlineData("Capital")]
    public async Task Other_people_s_variables_configure_neither_the_house_nor_its_verbs(string letters)
    {
        var hostile = Hostile(letters);
        await using var house = new PublishedHouse { Environment = hostile, ByEnvironment = true };
        await using var other = new PublishedHouse();
        await house.Start();
        using var client = house.Client();
        await client.Send(Guid.NewGuid(), Hall, """{ "$type": "set-count", "count": 7 }""");
        using var http = new HttpClient { BaseAddress = house.Address };
        var page = await http.GetStringAsync(new Uri($"/ekran/{PublishedHouse.Place}", UriKind.Relative));
        Assert.Contains("mal-build", page, StringComparison.Ordinal);
        Assert.DoesNotContain("of-others", page, StringComparison.Ordinal);
        Assert.Contains("mal.example.org", page, StringComparison.Ordinal);
        Assert.True((await http.GetByteArrayAsync(new Uri("/tokens.css", UriKind.Relative))).Length > 0);

        var file = Path.Combine(house.Data, "dom.jsonl");
        await Succeeds(house.Data, "export", PublishedHouse.Place, "--out", file);
        await Succeeds(house.Data, "backup");
        await Succeeds(other.Data, "import", file);
        await house.Kill();
        await Succeeds(house.Data, "restore");
        Assert.False(Directory.Exists(Foreign));

        async Task Succeeds(string data, params string[] verb)
        {
            var (code, said) = await PublishedHouse.Verb(new Dictionary<string, string>(hostile) { ["MAL_DATA"] = data }, verb);
            Assert.True(code == 0, said);
        }
    }

    [Theory]
    [InlineData("--dta: nie ma takiej opcji", "--dta", "x")]
    [InlineData("--rate: podaj liczbę", "--rate", "x")]
    [InlineData("--clock-start: podaj czas", "--clock-start", "x")]
    [InlineData("--urls: „x” to nie jest adres", "--urls", "x")]
    [InlineData("--public-url: Podaj cały adres", "--public-url", "x")]
    [InlineData("--public-limits:RequestsADay: podaj liczbę", "--public-limits:RequestsADay", "x")]
    [InlineData("--place", "--place", "nie-ma-mnie.json")]
    [InlineData("--data: brakuje wartości", "--data")]
    [InlineData("Nie ma polecenia „backu”", "backu")]
    [InlineData("--dev: taki klucz działa tylko na adresie lokalnym", "--dev", "--urls", "http://0.0.0.0:0")]
    [InlineData("--demo: pokaz działa tylko na adresie lokalnym", "--demo", "--urls", "http://*:0")]
    [InlineData("--clock-start: cudzy zegar", "--clock-start", "2026-11-25T16:42:00+01:00", "--urls", "http://[::]:0")]
    public async Task A_slip_of_the_finger_is_told_in_a_sentence_and_starts_nothing(string says, params string[] typed)
    {
        var data = Path.Combine(Path.GetTempPath(), $"mal-slip-{Guid.NewGuid():N}");

        var (code, said) = await PublishedHouse.Verb([.. typed[0] == "--data" ? [] : new[] { "--data", data }, .. typed]);

        Assert.Equal(1, code);
        Assert.Contains(says == "--place" ? "nie-ma-mnie.json: $: nie ma takiego pliku" : says, said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
        Assert.False(Directory.Exists(data));
    }

    [Fact]
    public async Task A_variable_that_begins_like_ours_and_means_nothing_is_told()
    {
        var (_, said) = await PublishedHouse.Verb(new Dictionary<string, string> { ["MAL_DTA"] = "/srv/dom" }, "restore", "--data", Foreign);

        Assert.Contains("MAL_DTA: nie ma takiej opcji", said, StringComparison.Ordinal);
    }

    // Each of them would stop the house, move it, or open it.
    private static Dictionary<string, string> Hostile(string letters) => new Dictionary<string, string>
    {
        ["place"] = "of-others", ["data"] = Foreign, ["urls"] = "http://0.0.0.0:1", ["rate"] = "x", ["clock-rate"] = "x", ["clock-start"] = "x", ["build"] = "of-others",
        ["dev-key"] = "of-others", ["dev"] = "true", ["demo"] = "true", ["out"] = Foreign, ["storage"] = "of-others", ["public-url"] = "https://of-others.example",
        ["backup-at"] = "x", ["backup-days"] = "x", ["disk-least-mb"] = "x", ["public-limits__RequestsADay"] = "x", ["http_ports"] = "1",
        ["webroot"] = Foreign, ["contentroot"] = Foreign, ["environment"] = "Development", ["applicationname"] = "of-others", ["allowedhosts"] = "of-others.example",
        ["kestrel__endpoints__http__url"] = "http://0.0.0.0:1", ["logging__loglevel__default"] = "of-others", ["forwardedheaders_enabled"] = "true", ["hostingstartupassemblies"] = "of-others",
    }.ToDictionary(one => letters switch
    {
        "Upper" => one.Key.ToUpperInvariant(),
        "Capital" => char.ToUpperInvariant(one.Key[0]) + one.Key[1..],
        _ => one.Key,
    }, one => one.Value);

    [GeneratedRegex("""(?:href|src)="([^"?:]*\.(?:css|js))["?]""")]
    private static partial Regex Part();
}
