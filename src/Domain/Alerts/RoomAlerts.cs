using Mal.Board;
using Mal.Places;
using Mal.Polish;
using Mal.Rooms;
using Mal.Wire;

namespace Mal.Alerts;

/// <summary>What happens in a room now: too many people, or a group that stays while others wait.</summary>
internal static class RoomAlerts
{
    public static IEnumerable<Alert> Of(RoomView room, House house, DateTimeOffset now)
    {
        var (face, key) = (Room.Face(room, house, now), Key.Room(house.File.Place.Id, room.Id).ToString());
        if (face is { AboveLimit: true, Count: { } people })
        {
            yield return new Alert("above-limit", key, room.Name, $"Zaproponuj części grupy inną salę: {Phrases.People.Say(people)} przy limicie {room.Capacity}.",
                AboveSince(room) ?? now, new AlertAction.AskNumber("Policz ponownie", key, AskedNumber.People), AlertSeverity.Urgent);
        }
        if (face is { Condition: RoomCondition.Overdue, Meeting: { } meeting })
        {
            yield return new Alert("overdue", key, room.Name, $"Poproś „{LobbyFace.TitleOf(meeting)}” o zakończenie. {Waiting(room, house, now, meeting)}",
                meeting.Until, new AlertAction.TellRoom("Koniec", key, new RoomCommand.CheckOut(meeting.Id), $"{LobbyFace.TitleOf(meeting)}: koniec"), AlertSeverity.Warning, Subject: meeting.Id);
        }
    }

    // The tap that brought it above, where it is remembered; else the last count.
    private static DateTimeOffset? AboveSince(RoomView room)
    {
        var last = room.Undoable.FindLast(tap => tap.Occupancy is { } before && !(before.Count > room.Capacity));
        return last is { Occupancy.Count: { } before } && before + last.Delta > room.Capacity ? last.At : room.Occupancy.At;
    }

    private static string Waiting(RoomView room, House house, DateTimeOffset now, Booking past)
    {
        var state = room.State;
        return (state.On(now), state.Next(now)) switch
        {
            ({ } on, _) when on.Id != past.Id => $"Czeka już „{LobbyFace.TitleOf(on)}”.",
            (_, { } next) when next.From <= past.Until.AddMinutes(house.Settings.ReservedMinutes) => $"O {Dates.Clock(house.Local(next.From))} zaczyna „{LobbyFace.TitleOf(next)}”.",
            _ when Calendar.OpenUntil(house, now) is { } closing => $"Zamykamy o {Dates.Clock(house.Local(closing))}.",
            _ => "",
        };
    }
}
