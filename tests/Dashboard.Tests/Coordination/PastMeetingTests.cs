using System.Collections.Immutable;
using Mal.Coordination.Initiatives;
using Mal.Places;
using Mal.Rooms;

namespace Mal.Coordination;

public sealed class PastMeetingTests
{
    private static readonly DateTimeOffset Now = Rejonowa.At("2026-11-25 16:42");

    [Fact]
    public void A_meeting_nobody_counted_lacks_its_number_and_one_that_was_noted_does_not()
    {
        var (bare, noted) = (Entry("2026-11-24 12:30"), Entry("2026-11-24 16:00") with { CloseOut = new CloseOut(true, 18) });
        Assert.Equal(bare.Booking.Id, Assert.Single(PastMeeting.WithoutNumber(Calendar(bare, noted), Now)).Booking.Id);
    }

    [Fact]
    public void Nobody_is_a_number_and_not_counted_is_none()
    {
        Assert.Equal("0 osób, plan: 12", Says(Entry() with { CloseOut = new CloseOut(true, 0) }));
        Assert.Equal("bez liczby", Says(Entry() with { CloseOut = new CloseOut(true) }));
        Assert.Equal("bez liczby", Says(Entry()));
        Assert.False(new PastMeeting("sala-glowna", Entry() with { CloseOut = new CloseOut(true, 0) }).LacksNumber);
    }

    [Fact]
    public void What_was_counted_in_the_room_fills_the_form_but_is_not_yet_noted()
    {
        var counted = new PastMeeting("sala-glowna", Entry() with { Most = 18 });
        Assert.Equal((18, true), (counted.People, counted.LacksNumber));
        Assert.Equal("18 osób, plan: 12 (z liczenia w sali)", counted.Says);
    }

    [Fact]
    public void A_released_room_and_a_called_off_meeting_need_no_number()
    {
        var nobody = Entry() with { Booking = Entry().Booking with { Outcome = BookingOutcome.NoShow } };
        var off = Entry() with { Gone = Departure.Cancelled };
        Assert.Empty(PastMeeting.WithoutNumber(Calendar(nobody, off), Now));
        Assert.Equal(["nikt nie przyszedł", "odwołane"], new[] { Says(nobody), Says(off) });
    }

    [Fact]
    public void What_is_still_to_come_or_was_never_decided_is_not_past() =>
        Assert.Empty(PastMeeting.Of(Calendar(Entry("2026-11-25 16:00"), Entry() with { Booking = Entry().Booking with { Standing = Standing.Requested } }), Now));

    [Fact]
    public void The_one_that_waits_longest_is_asked_for_first()
    {
        var (older, newer) = (Entry("2026-11-17 12:30"), Entry("2026-11-24 12:30"));
        Assert.Equal([older.Booking.Id, newer.Booking.Id], PastMeeting.WithoutNumber(Calendar(newer, older), Now).Select(meeting => meeting.Booking.Id));
    }

    private static string Says(CalendarEntry entry) => new PastMeeting("sala-glowna", entry).Says;

    private static CalendarEntry Entry(string from = "2026-11-24 12:30") =>
        new(new Booking(Guid.NewGuid(), "Klub seniora", Rejonowa.At(from), Rejonowa.At(from).AddHours(2), 12));

    private static PlaceCalendar Calendar(params CalendarEntry[] entries) =>
        new(ImmutableSortedDictionary<string, ImmutableList<CalendarEntry>>.Empty.Add("sala-glowna", [.. entries]));
}
