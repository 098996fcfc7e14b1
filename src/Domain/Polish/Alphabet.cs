using System.Text;

namespace Mal.Polish;

/// <summary>The order of the Polish alphabet, where no culture is loaded: ą after a, ł after l, ź and ż after z.</summary>
public static class Alphabet
{
    /// <summary>What names are sorted by, ordinally: letters and digits alone, large as small, a Polish letter after its Latin one.</summary>
    public static string Key(string name)
    {
        var key = new StringBuilder(name.Length);
        foreach (var letter in name.ToLowerInvariant())
        {
            var place = "ąćęłńóśźż".IndexOf(letter, StringComparison.Ordinal);
            if (place >= 0)
            {
                // A tilde stands behind every letter.
                key.Append("acelnoszz"[place]).Append('~', letter == 'ż' ? 2 : 1);
            }
            else if (char.IsLetterOrDigit(letter) || (letter == ' ' && key.Length > 0))
            {
                key.Append(letter);
            }
        }
        return key.ToString();
    }
}
