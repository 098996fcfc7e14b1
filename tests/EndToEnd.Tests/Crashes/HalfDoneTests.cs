using System.Diagnostics;
using Mal.EndToEnd.House;
using Mal.Initiatives;
using Mal.Rooms;

namespace Mal.EndToEnd.Crashes;

/// <summary>
/// What spans rooms is half-done in sight, and finishes or is undone by itself after a crash. The published node is
/// killed again and again in the middle of approving series, of moves and of closings; its log, read while it is dead, says
/// that they were in the middle, and read at the end, that everything came to an end once.
/// </summary>
public sealed class HalfDoneTests
{
    private const int Houses = 2;
    private const int KillsEach = 7;
    private const int KillsEachMin = 3;
    private const int Seed = 20261125;

    // A start costs seconds. On a machine that is busy with other things there are fewer kills, not a longer test.
    private static readonly TimeSpan NoMoreKillsAfter = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan AnsweredWithin = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Killed_in_the_middle_of_series_moves_and_closings_a_house_ends_everything_once_and_shows_it_half_done_meanwhile()
    {
        var lives = await Task.WhenAll(Enumerable.Range(0, Houses).Select(house => Life(new Random(Seed + house), house)));
        var (shown, halfDone) = (lives[0].Shown | lives[1].Shown, lives[0].HalfDone | lives[1].HalfDone);
        Assert.True(shown == new Halves(true, true, true), $"shown half-done: {shown}");
        Assert.True(halfDone == new Halves(true, true, true), $"half-done in the log when a house was killed: {halfDone}");
    }

    /// <returns>What was ever shown half-done, and what ever stood half-done in the log of the dead house.</returns>
    private static async Task<(Halves Shown, Halves HalfDone)> Life(Random chance, int houseNumber)
    {
        using var place = new ManyRooms();
        await using var house = new PublishedHouse();
        await house.Start("--place", place.File);
        using var client = house.Client();
        var (shown, halfDone, rounds, lived) = (default(Halves), default(Halves), new List<LendingRound>(), Stopwatch.StartNew());
        for (var kill = 0; kill < KillsEachMin || (kill < KillsEach && lived.Elapsed < NoMoreKillsAfter); kill++)
        {
            var round = new LendingRound(client, kill, chance);
            rounds.Add(round);
            await round.Prepare();
            // One house is killed at the points in order, the other from the middle of them on, so that a few kills meet all.
            var asked = await round.AskUntil((KillAt)((kill + houseNumber * KillsEachMin) % Enum.GetValues<KillAt>().Length), chance.Next(1, 5), chance.Next(150));
            await house.Kill();

            var left = round.HalfDone(await house.LeftBehind());
            (shown, halfDone) = (shown | round.Shown, halfDone | left);
            await house.Start("--place", place.File);
            await asked.All.WaitAsync(AnsweredWithin);
            Assert.All((await asked.Closing).GetProperty("decisions").EnumerateArray(),
                decision => Assert.True(decision.GetProperty("answer").GetProperty("status").GetString() is "accepted" or "repeated", $"{decision}"));
            await round.Ended();
        }
        await house.Kill();
        EndedOnce(await house.LeftBehind(), rounds);
        return (shown, halfDone);
    }

    private static void EndedOnce(LeftBehind left, List<LendingRound> rounds)
    {
        var calendars = ManyRooms.Rooms.ToDictionary(room => room, left.Calendar);
        var held = calendars.SelectMany(room => room.Value.Entries.Values.Where(entry => entry.Holds).Select(entry => (Room: room.Key, entry.Booking))).ToList();
        var rooms = held.ToLookup(one => one.Booking.Id, one => one.Room);
        Assert.All(held, one => Assert.Null(one.Booking.Moving));
        foreach (var room in held.GroupBy(one => one.Room))
        {
            var inOrder = room.Select(one => one.Booking).OrderBy(booking => booking.From).ToList();
            Assert.All(inOrder.Zip(inOrder.Skip(1)), pair => Assert.True(pair.First.Until <= pair.Second.From, $"{room.Key}: {pair}"));
        }
        foreach (var round in rounds)
        {
            Assert.All(round.InOneRoom, booking => Assert.Single(rooms[booking]));
            round.DecidedOnce(left);
            var meetings = left.Initiative(round.Initiative).Meetings;
            Assert.All(meetings, meeting => Assert.True(meeting.Standing is MeetingStanding.Approved or MeetingStanding.Lost && meeting.Wanted == MeetingStanding.Approved, $"{meeting}"));
            Assert.All(meetings, meeting => Assert.Equal(meeting.Standing == MeetingStanding.Approved ? [meeting.Room] : [], rooms[meeting.Booking]));
            Assert.All(meetings.Where(meeting => meeting.Standing == MeetingStanding.Lost), meeting => Assert.Equal("slot-taken", meeting.Code));
            // And no room holds a meeting of it that the series does not know, or has not approved.
            Assert.Equal(meetings.Where(meeting => meeting.Standing == MeetingStanding.Approved).Select(meeting => meeting.Booking).Order(),
                held.Where(one => one.Booking is { Standing: Standing.Approved } && one.Booking.Initiative == round.Initiative.ToString()).Select(one => one.Booking.Id).Order());
        }
    }
}
