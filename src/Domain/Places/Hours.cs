using System.Collections.Immutable;
using System.Globalization;

namespace Mal.Places;

/// <summary>A part of a day in local time, <paramref name="Until"/> excluded.</summary>
public readonly record struct Hours(TimeOnly From, TimeOnly Until)
{
    private static readonly ImmutableArray<string> Days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    /// <summary>How the place file names a weekday.</summary>
    public static string Name(DayOfWeek day) => Days[(int)day];

    public static bool IsName(string day) => Days.Contains(day);

    /// <summary>Reads <c>12:00-20:00</c>, and several parted by commas, in order and not touching; null when it is not that.</summary>
    public static ImmutableList<Hours>? Parse(string text)
    {
        var parts = ImmutableList.CreateBuilder<Hours>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (part.Split('-', StringSplitOptions.TrimEntries) is not [var from, var until] || Clock(from) is not { } opens || Clock(until) is not { } shuts
                || opens >= shuts || (parts.Count > 0 && opens <= parts[^1].Until))
            {
                return null;
            }
            parts.Add(new Hours(opens, shuts));
        }
        return parts.ToImmutable();
    }

    /// <summary>What is left of it when a part is shut.</summary>
    public IEnumerable<Hours> Without(TimeOnly from, TimeOnly until)
    {
        if (until <= From || from >= Until)
        {
            yield return this;
            yield break;
        }
        if (From < from)
        {
            yield return new Hours(From, from);
        }
        if (until < Until)
        {
            yield return new Hours(until, Until);
        }
    }

    private static TimeOnly? Clock(string text) =>
        TimeOnly.TryParseExact(text, "HH':'mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
}
