using System.Globalization;
using System.Text;

namespace Mal.Texts;

/// <summary>
/// What Unicode draws as nothing (its Default_Ignorable_Code_Point, and the format characters). It makes two names look
/// alike or one look empty, so it is left out, except where what is seen depends on it: inside an emoji, and between letters
/// of the scripts that are spelled with joiners (Persian, Hindi and their kin).
/// </summary>
internal static class Invisible
{
    private const int NonJoiner = 0x200C;
    private const int Joiner = 0x200D;
    private const int KeyCap = 0x20E3;
    private const int BlackFlag = 0x1F3F4;
    private const int TagEnd = 0xE007F;
    private const int TagsMax = 7;

    public static string Without(IEnumerable<Rune> text)
    {
        var runes = text.ToList();
        var kept = new List<Rune>(runes.Count);
        for (var i = 0; i < runes.Count; i++)
        {
            if (!IsInvisible(runes[i]) || IsNeeded(runes[i], kept, i + 1 < runes.Count ? runes[i + 1] : default) || IsFlag(runes, i))
            {
                kept.Add(runes[i]);
            }
        }
        return string.Concat(kept);
    }

    // Arabic number signs are format characters that are drawn.
    private static bool IsInvisible(Rune rune) => rune.Value switch
    {
        (>= 0x0600 and <= 0x0605) or 0x06DD or 0x070F or 0x0890 or 0x0891 or 0x08E2 or 0x110BD or 0x110CD => false,
        0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or (>= 0x180B and <= 0x180F) or (>= 0x2060 and <= 0x206F) or 0x3164
            or (>= 0xFE00 and <= 0xFE0F) or 0xFFA0 or (>= 0xFFF0 and <= 0xFFFC) or (>= 0xE0000 and <= 0xE0FFF) => true,
        _ => Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format,
    };

    private static bool IsNeeded(Rune rune, List<Rune> before, Rune next) => before is [.., var last] && rune.Value switch
    {
        Joiner => (IsDrawn(last) || IsPartOfEmoji(last)) && IsDrawn(next) || IsSpelledWithJoiners(last) && IsSpelledWithJoiners(next),
        NonJoiner => IsSpelledWithJoiners(last) && IsSpelledWithJoiners(next),
        0xFE0E or 0xFE0F => IsDrawn(last) || next.Value == KeyCap && last.Value is (>= '0' and <= '9') or '#' or '*',
        _ => false,
    };

    // Emoji are symbols to Unicode, a few of them arrows, marks or dashes; in ASCII there is none.
    private static bool IsDrawn(Rune rune) => !rune.IsAscii && Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.OtherSymbol or UnicodeCategory.MathSymbol or UnicodeCategory.OtherPunctuation or UnicodeCategory.DashPunctuation or UnicodeCategory.OtherNotAssigned;

    // What may stand between the parts of an emoji that are joined: its look, its skin, the end of a flag.
    private static bool IsPartOfEmoji(Rune rune) => rune.Value is 0xFE0F or (>= 0x1F3FB and <= 0x1F3FF) or TagEnd;

    private static bool IsSpelledWithJoiners(Rune rune) => rune.Value is >= 0x0600 and <= 0x0DFF
        && (Rune.IsLetter(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark);

    // The flags of Scotland, England and Wales are a black flag and letters nobody sees.
    private static bool IsFlag(List<Rune> runes, int at)
    {
        if (!IsTag(runes[at]))
        {
            return false;
        }
        var (first, last) = (at, at);
        while (first > 0 && IsTag(runes[first - 1]))
        {
            first--;
        }
        while (last + 1 < runes.Count && IsTag(runes[last + 1]))
        {
            last++;
        }
        return first > 0 && runes[first - 1].Value == BlackFlag && runes[last].Value == TagEnd && last - first < TagsMax;
    }

    private static bool IsTag(Rune rune) => rune.Value is >= 0xE0020 and <= TagEnd;
}
