using System.Collections.Immutable;
using Mal.Facts;

namespace Mal.Rooms;

/// <summary>
/// How a meeting went, noted by whoever was there. A meeting that is over leaves the bookings and waits among the unsettled
/// ones, so that it can be closed out for two months; what is missing longer stays missing, visibly, in the reports.
/// </summary>
public sealed partial class Room
{
    private const int UnsettledMax = 60;
    private const int UnsettledDays = 62;

    private static Decision<RoomEvent> DecideCloseOut(RoomState state, RoomCommand.CloseOutMeeting it, Context context)
    {
        var booking = Meeting(state, it.Booking);
        if (booking is null && state.Unsettled?.Exists(waiting => waiting.Booking == it.Booking) != true)
        {
            return Refuse(RoomRefusals.UnknownBooking);
        }
        if (context.SeenAt < booking?.From && booking.CheckedInAt is null)
        {
            return Refuse(RoomRefusals.TooEarly(context.House, booking.From));
        }
        var how = new CloseOut(it.Held, it.People, it.Children, it.Adults, it.Seniors, it.Volunteers, it.VolunteerHours);
        return Decision<RoomEvent>.Accept(new RoomEvent.MeetingClosedOut(it.Booking, how, context.SeenAt));
    }

    private static RoomState ClosedOut(RoomState state, RoomEvent.MeetingClosedOut it)
    {
        var left = state.Unsettled?.RemoveAll(waiting => waiting.Booking == it.Booking);
        var settled = Forget(state, it.Booking) with { Unsettled = left is { IsEmpty: true } ? null : left };
        return settled.Bookings.Find(booking => booking.Id == it.Booking) is { } before
            ? settled with { Bookings = settled.Bookings.Replace(before, Settled(before, it)) }
            : settled;
    }

    // A meeting still on goes on: that it ends is said by another tap, or by the plan.
    internal static Booking Settled(Booking booking, RoomEvent.MeetingClosedOut it) => booking with
    {
        ClosedOut = true,
        Outcome = !it.How.Held ? BookingOutcome.NoShow : booking.EndedAt is null ? BookingOutcome.CheckedIn : BookingOutcome.Completed,
        CheckedInAt = it.How.Held && booking.EndedAt is null ? booking.CheckedInAt ?? it.At : booking.CheckedInAt,
        EndedAt = it.How.Held ? booking.EndedAt : booking.EndedAt ?? (it.At < booking.Until ? it.At : booking.Until),
    };

    // What was released or taken just so needs no closing out; what waits too long is left to the history.
    private static ImmutableList<Unsettled>? StillUnsettled(RoomState state, IEnumerable<Booking> over, DateTimeOffset at)
    {
        var waiting = (state.Unsettled ?? []).AddRange(over.Where(booking => booking is { ClosedOut: false, WalkIn: false } && !booking.IsReleased())
            .Select(booking => new Unsettled(booking.Id, booking.From, booking.Initiative, RoomUncounted.IsCounted(state, booking) ? null : new NotCounted(booking.Title, booking.End(), booking.People))));
        var kept = waiting.RemoveAll(meeting => meeting.From < at.AddDays(-UnsettledDays));
        kept = kept.Count > UnsettledMax ? kept.RemoveRange(0, kept.Count - UnsettledMax) : kept;
        return kept.IsEmpty ? null : kept;
    }
}
