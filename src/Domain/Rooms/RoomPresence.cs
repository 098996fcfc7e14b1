using Mal.Facts;
using Mal.Places;

namespace Mal.Rooms;

/// <summary>
/// A presence sensor, the lowest evidence there is: it stands above the timetable and below every number. "Somebody is
/// there" makes a room in use where nobody has counted lately; "nothing moves" says nothing at all, because somebody who
/// reads does not move. So no number, no check-in, no release and no overdue ever comes of it.
/// </summary>
public sealed partial class Room
{
    // A sensor repeats itself all day. The same word is written again when a third of its age is over: kept fresh, and
    // a few facts an hour.
    private const int RepeatsPerAge = 3;

    private static Decision<RoomEvent> DecidePresence(RoomState state, bool present, Context context)
    {
        var meeting = state.Counted(context.House, context.SeenAt)?.Id;
        var repeats = state.Presence is { } said && said.Present == present && said.Meeting == meeting
            && (context.SeenAt - said.At).Duration() < TimeSpan.FromMinutes(context.House.Settings.CountAgesMinutes) / RepeatsPerAge;
        return repeats || IsDenied(state.Presence, present, context)
            ? Decision<RoomEvent>.Nothing
            : Decision<RoomEvent>.Accept(new RoomEvent.PresenceSeen(present, context.SeenAt, meeting, TapOf(context)));
    }

    // Where two sensors hang, one of them sees a still corner.
    private static bool IsDenied(Presence? said, bool present, Context context) =>
        !present && said is { Present: true } && said.Device != context.By.Device
        && said.At <= context.SeenAt && context.SeenAt < said.At.AddMinutes(context.House.Settings.CountAgesMinutes);

    private static Presence? Heard(Presence? said, RoomEvent.PresenceSeen it) =>
        it.At < said?.At ? said : new Presence(it.Present, it.At, it.Meeting, it.Tap?.Device);

    /// <summary>What a sensor says and nobody's number contradicts; null when it is silent, too old, or of a meeting that has ended since.</summary>
    private static Presence? PresenceShown(RoomView view, House house, DateTimeOffset now)
    {
        var state = view.State;
        // Those to whom numbers do not travel know by the word that there is one.
        var isCounted = state.IsFresh(house, Looked(state, now)) && (state.Occupancy.Count is not null || view.Filling is not null);
        return !isCounted && state.Presence is { Present: true } seen && state.IsHeard(seen, house, now) ? seen : null;
    }
}
