using Mal.Board;
using Mal.Facts;
using Mal.Initiatives;
using Mal.Places;

namespace Mal.Rooms;

/// <summary>
/// „Zamykamy dziś wcześniej”, said at 13:00 and meaning 16:00, and a meeting at 17:00 that the coordinator decided to keep: it is
/// its group's affair behind a shut door. Nothing says it is on, nobody is sent to it, and silence proves nothing.
/// </summary>
public sealed class ClosingEarlyTests
{
    private static readonly Closure Early = new(Rejonowa.Day("2026-11-25"), Rejonowa.Day("2026-11-25"), "Awaria ogrzewania", From: new TimeOnly(16, 0));

    private readonly RoomTest _room = new();
    private readonly Booking _before;
    private readonly Booking _across;
    private readonly Booking _kept;

    public ClosingEarlyTests()
    {
        _before = _room.Plan("13:30", "15:00", initiative: null, title: "Próba");
        _across = _room.Plan("15:30", "16:45", initiative: null, title: "Rozmowy");
        _kept = _room.Plan("17:00", "18:30", initiative: null, title: "Zarząd");
        _room.Sleep("13:00");
        _room.House = Closures.With(_room.House, Early);
    }

    private IEnumerable<string> Later(string now) =>
        LobbyFace.Of(_room.House, [Room.For(_room.View(now), Audience.House)!], RoomTest.At(now)).Later.Select(later => later.What);

    [Fact]
    public void From_the_closing_on_the_room_is_closed_for_everybody_all_evening()
    {
        for (var now = RoomTest.At("16:00"); now < RoomTest.At("20:30"); now = now.AddMinutes(5))
        {
            _room.Sleep(now);
            var view = Room.View(_room.State, 1, Context.At(_room.House, "sala-glowna", now));
            foreach (var audience in new[] { Audience.Public, Audience.House, Audience.Staff })
            {
                var face = Room.Face((RoomView)Room.For(view, audience)!, _room.House, now);
                Assert.Equal((RoomCondition.Closed, null, null), (face.Condition, face.Title, face.Count));
            }
        }
    }

    [Fact]
    public void Nobody_is_sent_to_a_closed_door()
    {
        Assert.Equal(["Rozmowy"], Later("14:50"));
        Assert.Empty(Later("16:10"));
    }

    [Fact]
    public void In_silence_it_is_not_presumed_held_and_waits_for_its_close_out()
    {
        _room.Sleep("2026-11-27 10:00");
        Assert.DoesNotContain(_room.History, happened => happened is RoomEvent.PresumedHeld presumed && presumed.Booking == _kept.Id || happened is RoomEvent.NobodyCame);
        var entry = _room.History.Aggregate(RoomCalendar.Empty, (calendar, happened) => calendar.Evolve(happened)).Entries[_kept.Id];
        Assert.Equal(MeetingOutcome.NotKnown, Initiative.Found("sala-glowna", entry).Settled!.Outcome);
        Assert.Null(_room.Do("2026-11-27 10:00", new RoomCommand.CloseOutMeeting(_kept.Id, Held: true, People: 6)));
    }

    [Fact]
    public void Its_group_may_say_that_it_came_and_that_is_believed()
    {
        Assert.Null(_room.Do("17:05", new RoomCommand.CheckIn(_kept.Id), by: new By(Role.Organizer, "link")));
        Assert.Null(_room.Do("18:20", new RoomCommand.CheckOut(_kept.Id), by: new By(Role.Organizer, "link")));
        Assert.Equal((BookingOutcome.Completed, RoomTest.At("18:20")), (_room.Booking(_kept.Id).Outcome, _room.Booking(_kept.Id).EndedAt));
    }

    [Fact]
    public void What_is_on_when_the_house_shuts_ends_then_and_what_was_before_it_is_as_ever()
    {
        _room.Sleep("16:00");
        Assert.Equal(RoomTest.At("16:00"), _room.Booking(_across.Id).EndedAt);
        Assert.Contains(new RoomEvent.PresumedHeld(_before.Id, RoomTest.At("13:45")), _room.History);
        Assert.Equal(RoomTest.At("16:00"), Assert.Single(_room.History.OfType<RoomEvent.DayClosed>()).At);
        Assert.Null(_room.Booking(_kept.Id).EndedAt);
    }

    [Fact]
    public void A_room_that_slept_through_the_evening_wrote_the_same()
    {
        var awake = new ClosingEarlyTests();
        for (var now = RoomTest.At("13:00"); now <= RoomTest.At("2026-11-27 10:00"); now = now.AddMinutes(11))
        {
            awake._room.Sleep(now);
        }
        awake._room.Sleep("2026-11-27 10:00");
        _room.Sleep("2026-11-27 10:00");
        Assert.Equal(_room.History, awake._room.History);
    }
}
