using System.Collections.Immutable;
using System.Diagnostics;
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
public sealed class Initiative : IRules<InitiativeState, InitiativeCommand, InitiativeEvent, InitiativeView>
{
    // The live view is what comes next; the calendar has its own key.
    private const int ShownMax = 12;

    private Initiative() { }

    public static InitiativeState Empty { get; } = new([], null);

    public static Decision<InitiativeEvent> Decide(InitiativeState state, InitiativeCommand command, Context context)
    {
        if (command is not InitiativeCommand.Plan plan || context.By.Role != Role.System)
        {
            return Decision<InitiativeEvent>.Refuse("not-allowed", "Tego nie można zrobić z tego urządzenia.");
        }
        if (context.House.Initiative(context.Id) is not { } details)
        {
            return Decision<InitiativeEvent>.Refuse("unknown-initiative", "Nie ma takiej inicjatywy.");
        }
        if (plan.Horizon <= state.Horizon)
        {
            return Decision<InitiativeEvent>.Nothing;
        }
        var fresh = plan.Days.Where(day => day <= plan.Horizon && !(day <= state.Horizon)).Distinct().Order()
            .Select(day => Dated(details, day, context)).OfType<InitiativeEvent>();
        return Decision<InitiativeEvent>.Accept([.. fresh, new InitiativeEvent.HorizonMoved(plan.Horizon, context.Now)]);
    }

    public static InitiativeState Evolve(InitiativeState state, InitiativeEvent happened) => happened switch
    {
        InitiativeEvent.MeetingPlanned it => state with { Meetings = state.Meetings.Add(new Meeting(it.Booking, it.Room, it.From, it.Until)) },
        InitiativeEvent.MeetingSkipped => state,
        InitiativeEvent.HorizonMoved it => new([.. state.Meetings.Where(meeting => meeting.Until > it.At)], it.Horizon),
        _ => throw new UnreachableException($"An initiative knows no {happened.GetType().Name}."),
    };

    /// <summary>Nothing happens to a series by itself: it is the actor that moves the horizon on.</summary>
    public static ImmutableList<InitiativeEvent> Due(InitiativeState state, Context context) => [];

    public static DateTimeOffset? DueAt(InitiativeState state, Context context) => null;

    public static InitiativeView View(InitiativeState state, long version, Context context)
    {
        var details = context.House.Initiative(context.Id);
        return new InitiativeView(version, context.Id, details?.Title ?? "Spotkanie", details?.LedBy ?? LedBy.Team, details?.Closed ?? true,
            [.. state.Meetings.Where(meeting => meeting.Until > context.Now).Take(ShownMax)]);
    }

    /// <summary>The same for the same place, initiative and day, for ever: asking a room twice does no harm.</summary>
    public static Guid BookingId(string place, string initiative, DateOnly day) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"{place}/{initiative}/{day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)}")).AsSpan(0, 16));

    // Null for a meeting that is over already, of which there is nothing to plan.
    private static InitiativeEvent? Dated(InitiativeDetails details, DateOnly day, Context context)
    {
        var house = context.House;
        var from = house.At(day, details.Start);
        var until = house.At(details.End > details.Start ? day : day.AddDays(1), details.End);
        if (until <= context.Now)
        {
            return null;
        }
        return WhyNot(house, details, day, from, until) is { } reason
            ? new InitiativeEvent.MeetingSkipped(day, reason, context.Now)
            : new InitiativeEvent.MeetingPlanned(BookingId(house.File.Place.Id, details.Id, day), details.Room, from, until, context.Now);
    }

    private static string? WhyNot(House house, InitiativeDetails details, DateOnly day, DateTimeOffset from, DateTimeOffset until)
    {
        if (!Calendar.HoursOf(house, day).Exists(open => open.From <= from && until <= open.Until))
        {
            return Holidays.On(day) is not null && Calendar.ClosingOf(house, day) is null ? "public-holiday" : "house-closed";
        }
        return RoomTimetable.InSeason(house.Room(details.Room)?.Season, day) ? null : "out-of-season";
    }
}
