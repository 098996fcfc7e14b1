using System.Collections.Immutable;
using Mal.Facts;
using Mal.Places;
using Mal.Wire;

namespace Mal.Rooms;

/// <summary>What somebody wants of a room; what is offered instead must give as much.</summary>
/// <param name="OfSeries">A meeting of a series: another day of the week will do when its own has little to offer.</param>
public sealed record Wish(string Room, DateTimeOffset From, DateTimeOffset Until, int People, Features? Needs = null, Guid? Booking = null, bool OfSeries = false);

/// <summary>
/// A refusal comes with an answer: the same room a little earlier or later, or a little shorter, and other rooms at the very
/// time that are big enough and have what is needed. A meeting of a series, whose day has little of that, is offered the same
/// hour in the same room on the other days of its week.
/// </summary>
public static class Alternatives
{
    private const int ShiftMinutesMax = 20;
    private const int StepMinutes = 5;
    private const double ShorterByMax = 0.25;
    private const int SameRoomMax = 3;
    private const int OtherRoomsMax = 4;

    /// <summary>Below so many on the day itself, other days are offered too.</summary>
    public const int FewSameDay = 3;

    private const int OtherDaysMax = 3;

    /// <summary>From when until when the calendars must be known for an answer.</summary>
    public static (DateTimeOffset From, DateTimeOffset Until) Around(House house, Wish wish) => wish.OfSeries
        ? (house.At(Monday(house, wish), TimeOnly.MinValue), house.At(Monday(house, wish).AddDays(7), TimeOnly.MinValue))
        : (wish.From.AddHours(-1), wish.Until.AddHours(1));

    /// <param name="held">Per room id, what its calendar holds around the wished time.</param>
    /// <param name="shut">Rooms that cannot be lent now, out of service.</param>
    /// <returns>Best first: the same room, then the smallest of the others that will do.</returns>
    public static ImmutableList<Alternative> Of(House house, Wish wish, IReadOnlyDictionary<string, ImmutableList<CalendarEntry>> held, DateTimeOffset now,
        IReadOnlySet<string>? shut = null)
    {
        var others = house.File.Rooms.Where(room => room.Id != wish.Room).OrderBy(room => room.Capacity)
            .Where(room => MayHave(room, wish.From, wish.Until)).Take(OtherRoomsMax)
            .Select(room => As(house, room.Id, wish.From, wish.Until));
        var same = house.Room(wish.Room) is { } own
            ? Times(wish).Where(time => MayHave(own, time.From, time.Until)).Take(SameRoomMax).Select(time => As(house, own.Id, time.From, time.Until))
            : [];
        ImmutableList<Alternative> sameDay = [.. same, .. others];
        return wish.OfSeries && sameDay.Count < FewSameDay ? [.. sameDay, .. OtherDays(house, wish, held, now, shut)] : sameDay;

        bool MayHave(RoomDetails room, DateTimeOffset from, DateTimeOffset until) => Alternatives.MayHave(house, wish, held, now, shut, room, from, until);
    }

    /// <summary>The same hour by the wall clock and the same room on the other open days of the week, the nearest first.</summary>
    public static ImmutableList<Alternative> OtherDays(House house, Wish wish, IReadOnlyDictionary<string, ImmutableList<CalendarEntry>> held, DateTimeOffset now,
        IReadOnlySet<string>? shut = null)
    {
        if (house.Room(wish.Room) is not { } room)
        {
            return [];
        }
        var (day, monday) = (house.Day(wish.From), Monday(house, wish));
        var (start, end) = (TimeOnly.FromDateTime(house.Local(wish.From)), TimeOnly.FromDateTime(house.Local(wish.Until)));
        return
        [
            .. Enumerable.Range(0, 7).Select(ahead => monday.AddDays(ahead)).Where(other => other != day)
                .OrderBy(other => Math.Abs(other.DayNumber - day.DayNumber)).ThenBy(other => other)
                .Select(other => (From: house.At(other, start), Until: house.At(other, end)))
                .Where(time => Lendable.WhyNotYet(house, time.From, now, Role.Coordinator) is null && MayHave(house, wish, held, now, shut, room, time.From, time.Until))
                .Take(OtherDaysMax)
                .Select(time => As(house, room.Id, time.From, time.Until)),
        ];
    }

    /// <summary>Is a time free of all that a calendar holds, turnover included?</summary>
    /// <param name="except">A booking that does not stand in its own way.</param>
    public static bool IsFree(House house, ImmutableList<CalendarEntry> entries, DateTimeOffset from, DateTimeOffset until, Guid? except = null)
    {
        var turnover = TimeSpan.FromMinutes(house.Settings.TurnoverMinutes);
        return !entries.Exists(entry => entry.Holds && entry.Booking.Id != except && from < entry.Booking.End() + turnover && entry.Booking.From < until + turnover);
    }

    private static bool MayHave(House house, Wish wish, IReadOnlyDictionary<string, ImmutableList<CalendarEntry>> held, DateTimeOffset now, IReadOnlySet<string>? shut,
        RoomDetails room, DateTimeOffset from, DateTimeOffset until) =>
        from > now && shut?.Contains(room.Id) != true
        && Lendable.WhyNot(house, room, from, until, wish.People, wish.Needs) is null
        && held.TryGetValue(room.Id, out var entries) && IsFree(house, entries, from, until, wish.Booking);

    private static Alternative As(House house, string room, DateTimeOffset from, DateTimeOffset until) =>
        new(Key.Room(house.File.Place.Id, room).ToString(), house.Local(from), house.Local(until));

    private static DateOnly Monday(House house, Wish wish) => Fairness.Monday(house, wish.From);

    // The whole length a little off comes before less of it, and the nearer before the further.
    private static IEnumerable<(DateTimeOffset From, DateTimeOffset Until)> Times(Wish wish)
    {
        for (var off = StepMinutes; off <= ShiftMinutesMax; off += StepMinutes)
        {
            yield return (wish.From.AddMinutes(-off), wish.Until.AddMinutes(-off));
            yield return (wish.From.AddMinutes(off), wish.Until.AddMinutes(off));
        }
        var lessMax = (wish.Until - wish.From).TotalMinutes * ShorterByMax;
        for (var less = StepMinutes; less <= lessMax; less += StepMinutes)
        {
            yield return (wish.From, wish.Until.AddMinutes(-less));
            yield return (wish.From.AddMinutes(less), wish.Until);
        }
    }
}
