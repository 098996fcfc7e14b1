namespace Mal.Coordination.Weeks;

public sealed class CursorTests : WeekTest
{
    private static readonly WeekGrid Grid = WeekGrid.Of(House, Wednesday, []);

    private static DateTime? After(string from, string key) => new Cursor(Local(from)).Press(key, House, Grid)?.At;

    [Fact]
    public void It_moves_by_half_hours_and_stays_inside_the_day()
    {
        Assert.Equal(Local("2026-11-25 16:30"), After("2026-11-25 16:00", "ArrowDown"));
        Assert.Equal(Local("2026-11-25 12:00"), After("2026-11-25 12:00", "ArrowUp"));
        Assert.Equal(Local("2026-11-25 19:30"), After("2026-11-25 19:30", "ArrowDown"));
        Assert.Equal((Local("2026-11-25 12:00"), Local("2026-11-25 19:30")), (After("2026-11-25 16:00", "Home"), After("2026-11-25 16:00", "End")));
    }

    [Fact]
    public void To_the_side_it_skips_the_days_on_which_the_house_never_opens()
    {
        Assert.Equal(Local("2026-12-01 16:00"), After("2026-11-27 16:00", "ArrowRight"));
        Assert.Equal(Local("2026-11-20 16:00"), After("2026-11-24 16:00", "ArrowLeft"));
    }

    [Fact]
    public void A_day_closed_for_once_is_still_gone_to() => Assert.Equal(Local("2026-12-31 16:00"), After("2026-12-30 16:00", "ArrowRight"));

    [Fact]
    public void A_key_that_means_nothing_leaves_it_to_others() => Assert.Null(After("2026-11-25 16:00", "Tab"));

    [Theory]
    [InlineData("16:00", "20:00", "18:00")]
    [InlineData("16:00", "17:20", "17:20")]
    [InlineData("19:50", "19:45", "21:50")]
    public void A_new_request_is_as_long_as_usual_or_to_what_follows(string from, string latest, string until) =>
        Assert.Equal(TimeOnly.FromDateTime(Local($"2026-11-25 {until}")), Draft.At(Hall, Local($"2026-11-25 {from}"), Local($"2026-11-25 {latest}")).Until);
}
