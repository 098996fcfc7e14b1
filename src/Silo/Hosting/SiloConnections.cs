using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Orleans.Configuration;
using Orleans.Connections.Security;

namespace Mal.Hosting;

// How this node is reached by way of Orleans. A port on loopback is open to everybody who has an account on the machine, and
// whoever is heard at it calls any actor in anybody's name.
internal static class SiloConnections
{
    private const string Name = "mal";

    /// <summary>A cluster of this node alone: no gateway for clients, and at the silo's port nobody is heard but this very process.</summary>
    public static ISiloBuilder UseOneNode(this ISiloBuilder silo)
    {
        var key = KeyOfThisRun();
        // Whoever knocks without the key is not let in; a line for each knock would let them fill the disk.
        silo.Services.AddLogging(log => log.AddFilter(typeof(TlsOptions).Namespace, LogLevel.None));
        // Nor does a setting of Orleans itself open another way in (Orleans__Endpoints__…).
        silo.Services.PostConfigure<EndpointOptions>(own => (own.GatewayPort, own.GatewayListeningEndpoint, own.SiloListeningEndpoint) = (0, null, null));
        // Nobody needs to know the port, so any free one will do and several houses fit on one machine.
        return silo.UseLocalhostClustering(FreePort(), gatewayPort: 0).UseTls(key, tls =>
        {
            tls.RemoteCertificateMode = RemoteCertificateMode.RequireCertificate;
            tls.ClientCertificateMode = RemoteCertificateMode.RequireCertificate;
            // This very certificate and no other: neither its name nor its dates nor who signed it says anything here.
            tls.RemoteCertificateValidation = (shown, _, _) => shown.RawDataMemory.Span.SequenceEqual(key.RawDataMemory.Span);
            tls.OnAuthenticateAsClient = (_, client) => client.TargetHost = Name;
        });
    }

    // Made at every start and written nowhere.
    private static X509Certificate2 KeyOfThisRun()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var made = new CertificateRequest($"CN={Name}", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue);
        if (!OperatingSystem.IsWindows())
        {
            return made;
        }

        // Windows does no TLS with a key that was never loaded; it holds this one in the user's own store until the process ends.
        using (made)
        {
            return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), password: null);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
