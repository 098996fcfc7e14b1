using Mal.Board;

namespace Mal.Rooms;

public sealed class ConditionTests
{
    private readonly RoomTest _room = new();

    [Fact]
    public void A_day_passes_through_every_state_by_itself()
    {
        _room.Plan("16:00", "17:30");
        foreach (var (time, condition) in new (string, RoomCondition)[]
        {
            ("11:59", RoomCondition.Closed), ("12:00", RoomCondition.Free), ("15:29", RoomCondition.Free),
            ("15:30", RoomCondition.Reserved), ("15:45", RoomCondition.AwaitingCheckIn), ("16:14", RoomCondition.AwaitingCheckIn),
            ("16:15", RoomCondition.InUse), ("17:19", RoomCondition.InUse), ("17:20", RoomCondition.EndingSoon),
            ("17:30", RoomCondition.Turnover), ("17:40", RoomCondition.Free), ("20:00", RoomCondition.Closed),
        })
        {
            // The screen without network: nothing was written since the plan.
            Assert.Equal((time, condition), (time, _room.Condition(time)));
        }
    }

    [Fact]
    public void A_face_says_the_same_whether_or_not_what_was_due_is_written()
    {
        _room.Plan("13:00", "14:00");
        _room.Plan("16:00", "17:30");
        for (var at = RoomTest.At("11:30"); at < RoomTest.At("20:30"); at = at.AddMinutes(1))
        {
            var asleep = Room.Face(_room.View("11:00"), _room.House, at);
            var awake = new RoomTest();
            awake.Plan("13:00", "14:00");
            awake.Plan("16:00", "17:30");
            awake.Sleep(at);
            var view = Room.View(awake.State, 1, Facts.Context.At(awake.House, "sala-glowna", at));
            Assert.Equal((at, asleep.Condition, asleep.Says), (at, Room.Face(view, awake.House, at).Condition, Room.Face(view, awake.House, at).Says));
        }
    }

    [Fact]
    public void Check_in_makes_it_in_use_at_once()
    {
        var meeting = _room.Plan("16:00", "17:30");
        _room.Do("15:50", new RoomCommand.CheckIn(meeting.Id));
        Assert.Equal(RoomCondition.InUse, _room.Condition("15:50"));
        Assert.Equal("do 17:30", _room.Face("15:50").When);
    }

    [Fact]
    public void It_is_overdue_when_people_are_seen_after_the_end_and_somebody_follows()
    {
        var meeting = _room.Plan("16:00", "17:30");
        var next = _room.Plan("17:40", "18:30");
        _room.Do("16:00", new RoomCommand.CheckIn(meeting.Id));
        _room.Do("17:32", new RoomCommand.SetCount(8));
        Assert.Equal((RoomCondition.Overdue, next.Id), (_room.Condition("17:33"), _room.Face("17:33").Next?.Id));
        _room.Do("17:36", new RoomCommand.CheckOut());
        Assert.Equal(RoomCondition.Turnover, _room.Condition("17:36"));
        Assert.Equal(RoomTest.At("17:36"), _room.Booking(meeting.Id).EndedAt);
    }

    [Fact]
    public void Staying_longer_with_nobody_after_is_just_in_use()
    {
        var meeting = _room.Plan("16:00", "17:30");
        _room.Do("16:00", new RoomCommand.CheckIn(meeting.Id));
        _room.Do("17:32", new RoomCommand.SetCount(8));
        Assert.Equal(RoomCondition.InUse, _room.Condition("17:33"));
    }

    [Fact]
    public void It_is_overdue_when_the_house_closes()
    {
        var meeting = _room.Plan("18:00", "19:45");
        _room.Do("18:00", new RoomCommand.CheckIn(meeting.Id));
        _room.Do("19:47", new RoomCommand.SetCount(8));
        Assert.Equal(RoomCondition.Overdue, _room.Condition("19:48"));
        Assert.Equal(RoomCondition.Closed, _room.Condition("20:00"));
    }

    [Fact]
    public void Ready_ends_the_tidying()
    {
        _room.Plan("16:00", "17:30");
        Assert.Null(_room.Do("17:32", new RoomCommand.MarkReady()));
        Assert.Equal(RoomCondition.Free, _room.Condition("17:33"));
        var facts = _room.History.Count;
        _room.Do("17:34", new RoomCommand.MarkReady());
        Assert.Equal(facts, _room.History.Count);
    }

    [Fact]
    public void Ready_is_refused_while_a_group_is_inside()
    {
        _room.Do("14:00", new RoomCommand.WalkIn());
        Assert.Equal("in-use", _room.Do("14:05", new RoomCommand.MarkReady()));
    }

    [Fact]
    public void A_room_out_of_service_says_so_and_takes_no_walk_in()
    {
        Assert.Null(_room.Do("13:00", new RoomCommand.TakeOutOfService("repair")));
        Assert.Equal(RoomCondition.OutOfService, _room.Condition("13:00"));
        Assert.Equal("out-of-service", _room.Do("13:01", new RoomCommand.WalkIn()));
        Assert.Null(_room.Do("13:02", new RoomCommand.ReturnToService()));
        Assert.Equal(RoomCondition.Free, _room.Condition("13:02"));
    }

