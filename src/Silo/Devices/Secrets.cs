using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Mal.Devices;

/// <summary>The random words of pairing. They are made here, at the edge; the actors see only their hashes.</summary>
internal static class Secrets
{
    // Without 0 O Q D, 1 I L, 2 Z, 5 S, 8 B G, U V: a code is read off a screen across a room and typed by somebody else.
    internal const string CodeLetters = "ACEFHJKMNPRTWXY34679";

    internal static string Code() => RandomNumberGenerator.GetString(CodeLetters, 6);

    /// <summary>As a person may type it: small letters, with a space or a dash in the middle.</summary>
    internal static string AsCode(string typed) => new([.. typed.Where(char.IsAsciiLetterOrDigit).Select(char.ToUpperInvariant)]);

    internal static string Key() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    internal static string DeviceId() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(9));

    // Keys are 256 random bits, so a plain hash is enough: there is no word list to try.
    internal static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    internal static bool Same(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(one)), SHA256.HashData(Encoding.UTF8.GetBytes(other)));
}
