using System.Globalization;
using Mal.EndToEnd.House;
using Mal.Silo.Tests.Gate;

namespace Mal.EndToEnd.Contract;

/// <summary>
/// A crowd of strangers takes no memory with them. Some thousands by default; <c>MAL_STRANGERS=20000</c> sends as many of
/// each as a night of somebody's script would.
/// </summary>
public sealed class StrangersTests(Xunit.Abstractions.ITestOutputHelper output)
{
    private const long GrowsAtMostBytes = 50L * 1024 * 1024;
    private const long LogBytesMax = 100_000;

    private static readonly int Count = int.TryParse(Environment.GetEnvironmentVariable("MAL_STRANGERS"), CultureInfo.InvariantCulture, out var count) ? count : 2_000;

    [Fact]
    public async Task After_a_crowd_of_strangers_the_node_is_as_small_as_before_and_has_printed_nothing_of_theirs()
    {
        await using var house = await new PublishedHouse().Start();
        // The first of everything is compiled, and the collector finds its size; what grows by the crowd is asked.
        await Strangers.Come(house.Address, 1_000);
        var (resident, printed) = (house.ResidentBytes, house.Said.Length);

        var wrong = await Strangers.Come(house.Address, Count);

        var (grew, said) = (house.ResidentBytes - resident, house.Said.Length - printed);
        output.WriteLine($"{Count} of each: resident {resident / 1024 / 1024} MB and {grew / 1024 / 1024} MB more; {said} characters printed");
        Assert.Equal(0, wrong);
        Assert.InRange(grew, long.MinValue, GrowsAtMostBytes);
        Assert.InRange(said, 0, LogBytesMax);
    }
}
