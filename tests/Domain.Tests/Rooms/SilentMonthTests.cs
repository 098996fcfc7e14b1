using Mal.Board;
using Mal.Initiatives;
using Mal.Places;

namespace Mal.Rooms;

/// <summary>RULES §2: nobody has to tap for the house to be right. A month of the sample timetable in which nobody taps anything at all.</summary>
public sealed class SilentMonthTests
{
    private static readonly DateOnly First = Rejonowa.Day("2026-11-24");
    private static readonly DateOnly Last = Rejonowa.Day("2027-01-02");
    private const int EveryMinutes = 15;

    public static TheoryData<string> Rooms => [.. Rejonowa.Sample.File.Rooms.Select(room => room.Id)];

    [Theory, MemberData(nameof(Rooms))]
    public void A_room_of_which_nobody_says_anything_shows_nothing_false(string id)
    {
        var room = new RoomTest(id);
        var house = room.House;
        var meetings = Timetable(house, id);
        Assert.True(meetings.Count > 3 || id == "ogrod", $"{meetings.Count} meetings");
        meetings.ForEach(meeting => Assert.Null(room.Do("2026-11-20 12:00", new RoomCommand.PlanMeeting(meeting), by: Facts.By.System)));

        for (var now = house.At(First, TimeOnly.MinValue); house.Day(now) <= Last; now = now.AddMinutes(EveryMinutes))
        {
            room.Sleep(now);
            var view = Room.View(room.State, room.History.Count, Facts.Context.At(house, id, now));
            foreach (var audience in new[] { Audience.Public, Audience.House, Audience.Staff })
            {
                var face = Room.Face((RoomView)Room.For(view, audience)!, house, now);
                Assert.True(face.Condition == ByPlan(house, room, meetings, now), $"{now:g} {audience}: {face.Condition}, by plan {ByPlan(house, room, meetings, now)}");
                Assert.Equal((null, "", false, false), (face.Count, face.CountText, face.Full, face.AboveLimit));
            }
        }
        // What stands in the history is by plan too: presumed held, ended on its minute, and nobody missing.
        Assert.DoesNotContain(room.History, happened => happened is RoomEvent.NobodyCame or RoomEvent.CheckedIn);
        Assert.Equal(meetings.Count, room.History.OfType<RoomEvent.PresumedHeld>().Count());
        var ended = room.History.OfType<RoomEvent.EndedBySystem>().ToDictionary(it => it.Booking, it => it.EndedAt);
        Assert.All(meetings, meeting => Assert.Equal(meeting.Until, ended[meeting.Id]));
    }

    // What a person reads off the timetable on the door and the hours of the house, by nothing else.
    private static RoomCondition ByPlan(House house, RoomTest room, List<Booking> meetings, DateTimeOffset now)
    {
        var details = house.Room(room.Context("12:00").Id)!;
        if (details.Season is not null)
        {
            return RoomCondition.OutOfSeason;
        }
        if (!Calendar.IsOpen(house, now))
        {
            return RoomCondition.Closed;
        }
        double Since(DateTimeOffset at) => (now - at).TotalMinutes;
        return details.DropIn ? RoomCondition.InUse
            : meetings.Exists(one => Since(one.From) is >= 0 and < 15) ? RoomCondition.AwaitingCheckIn
            : meetings.Exists(one => Since(one.From) >= 15 && Since(one.Until) < -10) ? RoomCondition.InUse
            : meetings.Exists(one => Since(one.Until) is >= -10 and < 0) ? RoomCondition.EndingSoon
            : meetings.Exists(one => Since(one.Until) is >= 0 and < 10) ? RoomCondition.Turnover
            : meetings.Exists(one => Since(one.From) is >= -15 and < 0) ? RoomCondition.AwaitingCheckIn
            : meetings.Exists(one => Since(one.From) is >= -30 and < -15) ? RoomCondition.Reserved
            : RoomCondition.Free;
    }

    private static List<Booking> Timetable(House house, string room) =>
    [
        .. Enumerable.Range(0, Last.DayNumber - First.DayNumber + 1).Select(ahead => First.AddDays(ahead))
            .SelectMany(day => house.File.Initiatives.Where(one => one.Room == room && IsOn(one, day))
                .Select(one => new Booking(Initiative.BookingId("silent", one.Id, day), one.Title, house.At(day, one.Start), house.At(day, one.End), one.People, one.Id, one.PublicTitle, one.Closed)))
            .Where(booking => Calendar.HoursOf(house, house.Day(booking.From)).Exists(open => open.From <= booking.From && booking.Until <= open.Until))
            .Where(_ => house.Room(room)!.Season is null)
            .OrderBy(booking => booking.From),
    ];

    private static bool IsOn(InitiativeDetails initiative, DateOnly day) => initiative.Rrule.Split("BYDAY=")[1].Split(',').Any(wanted =>
        day.DayOfWeek.ToString().StartsWith(wanted[^2..], StringComparison.OrdinalIgnoreCase) && wanted[..^2] switch
        {
            "1" => day.Day <= 7,
            "-1" => day.AddDays(7).Month != day.Month,
            _ => true,
        });
}
