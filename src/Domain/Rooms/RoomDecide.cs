using Mal.Facts;
using Mal.Places;

namespace Mal.Rooms;

/// <summary>
/// What a command does to a room: an observation (a count, a group that came, a group that left) is always recorded, a
/// request may be refused with a reason a person can act on. A repeat is accepted and writes nothing.
/// </summary>
public sealed partial class Room
{
    public static Decision<RoomEvent> Decide(RoomState state, RoomCommand command, Context context) =>
        !MaySay(command, context.By.Role) ? Refuse(RoomRefusals.NotAllowed)
        : MeetingOf(command) is { } meeting && state.Bookings.Exists(booking => booking.Id == meeting && booking.Moving is not null) ? Refuse(RoomRefusals.BeingMoved)
        : command switch
    {
        RoomCommand.ChangeCount it => DecideCountChange(state, it.Delta, context),
        RoomCommand.SetCount it => DecideCount(state, it.Count, context),
        RoomCommand.ReportPresence it => DecidePresence(state, it.Present, context),
        RoomCommand.WalkIn it => DecideWalkIn(state, it, context),
        RoomCommand.CheckIn it => DecideCheckIn(state, it.Booking, context),
        RoomCommand.CheckOut it => DecideCheckOut(state, it.Booking, context),
        RoomCommand.Extend it => DecideExtend(state, it, context),
        RoomCommand.ReportNoShow it => DecideNoShow(state, it.Booking, context),
        RoomCommand.MarkReady => DecideReady(state, context),
        RoomCommand.TakeOutOfService it => state.OutOfService?.ReasonCode == it.ReasonCode
            ? Decision<RoomEvent>.Nothing
            : Decision<RoomEvent>.Accept(new RoomEvent.TakenOutOfService(it.ReasonCode, context.SeenAt, TapOf(context))),
        RoomCommand.ReturnToService => state.OutOfService is null
            ? Decision<RoomEvent>.Nothing
            : Decision<RoomEvent>.Accept(new RoomEvent.ReturnedToService(context.SeenAt, TapOf(context))),
        RoomCommand.Undo it => DecideUndo(state, it.Command, context),
        RoomCommand.PlanMeeting it => DecidePlan(state, it.Booking, context),
        RoomCommand.RequestBooking it => DecideRequest(state, it.Booking, context),
        RoomCommand.ApproveBooking it => DecideApproval(state, it.Booking, it.Checklist, context),
        RoomCommand.AskRequester it => DecidePending(state, it.Booking, new RoomEvent.RequestAsked(it.Booking, context.Now)),
        RoomCommand.AnswerQuestion it => DecidePending(state, it.Booking, new RoomEvent.RequestAnswered(it.Booking, context.Now)),
        RoomCommand.RejectRequest it => DecidePending(state, it.Booking, new RoomEvent.RequestRejected(it.Booking, it.ReasonCode, context.Now, Checklist.AsFact(it.Checklist))),
        RoomCommand.CancelBooking it => DecideLeaving(state, it.Booking, context, late => new RoomEvent.BookingCancelled(it.Booking, late, it.ReasonCode, context.Now)),
        RoomCommand.WithdrawBooking it => DecideLeaving(state, it.Booking, context, late => new RoomEvent.BookingWithdrawn(it.Booking, late, context.Now)),
        RoomCommand.MoveBooking it => DecideMove(state, it, context),
        RoomCommand.FinishMove it => DecideMoved(state, it, context),
        RoomCommand.LeaveHere it => DecideLeaveHere(state, it.Booking, context),
        RoomCommand.CloseOutMeeting it => DecideCloseOut(state, it, context),
        _ => Refuse(RoomRefusals.NotAllowed),
    };

    // Whose group it is the house finds out on the way, and forgets with the contact.
    public static RoomCommand Meant(RoomCommand command) =>
        command is RoomCommand.RequestBooking it ? it with { Booking = it.Booking with { Group = null } } : command;

    private static Decision<RoomEvent> DecideCheckIn(RoomState state, Guid id, Context context)
    {
        if (Meeting(state, id) is not { } booking)
        {
            return Refuse(RoomRefusals.UnknownBooking);
        }
        if (booking.IsConfirmed())
        {
            return Decision<RoomEvent>.Nothing;
        }
        if (context.SeenAt < booking.From.AddMinutes(-context.House.Settings.CheckInMinutes))
        {
            return Refuse(RoomRefusals.TooEarly(context.House, booking.From.AddMinutes(-context.House.Settings.CheckInMinutes)));
        }
        if (context.SeenAt >= booking.Until)
        {
            return Refuse(RoomRefusals.AlreadyEnded);
        }
        return booking.IsReleased() && !IsDropIn(context) && IsTaken(state, booking, booking.From, booking.Until, TimeSpan.Zero)
            ? Refuse(RoomRefusals.Taken)
            : Decision<RoomEvent>.Accept(new RoomEvent.CheckedIn(id, context.SeenAt, TapOf(context)));
    }

