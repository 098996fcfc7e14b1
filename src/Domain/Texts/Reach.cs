using System.Globalization;

namespace Mal.Texts;

/// <summary>How somebody can be reached, as people paste it: a telephone with spaces of any kind, dashes of any kind and its country, or an e-mail address.</summary>
public static class Reach
{
    private const int DigitsMin = 7;
    private const int DigitsMax = 15;
    private const int LettersMax = 120;

    // A long dash and a minus come of copying from a page.
    private const char Minus = '\u2212';

    /// <param name="typed">As <see cref="TextRule.OneLine"/> leaves it.</param>
    /// <returns>The telephone with plain dashes; null when it is none.</returns>
    public static string? Phone(string typed)
    {
        ArgumentNullException.ThrowIfNull(typed);
        var plain = string.Concat(typed.Select(letter => letter == Minus || char.GetUnicodeCategory(letter) == UnicodeCategory.DashPunctuation ? '-' : letter));
        return plain.Length <= LettersMax && plain.Count(char.IsAsciiDigit) is >= DigitsMin and <= DigitsMax && plain.All(letter => char.IsAsciiDigit(letter) || " +-()./".Contains(letter))
            ? plain : null;
    }

    /// <param name="typed">As <see cref="TextRule.OneLine"/> leaves it.</param>
    /// <returns>The address as it was typed; null when it is none.</returns>
    public static string? Email(string typed)
    {
        ArgumentNullException.ThrowIfNull(typed);
        return typed.Length <= LettersMax && typed.Split('@') is [{ Length: > 0 }, { Length: > 2 } host] && host.Contains('.', StringComparison.Ordinal) && !typed.Any(char.IsWhiteSpace)
            ? typed : null;
    }
}
