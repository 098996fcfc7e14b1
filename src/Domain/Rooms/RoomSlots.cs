using Mal.Facts;
using Mal.Places;

namespace Mal.Rooms;

/// <summary>Taking and keeping time in a room. Two requests at the same instant cannot both win, because the room itself decides in order.</summary>
public sealed partial class Room
{
    private static Decision<RoomEvent> DecidePlan(RoomState state, Booking booking, Context context)
    {
        // A repeat writes nothing; nor does a meeting that is over, of which nothing can be kept free any more.
        if (booking.Until <= context.Now || state.Bookings.Exists(other => other.Id == booking.Id))
        {
            return Decision<RoomEvent>.Nothing;
        }
        if (TakenBy(state, booking, context) is { IsEmpty: false } taken)
        {
            return Lost(booking, taken, context.Now);
        }
        return Decision<RoomEvent>.Accept(new RoomEvent.Planned(booking, context.Now));
    }

    private static Decision<RoomEvent> DecideWalkIn(RoomState state, RoomCommand.WalkIn walkIn, Context context)
    {
        var (house, at) = (context.House, context.SeenAt);
        if (IsDropIn(context))
        {
            return Refuse(RoomRefusals.DropIn);
        }
        if (state.OutOfService is not null)
        {
            return Refuse(RoomRefusals.OutOfService);
        }
        if (!RoomTimetable.InSeason(house.Room(context.Id)?.Season, house.Day(at)))
        {
            return Refuse(RoomRefusals.OutOfSeason);
        }
        if (Calendar.OpenUntil(house, at) is not { } closing)
        {
            return Refuse(RoomRefusals.OutsideHours);
        }
        if (state.On(at) is not null || state.Bookings.Exists(booking => booking.Moving is not null && booking.From <= at && at < booking.Until))
        {
            return Refuse(RoomRefusals.NotFree);
        }
        // A request that waits holds its slot too.
        var next = state.Bookings.Find(booking => booking.From > at && booking.EndedAt is null)?.From.AddMinutes(-house.Settings.TurnoverMinutes);
        var until = next < closing ? next.Value : closing;
        if (until <= at)
        {
            return Refuse(RoomRefusals.StartsSoon);
        }
        // The command's own id names the booking: the browser and the server make the same one.
        var booking = new Booking(context.Command, walkIn.PublicTitle ?? "Zajęta na bieżąco", at, until, walkIn.People ?? 0,
            Outcome: BookingOutcome.CheckedIn, CheckedInAt: at, WalkIn: true);
        var walkedIn = new RoomEvent.WalkedIn(booking, at, TapOf(context));
        return walkIn.People is { } people && !IsOlder(state, at)
            ? Decision<RoomEvent>.Accept(walkedIn, new RoomEvent.CountSet(people, at, booking.Id, SourceOf(context), TapOf(context)))
            : Decision<RoomEvent>.Accept(walkedIn);
    }

    private static Decision<RoomEvent> DecideExtend(RoomState state, RoomCommand.Extend extend, Context context)
    {
        var (house, at) = (context.House, context.SeenAt);
        var booking = extend.Booking is { } id
            ? Meeting(state, id)
            : state.On(at) ?? state.PastEnd(house, at);
        if (booking is null)
        {
            return Refuse(extend.Booking is null ? RoomRefusals.NothingOn : RoomRefusals.UnknownBooking);
        }
        if (booking.EndedAt is not null)
        {
            return Refuse(RoomRefusals.AlreadyEnded);
        }
        var until = booking.Until.AddMinutes(extend.Minutes);
        if (!(Calendar.ClosingOf(house, house.Day(booking.From)) >= until))
        {
            return Refuse(RoomRefusals.OutsideHours);
        }
        return !IsDropIn(context) && IsTaken(state, booking, booking.From, until, TimeSpan.FromMinutes(house.Settings.TurnoverMinutes))
            ? Refuse(RoomRefusals.Followed)
            : Decision<RoomEvent>.Accept(new RoomEvent.Extended(booking.Id, until, at, TapOf(context)));
    }

    private static bool IsTaken(RoomState state, Booking mine, DateTimeOffset from, DateTimeOffset until, TimeSpan turnover) =>
        Holders(state, mine.Id, from, until, turnover).Any();

    // Until is excluded, so back-to-back bookings fit; between two of them the turnover is kept free.
    private static IEnumerable<Booking> Holders(RoomState state, Guid mine, DateTimeOffset from, DateTimeOffset until, TimeSpan turnover) =>
        state.Bookings.Where(other => other.Id != mine && !(other.IsReleased() && other.EndedAt <= from)
            && from < other.End() + turnover && other.From < until + turnover);
}
