namespace Mal.Clocks;

/// <summary>When a clock is believed, as a table: the last thing known is Wednesday, 25 November 2026, 16:42.</summary>
public sealed class ClockTrustTests
{
    private static readonly DateTimeOffset Known = new(2026, 11, 25, 16, 42, 0, TimeSpan.FromHours(1));

    [Theory]
    [InlineData("2026-11-25T16:42:00+01:00", true)]
    // A weekend, a fortnight to the second, and a second more.
    [InlineData("2026-11-30T12:00:00+01:00", true)]
    [InlineData("2026-12-09T16:42:00+01:00", true)]
    [InlineData("2026-12-09T16:42:01+01:00", false)]
    [InlineData("2036-11-25T16:42:00+01:00", false)]
    // Backwards is no leap: the later of clock and last fact holds as ever.
    [InlineData("1970-01-01T00:00:00+00:00", true)]
    public void Without_a_witness_a_leap_of_fourteen_days_is_believed_and_no_longer_one(string clock, bool believed) =>
        Assert.Equal(believed, ClockTrust.Believes(Known, At(clock)));

    [Theory]
    [InlineData("2036-11-25T16:37:00+01:00", true)]
    [InlineData("2036-11-25T16:47:00+01:00", true)]
    [InlineData("2036-11-25T16:36:59+01:00", false)]
    [InlineData("2036-11-25T16:47:01+01:00", false)]
    [InlineData("2026-11-25T16:42:00+01:00", false)]
    public void A_witness_within_five_minutes_bears_out_any_leap(string witness, bool believed) =>
        Assert.Equal(believed, ClockTrust.Believes(Known, At("2036-11-25T16:42:00+01:00"), At(witness)));

    [Fact]
    public void One_witness_of_several_is_enough() =>
        Assert.True(ClockTrust.Believes(Known, At("2036-11-25T16:42:00+01:00"), Known, At("2036-11-25T16:43:00+01:00")));

    [Fact]
    public void Where_nothing_is_known_any_clock_is_believed() => Assert.True(ClockTrust.Believes(null, At("2036-11-25T16:42:00+01:00")));

    private static DateTimeOffset At(string instant) => DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture);
}