    [Fact]
    public void The_garden_is_out_of_season_in_winter()
    {
        var garden = new RoomTest("ogrod");
        Assert.Equal(RoomCondition.OutOfSeason, garden.Condition("13:00"));
        Assert.Equal("out-of-season", garden.Do("13:00", new RoomCommand.WalkIn()));
        Assert.Equal(RoomCondition.Free, garden.Condition("2027-04-01 13:00"));
    }

    [Fact]
    public void The_neighbours_salon_is_in_use_whenever_the_house_is_open()
    {
        var salon = new RoomTest("salon-sasiedzki");
        Assert.Equal((RoomCondition.InUse, "Wolny wstęp do 20:00"), (salon.Condition("18:00"), salon.Face("18:00").Says));
        Assert.Equal(RoomCondition.Closed, salon.Condition("20:00"));
    }

    [Fact]
    public void The_sentences_are_those_of_the_wall()
    {
        _room.Plan("17:00", "18:30", "Polski dla cudzoziemców");
        Assert.Equal(("Wolne do 17:00", "do 17:00"), (_room.Face("16:00").Says, _room.Face("16:00").When));
        Assert.Equal(("od 17:00", "za 18 minut"), (_room.Face("16:42").When, _room.Face("16:42").May));
        Assert.Equal("Czekamy na grupę", _room.Face("17:05").Says);
        _room.Do("17:10", new RoomCommand.SetCount(18));
        Assert.Equal(("do 18:30", "są miejsca"), (_room.Face("17:20").When, _room.Face("17:20").May));
        _room.Do("17:12", new RoomCommand.SetCount(28));
        Assert.Equal("2 wolne miejsca", _room.Face("17:20").May);
        Assert.Equal("Kończy się o 18:30", _room.Face("18:25").Says);
    }

    [Fact]
    public void The_public_reads_words_and_never_a_number()
    {
        _room.Plan("16:00", "17:30");
        _room.Do("16:20", new RoomCommand.SetCount(1));
        var view = (RoomView)Room.For(_room.View("16:21"), Audience.Public)!;
        Assert.Equal((null, Filling.Some), (view.Occupancy.Count, view.Filling));
        Assert.Empty(view.Undoable);
        Assert.Equal(("są miejsca", "", (int?)null), (_room.Face("16:21", Audience.Public).May, _room.Face("16:21", Audience.Public).CountText, _room.Face("16:21", Audience.Public).Count));
        _room.Do("16:22", new RoomCommand.SetCount(30));
        Assert.Equal("komplet", _room.Face("16:23", Audience.Public).May);
        Assert.Equal("", _room.Face("17:10", Audience.Public).May);
        Assert.Equal(30, _room.Face("16:23", Audience.House).Count);
    }

    [Fact]
    public void A_closed_group_keeps_its_title_and_count_among_staff()
    {
        var meeting = _room.Plan("16:00", "17:30", "Grupa wsparcia", closed: true, initiative: "spotkanie-7f3a");
        _room.Do("16:20", new RoomCommand.SetCount(7));
        foreach (var audience in new[] { Audience.Public, Audience.House })
        {
            var view = (RoomView)Room.For(_room.View("16:21"), audience)!;
            var booking = Assert.Single(view.Bookings);
            Assert.Equal((meeting.Id, "Spotkanie zamknięte", null, 0), (booking.Id, booking.Title, booking.Initiative, booking.People));
            Assert.Null(view.Occupancy.Count);
            Assert.Null(view.Filling);
            Assert.Equal("", _room.Face("16:21", audience).May);
        }
        Assert.Equal(("Grupa wsparcia", 7), (_room.Face("16:21").Title, _room.Face("16:21").Count));
    }

    [Fact]
    public void A_change_after_a_closed_group_does_not_give_its_number_away()
    {
        _room.Plan("16:00", "17:30", "Grupa wsparcia", closed: true, initiative: "spotkanie-7f3a");
        _room.Do("16:20", new RoomCommand.SetCount(7));
        _room.Do("18:00", new RoomCommand.ChangeCount(1));
        Assert.Null(((RoomView)Room.For(_room.View("18:01"), Audience.House)!).Occupancy.Count);
        Assert.Equal(8, _room.Face("18:01").Count);
        _room.Do("18:20", new RoomCommand.SetCount(2));
        Assert.Equal(2, ((RoomView)Room.For(_room.View("18:21"), Audience.House)!).Occupancy.Count);
    }

    [Fact]
    public void A_house_that_wants_no_numbers_gives_words_to_its_own_screens_too()
    {
        var file = _room.House.File;
        _room.House = _room.House with { File = file with { Place = file.Place with { Settings = file.Place.Settings with { NumbersInHouse = false } } } };
        _room.Do("16:20", new RoomCommand.SetCount(7));
        Assert.Null(((RoomView)Room.For(_room.View("16:21"), Audience.House)!).Occupancy.Count);
    }
}
