using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Mal.EndToEnd.House;
using static Mal.EndToEnd.House.HouseClient;

namespace Mal.EndToEnd.Crashes;

/// <summary>A house of which a part is gone does not begin anew: the start names the verb that mends it, and the verb does.</summary>
public sealed partial class LostMemoryTests
{
    private const string Seven = """{ "$type": "set-count", "count": 7 }""";
    private const string Nineteen = """{ "$type": "set-count", "count": 19 }""";

    [Theory]
    [InlineData("missing")]
    [InlineData("empty")]
    [InlineData("damaged")]
    public async Task Facts_that_are_gone_are_told_and_come_back(string how)
    {
        await using var house = await Copied();
        var facts = Path.Combine(house.Data, "facts.db");
        if (how == "damaged")
        {
            using var file = File.OpenWrite(facts);
            file.Position = 4096;
            file.Write(new byte[4096 * 4]);
        }
        else
        {
            Array.ForEach(Directory.GetFiles(house.Data, "facts.db*"), File.Delete);
            if (how == "empty")
            {
                await File.WriteAllBytesAsync(facts, []);
            }
        }

        var tried = await Refused(house);

        Assert.Contains(how == "damaged" ? "są uszkodzone" : "nie ma faktów domu", tried.Says, StringComparison.Ordinal);
        Assert.StartsWith("restore ", await Mend(tried), StringComparison.Ordinal);
        await house.Start();
        using var client = house.Client();
        Assert.Equal(7, await client.Count(Hall));
    }

    [Fact]
    public async Task Records_that_are_gone_are_told_and_come_back_beside_the_facts_of_today()
    {
        await using var house = await Copied();
        File.Delete(Path.Combine(house.Data, "records.db"));

        var tried = await Refused(house);

        Assert.Contains("nie ma jego zapisów", tried.Says, StringComparison.Ordinal);
        Assert.StartsWith("restore-records ", await Mend(tried), StringComparison.Ordinal);
        await house.Start();
        using var client = house.Client();
        Assert.Equal(19, await client.Count(Hall));
    }

    [Fact]
    public async Task A_copy_alone_becomes_its_house()
    {
        await using var house = await Copied();
        Array.ForEach(Directory.GetFiles(house.Data), File.Delete);

        Assert.StartsWith("restore ", await Mend(await Refused(house)), StringComparison.Ordinal);
        await house.Start();
        using var client = house.Client();
        Assert.Equal(7, await client.Count(Hall));
    }

    /// <summary>A house that counted seven people, was copied, counted nineteen and ended.</summary>
    private static async Task<PublishedHouse> Copied()
    {
        var house = await new PublishedHouse().Start("--backup-days", "0");
        using var client = house.Client();
        await client.Send(Guid.NewGuid(), Hall, Seven);
        var copied = await PublishedHouse.Verb("backup", "--data", house.Data);
        Assert.True(copied.Code == 0, copied.Said);
        await client.Send(Guid.NewGuid(), Hall, Nineteen);
        await house.Stop();
        return house;
    }

    /// <summary>It does not start, says one sentence, and leaves every file as it was, the copies too.</summary>
    private static async Task<TriedStart> Refused(PublishedHouse house)
    {
        var before = Files(house);
        var tried = await TriedStart.Of("--urls", house.Address.ToString().TrimEnd('/'), "--data", house.Data);
        Assert.Equal(before, Files(house));
        Assert.Equal((1, ""), (tried.Code, tried.Log));
        Assert.Single(tried.Says.TrimEnd().Split('\n'));
        return tried;
    }

    /// <summary>Does what the sentence says, to the letter.</summary>
    private static async Task<string> Mend(TriedStart tried)
    {
        var verb = QuotedVerb().Match(tried.Says).Groups[1].Value;
        var (code, said) = await PublishedHouse.Verb(verb.Split(' '));
        Assert.True(code == 0, said);
        return verb;
    }

    private static List<string> Files(PublishedHouse house) =>
    [
        .. Directory.GetFiles(house.Data, "*", SearchOption.AllDirectories).Where(file => Path.GetExtension(file) != ".lock").Order(StringComparer.Ordinal)
            .Select(file => $"{file} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))}"),
    ];

    [GeneratedRegex("„((?:restore|restore-records) [^”]*)”")]
    private static partial Regex QuotedVerb();
}
