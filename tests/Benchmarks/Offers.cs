using System.Diagnostics;
using System.Globalization;
using Mal.Facts;
using Mal.Places;
using Mal.Rooms;

namespace Mal.Benchmarks;

// (e) What is free instead of a lost slot, in a house of twenty rooms with a year of bookings: the part that is pure, on the
// calendars as the room actors keep them, and the whole way through the door, the calls to the twenty actors in one silo
// included. The year is ten months behind and the two ahead that a house plans.
internal static class Offers
{
    public const string Name = "--offers";

    private const int Rooms = 20;
    private const int Rounds = 2000;
    private const int DaysBehind = 303;
    private const int DaysAhead = 62;

    private static readonly DateOnly Today = new(2026, 11, 24);

    public static async Task Run(PlaceFile like)
    {
        var file = like with { Rooms = [.. Enumerable.Range(0, Rooms).Select(n => new RoomDetails($"s{n}", $"Sala {n}", 8 + n, ["chairs"]))], Initiatives = [] };
        var house = new House(1, file);
        var histories = file.Rooms.Select((room, number) => (room.Id, Events: Year(house, number))).ToList();
        var read = Stopwatch.StartNew();
        var calendars = histories.ToDictionary(room => room.Id, room => room.Events.Aggregate(RoomCalendar.Empty, (calendar, happened) => calendar.Evolve(happened)));
        var each = read.Elapsed.TotalMilliseconds / Rooms;
        var bookings = calendars.Values.Sum(calendar => calendar.Entries.Count);

        await Measure($"the offer alone, of {Rooms} calendars in memory, {bookings} bookings", house, ofSeries: false, wish =>
        {
            var (from, until) = Alternatives.Around(house, wish);
            var held = calendars.ToDictionary(room => room.Key, room => room.Value.Between(house, from, until));
            return Task.FromResult(Alternatives.Of(house, wish, held, wish.From.AddDays(-3)).Count);
        });

        var folder = Directory.CreateTempSubdirectory("mal-offers-");
        var clock = house.At(Today, new TimeOnly(10, 0));
        // The histories are written while nobody is awake who would not know of them.
        await using (var empty = await HouseUnderTest.Start(folder.FullName, null, [like with { Place = like.Place with { Id = "pusty" } }], clock))
        {
            foreach (var (room, events) in histories)
            {
                await Write(empty.Log, $"room/{file.Place.Id}/{room}", events, clock);
            }
        }
        await using (var full = await HouseUnderTest.Start(folder.FullName, null, [file], clock))
        {
            foreach (var ofSeries in new[] { false, true })
            {
                await Measure($"**product: the whole way through {Rooms} room actors{(ofSeries ? ", a meeting of a series (its week)" : "")}**", house, ofSeries,
                    async wish => (await full.Rooms.Instead(house, wish)).Count);
            }
        }
        folder.Delete(recursive: true);
        Report.Line(string.Create(CultureInfo.InvariantCulture, $"| a room's calendar folded from {histories[1].Events.Count} events, once after waking | {each:0.00} | |"));
    }

    private static async Task Measure(string what, House house, bool ofSeries, Func<Wish, Task<int>> offer)
    {
        var (times, offered) = (new List<double>(), 0);
        for (var round = -Rounds / 10; round < Rounds; round++)
        {
            var from = house.At(Today.AddDays(1 + 7 * (Math.Abs(round) % 8)), new TimeOnly(16, 0));
            var started = Stopwatch.GetTimestamp();
            var count = await offer(new Wish("s3", from, from.AddMinutes(90), 8, OfSeries: ofSeries));
            if (round >= 0)
            {
                times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                offered += count;
            }
        }
        times.Sort();
        Report.Line(string.Create(CultureInfo.InvariantCulture, $"| {what} ({offered / (double)Rounds:0.0} offered) | {times[Rounds / 2]:0.00} | {times[Rounds * 99 / 100]:0.00} |"));
    }

    private static async Task Write(IEventLog log, string stream, List<RoomEvent> events, DateTimeOffset at)
    {
        var state = Room.Empty;
        long version = 0;
        foreach (var some in events.Chunk(AppendRules.MostEvents))
        {
            state = some.Aggregate(state, Room.Evolve);
            var stored = some.Select((happened, n) => new StoredEvent(version + n + 1, at, Guid.NewGuid(), "system", FactJson.Write(happened))).ToList();
            var head = new Head(version + some.Length, Guid.CreateVersion7(at), await log.DataSet(), HeadSchema.Current, FactJson.Write(state), []);
            Trace.Assert(await log.Append(stream, version, stored, [], head) == AppendOutcome.Written);
            version = head.Version;
        }
    }

    // Four meetings on every open day; what is behind has been held and closed.
    private static List<RoomEvent> Year(House house, int room)
    {
        var history = new List<RoomEvent>();
        for (var day = Today.AddDays(-DaysBehind); day < Today.AddDays(DaysAhead); day = day.AddDays(1))
        {
            if (Places.Calendar.OpeningOf(house, day) is not { } opens)
            {
                continue;
            }
            for (var hour = 0; hour < 8; hour += 2)
            {
                // Every third room is free at the hour that is asked for.
                if (hour == 4 && room % 3 == 0 && room != 3)
                {
                    continue;
                }
                var booking = new Booking(Guid.NewGuid(), "Spotkanie", opens.AddHours(hour), opens.AddHours(hour).AddMinutes(90), 8);
                history.Add(new RoomEvent.Planned(booking, opens.AddDays(-20)));
                if (day < Today)
                {
                    history.Add(new RoomEvent.PresumedHeld(booking.Id, booking.From.AddMinutes(15)));
                    history.Add(new RoomEvent.EndedBySystem(booking.Id, booking.Until, opens.AddHours(8)));
                }
            }
            if (day < Today)
            {
                history.Add(new RoomEvent.DayClosed(null, opens.AddHours(8)));
            }
        }
        return history;
    }
}
