using System.Diagnostics;
using Mal.Rooms;
using Mal.Wire;

namespace Mal.Initiatives;

/// <summary>What was said of a meeting by mistake and taken back in its room: the initiative follows at once, with nobody waking it.</summary>
public sealed class TakenBackTests(TwoSilos house) : InitiativeHouse(house), IClassFixture<TwoSilos>
{
    private const string Room = "sala-warsztatowa";

    [Fact]
    public async Task What_is_taken_back_in_the_room_is_taken_back_from_the_attendance_and_the_review_before_any_midnight()
    {
        var id = Guid.NewGuid();
        await Do(id, new InitiativeCommand.Submit(Weekly(Room, Tuesday, 14)));
        await Do(id, new InitiativeCommand.Approve());
        await Settled(id);
        var meetings = (await State(id)).Meetings.OrderBy(meeting => meeting.From).ToList();
        var (first, second) = (meetings[0], meetings[1]);
        House.Clock.SetUtcNow(first.From.AddMinutes(20));
        await Said(new RoomCommand.ReportNoShow(first.Booking));
        await Follows(id, "one no-show", state => state is { Attendance.NoShows: 1, Review: false });

        House.Clock.SetUtcNow(second.From.AddMinutes(20));
        var noShow = await Said(new RoomCommand.ReportNoShow(second.Booking));
        await Follows(id, "two in a row", state => state is { Attendance.NoShows: 2, Review: true });
        await Said(new RoomCommand.Undo(noShow));
        await Follows(id, "the second undone", state => state is { Attendance.NoShows: 1, Review: false });

        await Said(new RoomCommand.ReportNoShow(second.Booking));
        await Follows(id, "said again", state => state is { Attendance.NoShows: 2, Review: true });
        await Said(new RoomCommand.CheckIn(second.Booking));
        await Follows(id, "they came after all", state => state is { Attendance.NoShows: 1, Review: false });

        House.Clock.SetUtcNow(second.From.AddMinutes(40));
        var checkOut = await Said(new RoomCommand.CheckOut(second.Booking));
        await Follows(id, "over early", state => state is { Attendance.Held: 1 });
        await Said(new RoomCommand.Undo(checkOut));
        await Follows(id, "not over yet", state => state is { Attendance.Held: 0 });

        // A close-out is not undone but said again.
        await Said(new RoomCommand.CloseOutMeeting(second.Booking, false));
        await Follows(id, "closed out as not held", state => state is { Attendance: { NoShows: 2, Held: 0 }, Review: true });
        await Said(new RoomCommand.CloseOutMeeting(second.Booking, true, 5));
        await Follows(id, "closed out as held", state => state is { Attendance: { NoShows: 1, Held: 1, People: 5 }, Review: false });
    }

    private async Task<Guid> Said(RoomCommand command)
    {
        var (id, answer) = (Guid.NewGuid(), Answer.Unknown);
        for (var waited = Stopwatch.StartNew(); answer.Status == AnswerStatus.Unknown && waited.Elapsed < Patience;)
        {
            answer = await House.Room(Room).Send(id, command, 0, Coordinator);
        }
        Assert.True(answer.Status is AnswerStatus.Accepted or AnswerStatus.Repeated, $"{command}: {answer}");
        return id;
    }

    // Reads the log and nothing else: an initiative that is asked wakes up and would read its rooms for that.
    private async Task Follows(Guid id, string what, Func<InitiativeState, bool> come)
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < Patience; await Task.Yield())
        {
            if (come(await State(id)))
            {
                return;
            }
        }
        Assert.Fail($"{what}: {await State(id)}");
    }
}
