using System.Text.RegularExpressions;

namespace Mal.Hosting;

/// <summary>What was typed and means nothing is told: passed over, it would start an empty house somewhere else.</summary>
public sealed partial class CommandLineTests
{
    [Fact]
    public void What_the_help_names_is_known()
    {
        var named = Option().Matches(HouseOptions.HelpText).Select(match => match.Value).Distinct().Where(option => option != "--project").ToList();

        Assert.Contains("--public-url", named);
        Assert.All(named, option => Assert.DoesNotContain(CommandLine.Of([option, "x"]).Mistakes, mistake => mistake.Contains("nie ma takiej opcji", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("--dta x", "--dta: nie ma takiej opcji")]
    [InlineData("--dta=x", "--dta: nie ma takiej opcji")]
    [InlineData("--dev-key klucz", "--dev-key: nie ma takiej opcji")]
    [InlineData("-d x", "-d: nie ma takiej opcji")]
    [InlineData("--data", "--data: brakuje wartości")]
    [InlineData("--data --demo", "--data: brakuje wartości")]
    [InlineData("--data=", "--data: brakuje wartości")]
    [InlineData("--dev=tak", "--dev: nie ma takiej opcji")]
    [InlineData("--contentRoot /", "--contentRoot: nie ma takiej opcji")]
    [InlineData("--Magazyn:klucz x", "--Magazyn:klucz: nie ma takiej opcji")]
    public void A_slip_of_the_finger_is_told(string line, string says) =>
        Assert.StartsWith(says, Assert.Single(CommandLine.Of(line.Split(' ')).Mistakes), StringComparison.Ordinal);

    [Fact]
    public void A_key_that_was_typed_is_never_said_again()
    {
        Assert.DoesNotContain("tajne", string.Join('\n', CommandLine.Of(["--dev-key", "tajne"]).Mistakes), StringComparison.Ordinal);
        Assert.DoesNotContain("tajne", string.Join('\n', CommandLine.Of(["--dev-key=tajne"]).Mistakes), StringComparison.Ordinal);
        Assert.Empty(CommandLine.Of(["--dev-key", "tajne"]).Words);
    }

    [Fact]
    public void Words_flags_and_options_stand_in_any_order()
    {
        var line = CommandLine.Of(["--data", "dom", "backup", "--demo", "--place=a.json", "--place", "b.json", "--Logging:LogLevel:Default", "Debug", "-h"]);

        Assert.Empty(line.Mistakes);
        Assert.Equal("backup", Assert.Single(line.Words));
        Assert.Equal(["demo", "help"], line.Flags.Order());
        Assert.Equal(["--data", "dom", "--place", "a.json", "--place", "b.json", "--Logging:LogLevel:Default", "Debug"], line.Pairs);
    }

    [Theory]
    [InlineData("backu")]
    [InlineData("start")]
    [InlineData("/tmp")]
    public async Task A_mistyped_verb_starts_no_node(string word)
    {
        var told = await Assert.ThrowsAsync<VerbException>(async () => await Verbs.Of(CommandLine.Of([word]).Words)!(new Microsoft.Extensions.Configuration.ConfigurationBuilder().Build()));

        Assert.Contains($"„{word}”", told.Message, StringComparison.Ordinal);
    }

    [GeneratedRegex("--[A-Za-z:-]+")]
    private static partial Regex Option();
}
