namespace Mal.Coordination.Weeks;

public sealed class SheetFitTests : WeekTest
{
    private static int Letters(int meetings, string title = "Szachy", int days = 4) => SheetFit.LettersPx(new PublicWeek(
        [.. Enumerable.Range(0, days).Select(day => new PublicDay(Wednesday.AddDays(day), "12:00–20:00", null,
            [.. Enumerable.Repeat(new PublicLine(new TimeOnly(12, 0), new TimeOnly(13, 0), title, "Sala główna", false), day == 0 ? meetings : 0)]))]));

    [Fact]
    public void An_easy_week_is_written_large_and_the_fullest_day_makes_all_smaller()
    {
        Assert.Equal(SheetFit.LettersPxMax, Letters(4));
        Assert.InRange(Letters(9), SheetFit.LettersPxMin + 1, SheetFit.LettersPxMax - 1);
        Assert.True(Letters(9) < Letters(7));
    }

    [Fact]
    public void Long_titles_and_many_days_need_room_too()
    {
        Assert.True(Letters(7, "Warsztaty rękodzieła dla dzieci, rodziców i dziadków") < Letters(7));
        Assert.True(Letters(7, "Plastyka dla dzieci", days: 7) < Letters(7, "Plastyka dla dzieci", days: 3));
    }
}
