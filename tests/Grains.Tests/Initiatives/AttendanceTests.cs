using System.Diagnostics;
using Mal.Facts;
using Mal.Rooms;
using Mal.Wire;
using Orleans.Runtime;

namespace Mal.Initiatives;

/// <summary>What a room knows of a meeting reaches the initiative once, however often it is nudged, and also when it was not.</summary>
public sealed class AttendanceTests(TwoSilos house) : InitiativeHouse(house), IClassFixture<TwoSilos>
{
    [Fact]
    public async Task What_rooms_note_and_move_and_cancel_reaches_the_initiative_exactly_once_though_it_is_nudged_many_times()
    {
        var id = Guid.NewGuid();
        await Do(id, new InitiativeCommand.Submit(Weekly("sala-warsztatowa", Tuesday, 14)));
        await Do(id, new InitiativeCommand.Approve());
        await Settled(id);
        var meetings = (await State(id)).Meetings.OrderBy(meeting => meeting.From).ToList();
        var (first, moved, cancelled) = (meetings[0], meetings[1], meetings[2]);

        // The coordinator moves one to another room, and there a week on; another is cancelled.
        var local = new DateTime(2026, 12, 9, 14, 0, 0);
        await Told("sala-warsztatowa", new RoomCommand.MoveBooking(moved.Booking, local, local.AddHours(1), "sala-komputerowa"));
        await Told("sala-warsztatowa", new RoomCommand.CancelBooking(cancelled.Booking));
        await Until(id, state => state.Meetings.Exists(meeting => meeting.Booking == moved.Booking && meeting.Room == "sala-komputerowa"));
        await Told("sala-komputerowa", new RoomCommand.MoveBooking(moved.Booking, local.AddHours(1), local.AddHours(2)));
        var expected = moved.From.AddDays(1).AddHours(1);
        await Until(id, state => state.Meetings.Exists(meeting => meeting.Booking == moved.Booking && meeting.From == expected));
        Assert.Equal(MeetingStanding.Cancelled, (await State(id)).Meetings.Find(meeting => meeting.Booking == cancelled.Booking)?.Standing);

        // The night after the first one nobody has said a word; a week later somebody has.
        House.Clock.SetUtcNow(first.Until.AddDays(1).AddHours(-1));
        await Until(id, state => state.Past?.Exists(meeting => meeting.Booking == first.Booking) == true);
        await Until(id, state => state.Attendance?.Uncounted == 1);
        await Told("sala-warsztatowa", new RoomCommand.CloseOutMeeting(first.Booking, true, 14, 2, 8, 4, 2, 1.5m));
        await Until(id, state => state.Attendance?.Held == 1);

        await Kill();
        for (var nudges = 0; nudges < 20; nudges++)
        {
            await Nudge(id);
        }
        Assert.Equal(new Attendance(1, 14, 0, 0, 1, 2, 1.5m), (await State(id)).Attendance);
        var view = (InitiativeView)(await Grain(id).View()).View;
        Assert.Equal((5, cancelled.Booking), (view.Planned, Assert.Single(view.Cancelled!).Booking));
        Assert.DoesNotContain(await Held(id), held => held.Booking.From == cancelled.From);
        Assert.Equal(
            [(cancelled.Booking, MeetingOutcome.Cancelled), (first.Booking, MeetingOutcome.NotKnown), (first.Booking, MeetingOutcome.Held)],
            (await History(id)).OfType<InitiativeEvent.MeetingSettled>().Select(settled => (settled.Booking, settled.Outcome)));
        Assert.Equal(2, (await History(id)).OfType<InitiativeEvent.MeetingMoved>().Count());
    }

    private async Task Nudge(Guid id)
    {
        try
        {
            await Grain(id).Wake(null);
        }
        catch (Exception failure) when (failure is IOException or TimeoutException or OrleansException)
        {
            // Its activation died under the question; the next nudge finds another.
        }
    }

    private async Task Told(string room, RoomCommand command)
    {
        var (again, answer) = (Guid.NewGuid(), Answer.Unknown);
        for (var waited = Stopwatch.StartNew(); answer.Status == AnswerStatus.Unknown && waited.Elapsed < Patience;)
        {
            answer = await House.Room(room).Send(again, command, 0, Coordinator);
        }
        Assert.True(answer.Status is AnswerStatus.Accepted or AnswerStatus.Repeated, answer.ToString());
    }

    // The room nudges by itself; waking it besides is what a midnight does, and makes a lost nudge good.
    private async Task Until(Guid id, Func<InitiativeState, bool> come)
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < Patience;)
        {
            if (come(await State(id)))
            {
                return;
            }
            await Nudge(id);
            await Task.Yield();
        }
        Assert.Fail(string.Join('\n', (await State(id)).Meetings));
    }

    private async Task<List<InitiativeEvent>> History(Guid id)
    {
        var all = new List<InitiativeEvent>();
        await foreach (var stored in House.Log.History(Key.Initiative(TwoSilos.PlaceId, id.ToString()).ToString(), 1))
        {
            all.Add(FactJson.Read<InitiativeEvent>(stored.Json));
        }
        return all;
    }
}
