using System.Security.Cryptography;
using System.Text;
using Mal.Devices;

namespace Mal.Public;

/// <summary>
/// By this code a requester follows a request without an account. The booking's id is derived from it, so no table joins the
/// two, and nobody who reads an id in a fact can find the code.
/// </summary>
internal static class TrackingCode
{
    // 12 of 20 letters are 51 bits.
    private const int Length = 12;

    public static string New() => RandomNumberGenerator.GetString(Secrets.CodeLetters, Length);

    /// <summary>As a person may type it; null when it cannot be a code.</summary>
    public static string? Read(string? typed) =>
        typed is { Length: <= 2 * Length } && Secrets.AsCode(typed) is { Length: Length } code && code.All(Secrets.CodeLetters.Contains) ? code : null;

    /// <summary>In fours, to be copied by hand.</summary>
    public static string Spaced(string code) => string.Join(' ', code.Chunk(4).Select(four => new string(four)));

    public static Guid Booking(string code) => Derived($"request:{code}");

    /// <summary>The same words give the same id, so that a form sent twice has one effect.</summary>
    public static Guid Derived(string words) => new(SHA256.HashData(Encoding.UTF8.GetBytes(words)).AsSpan(0, 16), bigEndian: true);
}
