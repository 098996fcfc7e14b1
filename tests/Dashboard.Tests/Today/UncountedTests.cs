using Mal.Coordination.Weeks;
using Mal.Rooms;

namespace Mal.Coordination.Today;

public sealed class UncountedTests : WeekTest
{
    private static readonly CalendarEntry Club = Entry("2026-11-24 12:30", "2026-11-24 14:30", "Klub seniora");

    private static IEnumerable<string> Titles(params CalendarEntry[] entries) =>
        Uncounted.Of(Held([.. entries.Select(entry => (Hall, entry))]), House, Now).Select(one => one.Booking.Title);

    [Fact]
    public void A_meeting_that_is_over_and_was_not_counted_stays_in_sight_the_newest_first() =>
        Assert.Equal(["Klub seniora", "Szachy"], Titles(Entry("2026-11-20 14:30", "2026-11-20 16:00"), Club));

    [Fact]
    public void Nought_is_a_number_and_what_was_closed_out_without_one_is_not_asked_again()
    {
        Assert.Empty(Titles(Club with { Most = 0 }));
        Assert.Empty(Titles(Club with { CloseOut = new CloseOut(false) }));
    }

    [Fact]
    public void What_nobody_held_is_not_asked_for()
    {
        Assert.Empty(Titles(Club with { Gone = Departure.Cancelled }));
        Assert.Empty(Titles(Club with { Booking = Club.Booking with { Outcome = BookingOutcome.NoShow } }));
        Assert.Empty(Titles(Club with { Booking = Club.Booking with { WalkIn = true } }));
        Assert.Empty(Titles(Entry("2026-11-25 09:00", "2026-11-25 12:00"), Entry("2026-11-17 14:30", "2026-11-17 16:00")));
        Assert.Empty(Uncounted.Of(Held((Salon, Club)), House, Now));
    }
}
