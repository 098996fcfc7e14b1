using System.Collections.Immutable;

namespace Mal.Rooms;

/// <summary>The bookings of a calendar by id, and by the days they touch: a week out of years is looked up and not searched for.</summary>
public sealed class CalendarEntries
{
    private readonly ImmutableDictionary<Guid, CalendarEntry> _byId;

    // Days of UTC, numbered: every room and place has the same, and a booking touches one or two of them.
    private readonly ImmutableDictionary<int, ImmutableHashSet<Guid>> _byDay;

    private CalendarEntries(ImmutableDictionary<Guid, CalendarEntry> byId, ImmutableDictionary<int, ImmutableHashSet<Guid>> byDay) => (_byId, _byDay) = (byId, byDay);

    public static CalendarEntries None { get; } = new(ImmutableDictionary<Guid, CalendarEntry>.Empty, ImmutableDictionary<int, ImmutableHashSet<Guid>>.Empty);

    public int Count => _byId.Count;

    public IEnumerable<Guid> Keys => _byId.Keys;

    public IEnumerable<CalendarEntry> Values => _byId.Values;

    public CalendarEntry this[Guid booking] => _byId[booking];

    public CalendarEntry? Find(Guid booking) => _byId.GetValueOrDefault(booking);

    /// <summary>What overlaps a time, in no order.</summary>
    public IEnumerable<CalendarEntry> Between(DateTimeOffset from, DateTimeOffset until)
    {
        var (first, last) = (Day(from), Day(until));
        // "Everything from now on" has more days than there are bookings on.
        var near = last - first >= _byDay.Count
            ? _byId.Values
            : Enumerable.Range(first, Math.Max(0, last - first + 1)).SelectMany(day => _byDay.GetValueOrDefault(day, [])).Distinct().Select(id => _byId[id]);
        return near.Where(entry => entry.Booking.From < until && from < entry.Booking.Until);
    }

    public CalendarEntries With(CalendarEntry entry)
    {
        var id = entry.Booking.Id;
        var before = Find(id)?.Booking;
        var byDay = before is not null && Days(before) == Days(entry.Booking) ? _byDay : Listed(Unlisted(_byDay, before), entry.Booking);
        return new(_byId.SetItem(id, entry), byDay);
    }

    public CalendarEntries Without(Guid booking) => Find(booking) is { } entry ? new(_byId.Remove(booking), Unlisted(_byDay, entry.Booking)) : this;

    private static int Day(DateTimeOffset at) => (int)(at.UtcTicks / TimeSpan.TicksPerDay);

    private static (int First, int Last) Days(Booking booking) => (Day(booking.From), Day(booking.Until));

    private static ImmutableDictionary<int, ImmutableHashSet<Guid>> Listed(ImmutableDictionary<int, ImmutableHashSet<Guid>> byDay, Booking booking)
    {
        for (var (day, last) = Days(booking); day <= last; day++)
        {
            byDay = byDay.SetItem(day, byDay.GetValueOrDefault(day, []).Add(booking.Id));
        }
        return byDay;
    }

    private static ImmutableDictionary<int, ImmutableHashSet<Guid>> Unlisted(ImmutableDictionary<int, ImmutableHashSet<Guid>> byDay, Booking? booking)
    {
        if (booking is null)
        {
            return byDay;
        }
        for (var (day, last) = Days(booking); day <= last; day++)
        {
            var rest = byDay.GetValueOrDefault(day, []).Remove(booking.Id);
            byDay = rest.IsEmpty ? byDay.Remove(day) : byDay.SetItem(day, rest);
        }
        return byDay;
    }
}
