using System.Text.Json;
using Mal.Board;
using Mal.Places;

namespace Mal.Rooms;

/// <summary>What holds for a room whatever is done to it: three hundred lives of sixty commands, with early closings, shut days and the days on which the clocks change among them.</summary>
public sealed class RandomLivesTests
{
    private static readonly TimeSpan Turnover = TimeSpan.FromMinutes(Rejonowa.Sample.Settings.TurnoverMinutes);

    public static TheoryData<int> Lives => [.. Enumerable.Range(0, 20)];

    private static IEnumerable<int> Seeds(int part) => Enumerable.Range(part * 15, 15);

    // A time is promised by plan and given back early; who stays longer overruns it, and that is seen, not promised.
    private static DateTimeOffset Promised(Booking booking) => booking.EndedAt < booking.Until ? booking.EndedAt.Value : booking.Until;

    private static bool Holds(Booking booking) => booking.Outcome != BookingOutcome.NoShow || booking.EndedAt > booking.From;

    private static void NeverTwo(RoomState state, bool tidied)
    {
        var held = state.Bookings.Where(Holds).Where(booking => Promised(booking) > booking.From).OrderBy(booking => booking.From).ToList();
        for (var i = 1; i < held.Count; i++)
        {
            // A walk-in takes a room as it is, untidied; whoever comes after it finds it tidied.
            var kept = tidied && !held[i].WalkIn ? Turnover : TimeSpan.Zero;
            Assert.True(Promised(held[i - 1]) + kept <= held[i].From, $"{held[i - 1]} and {held[i]}");
        }
    }

    private static void InTheTable(Booking booking)
    {
        var legal = booking switch
        {
            { Standing: not Standing.Approved } => booking is { Outcome: BookingOutcome.Planned, EndedAt: null, CheckedInAt: null, ClosedOut: false, WalkIn: false },
            { Outcome: BookingOutcome.NoShow or BookingOutcome.Completed } => booking is { EndedAt: not null, Moving: null },
            { Outcome: BookingOutcome.Planned } => booking is { EndedAt: null, CheckedInAt: null },
            { Outcome: BookingOutcome.CheckedIn } => booking is { EndedAt: null, CheckedInAt: not null },
            { Outcome: BookingOutcome.Unconfirmed } => booking.CheckedInAt is null,
            _ => false,
        };
        Assert.True(legal, $"{booking}");
    }

    private static void NothingUndecidedIsShown(RoomTest room)
    {
        var pending = room.State.Bookings.Where(booking => booking.Standing != Standing.Approved).Select(booking => booking.Id).ToHashSet();
        var view = Room.View(room.State, 1, room.Context("12:00"));
        foreach (var audience in new[] { Audience.Public, Audience.House })
        {
            Assert.DoesNotContain(((RoomView)Room.For(view, audience)!).Bookings, booking => pending.Contains(booking.Id));
        }
    }

    [Theory, MemberData(nameof(Lives))]
    public void Two_bookings_never_hold_a_room_at_once_and_the_turnover_between_them_is_kept(int part)
    {
        foreach (var seed in Seeds(part))
        {
            RandomLife.Of(seed, takesBack: false, after: (_, room) => NeverTwo(room.State, tidied: true));
        }
    }

    [Theory, MemberData(nameof(Lives))]
    public void Not_even_where_taps_are_undone_and_people_come_after_their_room_was_released(int part)
    {
        foreach (var seed in Seeds(part))
        {
            RandomLife.Of(seed, takesBack: true, after: (_, room) => NeverTwo(room.State, tidied: false));
        }
    }

    [Theory, MemberData(nameof(Lives))]
    public void No_booking_is_ever_in_a_state_outside_the_table(int part)
    {
        foreach (var seed in Seeds(part))
        {
            RandomLife.Of(seed, takesBack: true, after: (_, room) =>
            {
                Assert.All(room.State.Bookings, InTheTable);
                Assert.Equal(room.State.Bookings.OrderBy(booking => booking.From).Select(booking => booking.From), room.State.Bookings.Select(booking => booking.From));
                NothingUndecidedIsShown(room);
            });
        }
    }

    [Theory, MemberData(nameof(Lives))]
    public void A_life_replayed_from_what_is_stored_is_the_life_in_memory_and_its_calendar_knows_what_is_held(int part)
    {
        foreach (var seed in Seeds(part))
        {
            var life = RandomLife.Of(seed, takesBack: true);
            var room = life.Room;
            var stored = Texts(room.History).Split('\n').Select(text => JsonSerializer.Deserialize<RoomEvent>(text, Wire.Wire.Tolerant)!).ToList();
            Assert.Equal(Text(room.State), Text(stored.Aggregate(Room.Empty, Room.Evolve)));
            Assert.Equal(Text(room.State), Text(JsonSerializer.Deserialize<RoomState>(Text(room.State), Wire.Wire.Tolerant)!));
            var calendar = stored.Aggregate(RoomCalendar.Empty, (known, happened) => known.Evolve(happened));
            for (var hour = 0; hour < 24 * 30; hour += 7)
            {
                var (from, until) = (life.Born.AddHours(hour - 12), life.Born.AddHours(hour - 11 + hour % 60));
                Assert.Equal(calendar.Entries.Values.Where(entry => entry.Booking.From < until && from < entry.Booking.Until).Select(entry => entry.Booking.Id).Order(),
                    calendar.Between(room.House, from, until).Select(entry => entry.Booking.Id).Order());
            }
            Assert.All(room.State.Bookings, booking => Assert.Equal((booking.Outcome, booking.Standing, booking.Outcome != BookingOutcome.NoShow),
                (calendar.Entries[booking.Id].Booking.Outcome, calendar.Entries[booking.Id].Booking.Standing, calendar.Entries[booking.Id].Holds)));
        }
    }

    [Theory, MemberData(nameof(Lives))]
    public void A_room_that_slept_between_commands_lived_the_same_life(int part)
    {
        foreach (var seed in Seeds(part))
        {
            var (asleep, awake) = (RandomLife.Of(seed, takesBack: true), RandomLife.Of(seed, takesBack: true, wakes: 2));
            Assert.Equal(Texts(asleep.Room.History), Texts(awake.Room.History));
        }
    }

    [Fact]
    public void The_lives_are_eventful_enough_to_mean_something()
    {
        var lives = Enumerable.Range(0, 400).Select(seed => RandomLife.Of(seed, takesBack: true)).ToList();
        var kinds = lives.SelectMany(life => life.Room.History).Select(happened => happened.GetType()).ToHashSet();
        Assert.All(typeof(RoomEvent).GetNestedTypes().Where(type => type.IsSubclassOf(typeof(RoomEvent))), kind => Assert.True(kinds.Contains(kind), kind.Name));
        Assert.True(lives.Count(life => life.ClockChanges > 0) > 50, "the clocks change in many a life");
        Assert.True(lives.Sum(life => life.Closings) > 300, "houses close");
        Assert.Contains(lives, life => life.Room.History.OfType<RoomEvent.EndedBySystem>().Any(it => life.Room.House.Local(it.At).Hour is not (20 or 23)));
        Assert.True(lives.Sum(life => life.Commands.Done) * 4 > lives.Sum(life => life.Commands.Asked), "a quarter of all that is asked is done");
    }

    private static string Text(RoomState state) => JsonSerializer.Serialize(state, Wire.Wire.Tolerant);

    private static string Texts(IEnumerable<RoomEvent> events) => string.Join('\n', events.Select(happened => JsonSerializer.Serialize(happened, Wire.Wire.Tolerant)));
}
