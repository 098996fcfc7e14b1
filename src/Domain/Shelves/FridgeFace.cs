using Mal.Places;
using Mal.Polish;

namespace Mal.Shelves;

public enum FridgeCondition { Unknown, Good, Warm, Alarm }

/// <summary>How a look that has to be made stands: none asked for yet, made, due, or overdue.</summary>
public enum CheckStanding { NotDue, Done, Due, Overdue }

/// <summary>
/// The temperature of a unit at an instant, and whether somebody has to look. What was good ages into unknown: a look by hand
/// holds for its day and until the next is overdue, a sensor's word until the sensor is silent. What a person found warm stays
/// warm until somebody measures again.
/// </summary>
/// <param name="Celsius">The newest reading, whatever it is still worth; null when there was none.</param>
/// <param name="Text">"4 °C, sprawdzono 14:10", "4 °C, czujnik 14:10", "temperatura nieznana".</param>
/// <param name="DueAt">The hour the look is for; null when none is due today yet.</param>
/// <param name="SensorSilent">There is a sensor, and it has said nothing for too long.</param>
public sealed record FridgeFace(FridgeCondition Condition, decimal? Celsius, DateTimeOffset? At, CheckSource? Source, bool? Clean, string Text,
    CheckStanding Check, DateTimeOffset? DueAt, bool SensorSilent)
{
    /// <summary>Null for a shelf, which has no thermometer.</summary>
    internal static FridgeFace? Of(ShelfView view, House house, DateTimeOffset now)
    {
        if (view.Kind is not (ShelfKind.Fridge or ShelfKind.Freezer))
        {
            return null;
        }
        var care = view.Care ?? new ShelfCare();
        var (standing, dueAt) = Standing(care.Checked?.At, house, now);
        var silent = care.Sensed is { } heard && now - heard.At >= TimeSpan.FromMinutes(house.Settings.Fridge.SensorSilentMinutes);
        var sensed = silent ? null : care.Sensed;
        var (reading, source) = sensed is not null && !(sensed.At < care.Checked?.At) ? (sensed, CheckSource.Sensor)
            : care.Checked is not null ? (care.Checked, CheckSource.Staff)
            : (care.Sensed, CheckSource.Sensor);
        if (reading is null)
        {
            return new FridgeFace(FridgeCondition.Unknown, null, null, null, null, Unknown, standing, dueAt, false);
        }
        var condition = FridgeWatch.ConditionOf(reading.Celsius, view.Kind, house.Settings.Fridge);
        var holds = source == CheckSource.Sensor ? !silent
            : condition != FridgeCondition.Good || (house.Day(reading.At) == house.Day(now) && standing != CheckStanding.Overdue);
        return new FridgeFace(holds ? condition : FridgeCondition.Unknown, reading.Celsius, reading.At, source, reading.Clean,
            TextOf(reading, source, silent && source == CheckSource.Sensor, house, now), standing, dueAt, silent);
    }

    private const string Unknown = "temperatura nieznana";

    /// <summary>The hours of a day at which somebody looks: those at which the house is shut are none, but one before the opening waits for it.</summary>
    public static IEnumerable<DateTimeOffset> HoursOf(House house, DateOnly day) => Calendar.OpeningOf(house, day) is not { } opens ? []
        : house.Settings.Fridge.Checks.Select(hour => house.At(day, hour)).Select(hour => hour < opens ? opens : hour)
            .Where(hour => Calendar.IsOpen(house, hour)).Distinct().Order();

    /// <summary>Whether a look last made at an instant is enough: only on open days, and only the newest hour that has come counts.</summary>
    public static (CheckStanding Standing, DateTimeOffset? DueAt) Standing(DateTimeOffset? looked, House house, DateTimeOffset now)
    {
        var settings = house.Settings.Fridge;
        var hour = HoursOf(house, house.Day(now)).Where(hour => hour <= now).Select(hour => (DateTimeOffset?)hour).LastOrDefault();
        return hour is not { } due ? (CheckStanding.NotDue, null)
            : looked >= due.AddMinutes(-settings.CheckEarlyMinutes) ? (CheckStanding.Done, due)
            : now >= due.AddMinutes(settings.CheckGraceMinutes) ? (CheckStanding.Overdue, due)
            : (CheckStanding.Due, due);
    }

    private static string TextOf(FridgeCheck reading, CheckSource source, bool silent, House house, DateTimeOffset now)
    {
        var (day, clock) = (house.Day(reading.At), Dates.Clock(house.Local(reading.At)));
        var at = (house.Day(now).DayNumber - day.DayNumber) switch
        {
            0 => clock,
            1 => $"wczoraj {clock}",
            _ => $"{Dates.Short(day)} {clock}",
        };
        // A sensor that fell silent says nothing of now, and its last number would be read as now.
        return silent ? $"{Unknown}, czujnik milczy od {at}"
            : source == CheckSource.Sensor ? $"{Numbers.Celsius(reading.Celsius)}, czujnik {at}"
            : $"{Numbers.Celsius(reading.Celsius)}, sprawdzono {at}";
    }
}

/// <summary>The weekly wash of a unit: <see cref="WashStanding.Unknown"/> when nobody ever wrote one down.</summary>
/// <param name="Text">"umyto 24.11.2026", or empty.</param>
public sealed record WashFace(WashStanding Standing, DateTimeOffset? At, string Text)
{
    internal static WashFace Of(ShelfView view, House house, DateTimeOffset now)
    {
        if (view.Care?.WashedAt is not { } at)
        {
            return new WashFace(WashStanding.Unknown, null, "");
        }
        var days = house.Day(now).DayNumber - house.Day(at).DayNumber;
        return new WashFace(days > house.Settings.Fridge.WashDays ? WashStanding.Overdue : WashStanding.Done, at, $"umyto {Dates.Short(house.Day(at))}");
    }
}

public enum WashStanding { Unknown, Done, Overdue }
