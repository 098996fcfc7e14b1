using System.Collections.Immutable;
using Mal.Facts;
using Mal.History;
using Mal.Initiatives;
using Mal.Places;
using Mal.Polish;
using Mal.Rooms;

namespace Mal.Coordination.Requests;

/// <summary>A time a series could not have, and the best that is free instead.</summary>
public sealed record Proposed(Meeting Lost, Alternative? Instead);

/// <summary>The answer to a whole series in one sentence: „Wolne 4 z 5 terminów; 9.12 zajęte – proponujemy: Sala warsztatowa.”</summary>
/// <param name="Working">Rooms still owe an answer, or what is free instead is not known yet.</param>
/// <param name="Exceptions">What to approve so that every proposed time is taken as well.</param>
public sealed record SeriesVerdict(int Free, int Of, string Says, bool Working, ImmutableList<Proposed> Lost, ImmutableList<MeetingException> Exceptions)
{
    /// <summary>How many dates one tap approves.</summary>
    public int Approving => Free + Exceptions.Count;

    public static SeriesVerdict Judge(InitiativeView view, Proposal proposal, House house, PlaceCalendar? calendar, DateTimeOffset now)
    {
        var (done, of) = view.Steps is { } steps ? (steps.Done, steps.Of) : (view.Meetings.Count + (view.Lost?.Count ?? 0), view.Meetings.Count + (view.Lost?.Count ?? 0));
        var lost = (view.Lost ?? []).Select(meeting => new Proposed(meeting, calendar is null ? null : Instead(meeting, proposal, house, calendar, now))).ToImmutableList();
        var free = done - lost.Count;
        // Nothing is promised, and nothing denied, before the calendars have come.
        var looking = calendar is null && !lost.IsEmpty;
        var exceptions = lost.Where(one => one.Instead is not null).Select(one => Exception(one.Lost, one.Instead!, proposal, house)).ToImmutableList();
        var parts = new[] { done < of ? $"Sprawdzamy sale: {done} z {of}" : Sum(free, of) }
            .Concat(lost.Select(one => Say(one, house, looking)))
            .Concat((view.Skipped ?? []).Take(3).Select(day => $"{ShortDay(day.Day)} bez spotkania ({Reasons.Say(day.ReasonCode)})"));
        return new SeriesVerdict(free, of, string.Join("; ", parts) + ".", done < of || looking, lost, exceptions);
    }

    private static string Sum(int free, int of) => (free, of) switch
    {
        (_, 0) => "Bez terminów",
        (1, 1) => "Wolny jedyny termin",
        _ => $"Wolne {free} z {of} terminów",
    };

    private static string Say(Proposed one, House house, bool looking)
    {
        var day = ShortDay(house.Day(one.Lost.From));
        var why = one.Lost.Code is null or "slot-taken" ? "zajęte" : Reasons.Say(one.Lost.Code);
        return one.Instead is { } other ? $"{day} {why} – proponujemy: {Offer(one.Lost, other, house)}"
            : looking ? $"{day} {why}, szukamy, co jest wolne"
            : $"{day} {why}, nic innego nie jest wolne";
    }

    // In the same room the hour is the news, in another the room.
    private static string Offer(Meeting lost, Alternative other, House house) =>
        Verdict.RoomId(other) == lost.Room || other.From != house.Local(lost.From) || other.Until != house.Local(lost.Until)
            ? Verdict.Name(house, other) : Verdict.RoomName(house, other);

    // The same hour elsewhere disturbs a group less than another hour.
    private static Alternative? Instead(Meeting lost, Proposal proposal, House house, PlaceCalendar calendar, DateTimeOffset now)
    {
        var free = Alternatives.Of(house, new Wish(lost.Room, lost.From, lost.Until, proposal.People, proposal.Needs, lost.Booking), calendar.Rooms, now);
        return free.Find(other => Verdict.RoomId(other) != lost.Room) ?? (free.IsEmpty ? null : free[0]);
    }

    internal static MeetingException Exception(Meeting lost, Alternative other, Proposal proposal, House house)
    {
        var room = Verdict.RoomId(other);
        var (start, end) = (TimeOnly.FromDateTime(other.From), TimeOnly.FromDateTime(other.Until));
        var same = proposal.Series is { } series && series.Start == start && series.End == end;
        return new MeetingException(house.Day(lost.From), room == proposal.Series?.Room ? null : room, same ? null : start, same ? null : end);
    }

    /// <summary>"9.12".</summary>
    public static string ShortDay(DateOnly day) => $"{day.Day}.{day.Month:00}";
}
