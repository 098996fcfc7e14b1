using System.Globalization;

namespace Mal.Shelves;

/// <summary>A date as it stands on a label: a day, a month or a year. A month or a year means its last day.</summary>
public readonly record struct LabelDate(DateOnly FirstDay, DateOnly LastDay)
{
    /// <summary>From <c>2026-11-24</c>, <c>2026-11</c> or <c>2026</c>; null when it is none of these or outside 2000–2100.</summary>
    public static LabelDate? Parse(string text)
    {
        if (!DateOnly.TryParseExact(text, ["yyyy-MM-dd", "yyyy-MM", "yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var first)
            || first.Year is < 2000 or > 2100)
        {
            return null;
        }
        return new LabelDate(first, text.Length switch
        {
            4 => first.AddYears(1).AddDays(-1),
            7 => first.AddMonths(1).AddDays(-1),
            _ => first,
        });
    }
}
