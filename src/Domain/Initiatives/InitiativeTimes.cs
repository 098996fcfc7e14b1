using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Mal.Facts;
using Mal.Places;
using Mal.Rooms;

namespace Mal.Initiatives;

/// <summary>
/// A series as dated meetings. The rule that repeats (RRULE) is expanded outside; here are days, each turned into instants by
/// the wall clock of the place, so 18:00 stays 18:00 when the clocks change. The rooms are asked afterwards, by the actor.
/// </summary>
public sealed partial class Initiative
{
    /// <summary>The same for the same place, initiative, day and round, for ever: asking a room twice does no harm.</summary>
    public static Guid BookingId(string place, string initiative, DateOnly day, int round = 0) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes(
            $"{place}/{initiative}/{day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)}{(round == 0 ? "" : $"/{round}")}")).AsSpan(0, 16));

    /// <summary>Why a day of a series can have no meeting, whoever else is booked: a reason code; null when the house is there for it.</summary>
    /// <param name="quietMinutes">How long before closing a meeting must be over.</param>
    public static string? WhyNot(House house, Series series, DateOnly day, int quietMinutes)
    {
        var (from, until) = Instants(house, day, series.Start, series.End);
        var hours = Calendar.HoursOf(house, day);
        if (!hours.Exists(open => open.From <= from && until <= open.Until.AddMinutes(-quietMinutes)))
        {
            return hours.IsEmpty && Holidays.On(day) is not null ? "public-holiday" : hours.IsEmpty || quietMinutes == 0 ? "house-closed" : "outside-hours";
        }
        return RoomTimetable.InSeason(house.Room(series.Room)?.Season, day) ? null : "out-of-season";
    }

    /// <summary>The wall clock of a day as instants; a meeting that ends before it starts ends on the next day.</summary>
    public static (DateTimeOffset From, DateTimeOffset Until) Instants(House house, DateOnly day, TimeOnly start, TimeOnly end) =>
        (house.At(day, start), house.At(end > start ? day : day.AddDays(1), end));

    /// <summary>When a series would meet on these days, its exceptions heard and closed days left out, with the id of each meeting's booking.</summary>
    public static ImmutableList<(Guid Booking, DateTimeOffset From, DateTimeOffset Until)> Times(House house, string id, Series series, IEnumerable<DateOnly> days,
        ImmutableList<MeetingException> exceptions) =>
    [
        .. from day in days
           let exception = exceptions.Find(other => other.Day == day)
           where exception is not { Skip: true }
           let own = series with { Room = exception?.Room ?? series.Room, Start = exception?.Start ?? series.Start, End = exception?.End ?? series.End }
           where WhyNot(house, own, day, house.Settings.QuietMinutesBeforeClosing) is null
           let time = Instants(house, day, own.Start, own.End)
           select (BookingId(house.File.Place.Id, id, day), time.From, time.Until),
    ];

    private static Decision<InitiativeEvent> DecidePlan(InitiativeState state, InitiativeCommand.Plan plan, Context context)
    {
        var own = state.Proposal?.Series;
        var details = context.House.Initiative(context.Id);
        var series = details is null ? own : new Series(details.Room, details.Rrule, DateOnly.MinValue, details.Start, details.End);
        if (series is null && state.Stage is null)
        {
            return Refuse(InitiativeRefusals.Unknown);
        }
        if (plan.Horizon <= state.Horizon || series is null || (details is null && !state.Plans))
        {
            return Decision<InitiativeEvent>.Nothing;
        }
        var quiet = details is null ? context.House.Settings.QuietMinutesBeforeClosing : 0;
        var fresh = plan.Days.Where(day => day <= plan.Horizon && !(day <= state.Horizon)).Distinct().Order()
            .Select(day => Dated(state, series, day, quiet, pending: details is null && !state.Decided, state.Round, context)).OfType<InitiativeEvent>();
        return Decision<InitiativeEvent>.Accept([.. fresh, new InitiativeEvent.HorizonMoved(plan.Horizon, context.Now)]);
    }

    // Null for a meeting that is over already, of which there is nothing to plan, and for one that has begun before a pause.
    private static InitiativeEvent? Dated(InitiativeState state, Series series, DateOnly day, int quietMinutes, bool pending, int round, Context context)
    {
        var house = context.House;
        var exception = state.Exceptions?.Find(other => other.Day == day);
        var own = exception is null ? series : series with { Room = exception.Room ?? series.Room, Start = exception.Start ?? series.Start, End = exception.End ?? series.End };
        var (from, until) = Instants(house, day, own.Start, own.End);
        if (until <= context.Now || state.Meetings.Exists(meeting => meeting.Wanted != MeetingStanding.Released && house.Day(meeting.From) == day))
        {
            return null;
        }
        return (exception is { Skip: true } ? "left-out" : WhyNot(house, own, day, quietMinutes)) is { } reason
            ? new InitiativeEvent.MeetingSkipped(day, reason, context.Now)
            : new InitiativeEvent.MeetingPlanned(BookingId(house.File.Place.Id, context.Id, day, round), own.Room, from, until, context.Now, pending);
    }
}
