using System.Collections.Immutable;
using System.Globalization;

namespace Mal.Public;

/// <summary>How often a resident wants to meet: a choice of four, since nobody types a rule.</summary>
internal static class HowOften
{
    public const string Once = "raz";

    private const string Weekly = "tydzien";
    private const string Fortnightly = "dwa-tygodnie";
    private const string Monthly = "miesiac";
    private const int DaysAWeek = 7;
    private const int LastOfMonth = 5;

    // In the order of System.DayOfWeek, which begins on Sunday.
    private static readonly ImmutableArray<string> Codes = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];

    public static readonly ImmutableList<(string Value, string Label)> All =
    [
        (Once, "jednorazowo"),
        (Weekly, "co tydzień"),
        (Fortnightly, "co dwa tygodnie"),
        (Monthly, "co miesiąc, w ten sam dzień tygodnia (na przykład w drugą środę)"),
    ];

    public static bool Knows(string typed) => All.Exists(one => one.Value == typed);

    /// <summary>The rule (RFC 5545) of meetings that begin on a day. The fifth of a weekday is the last one of its month, since most months have no fifth.</summary>
    public static string Rule(string often, DateOnly first)
    {
        var day = Codes[(int)first.DayOfWeek];
        var week = (first.Day - 1) / DaysAWeek + 1;
        return often switch
        {
            Weekly => $"FREQ=WEEKLY;BYDAY={day}",
            Fortnightly => $"FREQ=WEEKLY;INTERVAL=2;BYDAY={day}",
            Monthly => string.Create(CultureInfo.InvariantCulture, $"FREQ=MONTHLY;BYDAY={(week == LastOfMonth ? -1 : week)}{day}"),
            _ => throw new ArgumentOutOfRangeException(nameof(often), often, "Once has no rule."),
        };
    }
}
