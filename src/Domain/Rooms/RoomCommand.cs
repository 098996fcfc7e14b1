using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Mal.Texts;

namespace Mal.Rooms;

[JsonDerivedType(typeof(ChangeCount), "change-count")]
[JsonDerivedType(typeof(SetCount), "set-count")]
[JsonDerivedType(typeof(ReportPresence), "report-presence")]
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
[JsonDerivedType(typeof(RequestBooking), "request-booking")]
[JsonDerivedType(typeof(ApproveBooking), "approve")]
[JsonDerivedType(typeof(AskRequester), "ask")]
[JsonDerivedType(typeof(AnswerQuestion), "answer")]
[JsonDerivedType(typeof(RejectRequest), "reject")]
[JsonDerivedType(typeof(CancelBooking), "cancel")]
[JsonDerivedType(typeof(WithdrawBooking), "withdraw")]
[JsonDerivedType(typeof(MoveBooking), "move")]
[JsonDerivedType(typeof(FinishMove), "finish-move")]
[JsonDerivedType(typeof(LeaveHere), "leave-here")]
[JsonDerivedType(typeof(CloseOutMeeting), "close-out")]
public abstract record RoomCommand
{
    private RoomCommand() { }

    /// <param name="Delta">People who came (+) or left (−); −1000 to 1000.</param>
    public sealed record ChangeCount(int Delta) : RoomCommand;

    /// <param name="Count">People in the room, 0 to 10000; null says "nie wiem". Required, so that silence is never taken for unknown.</param>
    public sealed record SetCount([property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] int? Count) : RoomCommand;

    /// <summary>A sensor's word, of which only a sensor is asked.</summary>
    /// <param name="Present">Somebody is there: never how many. False means that nothing moves, and not that the room is empty.</param>
    public sealed record ReportPresence(bool Present) : RoomCommand;

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

    /// <param name="Contact">Taken out at the door: it never reaches the room.</param>
    public sealed record RequestBooking(BookingRequest Booking, Contact? Contact = null) : RoomCommand;

    /// <param name="Checklist">Ids of the ticked <see cref="Rooms.Checklist.Points"/>.</param>
    public sealed record ApproveBooking(Guid Booking, ImmutableList<string>? Checklist = null) : RoomCommand;

    /// <param name="Question">Taken out at the door, as every free text of these commands.</param>
    public sealed record AskRequester(Guid Booking, [property: ManyLines] string Question) : RoomCommand;

    public sealed record AnswerQuestion(Guid Booking, [property: ManyLines] string Text) : RoomCommand;

    /// <param name="Checklist">As in <see cref="ApproveBooking"/>.</param>
    public sealed record RejectRequest(Guid Booking, string ReasonCode, [property: ManyLines] string? Text = null, ImmutableList<string>? Checklist = null) : RoomCommand;

    public sealed record CancelBooking(Guid Booking, string? ReasonCode = null) : RoomCommand;

    /// <summary>Its organizer takes it back.</summary>
    public sealed record WithdrawBooking(Guid Booking) : RoomCommand;

    /// <param name="From">Local time of the place.</param>
    /// <param name="Until">Local time of the place.</param>
    /// <param name="Room">Null stays in this room.</param>
    public sealed record MoveBooking(Guid Booking, DateTime From, DateTime Until, string? Room = null) : RoomCommand;

    /// <summary>The other room has answered; only the system (this room's actor) sends it.</summary>
    /// <param name="Code">Why the other room refused; null when it has taken the booking.</param>
    public sealed record FinishMove(Guid Booking, Guid Move, string? Code = null) : RoomCommand;

    /// <summary>A move to another room was refused there, and the booking is to stay where it is.</summary>
    public sealed record LeaveHere(Guid Booking) : RoomCommand;

    /// <param name="People">How many came; null says that nobody counted, which is not 0.</param>
    public sealed record CloseOutMeeting(Guid Booking, bool Held, int? People = null, int? Children = null, int? Adults = null, int? Seniors = null,
        int? Volunteers = null, decimal? VolunteerHours = null, [property: ManyLines] string? Note = null) : RoomCommand;
}
