using Mal.Board;
using Mal.Facts;
using Mal.Places;
using Mal.Rooms;

namespace Mal.Initiatives;

/// <summary>RULES §2 and §4: what became of the meetings, attendance against plan, and two no-shows in a row.</summary>
public sealed class AttendanceTests
{
    private static readonly string[] Fridays = ["2026-12-04", "2026-12-11", "2026-12-18"];

    private static readonly Settlement NobodyCame = new(MeetingOutcome.NoShow);
    private static readonly Settlement NotKnown = new(MeetingOutcome.NotKnown);
    private static readonly Settlement Cancelled = new(MeetingOutcome.Cancelled);

    private static Settlement Held(int? people) => new(MeetingOutcome.Held, people);

    /// <summary>The choir, approved, with three Fridays its room has accepted.</summary>
    private static InitiativeTest Choir()
    {
        var test = new InitiativeTest();
        Assert.Null(test.Do(new InitiativeCommand.Submit(InitiativeTest.Choir)));
        Assert.Null(test.Do(new InitiativeCommand.Approve()));
        test.Plan("2026-12-24", Fridays);
        test.RoomsAnswer();
        return test;
    }

    private static Meeting On(InitiativeTest test, string day) =>
        (test.State.Past ?? []).AddRange(test.State.Meetings).First(meeting => $"{test.House.Day(meeting.From):yyyy-MM-dd}" == day);

    private static void Find(InitiativeTest test, string day, Settlement? settled)
    {
        var meeting = On(test, day);
        Assert.Null(test.Do(new InitiativeCommand.RecordMeetings([new MeetingFound(meeting.Booking, meeting.Room, meeting.From, meeting.Until, settled)]), Role.System));
    }

    [Fact]
    public void What_a_room_knows_is_written_once_and_what_it_learns_later_takes_its_place()
    {
        var test = Choir();
        test.Now = "2026-12-04 20:00";
        Find(test, "2026-12-04", NotKnown);
        Assert.Equal((0, 0, 1), (test.State.Attendance!.Held, test.State.Attendance.People, test.State.Attendance.Uncounted));
        var written = test.History.Count;
        Find(test, "2026-12-04", NotKnown);
        Assert.Equal(written, test.History.Count);
        // The close-out comes three weeks later.
        test.Now = "2026-12-28 12:00";
        test.Plan("2027-01-20", "2027-01-08");
        Find(test, "2026-12-04", new Settlement(MeetingOutcome.Held, 18, 3, 10, 5, 2, 4.5m));
        Find(test, "2026-12-04", new Settlement(MeetingOutcome.Held, 18, 3, 10, 5, 2, 4.5m));
        Assert.Equal(new Attendance(1, 18, 0, 0, 0, 2, 4.5m), test.State.Attendance);
        Assert.Equal(2, test.History.OfType<InitiativeEvent.MeetingSettled>().Count());
    }

    [Fact]
    public void Nobody_counted_is_not_zero_people()
    {
        var test = Choir();
        test.Now = "2026-12-19 12:00";
        Find(test, "2026-12-04", Held(0));
        Find(test, "2026-12-11", Held(null));
        Assert.Equal(new Attendance(2, 0, 1, 0, 0, 0, 0), test.State.Attendance);
    }

    [Fact]
    public void A_meeting_that_is_over_waits_62_days_for_its_number_and_no_longer()
    {
        var test = Choir();
        test.Now = "2026-12-24 00:00";
        test.Plan("2027-02-24");
        Assert.Equal((0, 3), (test.State.Meetings.Count, test.State.Past!.Count));
        test.Now = "2027-02-04 00:00";
        test.Plan("2027-04-07");
        Find(test, "2026-12-04", Held(7));
        Assert.Equal(7, test.State.Attendance?.People);
        Assert.Equal(3, test.State.Past!.Count);
        test.Now = "2027-02-05 00:00";
        test.Plan("2027-04-08");
        Assert.Equal(2, test.State.Past!.Count);
        Assert.Equal(7, test.State.Attendance?.People);
    }

