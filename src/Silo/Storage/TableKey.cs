using System.Globalization;
using System.Text;

namespace Mal.Storage;

// A table refuses some characters in its keys (/ \ # ? and control characters) and is not to be trusted with others
// (% ' and halves of pairs). Letters of any alphabet and digits stay as they are, so that a key can be read; a slash, which
// every name of a stream has, becomes a colon; everything else is written as ~ and four hexadecimal digits. Nothing is lost.
internal static class TableKey
{
    /// <summary>What a key may be long, in UTF-16 units: 1 KiB.</summary>
    public const int MostUnits = 512;

    private const char Slash = ':';
    private const char Escape = '~';
    private const int HexDigits = 4;

    public static string Of(string name)
    {
        var key = new StringBuilder(name.Length + 8);
        foreach (var unit in name)
        {
            _ = unit == '/' ? key.Append(Slash)
                : char.IsLetterOrDigit(unit) || unit is '-' or '_' or '.' ? key.Append(unit)
                : key.Append(Escape).Append(((int)unit).ToString("X4", CultureInfo.InvariantCulture));
        }

        return key.Length <= MostUnits ? key.ToString()
            : throw new ArgumentException($"The name takes {key.Length} characters as a key of a table, at most {MostUnits} are allowed: {name}", nameof(name));
    }

    public static string Read(string key)
    {
        var name = new StringBuilder(key.Length);
        for (var i = 0; i < key.Length; i++)
        {
            if (key[i] == Escape)
            {
                name.Append((char)ushort.Parse(key.AsSpan(i + 1, HexDigits), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                i += HexDigits;
            }
            else
            {
                name.Append(key[i] == Slash ? '/' : key[i]);
            }
        }

        return name.ToString();
    }
}
