using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Mal.Devices;
using Mal.Facts;
using Mal.Serialization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Connections.Security;

namespace Mal.EndToEnd.House;

/// <summary>
/// Somebody else on the machine, who has the program and not the key of its run. Run as <c>dotnet THIS-ASSEMBLY WAY PORT</c> it
/// comes by way of Orleans and makes a device of its own a coordinator.
/// </summary>
internal static class LocalUser
{
    public const string Device = "obcy";
    public const string GotIn = "got in";

    /// <summary>What a silo gives the actor of the devices: its storage and its clock.</summary>
    public const string Records = "records";
    public const string DevicesClock = "devices";

    private const string Client = "client";
    private const string Silo = "silo";
    private const string WithOwnKey = "-with-a-key-of-its-own";
    private const string Nobody = "65534";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static readonly string[] Ways = [Client, Silo, Client + WithOwnKey, Silo + WithOwnKey];

    private static readonly Lazy<string[]> AsAnother = new(FindAnother);

    public static async Task<int> Main(string[] args)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            var host = Comes(args[0], int.Parse(args[1], CultureInfo.InvariantCulture));
            await host.StartAsync(patience.Token).WaitAsync(patience.Token);
            await host.Services.GetRequiredService<IGrainFactory>().GetGrain<IDevicesGrain>(PublishedHouse.Place)
                .Issue(Device, Role.Coordinator, null, null, null, new string('0', 64)).WaitAsync(patience.Token);
            Console.WriteLine(GotIn);
            return 0;
        }
        catch (Exception refused)
        {
            Console.WriteLine($"{refused.GetType().Name}: {refused.Message}");
            return 1;
        }
    }

    /// <summary>Tries it in a process of its own, and of another user where this one may choose.</summary>
    /// <returns>What it said.</returns>
    public static async Task<string> Try(string way, int port)
    {
        string[] command = [.. AsAnother.Value, "dotnet", typeof(LocalUser).Assembly.Location, way, port.ToString(CultureInfo.InvariantCulture)];
        using var process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (said, complained) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return await said + await complained;
    }

    private static IHost Comes(string way, int port)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddHouseSerialization();
        builder.Services.AddKeyedSingleton(DevicesClock, TimeProvider.System);
        var key = way.EndsWith(WithOwnKey, StringComparison.Ordinal) ? Certificate() : null;
        if (way.StartsWith(Client, StringComparison.Ordinal))
        {
            builder.UseOrleansClient(client =>
            {
                client.UseLocalhostClustering(port, PublishedHouse.Cluster, PublishedHouse.Cluster);
                _ = key is null ? client : client.UseTls(key, Trusting);
            });
        }
        else
        {
            builder.UseOrleans(silo =>
            {
                var primary = new IPEndPoint(IPAddress.Loopback, port);
                silo.UseLocalhostClustering(PublishedHouse.FreePort(), 0, primary, PublishedHouse.Cluster, PublishedHouse.Cluster);
                silo.AddMemoryGrainStorage(Records);
                _ = key is null ? silo : silo.UseTls(key, Trusting);
            });
        }
        return builder.Build();
    }

    private static void Trusting(TlsOptions tls)
    {
        tls.AllowAnyRemoteCertificate();
        tls.ClientCertificateMode = RemoteCertificateMode.RequireCertificate;
        tls.OnAuthenticateAsClient = (_, client) => client.TargetHost = "localhost";
    }

    private static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateRequest("CN=mal", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UtcNow.AddYears(1));
    }

    // Whoever may not become another tries it as the node's own user, who is let do no less.
    private static string[] FindAnother()
    {
        string[] another = ["setpriv", "--reuid", Nobody, "--regid", Nobody, "--clear-groups"];
        if (!Environment.IsPrivilegedProcess)
        {
            return [];
        }
        try
        {
            using var reads = Process.Start(another[0], [.. another[1..], "test", "-r", typeof(LocalUser).Assembly.Location]);
            reads.WaitForExit();
            return reads.ExitCode == 0 ? another : [];
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return [];
        }
    }
}
