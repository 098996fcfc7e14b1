using Mal.Facts;
using Mal.Initiatives;

namespace Mal.Rooms;

/// <summary>RULES §3: free of charge, no paid entry, no trade, politics or religion, and for minors a guardian: looked at before a decision, and kept with it.</summary>
public sealed class ChecklistTests
{
    private readonly RoomTest _room = new();
    private readonly InitiativeTest _initiative = InitiativeTest.At(InitiativeStage.Submitted);

    [Fact]
    public void A_decision_about_a_room_keeps_what_was_ticked_in_the_order_of_the_list()
    {
        var (approved, rejected) = (_room.Request("2026-12-02 16:00", "2026-12-02 18:00"), _room.Request("2026-12-03 16:00", "2026-12-03 18:00"));
        Assert.Null(_room.Do("2026-11-25 16:42", new RoomCommand.ApproveBooking(approved, ["no-trade", "free-entry"]), by: RoomTest.Coordinator));
        Assert.Null(_room.Do("2026-11-25 16:43", new RoomCommand.RejectRequest(rejected, "politics", null, ["free-entry"]), by: RoomTest.Coordinator));
        Assert.Equal(["free-entry", "no-trade"], Assert.Single(_room.History.OfType<RoomEvent.BookingApproved>()).Checklist!);
        Assert.Equal(["free-entry"], Assert.Single(_room.History.OfType<RoomEvent.RequestRejected>()).Checklist!);
    }

    [Fact]
    public void A_decision_about_an_initiative_keeps_what_was_ticked()
    {
        Assert.Null(_initiative.Do(new InitiativeCommand.Approve(Checklist: ["guardian", "free-entry"])));
        Assert.Equal(["free-entry", "guardian"], Assert.Single(_initiative.History.OfType<InitiativeEvent.Approved>()).Checklist!);
    }

    [Fact]
    public void Nothing_is_refused_by_the_list_and_what_ticked_nothing_says_nothing()
    {
        Assert.Null(_initiative.Do(new InitiativeCommand.Reject("trade", Checklist: [])));
        Assert.Null(Assert.Single(_initiative.History.OfType<InitiativeEvent.Rejected>()).Checklist);
    }

    [Fact]
    public void A_point_nobody_knows_or_ticked_twice_is_malformed()
    {
        Assert.StartsWith("checklist: ", Room.Malformed(new RoomCommand.ApproveBooking(Guid.NewGuid(), ["free"])), StringComparison.Ordinal);
        Assert.StartsWith("checklist: ", Room.Malformed(new RoomCommand.RejectRequest(Guid.NewGuid(), "trade", null, ["no-trade", "no-trade"])), StringComparison.Ordinal);
        Assert.StartsWith("checklist: ", Initiative.Malformed(new InitiativeCommand.Approve(Checklist: ["free"])), StringComparison.Ordinal);
        Assert.StartsWith("checklist: ", Initiative.Malformed(new InitiativeCommand.Approve([new MeetingException(new DateOnly(2026, 12, 4), Skip: true)], ["free"])), StringComparison.Ordinal);
        Assert.Null(Initiative.Malformed(new InitiativeCommand.Reject("trade", Checklist: [.. Checklist.Points.Select(point => point.Id)])));
    }

    [Fact]
    public void Every_point_has_the_reason_it_becomes_when_it_is_not_kept() =>
        Assert.All(Checklist.Points, point => Assert.Contains(point.ReasonCode, InitiativeReasons.Rejecting.Keys));
}
