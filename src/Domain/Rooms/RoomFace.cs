using Mal.Places;
using Mal.Polish;

namespace Mal.Rooms;

/// <summary>What a screen shows of a room at an instant; the one function used by silo, lobby and phone, so a screen without network turns by itself.</summary>
public sealed partial class Room
{
    private const int ClockSkewSecondsMax = 60;

    // Up to here the places left are worth counting; above, "są miejsca" says it.
    private const int CountedPlacesMax = 5;

    public static RoomFace Face(RoomView view, House house, DateTimeOffset now)
    {
        var state = view.State;
        var (condition, meeting) = Condition(view, house, now);
        var isFresh = state.IsFresh(house, Looked(state, now));
        var count = condition == RoomCondition.Closed ? null : state.Fresh(house, Looked(state, now));
        var next = view.Bookings.Find(booking => booking.From > now && booking.EndedAt is null && booking.Id != meeting?.Id);
        var closing = Calendar.OpenUntil(house, now);
        var hold = next?.From < closing ? next.From : closing;
        var isOn = condition is RoomCondition.InUse or RoomCondition.EndingSoon or RoomCondition.Overdue;
        var full = count is { } people ? view.Capacity > 0 && people >= view.Capacity : isFresh && view.Filling == Filling.Full;
        DateTimeOffset? until = condition switch
        {
            RoomCondition.Free => hold,
            RoomCondition.Turnover => view.TidyUntil > now ? view.TidyUntil : null,
            _ when view.DropIn && meeting is null => closing,
            _ when isOn && meeting is null => hold,
            _ => meeting?.Until,
        };
        DateTimeOffset? from = condition is RoomCondition.Reserved or RoomCondition.AwaitingCheckIn or RoomCondition.SettingUp ? meeting?.From : null;
        var words = new Words(house, now, condition, meeting, from, until);
        return new RoomFace(view.Id, view.Name, view.Capacity, condition, meeting, meeting?.Title, from, until,
            count, count is null ? null : view.Occupancy.At,
            count is { } number && view.Occupancy.At is { } at ? $"{number} o {Dates.Clock(house.Local(at))}" : "",
            words.When(),
            isOn ? Places(view, meeting, count, full, isFresh) : words.May(),
            view.DropIn && isOn ? $"Wolny wstęp {words.When()}" : words.Says(),
            view.DropIn, full, count > view.Capacity && view.Capacity > 0, next,
            condition != RoomCondition.Closed && PresenceShown(view, house, now) is { } sensed ? $"ktoś jest (czujnik o {Dates.Clock(house.Local(sensed.At))})" : "");
    }

    // A screen's clock runs a little behind that of the node which wrote the count: what was just said is not unknown for that.
    private static DateTimeOffset Looked(RoomState state, DateTimeOffset now) =>
        state.Occupancy.At is { } seen && seen > now && seen <= now.AddSeconds(ClockSkewSecondsMax) ? seen : now;

    private static (RoomCondition, Booking?) Condition(RoomView view, House house, DateTimeOffset now)
    {
        var (state, settings) = (view.State, house.Settings);
        if (!RoomTimetable.InSeason(view.Season, house.Day(now)))
        {
            return (RoomCondition.OutOfSeason, null);
        }
        if (state.OutOfService is not null)
        {
            return (RoomCondition.OutOfService, null);
        }
        if (Calendar.OpenUntil(house, now) is not { } closing)
        {
            return (RoomCondition.Closed, null);
        }
        var on = state.On(now);
        if (view.DropIn)
        {
            return (RoomCondition.InUse, on);
        }
        var (people, counted) = (state.Fresh(house, Looked(state, now)) > 0, state.Occupancy.Meeting);
        var seen = PresenceShown(view, house, now);
        var (somebody, whose) = (people || seen is not null, people ? counted : seen?.Meeting);
        var past = state.PastEnd(house, now);
        var next = state.Next(now, on);
        // Somebody follows soon, or the house closes: only then does staying longer trouble anybody.
        if (past is not null && people && counted == past.Id && on?.Outcome != BookingOutcome.CheckedIn)
        {
            var followed = on is not null || next?.From <= past.Until.AddMinutes(settings.ReservedMinutes);
            return (followed || closing <= now.AddMinutes(settings.ClosingSoonMinutes) ? RoomCondition.Overdue : RoomCondition.InUse, past);
        }
        if (on is not null)
        {
            var silent = on.Outcome == BookingOutcome.Planned && !(somebody && whose == on.Id) && now < on.From.AddMinutes(settings.NoShowMinutes);
            return (silent ? RoomCondition.AwaitingCheckIn
                : now >= on.Until.AddMinutes(-settings.EndingSoonMinutes) ? RoomCondition.EndingSoon
                : RoomCondition.InUse, on);
        }
        if (next is not null && now >= next.From.AddMinutes(-settings.CheckInMinutes) && somebody && whose == next.Id)
        {
            return (RoomCondition.SettingUp, next);
        }
        if (IsTidied(state, house, now))
        {
            return (RoomCondition.Turnover, null);
        }
        if (next is not null && now >= next.From.AddMinutes(-settings.ReservedMinutes))
        {
            return (now >= next.From.AddMinutes(-settings.CheckInMinutes) ? RoomCondition.AwaitingCheckIn : RoomCondition.Reserved, next);
        }
        return (somebody ? RoomCondition.InUse : RoomCondition.Free, null);
    }

    // A full class is a success and is said calmly; nobody is invited into a closed group.
    private static string Places(RoomView view, Booking? meeting, int? count, bool full, bool isFresh)
    {
        if (meeting?.Closed == true)
        {
            return "";
        }
        if (full)
        {
            return "komplet";
        }
        return count is { } people && view.Capacity - people <= CountedPlacesMax
            ? Phrases.FreePlaces.Say(view.Capacity - people)
            : count is not null || (isFresh && view.Filling is not null) ? "są miejsca" : "";
    }

    /// <summary>The sentences of a state at an instant.</summary>
    private readonly record struct Words(House House, DateTimeOffset Now, RoomCondition Condition, Booking? Meeting, DateTimeOffset? From, DateTimeOffset? Until)
    {
        public string When() => From is { } from ? $"od {Clock(from)}"
            : Condition == RoomCondition.Overdue ? "trwa dłużej"
            : Until is { } until && until > Now ? $"do {Clock(until)}"
            : "";

        public string May() => Condition switch
        {
            RoomCondition.Reserved or RoomCondition.AwaitingCheckIn or RoomCondition.SettingUp when From > Now => Durations.In(From.Value - Now),
            RoomCondition.AwaitingCheckIn => "czekamy na grupę",
            _ => "",
        };

        public string Says() => Condition switch
        {
            RoomCondition.Closed => "Zamknięte",
            RoomCondition.Free => Until is null ? "Wolne" : $"Wolne {When()}",
            RoomCondition.Reserved => $"Zarezerwowane {When()}",
            RoomCondition.AwaitingCheckIn => "Czekamy na grupę",
            RoomCondition.SettingUp => "W przygotowaniu",
            RoomCondition.InUse => Meeting is not null && Until <= Now ? "Trwa dłużej" : Until is null ? "Zajęte" : $"Zajęte {When()}",
            RoomCondition.EndingSoon => $"Kończy się o {Clock(Until ?? Now)}",
            RoomCondition.Overdue => "Trwa dłużej",
            RoomCondition.Turnover => "Porządkujemy salę",
            RoomCondition.OutOfService => "Wyłączone z użytku",
            _ => "Poza sezonem",
        };

        private string Clock(DateTimeOffset at) => Dates.Clock(House.Local(at));
    }
}