    [Fact]
    public void Two_confirmed_no_shows_in_a_row_ask_for_a_review_until_somebody_meets()
    {
        var test = Choir();
        test.Now = "2026-12-19 12:00";
        Find(test, "2026-12-04", NobodyCame);
        Assert.False(test.View().Review);
        Assert.Equal("", InitiativeFace.Of(test.View()).ReviewText);
        Find(test, "2026-12-11", NobodyCame);
        Assert.Equal("Dwa razy z rzędu nikt nie przyszedł. Zapytaj grupę, czy spotyka się dalej.", InitiativeFace.Of(test.View()).ReviewText);
        Assert.False(Assert.IsType<InitiativeView>(test.View().For(Audience.House)).Review);
        // Silence is no sign of life.
        Find(test, "2026-12-18", NotKnown);
        Assert.True(test.View().Review);
        Find(test, "2026-12-18", Held(4));
        Assert.False(test.View().Review);
    }

    [Fact]
    public void A_meeting_somebody_may_have_held_is_no_part_of_a_row_and_a_cancelled_one_does_not_break_it()
    {
        var (silent, cancelled, corrected) = (Choir(), Choir(), Choir());
        foreach (var (test, between) in new[] { (silent, NotKnown), (cancelled, Cancelled), (corrected, NobodyCame) })
        {
            test.Now = "2026-12-19 12:00";
            Find(test, "2026-12-04", NobodyCame);
            Find(test, "2026-12-11", between);
            if (test != corrected)
            {
                Find(test, "2026-12-18", NobodyCame);
            }
        }
        Assert.Equal((false, true, true), (silent.State.Review, cancelled.State.Review, corrected.State.Review));
        // It was a mistake after all.
        Find(corrected, "2026-12-11", NotKnown);
        Assert.False(corrected.State.Review);
    }

    [Fact]
    public void A_no_show_taken_back_is_not_known_until_the_meeting_is_over()
    {
        var test = Choir();
        test.Now = "2026-12-04 17:30";
        Find(test, "2026-12-04", NobodyCame);
        Find(test, "2026-12-04", null);
        Assert.Equal(new Attendance(0, 0, 1, 0, 0, 0, 0), test.State.Attendance);
    }

    [Fact]
    public void A_meeting_moved_in_its_room_is_followed_and_a_cancelled_one_is_shown_and_not_booked_again()
    {
        var test = Choir();
        var moved = On(test, "2026-12-11");
        Assert.Null(test.Do(new InitiativeCommand.RecordMeetings([new MeetingFound(moved.Booking, "sala-warsztatowa", moved.From.AddDays(1), moved.Until.AddDays(1))]), Role.System));
        Find(test, "2026-12-18", Cancelled);
        Assert.Equal(("sala-warsztatowa", moved.From.AddDays(1)), (On(test, "2026-12-12").Room, On(test, "2026-12-12").From));
        Assert.Equal(["2026-12-04", "2026-12-12"], test.View().Meetings.Select(meeting => $"{test.House.Day(meeting.From):yyyy-MM-dd}"));
        Assert.Equal(["2026-12-18"], test.View().Cancelled!.Select(meeting => $"{test.House.Day(meeting.From):yyyy-MM-dd}"));
        Assert.Null(test.View().For(Audience.House) is InitiativeView { Cancelled: { } shown } ? shown : null);
        test.Now = "2026-12-04 20:00";
        Assert.Null(test.Do(new InitiativeCommand.Suspend("organizer-away")));
        test.RoomsAnswer();
        Assert.Null(test.Do(new InitiativeCommand.Resume()));
        test.Plan("2026-12-24", Fridays);
        test.RoomsAnswer();
        Assert.Equal(["2026-12-11 Approved", "2026-12-18 Cancelled"], test.Meetings());
        // Unless the coordinator says so.
        Assert.Null(test.Do(new InitiativeCommand.Approve([new MeetingException(Rejonowa.Day("2026-12-18"), Start: new TimeOnly(16, 0), End: new TimeOnly(18, 0))])));
        test.RoomsAnswer();
        Assert.Equal("2026-12-18 Approved", test.Meetings()[^1]);
    }

