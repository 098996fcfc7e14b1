namespace Mal.Board;

public sealed class ReconnectTests
{
    [Fact]
    public void The_first_attempt_comes_within_a_quarter_of_a_second() =>
        Assert.True(Reconnect.Wait(0, 1) <= TimeSpan.FromMilliseconds(250));

    [Fact]
    public void Every_failure_doubles_the_wait_until_it_stays_at_the_cap()
    {
        Assert.Equal(Reconnect.Wait(0, 1) * 2, Reconnect.Wait(1, 1));
        Assert.Equal(Reconnect.Wait(1, 1) * 2, Reconnect.Wait(2, 1));
        Assert.Equal(TimeSpan.FromMilliseconds(Reconnect.CapMs), Reconnect.Wait(6, 1));
        Assert.Equal(TimeSpan.FromMilliseconds(Reconnect.CapMs), Reconnect.Wait(int.MaxValue, 1));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(1000)]
    public void Screens_spread_over_the_second_half_of_the_wait_and_none_hammers(int failures)
    {
        var (soonest, latest) = (Reconnect.Wait(failures, 0), Reconnect.Wait(failures, 1));

        Assert.True(soonest > TimeSpan.Zero);
        Assert.Equal(latest / 2, soonest);
        Assert.InRange(Reconnect.Wait(failures, 0.5), soonest, latest);
    }
}
