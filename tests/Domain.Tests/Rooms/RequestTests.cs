using Mal.Board;
using Mal.Facts;

namespace Mal.Rooms;

/// <summary>RULES §3: asking for a room, deciding, taking back. Everything is asked on 20 November 2026 unless said.</summary>
public sealed class RequestTests
{
    private static readonly By Anyone = new(Role.Anyone, "");
    private readonly RoomTest _room = new();

    private string? Ask(string from, string until, string now = "2026-11-20 12:00", Func<BookingRequest, BookingRequest>? but = null, By? by = null) =>
        _room.Do(now, new RoomCommand.RequestBooking(but?.Invoke(_room.Asked(from, until)) ?? _room.Asked(from, until)), by: by ?? Anyone);

    [Fact]
    public void A_request_holds_its_slot_and_is_no_meeting_until_it_is_approved()
    {
        var asked = _room.Request("16:00", "17:00");
        Assert.Equal("slot-taken", Ask("16:30", "17:30"));
        Assert.Empty(((RoomView)Room.For(_room.View("2026-11-20 12:01"), Audience.Public)!).Bookings);
        Assert.Null(((RoomView)Room.For(_room.View("2026-11-20 12:01"), Audience.House)!).Pending);
        Assert.Equal(asked, Assert.Single(_room.View("2026-11-20 12:01").Pending!).Id);
        Assert.Null(_room.Do("2026-11-20 13:00", new RoomCommand.ApproveBooking(asked), by: RoomTest.Coordinator));
        Assert.Single(((RoomView)Room.For(_room.View("13:00"), Audience.Public)!).Bookings);
        Assert.Null(_room.View("13:00").Pending);
        Assert.Equal(RoomCondition.Reserved, _room.Condition("15:35"));
    }

    [Fact]
    public void A_request_nobody_decided_lapses_at_its_start_and_was_never_shown()
    {
        var asked = _room.Request("16:00", "17:00");
        Assert.Equal(RoomCondition.Free, _room.Condition("15:50"));
        _room.Sleep("2026-11-26 09:00");
        Assert.Equal(new RoomEvent.RequestLapsed(asked, RoomTest.At("16:00")), _room.History[^1]);
        Assert.Empty(_room.State.Bookings);
        Assert.Equal("unknown-booking", _room.Do("2026-11-26 12:00", new RoomCommand.ApproveBooking(asked), by: RoomTest.Coordinator));
    }

    [Fact]
    public void A_lost_slot_is_a_fact_that_names_who_held_it()
    {
        var first = _room.Request("16:00", "17:00");
        Assert.Equal("slot-taken", Ask("17:05", "18:00"));
        Assert.Equal([first], Assert.IsType<RoomEvent.RequestRefused>(_room.History[^1]).TakenBy!);
        Assert.Null(Ask("17:10", "18:00"));
    }

    [Theory]
    [InlineData("too-many-people", 31), InlineData("", 30)]
    public void A_room_takes_no_more_people_than_fit(string code, int people) =>
        Assert.Equal(code, Ask("16:00", "17:00", but: asked => asked with { People = people }) ?? "");

    [Theory]
    [InlineData("missing-feature", "kitchen"), InlineData("", "projector")]
    public void A_room_must_have_what_is_needed(string code, string need) =>
        Assert.Equal(code, Ask("16:00", "17:00", but: asked => asked with { Needs = new Features([need]) }) ?? "");

    [Theory]
    [InlineData("16:00", "20:30", "too-long")]
    [InlineData("11:30", "13:00", "outside-hours")]
    [InlineData("19:00", "19:46", "outside-hours")]
    [InlineData("19:00", "19:45", null)]
    [InlineData("2026-11-23 16:00", "2026-11-23 17:00", "outside-hours")]
    [InlineData("2026-12-25 16:00", "2026-12-25 17:00", "outside-hours")]
    public void A_request_keeps_the_hours_of_the_house(string from, string until, string? code) => Assert.Equal(code, Ask(from, until));

    [Theory]
    [InlineData("2026-11-24 18:00", null)]
    [InlineData("2026-11-25 12:30", "too-soon")]
    [InlineData("2026-09-25 12:30", "too-far-ahead")]
    public void A_stranger_asks_a_day_to_two_months_ahead(string now, string? code) => Assert.Equal(code, Ask("16:00", "17:00", now));

    [Theory]
    [InlineData("12:30", null)]
    [InlineData("16:00", "in-the-past")]
    public void A_coordinator_may_ask_for_the_same_day(string now, string? code) => Assert.Equal(code, Ask("16:00", "17:00", now, by: RoomTest.Coordinator));

