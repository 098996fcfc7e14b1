using System.Collections.Immutable;
using Mal.Places;
using Mal.Rooms;

namespace Mal.Coordination.Weeks;

public sealed class LiftedTests : WeekTest
{
    private static readonly ImmutableList<string> Rooms = [.. House.File.Rooms.Select(room => room.Id)];
    private static readonly CalendarEntry Chess = Entry("2026-11-27 14:30", "2026-11-27 16:00");
    private static readonly Lifted InHand = Lifted.Of(House, Hall, Chess.Booking);

    private static Lifted Keys(Lifted lifted, params string[] keys) => keys.Aggregate(lifted, (held, key) => held.Press(key, House, Rooms)!);

    [Fact]
    public void Arrows_move_a_quarter_of_an_hour_and_keep_the_length()
    {
        var moved = Keys(InHand, "ArrowDown", "ArrowDown", "ArrowUp");

        Assert.Equal((Local("2026-11-27 14:45"), Local("2026-11-27 16:15")), (moved.From, moved.Until));
    }

    [Fact]
    public void Arrows_to_the_side_move_to_the_days_on_which_the_house_opens()
    {
        Assert.Equal(Local("2026-11-26 14:30"), Keys(InHand, "ArrowLeft").From);
        Assert.Equal(Local("2026-12-01 14:30"), Keys(InHand, "ArrowRight").From);
    }

    [Fact]
    public void No_step_leaves_the_day()
    {
        var late = InHand.Over(Local("2026-11-27 22:15"));

        Assert.Equal(late, Keys(late, "ArrowDown", "ArrowDown"));
    }

    [Fact]
    public void Page_keys_carry_it_to_the_next_room_and_round()
    {
        Assert.Equal(Workshop, Keys(InHand, "PageDown").Room);
        Assert.Equal(Rooms[^1], Keys(InHand, "PageUp").Room);
        Assert.Equal(new RoomCommand.MoveBooking(Chess.Booking.Id, InHand.From, InHand.Until, Workshop), Keys(InHand, "PageDown").Command);
        Assert.Null(Keys(InHand, "ArrowDown").Command.Room);
    }

    [Fact]
    public void A_key_that_means_nothing_leaves_it_to_others() => Assert.Null(InHand.Press("Tab", House, Rooms));

    [Fact]
    public void It_is_home_where_it_was_taken_up_and_nowhere_else()
    {
        Assert.True(Keys(InHand, "ArrowDown", "ArrowUp").IsHome(House));
        Assert.False(Keys(InHand, "ArrowDown").IsHome(House));
        Assert.False(Keys(InHand, "PageDown").IsHome(House));
    }

    [Fact]
    public void It_may_lie_over_its_own_old_time_but_not_over_another_meeting()
    {
        var held = Held((Hall, Chess), (Hall, Entry("2026-11-27 18:00", "2026-11-27 19:45")));

        Assert.True(Keys(InHand, "ArrowDown").Judge(House, held, Now, AllOpen).Free);
        var over = InHand.Over(Local("2026-11-27 17:00")).Judge(House, held, Now, AllOpen);
        Assert.Equal((false, RoomRefusals.SlotTaken.Message), (over.Free, over.Says));
        Assert.NotEmpty(over.Instead);
    }

    [Fact]
    public void The_hours_of_the_house_the_past_and_a_room_too_small_are_each_said()
    {
        var held = Held((Hall, Chess));

        Assert.StartsWith("Spotkanie musi się skończyć przed zamknięciem", InHand.Over(Local("2026-11-27 18:30")).Judge(House, held, Now, AllOpen).Says, StringComparison.Ordinal);
        Assert.Equal(RoomRefusals.InThePast.Message, InHand.Over(Local("2026-11-24 14:30")).Judge(House, held, Now, AllOpen).Says);
        Assert.Equal(RoomRefusals.TooManyPeople(8).Message, (InHand with { Room = "sala-komputerowa" }).Judge(House, held, Now, AllOpen).Says);
        Assert.Equal(RoomRefusals.DropIn.Message, (InHand with { Room = Salon }).Judge(House, held, Now, AllOpen).Says);
    }

    [Fact]
    public void A_room_out_of_service_takes_nothing_in_but_its_own_may_change_their_hour()
    {
        var held = Held((Hall, Chess));

        Assert.Equal(RoomRefusals.OutOfService.Message, (InHand with { Room = Workshop }).Judge(House, held, Now, AllOpen.Add(Workshop)).Says);
        Assert.True(Keys(InHand, "ArrowDown").Judge(House, held, Now, AllOpen.Add(Hall)).Free);
    }

    [Fact]
    public void What_the_browser_says_is_what_the_room_says()
    {
        var other = Entry("2026-11-27 18:00", "2026-11-27 19:45");
        var held = Held((Hall, Chess), (Hall, other));
        var state = Room.Empty with { Bookings = [Chess.Booking, other.Booking] };
        var context = Rejonowa.Staff("2026-11-25 10:00") with { Id = Hall, By = new Facts.By(Facts.Role.Coordinator, "desk") };

        foreach (var minutes in Enumerable.Range(0, 3 * 24 * 4).Select(step => step * WeekGrid.StepMinutes))
        {
            var over = InHand.Over(Local("2026-11-25 00:00").AddMinutes(minutes));
            var refusal = Room.Decide(state, over.Command, context).Refusal;
            var said = over.Judge(House, held, Now, AllOpen);
            Assert.Equal((over.From, refusal?.Message), (over.From, over.IsHome(House) || said.Free ? null : said.Says));
        }
    }

    [Fact]
    public void What_is_under_way_or_over_stays_where_it_is()
    {
        Assert.Null(Lifted.WhyNot(Chess, Now));
        Assert.Equal(RoomRefusals.AlreadyStarted.Message, Lifted.WhyNot(Chess, At("2026-11-27 14:30")));
        Assert.Equal(RoomRefusals.AlreadyStarted.Message, Lifted.WhyNot(Chess with { Booking = Chess.Booking with { Outcome = BookingOutcome.CheckedIn } }, Now));
        Assert.NotNull(Lifted.WhyNot(Chess with { Booking = Chess.Booking with { WalkIn = true } }, Now));
        Assert.NotNull(Lifted.WhyNot(Chess with { Gone = Departure.Cancelled }, Now));
    }
}
