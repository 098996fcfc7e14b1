using System.Collections.Immutable;
using Mal.Facts;

namespace Mal.Rooms;

/// <summary>
/// What becomes of a request. Whoever decides second is told: a decision that has been made the same way is a repeat, one
/// made the other way is refused. What is rejected, withdrawn or cancelled gives its slot back at once.
/// </summary>
public sealed partial class Room
{
    private static Decision<RoomEvent> DecideApproval(RoomState state, Guid id, ImmutableList<string>? checklist, Context context) => state.Bookings.Find(other => other.Id == id) switch
    {
        null => Refuse(RoomRefusals.UnknownBooking),
        { Standing: Standing.Approved } => Decision<RoomEvent>.Nothing,
        { Moving: not null } => Refuse(RoomRefusals.BeingMoved),
        _ => Decision<RoomEvent>.Accept(new RoomEvent.BookingApproved(id, context.Now, Checklist.AsFact(checklist))),
    };

    private static Decision<RoomEvent> DecidePending(RoomState state, Guid id, RoomEvent happened) => state.Bookings.Find(other => other.Id == id) switch
    {
        null => Refuse(RoomRefusals.UnknownBooking),
        { Standing: Standing.Approved } => Refuse(RoomRefusals.AlreadyDecided),
        { Moving: not null } => Refuse(RoomRefusals.BeingMoved),
        _ => Decision<RoomEvent>.Accept(happened),
    };

    private static Decision<RoomEvent> DecideLeaving(RoomState state, Guid id, Context context, Func<bool, RoomEvent> left)
    {
        if (state.Bookings.Find(other => other.Id == id) is not { } booking)
        {
            return Refuse(RoomRefusals.UnknownBooking);
        }
        if (booking.Moving is not null)
        {
            return Refuse(RoomRefusals.BeingMoved);
        }
        if (context.Now >= booking.From || booking.IsConfirmed())
        {
            return Refuse(RoomRefusals.AlreadyStarted);
        }
        // Late is when nobody else can ask for the slot any more.
        var days = context.House.Day(booking.From).DayNumber - context.House.Day(context.Now).DayNumber;
        return Decision<RoomEvent>.Accept(left(days < context.House.Settings.LeadDaysMin));
    }

    /// <summary>What is least needed to be allowed a command; whom a link or a code belongs to is known at the door.</summary>
    // A thing says what it is for and nothing else; a person may not speak for it.
    private static bool MaySay(RoomCommand command, Role role) => role switch
    {
        Role.Counter => command is RoomCommand.ChangeCount or RoomCommand.SetCount,
        Role.Sensor => command is RoomCommand.ReportPresence,
        _ => role >= Least(command),
    };

    private static Role Least(RoomCommand command) => command switch
    {
        RoomCommand.RequestBooking or RoomCommand.AnswerQuestion or RoomCommand.WithdrawBooking => Role.Anyone,
        RoomCommand.ApproveBooking or RoomCommand.AskRequester or RoomCommand.RejectRequest or RoomCommand.CancelBooking or RoomCommand.MoveBooking or RoomCommand.LeaveHere => Role.Coordinator,
        RoomCommand.CloseOutMeeting or RoomCommand.SetCount or RoomCommand.CheckIn or RoomCommand.CheckOut => Role.Organizer,
        RoomCommand.PlanMeeting or RoomCommand.FinishMove or RoomCommand.ReportPresence => Role.System,
        _ => Role.Staff,
    };
}
