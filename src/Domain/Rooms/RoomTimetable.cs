using Mal.Places;

namespace Mal.Rooms;

/// <summary>What rules, face and time all ask of a room: who has it at an instant, whose a count is, whether it still says anything.</summary>
internal static class RoomTimetable
{
    /// <summary>When a booking gives the room back: by plan, or when it was ended or released.</summary>
    public static DateTimeOffset End(this Booking booking) => booking.EndedAt ?? booking.Until;

    public static bool IsReleased(this Booking booking) => booking.Outcome == BookingOutcome.NoShow;

    /// <summary>Has somebody said, by a tap or a count, that they are there?</summary>
    public static bool IsConfirmed(this Booking booking) => booking.Outcome is BookingOutcome.CheckedIn or BookingOutcome.Completed;

    /// <summary>May it be a meeting? What nobody has decided yet only holds its slot.</summary>
    public static bool IsMeeting(this Booking booking) => booking.Standing == Standing.Approved;

    /// <summary>Does it take place here? One on its way to another room keeps its slot and does nothing else.</summary>
    public static bool IsHere(this Booking booking) => booking.IsMeeting() && booking.Moving is null;

    /// <summary>The booking that holds the room: within its times, or already checked in before them.</summary>
    public static Booking? On(this RoomState state, DateTimeOffset at) =>
        state.Bookings.FindLast(booking => booking.IsHere() && at < booking.End() && !booking.IsReleased()
            && (booking.From <= at || (booking.Outcome == BookingOutcome.CheckedIn && booking.CheckedInAt <= at)));

    public static Booking? Next(this RoomState state, DateTimeOffset at, Booking? after = null) =>
        state.Bookings.Find(booking => booking.IsHere() && booking.From > at && booking.Id != after?.Id && booking.EndedAt is null);

    /// <summary>The meeting past its planned end of which nobody has said that it is over, until another one starts.</summary>
    public static Booking? PastEnd(this RoomState state, House house, DateTimeOffset at)
    {
        var last = state.Bookings.FindLast(booking => booking.IsHere() && booking.EndedAt is null && booking.Until <= at);
        return last is not null && at < last.Until.AddMinutes(house.Settings.CountAgesMinutes) ? last : null;
    }

    /// <summary>Whose people are counted at an instant: from the check-in window on, a booking's; just after a planned end, still that meeting's.</summary>
    public static Booking? Counted(this RoomState state, House house, DateTimeOffset at)
    {
        if (state.On(at) is { } on)
        {
            return on;
        }
        var past = state.PastEnd(house, at);
        if (past is not null && at < past.Until.AddMinutes(house.Settings.TurnoverMinutes))
        {
            return past;
        }
        var next = state.Next(at);
        return next is not null && at >= next.From.AddMinutes(-house.Settings.CheckInMinutes) ? next : past;
    }

    /// <summary>The count as it may be shown: null when unknown, too old, or when the meeting it was made in has ended since.</summary>
    public static int? Fresh(this RoomState state, House house, DateTimeOffset at) =>
        state.IsFresh(house, at) && state.Occupancy.Count is { } count ? Math.Max(0, count) : null;

    public static bool IsFresh(this RoomState state, House house, DateTimeOffset at)
    {
        return state.Occupancy.At is { } seen && state.Holds(seen, state.Occupancy.Meeting, house, at);
    }

    /// <summary>Does what a sensor said still mean anything? A night makes it silent, however long its word would live.</summary>
    public static bool IsHeard(this RoomState state, Presence said, House house, DateTimeOffset at) =>
        state.Holds(said.At, said.Meeting, house, at) && !(said.At < LastClosing(house, at));

    // What was seen ages, and ends with the meeting it was seen in.
    private static bool Holds(this RoomState state, DateTimeOffset seen, Guid? during, House house, DateTimeOffset at)
    {
        if (seen > at || at >= seen.AddMinutes(house.Settings.CountAgesMinutes))
        {
            return false;
        }
        var meeting = state.Bookings.Find(booking => booking.Id == during);
        return meeting is null || meeting.IsReleased() || !(meeting.End() <= at && seen < meeting.End());
    }

    /// <summary>The end of the last open time of the latest open day that has closed; what was seen before it belongs to that day.</summary>
    public static DateTimeOffset? LastClosing(House house, DateTimeOffset now)
    {
        for (var day = house.Day(now); day > house.Day(now).AddDays(-60); day = day.AddDays(-1))
        {
            if (Calendar.ClosingOf(house, day) is { } closing && closing <= now)
            {
                return closing;
            }
        }
        return null;
    }

    /// <summary>The first end of an open day later than an instant; a break at noon is no closing.</summary>
    public static DateTimeOffset? NextClosing(House house, DateTimeOffset after)
    {
        for (var day = house.Day(after); day < house.Day(after).AddDays(400); day = day.AddDays(1))
        {
            if (Calendar.ClosingOf(house, day) is { } closing && closing > after)
            {
                return closing;
            }
        }
        return null;
    }

    /// <summary>Is a seasonal room in its season? The days are of every year, both included; a season may span the new year.</summary>
    public static bool InSeason(Season? season, DateOnly day)
    {
        if (season is null)
        {
            return true;
        }
        var today = $"{day.Month:00}-{day.Day:00}";
        var afterFirst = string.CompareOrdinal(season.FirstDay, today) <= 0;
        var beforeLast = string.CompareOrdinal(today, season.LastDay) <= 0;
        return string.CompareOrdinal(season.FirstDay, season.LastDay) <= 0 ? afterFirst && beforeLast : afterFirst || beforeLast;
    }
}