    [Fact]
    public void An_evaluation_stands_beside_attendance_against_plan()
    {
        var test = Choir();
        test.Now = "2026-12-19 12:00";
        Find(test, "2026-12-04", Held(15));
        Find(test, "2026-12-11", Held(17));
        Find(test, "2026-12-18", NotKnown);
        Assert.Null(test.Do(new InitiativeCommand.Complete()));
        Assert.Null(test.Do(new InitiativeCommand.Evaluate([new GoalReached("koncert", true)])));
        Assert.Equal((40, 32), (test.View().Planned, test.View().Attendance?.People));
        Assert.Equal("2 spotkania, obecności: 32 z planowanych 40, bez liczby: 1", InitiativeFace.Of(test.View()).AttendanceText);
    }

    [Fact]
    public void Only_the_system_says_what_became_of_a_meeting_and_only_of_its_own()
    {
        var test = Choir();
        var foreign = new InitiativeCommand.RecordMeetings([new MeetingFound(Guid.NewGuid(), "sala-glowna", Rejonowa.At("2026-12-04 17:00"), Rejonowa.At("2026-12-04 19:00"), Held(5))]);
        Assert.Equal("not-allowed", test.Do(foreign));
        var written = test.History.Count;
        Assert.Null(test.Do(foreign, Role.System));
        Assert.Equal(written, test.History.Count);
    }

    public static TheoryData<string, CalendarEntry, Settlement?> Entries
    {
        get
        {
            var planned = new Booking(Guid.Parse("0197a000-0000-7000-8000-000000000001"), "Chór", Rejonowa.At("2026-12-04 17:00"), Rejonowa.At("2026-12-04 19:00"), 20);
            Booking Ended(BookingOutcome outcome) => planned with { Outcome = outcome, EndedAt = planned.Until };
            return new()
            {
                { "to come", new CalendarEntry(planned), null },
                { "on", new CalendarEntry(planned with { Outcome = BookingOutcome.CheckedIn }, Most: 9), null },
                { "silent", new CalendarEntry(Ended(BookingOutcome.Unconfirmed)), NotKnown },
                { "counted empty", new CalendarEntry(Ended(BookingOutcome.Unconfirmed), Most: 0), NotKnown },
                { "counted in silence", new CalendarEntry(Ended(BookingOutcome.Unconfirmed), Most: 9), Held(9) },
                { "checked out", new CalendarEntry(Ended(BookingOutcome.Completed)), Held(null) },
                { "checked out and counted", new CalendarEntry(Ended(BookingOutcome.Completed), Most: 9), Held(9) },
                { "released", new CalendarEntry(Ended(BookingOutcome.NoShow), Most: 0), NobodyCame },
                { "closed out", new CalendarEntry(Ended(BookingOutcome.Completed), Most: 9, CloseOut: new CloseOut(true, 14, Volunteers: 1, VolunteerHours: 2)), Held(14) with { Volunteers = 1, VolunteerHours = 2 } },
                { "closed out while on", new CalendarEntry(planned with { Outcome = BookingOutcome.CheckedIn, ClosedOut = true }, CloseOut: new CloseOut(true, 0)), Held(0) },
                { "closed out without a number", new CalendarEntry(Ended(BookingOutcome.Completed), Most: 9, CloseOut: new CloseOut(true)), Held(9) },
                { "closed out as not held", new CalendarEntry(Ended(BookingOutcome.NoShow), CloseOut: new CloseOut(false)), NobodyCame },
                { "cancelled", new CalendarEntry(planned, Departure.Cancelled, "weather"), Cancelled },
                { "lapsed", new CalendarEntry(planned with { Standing = Standing.Requested }, Departure.Lapsed), Cancelled },
            };
        }
    }

    [Theory, MemberData(nameof(Entries))]
    public void An_entry_of_the_calendar_says_what_became_of_a_meeting(string what, CalendarEntry entry, Settlement? settled) =>
        Assert.Equal((what, settled), (what, Initiative.Found("sala-glowna", entry).Settled));
}
