using System.Collections.Immutable;
using Mal.Coordination.PlaceBook;
using Mal.Places;
using Mal.Rooms;

namespace Mal.Coordination;

public sealed class ClosureHitTests
{
    private static readonly DateTimeOffset Now = Rejonowa.At("2026-11-25 16:42");
    private static readonly DateOnly Day = Rejonowa.Day("2026-12-02");
    private readonly Booking _early = Meeting("2026-12-02 12:30");
    private readonly Booking _late = Meeting("2026-12-02 18:00");

    [Fact]
    public void A_closed_day_hits_every_booking_of_it_and_none_of_the_others() =>
        Assert.Equal([_early.Id, _late.Id], Hits(new Closure(Day, Day, "Remont"), _late, Meeting("2026-12-03 18:00"), _early).Select(hit => hit.Booking.Id));

    [Fact]
    public void A_part_of_a_day_hits_only_what_falls_into_it() =>
        Assert.Equal(_late.Id, Assert.Single(Hits(new Closure(Day, Day, "Szkolenie", new TimeOnly(17, 0)), _early, _late)).Booking.Id);

    [Fact]
    public void What_is_over_or_gone_is_not_hit()
    {
        var today = Rejonowa.Day("2026-11-25");
        Assert.Empty(Hits(new Closure(today, today, "Awaria"), Meeting("2026-11-25 13:00")));
        Assert.Empty(ClosureHits.Of(Rejonowa.Sample, new Closure(Day, Day, "Remont"), Calendar(new CalendarEntry(_late, Departure.Withdrawn)), Now));
    }

    [Fact]
    public void What_waits_is_rejected_and_what_was_approved_is_cancelled_with_the_same_reason()
    {
        Assert.Equal(new RoomCommand.CancelBooking(_late.Id, "house-closed"), Hit(_late).Command("house-closed"));
        Assert.Equal(new RoomCommand.RejectRequest(_late.Id, "house-closed"), Hit(_late with { Standing = Standing.Requested }).Command("house-closed"));
    }

    [Fact]
    public void A_moved_one_keeps_its_length_and_one_that_stays_needs_no_command()
    {
        var hit = Hit(_late);
        hit.Choice = HitChoice.Move;
        Assert.False(hit.IsReady);
        hit.ToDay = Rejonowa.Day("2026-12-04");
        Assert.Equal(new RoomCommand.MoveBooking(_late.Id, new DateTime(2026, 12, 4, 18, 0, 0), new DateTime(2026, 12, 4, 19, 30, 0)), hit.Command("house-closed"));

        hit.Choice = HitChoice.Keep;
        Assert.Null(hit.Command("house-closed"));
    }

    private static ClosureHit Hit(Booking booking) => new("sala-glowna", booking, Rejonowa.Sample);

    private static Booking Meeting(string from) => new(Guid.NewGuid(), "Krąg sąsiedzki", Rejonowa.At(from), Rejonowa.At(from).AddMinutes(90), 10);

    private static PlaceCalendar Calendar(params CalendarEntry[] entries) =>
        new(ImmutableSortedDictionary<string, ImmutableList<CalendarEntry>>.Empty.Add("sala-glowna", [.. entries]));

    private static ImmutableList<ClosureHit> Hits(Closure closure, params Booking[] bookings) =>
        ClosureHits.Of(Rejonowa.Sample, closure, Calendar([.. bookings.Select(booking => new CalendarEntry(booking))]), Now);
}
