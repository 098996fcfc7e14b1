using System.Text;
using System.Text.Json;
using Mal.Board;
using Mal.Places;

namespace Mal.Rooms;

public sealed class RoomLifeTests
{
    private static readonly string[] Times = ["12:30", "14:10", "15:50", "16:05", "16:20", "17:25", "17:33", "18:40", "19:30", "19:58"];

    private static List<T> Golden<T>(string file, JsonSerializerOptions options) =>
        [.. JsonElement.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", file))).EnumerateArray().Select(item => item.Deserialize<T>(options)!)];

    private static HashSet<Type> Declared<T>() => [.. typeof(T).GetNestedTypes().Where(type => type.IsSubclassOf(typeof(T)))];

    [Fact]
    public void Every_declared_event_is_among_the_golden_ones_and_evolves()
    {
        var golden = Golden<RoomEvent>("room-events.json", Wire.Wire.Tolerant);
        Assert.Equal(Declared<RoomEvent>(), [.. golden.Select(happened => happened.GetType())]);
        var state = golden.Aggregate(Room.Empty, Room.Evolve);
        Assert.Equal(Room.Empty.Occupancy, state.Occupancy);
        Assert.Null(state.OutOfService);
        Assert.Empty(state.Bookings);
    }

    [Fact]
    public void Golden_events_are_written_as_they_were()
    {
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "room-events.json"));
        Assert.All(JsonElement.Parse(text).EnumerateArray(), item =>
            Assert.True(JsonElement.DeepEquals(item, JsonSerializer.SerializeToElement(item.Deserialize<RoomEvent>(Wire.Wire.Tolerant)!, Wire.Wire.Tolerant)), item.ToString()));
    }

    [Fact]
    public void Every_declared_command_is_among_the_golden_ones_and_survives_the_wire()
    {
        var golden = Golden<RoomCommand>("room-commands.json", Wire.Wire.Strict);
        Assert.Equal(Declared<RoomCommand>(), [.. golden.Select(command => command.GetType())]);
        Assert.All(golden, command =>
        {
            Assert.Null(Room.Malformed(command));
            // Lists inside compare by reference, so what is compared is what travels.
            var sent = JsonSerializer.Serialize(command, Wire.Wire.Strict);
            Assert.Equal(sent, JsonSerializer.Serialize(JsonSerializer.Deserialize<RoomCommand>(sent, Wire.Wire.Strict), Wire.Wire.Strict));
        });
    }

    [Theory]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5), InlineData(6), InlineData(7), InlineData(8)]
    public void A_room_that_slept_writes_the_same_facts_with_the_same_timestamps(int seed)
    {
        var asleep = Live(seed, wakes: 0);
        var awake = Live(seed, wakes: 9);
        Assert.Equal(Texts(asleep.History), Texts(awake.History));
        Assert.Equal(Text(asleep.State), Text(awake.State));
    }

    [Theory]
    [InlineData(11), InlineData(12), InlineData(13)]
    public void Replay_equals_memory(int seed)
    {
        var lived = Live(seed, wakes: 2);
        var replayed = lived.History.Select(happened => JsonSerializer.Deserialize<RoomEvent>(JsonSerializer.Serialize(happened, Wire.Wire.Tolerant), Wire.Wire.Tolerant)!)
            .Aggregate(Room.Empty, Room.Evolve);
        Assert.Equal(Text(lived.State), Text(replayed));
        Assert.Equal(Text(lived.State), Text(JsonSerializer.Deserialize<RoomState>(Text(lived.State), Wire.Wire.Tolerant)!));
    }

    [Fact]
    public void A_browser_decides_on_its_view_as_the_server_does_on_its_state()
    {
        var room = Live(21, wakes: 0);
        foreach (var command in Golden<RoomCommand>("room-commands.json", Wire.Wire.Strict))
        {
            var context = room.Context("2026-11-26 13:05", command: Guid.Parse("0197a000-0000-7000-8000-0000000000ff"));
            var inBrowser = Room.Decide(room.View("2026-11-26 13:05").State, command, context);
            var onServer = Room.Decide(room.State, command, context);
            Assert.Equal((Texts(onServer.Events), onServer.Refusal), (Texts(inBrowser.Events), inBrowser.Refusal));
        }
    }

    [Fact]
    public void The_head_and_the_view_stay_small_on_three_times_the_sample_year()
    {
        var room = new RoomTest();
        var state = Planned(room, 3);
        foreach (var tap in Enumerable.Range(0, 100))
        {
            var command = new Guid(tap, 0, 0, new byte[8]);
            state = Room.Decide(state, tap % 2 == 0 ? new RoomCommand.ChangeCount(1) : new RoomCommand.SetCount(tap), room.Context("13:00", command: command))
                .Events.Aggregate(state, Room.Evolve);
        }
        var view = Room.View(state, 1, room.Context("13:00"));
        Assert.InRange(Bytes(state), 1, 32 * 1024);
        Assert.All(Enum.GetValues<Audience>(), audience => Assert.InRange(JsonSerializer.SerializeToUtf8Bytes(view.For(audience), Wire.Wire.Tolerant).Length, 1, 8 * 1024));
    }

    // The series of the main room, 62 days ahead, each meeting `times` over.
    private static RoomState Planned(RoomTest room, int times)
    {
        var state = Room.Empty;
        var first = Rejonowa.Day("2026-11-24");
        for (var day = first; day <= first.AddDays(62); day = day.AddDays(1))
        {
            foreach (var initiative in room.House.File.Initiatives.Where(initiative => initiative.Room == "sala-glowna"))
            {
                var (days, name) = (initiative.Rrule.Split("BYDAY=")[1], day.DayOfWeek.ToString()[..2].ToUpperInvariant());
                var lastOfMonth = day.AddDays(7).Month != day.Month;
                if (!days.Contains(name, StringComparison.Ordinal) || (days.StartsWith("-1", StringComparison.Ordinal) && !lastOfMonth))
                {
                    continue;
                }
                for (var time = 0; time < times; time++)
                {
                    var id = Initiatives.Initiative.BookingId($"place-{time}", initiative.Id, day);
                    var booking = new Booking(id, initiative.Title, room.House.At(day, initiative.Start), room.House.At(day, initiative.End), initiative.People, initiative.Id);
                    state = Room.Evolve(state, new RoomEvent.Planned(booking, RoomTest.At("2026-11-01 12:00")));
                }
            }
        }
        return state;
    }

    private static RoomTest Live(int seed, int wakes)
    {
        var (chance, sleeps) = (new Random(seed), new Random(seed + 1000));
        var room = new RoomTest();
        var meetings = new List<Booking>();
        foreach (var day in new[] { "2026-11-25", "2026-11-26", "2026-11-27" })
        {
            meetings.Add(room.Plan($"{day} 13:00", $"{day} 14:00"));
            meetings.Add(room.Plan($"{day} 16:00", $"{day} 17:30"));
            meetings.Add(room.Plan($"{day} 17:40", $"{day} 19:00"));
        }
        foreach (var day in new[] { "2026-11-25", "2026-11-26", "2026-11-27" })
        {
            foreach (var time in Times.Where(_ => chance.Next(3) > 0))
            {
                var now = RoomTest.At($"{day} {time}");
                for (var wake = 0; wake < wakes; wake++)
                {
                    room.Sleep(now.AddMinutes(-sleeps.Next(1, 60)));
                }
                var meeting = meetings[chance.Next(meetings.Count)].Id;
                RoomCommand command = chance.Next(9) switch
                {
                    0 => new RoomCommand.ChangeCount(chance.Next(-3, 5)),
                    1 => new RoomCommand.SetCount(0),
                    2 => new RoomCommand.SetCount(chance.Next(0, 20)),
                    3 => new RoomCommand.CheckIn(meeting),
                    4 => new RoomCommand.CheckOut(),
                    5 => new RoomCommand.WalkIn(null, chance.Next(1, 5)),
                    6 => new RoomCommand.ReportNoShow(meeting),
                    7 => new RoomCommand.Extend(15),
                    _ => new RoomCommand.Undo(room.Last),
                };
                room.Do($"{day} {time}", command);
            }
        }
        room.Sleep("2026-12-02 11:00");
        return room;
    }

    private static string Text(RoomState state) => JsonSerializer.Serialize(state, Wire.Wire.Tolerant);

    private static string Texts(IEnumerable<RoomEvent> events) => string.Join('\n', events.Select(happened => JsonSerializer.Serialize(happened, Wire.Wire.Tolerant)));

    private static int Bytes(RoomState state) => Encoding.UTF8.GetByteCount(Text(state));
}