    [Fact]
    public void Staff_may_ask_for_a_group_at_the_door_and_no_earlier()
    {
        Assert.Equal("too-soon", Ask("16:00", "17:00", "15:44", by: RoomTest.Staff));
        Assert.Null(Ask("16:00", "17:00", "15:45", by: RoomTest.Staff));
        Assert.Equal(BookingOutcome.CheckedIn, _room.State.Bookings[0].Outcome);
    }

    [Fact]
    public void A_room_out_of_service_or_out_of_season_or_entered_without_booking_is_not_lent()
    {
        _room.Do("2026-11-20 12:00", new RoomCommand.TakeOutOfService("repair"));
        Assert.Equal("out-of-service", Ask("16:00", "17:00"));
        Assert.Equal("drop-in", new RoomTest("salon-sasiedzki").Do("2026-11-20 12:00", new RoomCommand.RequestBooking(_room.Asked("16:00", "17:00"))));
        var garden = new RoomTest(_room.House.File.Rooms.Single(room => room.Season is not null).Id);
        Assert.Equal("out-of-season", garden.Do("2026-11-20 12:00", new RoomCommand.RequestBooking(_room.Asked("16:00", "17:00", 1))));
    }

    [Fact]
    public void A_series_that_waits_is_one_request_and_each_of_its_weeks_has_its_hours()
    {
        var (group, house) = (Guid.NewGuid(), new RoomTest().House);
        Booking Held(string from, string until, string? initiative, Standing standing = Standing.Requested) =>
            new(Guid.NewGuid(), "Chór", RoomTest.At(from), RoomTest.At(until), 5, initiative, Standing: standing, Group: group);
        string? WhyNot(IEnumerable<Booking> held, params (string From, string Until)[] wished) =>
            Fairness.WhyNot(house, group, [.. wished.Select(time => (RoomTest.At(time.From), RoomTest.At(time.Until)))], held)?.Code;
        Booking[] series = [Held("2026-12-02 14:00", "2026-12-02 16:00", "chór"), Held("2026-12-09 14:00", "2026-12-09 16:00", "chór"), Held("2026-12-16 14:00", "2026-12-16 16:00", "chór")];

        Assert.Null(WhyNot(series, ("2026-12-03 12:00", "2026-12-03 16:00")));
        Assert.Equal("group-pending", WhyNot([.. series, Held("2026-12-22 14:00", "2026-12-22 15:00", null)], ("2027-01-05 12:00", "2027-01-05 13:00")));
        // One week too full spoils the series, an empty one does not help it.
        Assert.Equal("group-hours", WhyNot(series, ("2026-11-26 12:00", "2026-11-26 13:00"), ("2026-12-03 12:00", "2026-12-03 16:15")));
        Assert.Equal("group-hours", WhyNot([], ("2026-12-01 12:00", "2026-12-01 16:00"), ("2026-12-03 12:00", "2026-12-03 14:15")));
    }

    [Fact]
    public void The_places_own_team_is_bound_by_no_share()
    {
        var (group, test) = (Guid.NewGuid(), new RoomTest());
        for (var day = 1; day <= 3; day++)
        {
            var asked = test.Asked($"2026-12-0{day} 12:00", $"2026-12-0{day} 12:15") with { Group = group, Organizer = new Organizer(OrganizerKind.Team) };
            Assert.Null(test.Do("2026-11-20 12:00", new RoomCommand.RequestBooking(asked), by: RoomTest.Coordinator));
        }
    }

    [Fact]
    public void A_group_has_so_many_waiting_requests_and_so_many_hours_a_week()
    {
        var group = Guid.NewGuid();
        BookingRequest Of(BookingRequest asked) => asked with { Group = group };
        var first = _room.Request("12:00", "15:30", but: Of);
        _room.Request("2026-12-02 12:00", "2026-12-02 13:00", but: Of);
        Assert.Equal("group-pending", Ask("2026-12-03 12:00", "2026-12-03 13:00", but: Of));
        _room.Do("2026-11-20 12:00", new RoomCommand.ApproveBooking(first), by: RoomTest.Coordinator);
        Assert.Equal("group-hours", Ask("2026-11-26 12:00", "2026-11-26 14:45", but: Of));
        Assert.Null(Ask("2026-11-26 12:00", "2026-11-26 14:45"));
        Assert.Null(Ask("2026-11-26 15:00", "2026-11-26 17:30", but: Of));
    }

    [Fact]
    public void The_second_who_decides_is_told()
    {
        var (one, other) = (_room.Request("16:00", "17:00"), _room.Request("18:00", "19:00"));
        Assert.Null(Decide(new RoomCommand.ApproveBooking(one)));
        var written = _room.History.Count;
        Assert.Null(Decide(new RoomCommand.ApproveBooking(one)));
        Assert.Equal(written, _room.History.Count);
        Assert.Equal("already-decided", Decide(new RoomCommand.RejectRequest(one, "trade")));
        Assert.Null(Decide(new RoomCommand.RejectRequest(other, "trade")));
        Assert.Equal("unknown-booking", Decide(new RoomCommand.ApproveBooking(other)));
        Assert.Null(Ask("18:00", "19:00"));
    }

