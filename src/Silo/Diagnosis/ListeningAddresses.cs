using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;

namespace Mal.Diagnosis;

/// <summary>Whether the house may listen where it is to, tried before anything of it is opened.</summary>
internal static class ListeningAddresses
{
    public static string NoAddress(string url) =>
        $"--urls: „{url}” to nie jest adres, pod którym można słuchać. Podaj na przykład http://127.0.0.1:5080.";

    public static string Taken(string url) =>
        $"Adres {url} jest zajęty: słucha pod nim inny program albo drugi taki dom. Zatrzymaj tamten albo podaj inny port (--urls).";

    public static string Forbidden(string url) =>
        $"Pod adresem {url} nie wolno słuchać temu, kto uruchomił program: porty poniżej 1024 są zastrzeżone. Podaj inny port (--urls).";

    public static string NotHere(string url) =>
        $"Ta maszyna nie ma adresu {url}. Podaj jej własny adres, 127.0.0.1 albo 0.0.0.0 (--urls).";

    public static string NoCertificate(string url) =>
        $"Adres {url} wymaga certyfikatu (ASPNETCORE_Kestrel__Certificates__Default__Path). "
        + "Podaj go albo słuchaj przez http za serwerem pośredniczącym.";

    /// <returns>A sentence of the first that cannot be listened on; null when all can.</returns>
    public static string? WhatIsWrong(IEnumerable<string> urls) => urls.Select(WhatIsWrong).FirstOrDefault(sentence => sentence is not null);

    /// <summary>A failure to listen that was met after all, since somebody took the port meanwhile.</summary>
    public static string? Says(Exception failure, string urls) => failure switch
    {
        AddressInUseException => Taken(urls),
        SocketException socket => Of(socket, urls),
        IOException { InnerException: { } inner } => Says(inner, urls),
        InvalidOperationException when failure.Message.Contains("HTTPS endpoint", StringComparison.Ordinal) => NoCertificate(urls),
        _ => null,
    };

    /// <summary>Whether it reads as one; whether this machine has it is another question.</summary>
    public static bool IsAddress(string url) => Read(url) is not null;

    private static string? WhatIsWrong(string url)
    {
        if (Read(url) is not { } address)
        {
            return NoAddress(url);
        }

        if (address.IsUnixPipe || address.IsNamedPipe)
        {
            return null;
        }

        // As the server does it: what is no address of its own means all of them.
        IPAddress[] own = address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? [IPAddress.Loopback, IPAddress.IPv6Loopback]
            : [IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) ? ip : Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any];
        var failures = own.Select(one => Try(new IPEndPoint(one, address.Port))).ToList();
        // One of the two addresses of localhost will do, unless somebody else has the other.
        return failures.OfType<SocketException>().FirstOrDefault(failure => failure.SocketErrorCode == SocketError.AddressAlreadyInUse || !failures.Contains(null)) is { } met
            ? Of(met, url)
            : null;
    }

    private static string Of(SocketException failure, string url) => failure.SocketErrorCode switch
    {
        SocketError.AddressAlreadyInUse => Taken(url),
        SocketError.AccessDenied => Forbidden(url),
        SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported => NotHere(url),
        _ => $"Pod adresem {url} nie da się słuchać ({failure.SocketErrorCode}). Podaj inny (--urls).",
    };

    private static BindingAddress? Read(string url)
    {
        try
        {
            return BindingAddress.Parse(url) is { Scheme: "http" or "https", Host.Length: > 0, Port: >= 0 and <= IPEndPoint.MaxPort, PathBase: "" } address ? address : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static SocketException? Try(IPEndPoint end)
    {
        try
        {
            using var socket = new Socket(end.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            if (end.Address.Equals(IPAddress.IPv6Any))
            {
                socket.DualMode = true;
            }

            socket.Bind(end);
            socket.Listen(1);
            return null;
        }
        catch (SocketException failure)
        {
            return failure;
        }
    }
}
