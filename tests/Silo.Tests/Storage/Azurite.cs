using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Azure.Storage;
using Azure.Storage.Sas;

namespace Mal.Storage;

/// <summary>
/// Azurite's tables and blobs on free ports of this machine, with a folder of its own that goes away with it. One serves a whole run
/// of tests; whoever wants to take it down starts another.
/// </summary>
public sealed class Azurite : IAsyncDisposable
{
    public const string Account = "devstoreaccount1";

    /// <summary>Another house's.</summary>
    public const string OtherAccount = "innydom";

    private const string Version = "3.37.0";
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private static readonly TimeSpan StartsWithin = TimeSpan.FromSeconds(60);
    private static readonly Lazy<Task<Azurite>> Once = new(static async () =>
    {
        var shared = await Start();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => shared.DisposeAsync().AsTask().Wait();
        return shared;
    });

    private readonly string folder = Directory.CreateTempSubdirectory("mal-azurite-").FullName;
    private readonly bool secure;
    private Process? process;

    private Azurite(bool secure) => this.secure = secure;

    /// <summary>The one that the tests of this process share; each works in tables of its own.</summary>
    public static Task<Azurite> Shared => Once.Value;

    /// <summary>Of the tables.</summary>
    public int Port { get; } = FreePort();

    /// <summary>Of the blobs.</summary>
    public int BlobPort { get; } = FreePort();

    public string ConnectionString => ConnectionOn(Port, BlobPort);

    /// <summary>The same account by way of other ports.</summary>
    /// <param name="blobPort">By default one at which nobody answers.</param>
    public static string ConnectionOn(int port, int blobPort = 1, string account = Account) => string.Create(
        CultureInfo.InvariantCulture,
        $"DefaultEndpointsProtocol=http;AccountName={account};AccountKey={Key};TableEndpoint=http://127.0.0.1:{port}/{account};BlobEndpoint=http://127.0.0.1:{blobPort}/{account};");

    /// <summary>Where the account's tables are, for who comes with an identity instead of a key.</summary>
    public Uri Tables => new(string.Create(CultureInfo.InvariantCulture, $"https://127.0.0.1:{Port}/{Account}"));

    /// <summary>Where its blobs are.</summary>
    public Uri Blobs => new(string.Create(CultureInfo.InvariantCulture, $"https://127.0.0.1:{BlobPort}/{Account}"));

    /// <summary>The certificate it shows over https; nobody knows it who is not told to trust it.</summary>
    public string Certificate => Path.Combine(folder, "certificate.pem");

    private string CertificateKey => Path.Combine(folder, "key.pem");

    /// <summary>With a signature of some hours instead of the key.</summary>
    public string SignedConnectionString(TimeSpan lasts)
    {
        var sas = new AccountSasBuilder(AccountSasPermissions.All, DateTimeOffset.UtcNow + lasts, AccountSasServices.All, AccountSasResourceTypes.All) { Protocol = SasProtocol.HttpsAndHttp };
        return string.Create(
            CultureInfo.InvariantCulture,
            $"TableEndpoint=http://127.0.0.1:{Port}/{Account};BlobEndpoint=http://127.0.0.1:{BlobPort}/{Account};SharedAccessSignature={sas.ToSasQueryParameters(new StorageSharedKeyCredential(Account, Key))}");
    }

    public static Task<Azurite> Start() => Start(secure: false);

    /// <summary>Over https, to who shows a token: of a token it looks at everything but the signature.</summary>
    public static Task<Azurite> StartSecure() => Start(secure: true);

    private static async Task<Azurite> Start(bool secure)
    {
        var azurite = new Azurite(secure);
        if (secure)
        {
            azurite.MakeCertificate();
        }

        await azurite.Begin();
        return azurite;
    }

    private void MakeCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256) { CertificateExtensions = { names.Build() } };
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
        File.WriteAllText(Certificate, certificate.ExportCertificatePem());
        File.WriteAllText(CertificateKey, key.ExportPkcs8PrivateKeyPem());
    }

    /// <summary>As when the service is away: it ends in order, so nothing it acknowledged is lost.</summary>
    public async Task End()
    {
        if (process is null)
        {
            return;
        }

        // As Ctrl+C does: it saves before it ends.
        await Signal("-INT");
        await process.WaitForExitAsync();
        process.Dispose();
        process = null;
    }

    /// <summary>As when the network swallows everything: connections are taken and nothing is answered, until it is thawed.</summary>
    public Task Freeze() => Signal("-STOP");

    public Task Thaw() => Signal("-CONT");

    /// <summary>Starts it, the first time or again, on the same port and folder.</summary>
    public async Task Begin()
    {
        process = Process.Start(new ProcessStartInfo("node",
        [
            Program(), "--silent", "--disableTelemetry", "--skipApiVersionCheck", "--location", folder,
            "--tableHost", "127.0.0.1", "--tablePort", Port.ToString(CultureInfo.InvariantCulture),
            "--blobHost", "127.0.0.1", "--blobPort", BlobPort.ToString(CultureInfo.InvariantCulture),
            "--queueHost", "127.0.0.1", "--queuePort", "0",
            .. secure ? ["--oauth", "basic", "--cert", Certificate, "--key", CertificateKey] : Array.Empty<string>(),
        ])
        { RedirectStandardOutput = true, RedirectStandardError = true, Environment = { ["AZURITE_ACCOUNTS"] = $"{Account}:{Key};{OtherAccount}:{Key}" } })!;
        var said = process.StandardError.ReadToEndAsync();
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        var waited = Stopwatch.StartNew();
        while (!await Answers())
        {
            if (process.HasExited || waited.Elapsed > StartsWithin)
            {
                throw new InvalidOperationException($"Azurite did not start within {StartsWithin.TotalSeconds} s: {(process.HasExited ? await said : "no answer")}");
            }

            await tick.WaitForNextTickAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await End();
        Directory.Delete(folder, recursive: true);
    }

    private async Task Signal(string signal)
    {
        using var kill = Process.Start("kill", [signal, process!.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    private async Task<bool> Answers()
    {
        using var probe = new TcpClient();
        try
        {
            await probe.ConnectAsync(IPAddress.Loopback, Port);
            using var blobs = new TcpClient();
            await blobs.ConnectAsync(IPAddress.Loopback, BlobPort);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    // Put there by tests/run, outside the checkout, so that it is fetched once.
    private static string Program()
    {
        var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } given
            ? given : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        var program = Path.Combine(cache, "mal-orleans", $"azurite-{Version}", "node_modules", "azurite", "dist", "src", "azurite.js");
        return File.Exists(program) ? program : throw new InvalidOperationException(
            $"Azurite is not there ({program}). ./tests/run installs it; by hand: npm install --prefix <{Path.Combine("…", $"azurite-{Version}")}> azurite@{Version}");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
