using System.Collections.Immutable;
using Mal.Polish;

namespace Mal.Board;

/// <summary>
/// How many of the meetings get a row. Letters on the wall have a least size and a title is never cut, so long titles leave
/// space for fewer rows; what has no row is named on one line below and never vanishes in silence. Measured in pixels of a
/// 1080p wall, with letters taken a little wider than they are.
/// </summary>
internal static class LobbyFit
{
    private const int RowsMax = 4;
    private const int Height = 890;
    private const int TitleLetters = 18, TitleLine = 63;
    private const int LineLetters = 40, LineHeight = 53;
    private const int RowRest = 60, LineRest = 32, Gap = 18;

    public static (ImmutableList<LobbyRow> On, string More) Of(ImmutableList<LobbyRow> rows, string free)
    {
        for (var shown = Math.Min(RowsMax, rows.Count); shown > 0; shown--)
        {
            var rest = rows.GetRange(shown, rows.Count - shown);
            // Titles beyond all measure: the rooms alone say where something is on.
            foreach (var more in new[] { MoreOf(rest, row => $"{row.What} ({row.Face.Name}, {row.Face.When})"), MoreOf(rest, row => row.Face.Name) })
            {
                if (rows.Take(shown).Sum(RowHeight) + LineOf(more) + LineOf(free) <= Height)
                {
                    return (rows.GetRange(0, shown), more);
                }
            }
        }
        return (rows.GetRange(0, Math.Min(1, rows.Count)), MoreOf(rows.RemoveRange(0, Math.Min(1, rows.Count)), row => row.Face.Name));
    }

    private static string MoreOf(ImmutableList<LobbyRow> rest, Func<LobbyRow, string> name) =>
        rest.IsEmpty ? "" : $"i jeszcze {Phrases.Meetings.Say(rest.Count)}: {string.Join(" · ", rest.Select(name))}";

    private static int RowHeight(LobbyRow row) => Lines(row.What, TitleLetters) * TitleLine + RowRest + Gap;

    private static int LineOf(string text) => text.Length == 0 ? 0 : Lines(text, LineLetters) * LineHeight + LineRest + Gap;

    /// <summary>Words stay whole, so a line ends before the word that does not fit.</summary>
    private static int Lines(string text, int letters)
    {
        var (lines, filled) = (1, 0);
        foreach (var word in text.Split(' '))
        {
            (lines, filled) = filled > 0 && filled + 1 + word.Length > letters ? (lines + 1, word.Length) : (lines, filled == 0 ? word.Length : filled + 1 + word.Length);
        }
        return lines;
    }
}
