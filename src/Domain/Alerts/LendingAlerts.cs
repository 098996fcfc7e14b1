using Mal.Facts;
using Mal.Initiatives;
using Mal.Places;
using Mal.Polish;
using Mal.Rooms;
using Mal.Wire;

namespace Mal.Alerts;

/// <summary>What groups wait for: a decision, a number, another time, a question why nobody comes.</summary>
internal static class LendingAlerts
{
    // A house that hardly opens keeps nobody waiting for ever.
    private const int OpenDaysWithin = 62;

    public static IEnumerable<Alert> Of(RoomView room, House house, DateTimeOffset now)
    {
        var key = Key.Room(house.File.Place.Id, room.Id).ToString();
        return
        [
            .. (room.Pending ?? []).Where(request => request.From > now && WaitsTooLong(request.WaitsSince, house, now))
                .Select(request => Waiting(key, room.Name, $"„{request.Title}”, {When(request.From, house, now)}", request.WaitsSince!.Value, request.Id)),
            .. (room.Uncounted ?? []).Where(meeting => AskedAt(meeting, house) <= now)
                .Select(meeting => new Alert("uncounted", key, room.Name, $"Wpisz, ile osób było: „{meeting.Title}”, {Back(meeting.From, house, now)}, plan {meeting.People}.", AskedAt(meeting, house),
                    new AlertAction.AskNumber("Wpisz", key, AskedNumber.Came, meeting.Booking), AlertSeverity.Task, Subject: meeting.Booking)),
            .. (room.RefusedMoves ?? []).Where(move => move.From > now)
                .Select(move => new Alert("not-moved", key, room.Name, RefusedMoves.Sentence(house, move, now), move.To.At ?? now,
                    new AlertAction.TellRoom("Zostaw tutaj", key, new RoomCommand.LeaveHere(move.Booking), $"{move.Title}: zostaje tutaj"), AlertSeverity.Warning, Role.Coordinator, move.Booking)),
        ];
    }

    public static IEnumerable<Alert> Of(InitiativeView view, House house, DateTimeOffset now)
    {
        var key = Key.Initiative(house.File.Place.Id, view.Id).ToString();
        if (view is { Stage: InitiativeStage.Submitted or InitiativeStage.UnderReview, WaitsSince: { } since } && WaitsTooLong(since, house, now))
        {
            yield return Waiting(key, Title(view), $"inicjatywa „{Title(view)}”", since, null);
        }
        if (view.Review && view.Stage == InitiativeStage.Active)
        {
            yield return new Alert("no-shows", key, Title(view), "Zapytaj grupę, czy spotyka się dalej: dwa razy z rzędu nikt nie przyszedł.", view.ReviewSince ?? now,
                new AlertAction.Go("Otwórz inicjatywę", AlertPage.Initiative, view.Id), AlertSeverity.Task, Role.Coordinator);
        }
    }

    /// <summary>When more open days than the place allows itself have gone by since: at the closing of the last of them. The day of asking counts for none.</summary>
    internal static bool WaitsTooLong(DateTimeOffset? since, House house, DateTimeOffset now)
    {
        if (since is not { } asked)
        {
            return false;
        }
        var (first, today) = (house.Day(asked), house.Day(now));
        var gone = 0;
        for (var day = first.AddDays(1); day <= today && day <= first.AddDays(OpenDaysWithin) && gone < house.Settings.RequestOpenDays; day = day.AddDays(1))
        {
            gone += Calendar.ClosingOf(house, day) <= now ? 1 : 0;
        }
        return gone >= house.Settings.RequestOpenDays && now > asked;
    }

    private static Alert Waiting(string key, string where, string what, DateTimeOffset since, Guid? subject) => new("request-waiting", key, where, $"Zdecyduj: {what}.", since,
        new AlertAction.Go("Zdecyduj", AlertPage.Requests), AlertSeverity.Task, Role.Coordinator, subject);

    // After the closing of its day; a meeting kept behind a shut door at its end.
    private static DateTimeOffset AskedAt(UncountedMeeting meeting, House house) =>
        Calendar.ClosingOf(house, house.Day(meeting.Until)) is { } closing && closing > meeting.Until ? closing : meeting.Until;

    private static string Title(InitiativeView view) => view.Closed ? "Spotkanie zamknięte" : view.Title;

    private static string When(DateTimeOffset at, House house, DateTimeOffset now) => $"{Dates.OnDay(house.Day(at), house.Day(now))} {Dates.Clock(house.Local(at))}";

    private static string Back(DateTimeOffset at, House house, DateTimeOffset now)
    {
        var clock = Dates.Clock(house.Local(at));
        return (house.Day(now).DayNumber - house.Day(at).DayNumber) switch
        {
            0 => $"dziś {clock}",
            1 => $"wczoraj {clock}",
            _ => $"{Dates.Day(house.Day(at))} {clock}",
        };
    }
}
