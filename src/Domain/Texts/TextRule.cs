using System.Globalization;
using System.Text;

namespace Mal.Texts;

/// <summary>A text as the house takes it.</summary>
/// <param name="Text">Mended where it could be; empty when nothing in it could be seen.</param>
/// <param name="Wrong">A Polish reason when it cannot be taken as it is; null when it can.</param>
public readonly record struct CleanText(string Text, string? Wrong);

/// <summary>
/// One rule for every text that comes from outside, by whatever road. What comes of pasting is mended in silence: odd spaces,
/// invisible letters, accents written apart. What nobody pastes by accident (a control character, a direction turned round,
/// half of a letter) is refused and named. Taking a text twice changes nothing, so limits count what is left.
/// </summary>
public static class TextRule
{
    internal const string Half = "tekst jest uszkodzony: jest w nim połowa znaku. Wpisz go jeszcze raz";
    private const string OneLineOnly = "tekst ma być w jednym wierszu";

    /// <summary>A name, a title, a code: one line, with single spaces.</summary>
    public static CleanText OneLine(string typed)
    {
        ArgumentNullException.ThrowIfNull(typed);
        return IsPlain(typed) ? new CleanText(typed, null) : Clean(typed, manyLines: false);
    }

    /// <summary>A note or a description: its line breaks stay, as single line feeds.</summary>
    public static CleanText Lines(string typed)
    {
        ArgumentNullException.ThrowIfNull(typed);
        return IsPlain(typed) ? new CleanText(typed, null) : Clean(typed, manyLines: true);
    }

    /// <summary>A text stored before there was a rule, as it may be shown: nothing is refused, what cannot be seen is left out.</summary>
    public static string Shown(string stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        if (!stored.AsSpan().ContainsAnyExcept(Harmless))
        {
            return stored;
        }
        var shown = Invisible.Without(stored.EnumerateRunes().Select(Untabbed).Where(rune => rune.Value == '\n' || !IsRefused(rune)));
        return stored.Length > 0 && !IsVisible(shown) ? Nameless : shown;
    }

    // Old rows of it are known to be seen by nobody; with this they are a row again.
    private const string Nameless = "—";

    private static readonly System.Buffers.SearchValues<char> Harmless = System.Buffers.SearchValues.Create(
        [.. Between(' ', '~'), .. Between('\u00A1', '\u024F').Where(letter => letter != '\u00AD'), .. Between('\u2010', '\u2027'), .. Between('\u2030', '\u205E'), '\n', '\u00A0', '\u202F']);

    private static IEnumerable<char> Between(char first, char last) => Enumerable.Range(first, last - first + 1).Select(letter => (char)letter);

    // Nearly every text, and every id and code: nothing to look at twice.
    private static bool IsPlain(string text) => !text.AsSpan().ContainsAnyExceptInRange(' ', '~')
        && !text.Contains("  ", StringComparison.Ordinal) && !text.StartsWith(' ') && !text.EndsWith(' ');

    private static CleanText Clean(string typed, bool manyLines)
    {
        if (HasHalfLetter(typed))
        {
            return new CleanText(typed, Half);
        }
        var lines = typed.ReplaceLineEndings("\n").Trim('\n', ' ').EnumerateRunes().Select(Untabbed).ToList();
        if (lines.FindIndex(rune => rune.Value != '\n' && IsRefused(rune)) is >= 0 and var at)
        {
            return new CleanText(typed, string.Create(CultureInfo.InvariantCulture, $"w tekście jest niewidoczny znak U+{lines[at].Value:X4}, którego nie przyjmujemy; usuń go"));
        }
        var folded = Folded(Invisible.Without(lines.Select(rune => IsSpace(rune) ? new Rune(' ') : rune)).Normalize(NormalizationForm.FormC));
        return !IsVisible(folded) ? new CleanText("", null)
            : !manyLines && folded.Contains('\n', StringComparison.Ordinal) ? new CleanText(typed, OneLineOnly)
            : new CleanText(folded, null);
    }

    private static bool HasHalfLetter(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && !(i + 1 < text.Length && char.IsSurrogatePair(text[i], text[++i])))
            {
                return true;
            }
        }
        return false;
    }

    // A cell copied from a table brings its tab along.
    private static Rune Untabbed(Rune rune) => rune.Value == '\t' ? new Rune(' ') : rune;

    // The blank pattern of braille is drawn as nothing, and is meant as nothing where it is not among braille.
    private static bool IsSpace(Rune rune) => Rune.GetUnicodeCategory(rune) == UnicodeCategory.SpaceSeparator || rune.Value == 0x2800;

    // Controls; a direction forced on what follows; places of the table that are promised to hold no letter.
    private static bool IsRefused(Rune rune) => Rune.IsControl(rune) || rune.Value is 0x202D or 0x202E or (>= 0xFDD0 and <= 0xFDEF) || (rune.Value & 0xFFFE) == 0xFFFE;

    private static string Folded(string text) =>
        string.Join('\n', text.Split('\n').Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))).Trim('\n');

    private static bool IsVisible(string text) => text.EnumerateRunes().Any(rune => rune.Value != 0x2800 && Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark or UnicodeCategory.SpaceSeparator
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Format or UnicodeCategory.Control));
}
