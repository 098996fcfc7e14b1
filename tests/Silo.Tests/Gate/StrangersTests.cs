namespace Mal.Silo.Tests.Gate;

/// <summary>What a stranger sends is never the key of an actor and never a line of the log. How much memory it takes is asked of the published node.</summary>
[Collection(WholeHouseCollection.Name)]
public sealed class StrangersTests(WholeHouse house)
{
    private const long LogBytesMax = 100_000;

    [Fact]
    public async Task No_invented_place_wakes_an_actor_or_makes_a_line_of_the_log()
    {
        await Strangers.Come(house.Address, 20);
        var (awake, printed) = (await house.Actors(), house.LogBytes);

        var wrong = await Strangers.Come(house.Address, 400);

        Assert.Equal(0, wrong);
        Assert.Empty((await house.Actors()).Except(awake));
        Assert.InRange(house.LogBytes - printed, 0, LogBytesMax / 10);
        Assert.DoesNotContain(house.Log, line => line.Contains("aaaaaaaa", StringComparison.Ordinal) || line.Contains("dom-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Words_that_nobody_wrote_wake_no_record()
    {
        using var coordinator = house.Client(withKey: true);
        var awake = await house.Actors();

        for (var i = 0; i < 20; i++)
        {
            using var read = await coordinator.GetAsync(new Uri($"/api/places/{WholeHouse.Place}/words/{Guid.NewGuid()}", UriKind.Relative));
            using var tap = await coordinator.PostAsync(new Uri($"/api/places/{WholeHouse.Place}/commands", UriKind.Relative), new StringContent(
                $$"""{"id":"{{Guid.NewGuid()}}","key":"initiative/{{WholeHouse.Place}}/{{Guid.NewGuid()}}","command":{"$type":"withdraw"} }""", null, "application/json"));
            Assert.Equal(System.Net.HttpStatusCode.NotFound, read.StatusCode);
            Assert.Contains("unknown-initiative", await tap.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        Assert.DoesNotContain((await house.Actors()).Except(awake), actor => !actor.EndsWith(WholeHouse.Place, StringComparison.Ordinal));
    }
}
