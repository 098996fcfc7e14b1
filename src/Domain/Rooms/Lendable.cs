using Mal.Facts;
using Mal.Places;

namespace Mal.Rooms;

/// <summary>
/// May a room be lent for a time at all, whoever else has it: its size and equipment, the season, the longest lending, the
/// hours of the house. One rule for a request, for a move and for what is offered instead.
/// </summary>
public static class Lendable
{
    /// <returns>Null when it may.</returns>
    public static Refusal? WhyNot(House house, RoomDetails room, DateTimeOffset from, DateTimeOffset until, int people, Features? needs)
    {
        if (room.DropIn)
        {
            return RoomRefusals.DropIn;
        }
        if (people > room.Capacity)
        {
            return RoomRefusals.TooManyPeople(room.Capacity);
        }
        if (needs?.Names.Find(need => !room.Features.Contains(need)) is { } missing)
        {
            return RoomRefusals.MissingFeature(missing);
        }
        if (!RoomTimetable.InSeason(room.Season, house.Day(from)))
        {
            return RoomRefusals.OutOfSeason;
        }
        if (until - from > TimeSpan.FromHours(house.Settings.BookingHoursMax))
        {
            return RoomRefusals.TooLong(house);
        }
        return WhyNotOpen(house, from, until);
    }

    /// <summary>From so many days ahead to so many; who is on duty only needs a time that has not begun.</summary>
    public static Refusal? WhyNotYet(House house, DateTimeOffset from, DateTimeOffset now, Role by)
    {
        var settings = house.Settings;
        var days = house.Day(from).DayNumber - house.Day(now).DayNumber;
        var here = by >= Role.Coordinator || (by >= Role.Staff && now >= from.AddMinutes(-settings.CheckInMinutes));
        return from <= now ? RoomRefusals.InThePast
            : days > settings.LeadDaysMax ? RoomRefusals.TooFarAhead(settings.LeadDaysMax)
            : !here && days < settings.LeadDaysMin ? RoomRefusals.TooSoon(settings.LeadDaysMin)
            : null;
    }

    // The last minutes before the closing are kept for tidying up.
    private static Refusal? WhyNotOpen(House house, DateTimeOffset from, DateTimeOffset until)
    {
        var day = house.Day(from);
        if (!Calendar.HoursOf(house, day).Exists(open => open.From <= from && until <= open.Until))
        {
            return RoomRefusals.NotOpenThen(Calendar.WhyShut(house, day));
        }
        var latest = Calendar.ClosingOf(house, day)?.AddMinutes(-house.Settings.QuietMinutesBeforeClosing);
        return until > latest ? RoomRefusals.TooLate(house, latest.Value) : null;
    }
}
