namespace Mal.Places;

/// <summary>
/// Where people reach a place from outside: everything that prints an address for later use (the code on the wall, a link for
/// an organizer) begins with this one. What a request says of its own address is a stranger's word, and a node behind a proxy
/// knows only an inner one; so without it no such address is printed at all.
/// </summary>
public static class PublicAddress
{
    private const int LengthMax = 120;

    /// <returns>Why this cannot be the address people are given, in a sentence; null when it can.</returns>
    public static string? Wrong(string url)
    {
        if (url.Length > LengthMax || url.Any(letter => !char.IsLetterOrDigit(letter) && !"-._~:/%[]".Contains(letter, StringComparison.Ordinal))
            || !Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("https" or "http") || !url.StartsWith($"{address.Scheme}://", StringComparison.Ordinal)
            || address.Host.Length == 0)
        {
            return $"Podaj cały adres, bez nazwy użytkownika i bez znaków ? i #, najwyżej {LengthMax} znaków, na przykład https://mal.example.org.";
        }
        // A telephone that is given it would look for the house in itself.
        return address.IsLoopback || address.Host is "0.0.0.0" or "[::]" ? "Ten adres każde urządzenie rozumie jako siebie. Podaj taki, pod którym widać ten węzeł z zewnątrz." : null;
    }

    /// <summary>A path of this place as a whole address, for a code or a link.</summary>
    /// <param name="path">Begins with a slash.</param>
    /// <returns>Null when the place has no public address.</returns>
    public static string? Of(PlaceDetails place, string path) =>
        place.PublicUrl is { } url && new Uri(url) is var address ? $"{address.Scheme}://{address.IdnHost}{Port(address)}{Base(address)}{path}" : null;

    /// <summary>The same as a person types it: without what a browser adds by itself.</summary>
    public static string? Typed(PlaceDetails place, string path) =>
        place.PublicUrl is { } url && new Uri(url) is var address ? $"{address.Host}{Port(address)}{Base(address)}{path}" : null;

    private static string Port(Uri address) => address.IsDefaultPort ? "" : $":{address.Port}";

    private static string Base(Uri address) => address.AbsolutePath.TrimEnd('/');
}