    private static Decision<RoomEvent> DecideCheckOut(RoomState state, Guid? id, Context context)
    {
        var booking = id is null
            ? state.On(context.SeenAt) ?? state.PastEnd(context.House, context.SeenAt)
            : Meeting(state, id.Value);
        if (booking is null)
        {
            return Refuse(id is null ? RoomRefusals.NothingOn : RoomRefusals.UnknownBooking);
        }
        // Seen before the closing ended it: the phone was offline, and its word is the truer one.
        if (booking.IsReleased() || (booking.EndedAt is { } ended && context.SeenAt >= ended))
        {
            return Decision<RoomEvent>.Nothing;
        }
        if (context.SeenAt < booking.From && booking.CheckedInAt is null)
        {
            return Refuse(RoomRefusals.TooEarly(context.House, booking.From));
        }
        var tidy = context.SeenAt.AddMinutes(context.House.Settings.TurnoverMinutes);
        return Decision<RoomEvent>.Accept(new RoomEvent.CheckedOut(booking.Id, context.SeenAt, tidy > context.Now ? tidy : null, TapOf(context)));
    }

    // Before the meeting had its minutes the tap is a count of 0: it releases the room when they are over, unless somebody comes.
    private static Decision<RoomEvent> DecideNoShow(RoomState state, Guid id, Context context)
    {
        var settings = context.House.Settings;
        if (Meeting(state, id) is not { } booking)
        {
            return Refuse(RoomRefusals.UnknownBooking);
        }
        if (booking.IsReleased())
        {
            return Decision<RoomEvent>.Nothing;
        }
        if (booking.IsConfirmed())
        {
            return Refuse(RoomRefusals.AlreadyCheckedIn);
        }
        if (context.SeenAt < booking.From.AddMinutes(-settings.CheckInMinutes))
        {
            return Refuse(RoomRefusals.TooEarly(context.House, booking.From));
        }
        var settled = booking.From.AddMinutes(settings.NoShowMinutes);
        return context.Now < settled && !IsDropIn(context)
            ? Decision<RoomEvent>.Accept(new RoomEvent.CountSet(0, context.SeenAt, id, SourceOf(context), TapOf(context)))
            : Decision<RoomEvent>.Accept(new RoomEvent.NobodyCame(id, context.SeenAt > settled ? context.SeenAt : settled, TapOf(context)));
    }

    private static Decision<RoomEvent> DecideReady(RoomState state, Context context)
    {
        if (state.On(context.SeenAt) is { Outcome: BookingOutcome.CheckedIn })
        {
            return Refuse(RoomRefusals.InUse);
        }
        return IsTidied(state, context.House, context.SeenAt)
            ? Decision<RoomEvent>.Accept(new RoomEvent.MadeReady(context.SeenAt, TapOf(context)))
            : Decision<RoomEvent>.Nothing;
    }

    /// <summary>Is the room being tidied: after a check-out, or for a while after a planned end, until somebody says it is ready?</summary>
    internal static bool IsTidied(RoomState state, House house, DateTimeOffset at)
    {
        if (at < state.TidyUntil)
        {
            return true;
        }
        var ended = state.Bookings.FindLast(booking => booking.IsMeeting() && !booking.IsReleased() && booking.Until <= at && booking.End() == booking.Until);
        return ended is not null && at < ended.Until.AddMinutes(house.Settings.TurnoverMinutes) && !(state.TidyUntil >= ended.Until);
    }

    // What is on its way to another room does not begin, end or pass here.
    private static Guid? MeetingOf(RoomCommand command) => command switch
    {
        RoomCommand.CheckIn it => it.Booking,
        RoomCommand.CheckOut it => it.Booking,
        RoomCommand.Extend it => it.Booking,
        RoomCommand.ReportNoShow it => it.Booking,
        RoomCommand.CloseOutMeeting it => it.Booking,
        _ => null,
    };

    private static Booking? Meeting(RoomState state, Guid id) => state.Bookings.Find(booking => booking.Id == id && booking.IsMeeting());

    private static CountSource SourceOf(Context context) => context.By.Role switch
    {
        Role.System => CountSource.System,
        Role.Organizer => CountSource.Organizer,
        Role.Counter => CountSource.Counter,
        Role.Sensor => CountSource.Sensor,
        _ => CountSource.Staff,
    };

    private static Tap TapOf(Context context) => new(context.Command, context.By.Device);

    private static Decision<RoomEvent> Refuse(Refusal refusal) => new([], refusal);
}
