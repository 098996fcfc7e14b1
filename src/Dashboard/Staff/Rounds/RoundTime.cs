using Mal.Places;
using Mal.Polish;

namespace Mal.Staff.Rounds;

public enum RoundKind { Opening, Hourly, Closing }

/// <summary>One look at the whole house, and the hour it is for: at opening, on the hour, before closing.</summary>
/// <param name="Due">From when it is offered; what was seen since needs no second look.</param>
public sealed record RoundTime(RoundKind Kind, DateTimeOffset Due, string Clock)
{
    // Whoever opens comes before the door is open, and whoever closes goes after it is shut.
    private static readonly TimeSpan Around = TimeSpan.FromMinutes(45);

    public string Name => Kind switch
    {
        RoundKind.Opening => "Otwieram",
        RoundKind.Closing => "Zamykam",
        _ => "Obchód",
    };

    /// <summary>Null while nobody is in the house.</summary>
    public static RoundTime? At(House house, DateTimeOffset now)
    {
        var day = house.Day(now);
        if (Calendar.OpeningOf(house, day) is not { } opens || Calendar.ClosingOf(house, day) is not { } closes || now < opens - Around || now >= closes + Around)
        {
            return null;
        }
        var closing = closes.AddMinutes(-house.Settings.ClosingSoonMinutes);
        if (now >= closing)
        {
            return Of(RoundKind.Closing, closing, house);
        }
        // By the clock on the wall, so that a day which opens at half past still has its rounds on the hour.
        var every = Math.Max(1, house.Settings.RoundMinutes);
        var minutes = (int)house.Local(now).TimeOfDay.TotalMinutes;
        var hour = house.At(day, TimeOnly.MinValue.AddMinutes(minutes - (minutes % every)));
        return hour > opens && hour <= now ? Of(RoundKind.Hourly, hour, house) : Of(RoundKind.Opening, opens - Around, house) with { Clock = Dates.Clock(house.Local(opens)) };
    }

    private static RoundTime Of(RoundKind kind, DateTimeOffset due, House house) => new(kind, due, Dates.Clock(house.Local(due)));
}