    [Fact]
    public void A_question_hands_it_back_and_an_answer_puts_it_in_the_queue_again()
    {
        var asked = _room.Request("16:00", "17:00");
        Decide(new RoomCommand.AskRequester(asked, ""));
        Assert.Equal(Standing.NeedsInfo, _room.Booking(asked).Standing);
        Assert.Null(_room.Do("2026-11-21 12:00", new RoomCommand.AnswerQuestion(asked, ""), by: Anyone));
        Assert.Equal(Standing.Requested, _room.Booking(asked).Standing);
    }

    [Theory]
    [InlineData("2026-11-24 23:00", false), InlineData("2026-11-25 09:00", true)]
    public void Taking_back_frees_the_slot_at_once_and_says_whether_it_was_late(string now, bool late)
    {
        var (one, other) = (_room.Request("16:00", "17:00"), _room.Request("18:00", "19:00"));
        Decide(new RoomCommand.ApproveBooking(one));
        Assert.Null(_room.Do(now, new RoomCommand.CancelBooking(one, "illness"), by: RoomTest.Coordinator));
        Assert.Equal(late, Assert.IsType<RoomEvent.BookingCancelled>(_room.History[^1]).Late);
        Assert.Null(_room.Do(now, new RoomCommand.WithdrawBooking(other), by: Anyone));
        Assert.Equal(late, Assert.IsType<RoomEvent.BookingWithdrawn>(_room.History[^1]).Late);
        Assert.Empty(_room.State.Bookings);
    }

    [Fact]
    public void What_has_begun_is_not_taken_back_any_more()
    {
        var asked = _room.Request("16:00", "17:00");
        Decide(new RoomCommand.ApproveBooking(asked));
        Assert.Equal("already-started", _room.Do("16:00", new RoomCommand.CancelBooking(asked), by: RoomTest.Coordinator));
        Assert.Equal("already-started", _room.Do("16:00", new RoomCommand.WithdrawBooking(asked), by: Anyone));
    }

    [Fact]
    public void Who_may_is_a_matter_of_role()
    {
        var asked = _room.Request("16:00", "17:00");
        foreach (RoomCommand command in new RoomCommand[]
        {
            new RoomCommand.ApproveBooking(asked), new RoomCommand.AskRequester(asked, ""), new RoomCommand.RejectRequest(asked, "trade"),
            new RoomCommand.CancelBooking(asked), new RoomCommand.MoveBooking(asked, new DateTime(2026, 11, 25, 12, 0, 0), new DateTime(2026, 11, 25, 13, 0, 0)),
        })
        {
            Assert.Equal("not-allowed", _room.Do("2026-11-20 12:00", command, by: RoomTest.Staff));
        }
        Assert.Equal("not-allowed", _room.Do("2026-11-20 12:00", new RoomCommand.ChangeCount(1), by: Anyone));
        Assert.Equal("not-allowed", _room.Do("2026-11-20 12:00", new RoomCommand.FinishMove(asked, Guid.NewGuid()), by: RoomTest.Coordinator));
    }

    [Fact]
    public void A_walk_in_ends_before_a_waiting_request_and_nobody_extends_into_it()
    {
        _room.Request("16:00", "17:00");
        Assert.Null(_room.Do("14:00", new RoomCommand.WalkIn()));
        Assert.Equal(RoomTest.At("15:50"), _room.State.Bookings[0].Until);
        Assert.Equal("followed-by-another", _room.Do("15:30", new RoomCommand.Extend(10)));
    }

    [Fact]
    public void No_fact_holds_the_real_title_of_a_closed_or_renamed_meeting()
    {
        _room.Request("16:00", "17:00", but: asked => asked with { Title = "Grupa DDA", Closed = true });
        _room.Request("18:00", "19:00", but: asked => asked with { Title = "Zebranie", PublicTitle = "Spotkanie" });
        Assert.Equal(["Spotkanie zamknięte", "Spotkanie"], _room.State.Bookings.Select(booking => booking.Title));
    }

    [Fact]
    public void A_count_made_in_a_closed_meeting_goes_with_it()
    {
        var asked = _room.Request("16:00", "17:00", but: one => one with { Closed = true });
        Decide(new RoomCommand.ApproveBooking(asked));
        _room.Do("15:50", new RoomCommand.SetCount(4));
        Assert.Null(_room.Do("15:55", new RoomCommand.CancelBooking(asked), by: RoomTest.Coordinator));
        Assert.Null(_room.State.Occupancy.Count);
    }

    private string? Decide(RoomCommand command) => _room.Do("2026-11-20 13:00", command, by: RoomTest.Coordinator);
}
