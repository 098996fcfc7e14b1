using System.Diagnostics;
using System.Globalization;
using Mal.Places;
using Mal.Rooms;

namespace Mal.Benchmarks;

// (e) What is free instead of a lost slot, in a house of twenty rooms with a year of bookings behind and before it: the
// calendars as the room actors keep them, asked for one afternoon, and the offer made of them. What is not in it: the
// twenty calls between actors.
internal static class Offers
{
    public const string Name = "--offers";

    private const int Rooms = 20;
    private const int Rounds = 2000;

    public static void Run(PlaceFile like)
    {
        var file = like with { Rooms = [.. Enumerable.Range(0, Rooms).Select(n => new RoomDetails($"s{n}", $"Sala {n}", 8 + n, ["chairs"]))], Initiatives = [] };
        var house = new House(1, file);
        var histories = file.Rooms.Select((_, number) => Year(house, number)).ToList();
        var read = Stopwatch.StartNew();
        var calendars = histories.Select(history => history.Aggregate(RoomCalendar.Empty, (calendar, happened) => calendar.Evolve(happened))).ToList();
        var each = read.Elapsed.TotalMilliseconds / Rooms;

        var times = new List<double>();
        var offered = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var from = house.At(new DateOnly(2026, 11, 25).AddDays(7 * (round % 8)), new TimeOnly(16, 0));
            var started = Stopwatch.GetTimestamp();
            var held = file.Rooms.Zip(calendars).ToDictionary(one => one.First.Id, one => one.Second.Between(house, from.AddHours(-1), from.AddHours(3)));
            offered += Alternatives.Of(house, new Wish("s3", from, from.AddMinutes(90), 8), held, from.AddDays(-3)).Count;
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
        times.Sort();
        Report.Line(string.Create(CultureInfo.InvariantCulture,
            $"| offers from {Rooms} rooms, {calendars.Sum(calendar => calendar.Entries.Count)} bookings ({offered / (double)Rounds:0.0} offered) | {times[Rounds / 2]:0.00} | {times[Rounds * 99 / 100]:0.00} |"));
        Report.Line(string.Create(CultureInfo.InvariantCulture, $"| a room's calendar folded from {histories[1].Count} events, once after waking | {each:0.00} | |"));
    }

    // Four meetings on every open day, half a year back and half a year ahead; what is behind has been held and closed.
    private static List<RoomEvent> Year(House house, int room)
    {
        var history = new List<RoomEvent>();
        var today = new DateOnly(2026, 11, 24);
        for (var day = today.AddDays(-182); day < today.AddDays(182); day = day.AddDays(1))
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
                if (day < today)
                {
                    history.Add(new RoomEvent.PresumedHeld(booking.Id, booking.From.AddMinutes(15)));
                    history.Add(new RoomEvent.EndedBySystem(booking.Id, booking.Until, opens.AddHours(8)));
                }
            }
            if (day < today)
            {
                history.Add(new RoomEvent.DayClosed(null, opens.AddHours(8)));
            }
        }
        return history;
    }
}
