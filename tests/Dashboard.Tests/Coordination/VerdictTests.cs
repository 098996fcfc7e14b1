using System.Collections.Immutable;
using Mal.Coordination.Requests;
using Mal.Initiatives;
using Mal.Places;
using Mal.Rooms;

namespace Mal.Coordination;

public sealed class VerdictTests
{
    private static readonly House House = Rejonowa.Sample;
    private static readonly DateTimeOffset Now = Rejonowa.At("2026-11-25 16:42");

    [Fact]
    public void A_request_that_can_be_had_says_so_with_its_people_and_the_limit()
    {
        var verdict = Judge(Meeting("2026-12-02 18:00"));
        Assert.True(verdict.Free);
        Assert.Equal("Bez kolizji. 10 osób, limit sali: 30.", verdict.Says);
        Assert.Empty(verdict.Instead);
    }

    [Fact]
    public void A_request_does_not_stand_in_its_own_way()
    {
        var asked = Meeting("2026-12-02 18:00");
        Assert.True(Judge(asked, asked with { Standing = Standing.Requested }).Free);
    }

    [Fact]
    public void A_taken_time_comes_with_what_is_free_instead()
    {
        var verdict = Judge(Meeting("2026-12-02 18:00"), Meeting("2026-12-02 18:00"));
        Assert.False(verdict.Free);
        Assert.Contains(verdict.Instead, other => Verdict.Name(House, other) == "Sala warsztatowa, 18:00–19:30");
    }

    [Fact]
    public void A_room_out_of_service_is_no_answer_and_is_not_offered()
    {
        var verdict = Verdict.Of(House, "sala-glowna", Meeting("2026-12-02 18:00"), Calendar(), Now, new HashSet<string> { "sala-glowna", "sala-warsztatowa" });
        Assert.False(verdict.Free);
        Assert.DoesNotContain(verdict.Instead, other => Verdict.RoomId(other) is "sala-glowna" or "sala-warsztatowa");
    }

    [Fact]
    public void A_closure_that_came_after_the_request_is_told()
    {
        var shut = Rejonowa.With(new Closure(Rejonowa.Day("2026-12-02"), Rejonowa.Day("2026-12-02"), "Remont"));
        var verdict = Verdict.Of(shut, "sala-glowna", Meeting("2026-12-02 18:00"), Calendar(), Now);
        Assert.Equal("W tym dniu dom jest nieczynny: Remont.", verdict.Says);
    }

    [Fact]
    public void A_series_says_how_many_dates_are_free_and_what_to_do_with_the_lost_one()
    {
        var verdict = Series(Calendar(Meeting("2026-12-09 18:00")), lost: "2026-12-09 18:00");
        Assert.Equal("Wolne 4 z 5 terminów; 9.12 zajęte – proponujemy: Sala warsztatowa.", verdict.Says);
        Assert.Equal(5, verdict.Approving);
        Assert.Equal(new MeetingException(Rejonowa.Day("2026-12-09"), "sala-warsztatowa"), Assert.Single(verdict.Exceptions));
    }

    [Fact]
    public void A_lost_date_for_which_nothing_is_free_is_said_so_and_not_approved()
    {
        var everything = new PlaceCalendar(House.File.Rooms.ToImmutableSortedDictionary(room => room.Id, _ => ImmutableList.Create(
            new CalendarEntry(Meeting("2026-12-09 12:00") with { Until = Rejonowa.At("2026-12-09 20:00") }))));
        var verdict = Series(everything, lost: "2026-12-09 18:00");
        Assert.Equal("Wolne 4 z 5 terminów; 9.12 zajęte, nic innego nie jest wolne.", verdict.Says);
        Assert.Equal(4, verdict.Approving);
    }

    [Fact]
    public void Before_the_calendars_have_come_a_lost_date_is_neither_offered_nor_denied()
    {
        var verdict = Series(null, lost: "2026-12-09 18:00");
        Assert.True(verdict.Working);
        Assert.Equal("Wolne 4 z 5 terminów; 9.12 zajęte, szukamy, co jest wolne.", verdict.Says);
    }

    [Fact]
    public void While_rooms_owe_an_answer_the_series_says_how_far_it_is()
    {
        var verdict = SeriesVerdict.Judge(View() with { Steps = new Steps(3, 12) }, Proposal, House, Calendar(), Now);
        Assert.True(verdict.Working);
        Assert.Equal("Sprawdzamy sale: 3 z 12.", verdict.Says);
    }

    private static Proposal Proposal { get; } = new("Krąg sąsiedzki", LedBy.Residents, new Organizer(OrganizerKind.InformalGroup), "club", 10,
        Series: new Series("sala-glowna", "FREQ=WEEKLY;COUNT=5", Rejonowa.Day("2026-12-02"), new TimeOnly(18, 0), new TimeOnly(19, 30)));

    private static InitiativeView View() => new(1, Guid.NewGuid().ToString(), "Krąg sąsiedzki", LedBy.Residents, false, [], InitiativeStage.Submitted, Proposal);

    private static SeriesVerdict Series(PlaceCalendar? calendar, string lost)
    {
        var missed = new Meeting(Guid.NewGuid(), "sala-glowna", Rejonowa.At(lost), Rejonowa.At(lost).AddMinutes(90), MeetingStanding.Lost, Code: "slot-taken");
        return SeriesVerdict.Judge(View() with { Steps = new Steps(5, 5), Lost = [missed] }, Proposal, House, calendar, Now);
    }

    private static Booking Meeting(string from) => new(Guid.NewGuid(), "Krąg sąsiedzki", Rejonowa.At(from), Rejonowa.At(from).AddMinutes(90), 10);

    private static PlaceCalendar Calendar(params Booking[] held) => new(House.File.Rooms.ToImmutableSortedDictionary(
        room => room.Id, room => room.Id == "sala-glowna" ? held.Select(booking => new CalendarEntry(booking)).ToImmutableList() : []));

    private static Verdict Judge(Booking booking, params Booking[] held) => Verdict.Of(House, "sala-glowna", booking, Calendar(held), Now);
}
