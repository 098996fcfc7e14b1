using Mal.Facts;
using Mal.Rooms;
using Mal.Taps;
using Mal.Wire;
using Microsoft.Extensions.Time.Testing;

namespace Mal.Coordination;

public sealed class DecisionsTests
{
    private readonly ScriptedHouse _house = new();
    private readonly RoomCommand _approve = new RoomCommand.ApproveBooking(Guid.NewGuid());

    [Fact]
    public async Task What_nobody_knows_whether_it_arrived_is_asked_again_under_the_same_id()
    {
        var decisions = new Decisions(_house, new FakeTimeProvider());
        _house.OnTheWay = _ => Task.FromException<Answer>(new IOException("the cable is cut"));
        Assert.Equal(AnswerStatus.Unknown, (await decisions.Send(ScriptedHouse.Hall, _approve)).Status);

        _house.OnTheWay = _ => Task.FromResult(new Answer(AnswerStatus.Accepted, 2));
        Assert.Null(Decisions.WhyNot(await decisions.Send(ScriptedHouse.Hall, _approve)));
        Assert.Equal(2, _house.Came.Count);
        Assert.Equal(_house.Came[0].Id, _house.Came[1].Id);
    }

    [Fact]
    public async Task A_decision_that_was_answered_is_a_new_one_when_it_is_made_again()
    {
        var decisions = new Decisions(_house, new FakeTimeProvider());
        _house.OnTheWay = _ => Task.FromResult(new Answer(AnswerStatus.Refused, 2, new Refusal("already-decided", "To zgłoszenie jest już przyjęte.")));
        Assert.Equal("To zgłoszenie jest już przyjęte.", Decisions.WhyNot(await decisions.Send(ScriptedHouse.Hall, _approve)));
        await decisions.Send(ScriptedHouse.Hall, _approve);
        Assert.NotEqual(_house.Came[0].Id, _house.Came[1].Id);
    }

    [Fact]
    public async Task A_command_travels_with_its_permanent_name()
    {
        await new Decisions(_house, new FakeTimeProvider()).Send(ScriptedHouse.Hall, _approve);
        Assert.Equal("approve", _house.Came.Single().Command.GetProperty("$type").GetString());
    }
}
