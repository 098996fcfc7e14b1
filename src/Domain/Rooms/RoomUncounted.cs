using System.Collections.Immutable;
using Mal.Facts;

namespace Mal.Rooms;

/// <summary>A meeting of which nobody has said how many came: neither a count while it was on, nor a close-out.</summary>
/// <param name="Title">What the public may read; a closed group is not named.</param>
/// <param name="Until">When it ended, or is to end.</param>
/// <param name="People">How many were expected.</param>
public sealed record UncountedMeeting(Guid Booking, string Title, DateTimeOffset From, DateTimeOffset Until, int People);

/// <summary>Which meetings nobody has counted people in. Kept apart from the bookings, so that a tap undone on one of them forgets no count.</summary>
internal static class RoomUncounted
{
    // Later nobody remembers; and a view stays small.
    private const int Days = 7;
    private const int ShownMax = 6;

    public static ImmutableList<Guid>? With(ImmutableList<Guid>? counted, Occupancy occupancy) =>
        occupancy is { Meeting: { } meeting, Count: not null } && counted?.Contains(meeting) != true ? (counted ?? []).Add(meeting) : counted;

    /// <summary>An undone number was no count, unless another one of that meeting still stands.</summary>
    public static RoomState After(RoomState before, RoomState undone) =>
        before.Occupancy == undone.Occupancy || before.Occupancy.Meeting is not { } meeting
            ? undone
            : undone with { Counted = With(OrNull(undone.Counted?.Remove(meeting)), undone.Occupancy) };

    public static ImmutableList<Guid>? Kept(RoomState state, Func<Booking, bool> stays) =>
        OrNull(state.Counted?.RemoveAll(id => !state.Bookings.Exists(booking => booking.Id == id && stays(booking))));

    public static bool IsCounted(RoomState state, Booking booking) => state.Counted?.Contains(booking.Id) == true;

    /// <summary>Today's before they end too, so that a screen without network turns by its clock. Where people come without booking nobody counts meetings.</summary>
    public static ImmutableList<UncountedMeeting>? Of(RoomState state, Context context)
    {
        var (house, today) = (context.House, context.House.Day(context.Now));
        if (house.Room(context.Id) is not { DropIn: false })
        {
            return null;
        }
        var here = state.Bookings.Where(booking => booking.IsHere() && booking is { WalkIn: false, ClosedOut: false } && !booking.IsReleased() && !IsCounted(state, booking) && house.Day(booking.From) <= today)
            .Select(booking => Room.Titled(booking, house)).Select(booking => new UncountedMeeting(booking.Id, Title(booking), booking.From, booking.End(), booking.People));
        var gone = (state.Unsettled ?? []).Where(waiting => waiting.NotCounted is not null)
            .Select(waiting => new UncountedMeeting(waiting.Booking, Title(waiting, house), waiting.From, waiting.NotCounted!.Until, waiting.NotCounted.People));
        return OrNull(gone.Concat(here).Where(meeting => today.DayNumber - house.Day(meeting.Until).DayNumber < Days)
            .OrderBy(meeting => meeting.From).ThenBy(meeting => meeting.Booking).TakeLast(ShownMax).ToImmutableList());
    }

    /// <summary>The state behind a view: what it does not list as uncounted is counted, and what has left its bookings can still be closed out.</summary>
    public static RoomState StateOf(RoomView view)
    {
        var uncounted = view.Uncounted ?? [];
        return new RoomState(view.Occupancy, view.Bookings, view.OutOfService, view.TidyUntil, view.Undoable, Presence: view.Presence,
            Counted: OrNull(view.Bookings.Select(booking => booking.Id).Except(uncounted.Select(meeting => meeting.Booking)).ToImmutableList()),
            Unsettled: OrNull(uncounted.Where(meeting => !view.Bookings.Exists(booking => booking.Id == meeting.Booking))
                .Select(meeting => new Unsettled(meeting.Booking, meeting.From, NotCounted: new NotCounted(meeting.Title, meeting.Until, meeting.People))).ToImmutableList()));
    }

    private static string Title(Booking booking) => Board.LobbyFace.TitleOf(booking);

    private static string Title(Unsettled waiting, Places.House house) => waiting.Initiative is { } id && house.Initiative(id) is { } series
        ? series.PublicTitle ?? series.Title
        : waiting.NotCounted is { Title.Length: > 0 } said ? said.Title : "Spotkanie";

    private static ImmutableList<T>? OrNull<T>(ImmutableList<T>? list) => list is { IsEmpty: true } ? null : list;
}
