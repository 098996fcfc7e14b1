using Microsoft.Extensions.Configuration;

namespace Mal.Hosting;

/// <summary>A verb and its words: one of them too many is not passed over in silence.</summary>
public sealed class VerbsTests
{
    [Theory]
    [InlineData("2026-11-26-030000 --data dom", "2026-11-26-030000")]
    [InlineData("--data dom 2026-11-26-030000", "2026-11-26-030000")]
    [InlineData("--data=dom 2026-11-26-030000", "2026-11-26-030000")]
    [InlineData("--data dom", "")]
    [InlineData("jedna druga", "jedna druga")]
    public void What_is_no_option_is_found_wherever_it_stands(string line, string words) => Assert.Equal(words, string.Join(' ', CommandLine.Of(line.Split(' ')).Words));

    [Theory]
    [InlineData("restore jedna druga")]
    [InlineData("backup druga")]
    [InlineData("export rejonowa-6-8 druga")]
    [InlineData("import plik.jsonl --data dom druga")]
    [InlineData("--data dom druga")]
    public async Task A_word_too_many_is_said(string line)
    {
        var told = await Assert.ThrowsAsync<VerbException>(async () => await Verbs.Of(CommandLine.Of(line.Split(' ')).Words)!(new ConfigurationBuilder().Build()));

        Assert.Contains("„druga”", told.Message, StringComparison.Ordinal);
    }
}
