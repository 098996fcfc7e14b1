using Mal.Rooms;

namespace Mal.Coordination.Weeks;

public sealed class BlockTests : WeekTest
{
    private static readonly WeekGrid Grid = WeekGrid.Of(House, Wednesday, []);

    [Fact]
    public void A_week_has_the_days_and_hours_on_which_the_house_opens()
    {
        Assert.Equal([24, 25, 26, 27], Grid.Days.Select(day => day.Day));
        Assert.Equal((new TimeOnly(12, 0), 480), (Grid.Opens, Grid.Minutes));
    }

    [Fact]
    public void Something_on_an_unusual_day_or_hour_gets_a_place_too()
    {
        var grid = WeekGrid.Of(House, Wednesday, [Entry("2026-11-28 10:15", "2026-11-28 20:30"), Entry("2026-12-05 08:00", "2026-12-05 09:00")]);

        Assert.Equal([24, 25, 26, 27, 28], grid.Days.Select(day => day.Day));
        Assert.Equal((new TimeOnly(10, 0), 660), (grid.Opens, grid.Minutes));
    }

    [Fact]
    public void A_height_is_a_time_and_back()
    {
        Assert.Equal(255, Grid.Top(Local("2026-11-25 16:15")));
        Assert.Equal(Local("2026-11-25 16:15"), Grid.At(Wednesday, 255));
        Assert.Equal(Local("2026-11-25 16:15"), Grid.At(Wednesday, 269.9));
        Assert.Equal((Local("2026-11-25 12:00"), Local("2026-11-25 19:45")), (Grid.At(Wednesday, -30), Grid.At(Wednesday, 900)));
    }

    [Fact]
    public void A_day_that_is_shut_is_shut_from_top_to_bottom_and_an_open_one_nowhere()
    {
        Assert.Empty(Grid.Shut(House, Wednesday));
        Assert.Equal([(0, 480)], Grid.Shut(House, new DateOnly(2026, 12, 31)));
    }

    [Fact]
    public void Meetings_one_after_another_have_the_whole_width()
    {
        var blocks = Block.Of(House, Grid, Wednesday, [Entry("2026-11-25 16:00", "2026-11-25 17:30"), Entry("2026-11-25 14:00", "2026-11-25 16:00"), Entry("2026-11-26 14:00", "2026-11-26 16:00")]);

        Assert.Equal([(120, 120, 0, 1), (240, 90, 0, 1)], blocks.Select(block => (block.Top, block.Height, block.Lane, block.Lanes)));
    }

    [Fact]
    public void What_overlaps_stands_side_by_side_and_a_lane_is_used_again_when_it_is_free()
    {
        var blocks = Block.Of(House, Grid, Wednesday,
            [Entry("2026-11-25 13:00", "2026-11-25 16:00"), Entry("2026-11-25 13:30", "2026-11-25 14:30"), Entry("2026-11-25 14:30", "2026-11-25 15:30"), Entry("2026-11-25 16:00", "2026-11-25 17:00")]);

        Assert.Equal([(0, 2), (1, 2), (1, 2), (0, 1)], blocks.Select(block => (block.Lane, block.Lanes)));
    }

    [Fact]
    public void What_went_elsewhere_is_no_block_and_a_no_show_is_one()
    {
        var entry = Entry("2026-11-25 13:00", "2026-11-25 16:00");

        Assert.Empty(Block.Of(House, Grid, Wednesday, [entry with { Gone = Departure.Cancelled }]));
        Assert.Single(Block.Of(House, Grid, Wednesday, [entry with { Booking = entry.Booking with { Outcome = BookingOutcome.NoShow } }]));
    }

    [Fact]
    public void A_month_has_the_weeks_it_reaches_and_only_the_weekdays_of_the_house()
    {
        var month = MonthGrid.Of(House, Wednesday, []);

        Assert.Equal((new DateOnly(2026, 10, 26), new DateOnly(2026, 12, 6)), (month.From, month.Until));
        Assert.Equal([3, 10, 17, 24], month.Weeks.Select(week => week[0].Day));
        Assert.All(month.Weeks, week => Assert.Equal([DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday], week.Select(day => day.DayOfWeek)));
    }
}
