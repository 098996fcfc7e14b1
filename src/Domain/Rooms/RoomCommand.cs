using System.Text.Json.Serialization;

namespace Mal.Rooms;

[JsonDerivedType(typeof(ChangeCount), "change-count")]
[JsonDerivedType(typeof(SetCount), "set-count")]
[JsonDerivedType(typeof(WalkIn), "walk-in")]
[JsonDerivedType(typeof(CheckIn), "check-in")]
[JsonDerivedType(typeof(CheckOut), "check-out")]
[JsonDerivedType(typeof(Extend), "extend")]
[JsonDerivedType(typeof(ReportNoShow), "report-no-show")]
[JsonDerivedType(typeof(MarkReady), "mark-ready")]
[JsonDerivedType(typeof(TakeOutOfService), "take-out-of-service")]
[JsonDerivedType(typeof(ReturnToService), "return-to-service")]
[JsonDerivedType(typeof(Undo), "undo")]
[JsonDerivedType(typeof(PlanMeeting), "plan-meeting")]
public abstract record RoomCommand
{
    private RoomCommand() { }

    /// <param name="Delta">People who came (+) or left (−); −1000 to 1000.</param>
    public sealed record ChangeCount(int Delta) : RoomCommand;

    /// <param name="Count">People in the room, 0 to 10000; null says "nie wiem". Required, so that silence is never taken for unknown.</param>
    public sealed record SetCount([property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] int? Count) : RoomCommand;

    /// <summary>Somebody took a free room, until the next booking.</summary>
    public sealed record WalkIn(string? PublicTitle = null, int? People = null) : RoomCommand;

    public sealed record CheckIn(Guid Booking) : RoomCommand;

    /// <param name="Booking">Null means the one that is on.</param>
    public sealed record CheckOut(Guid? Booking = null) : RoomCommand;

    public sealed record Extend(int Minutes, Guid? Booking = null) : RoomCommand;

    public sealed record ReportNoShow(Guid Booking) : RoomCommand;

    public sealed record MarkReady : RoomCommand;

    public sealed record TakeOutOfService(string ReasonCode) : RoomCommand;

    public sealed record ReturnToService : RoomCommand;

    /// <param name="Command">The id of the command whose one effect is to be reversed.</param>
    public sealed record Undo(Guid Command) : RoomCommand;

    /// <summary>A dated meeting of an initiative takes the room; only the system (an initiative) sends it.</summary>
    public sealed record PlanMeeting(Booking Booking) : RoomCommand;
}
