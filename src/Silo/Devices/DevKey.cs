using System.Net;
using Mal.Hosting;

namespace Mal.Devices;

/// <summary>
/// The development key: a coordinator of every place, for programs on this machine, new at every start. A program finds it in
/// a file of the data folder that only the node's own user reads; it stands on no command line and in no log, where others
/// could. A proxy on this machine would make the whole internet a neighbour: what came through one is let in by nothing but
/// a pairing.
/// </summary>
internal static class DevKey
{
    public const string FileName = "dev-key";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    // X-Original-… is what the middleware that reads X-Forwarded-… leaves of it.
    private static readonly string[] OfProxies =
    [
        "Forwarded", "Forwarded-For", "X-Forwarded", "X-Forwarded-", "X-Original-", "Via", "X-Real-IP", "X-Client-IP", "Client-IP", "True-Client-IP", "X-Cluster-Client-IP",
        "X-ProxyUser-Ip", "X-Envoy-", "CF-", "Fastly-",
    ];

    /// <summary>The key of this run; null when nobody asked for one. The simulated staff of the demonstration hold it too, and are told it in this process.</summary>
    public static string? For(HouseOptions options)
    {
        if (!options.Dev && !options.Demo)
        {
            return null;
        }
        var key = Secrets.Key();
        if (options.Dev)
        {
            Write(options.Data, key);
        }
        return key;
    }

    public static string PathIn(string data) => Path.Combine(data, FileName);

    /// <summary>Writes a key where programs of this user find it, whatever lay there before.</summary>
    /// <exception cref="IOException">The folder takes no file.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder takes no file.</exception>
    public static void Write(string data, string key)
    {
        Directory.CreateDirectory(data);
        // A file of its own that then takes the name: who holds an older one open, or made it for others to read, does not get this key.
        var half = Path.Combine(data, $"{FileName}.{Secrets.DeviceId()}");
        var mode = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            mode.UnixCreateMode = OwnerOnly;
        }
        using (var file = new StreamWriter(half, mode))
        {
            file.Write(key);
        }
        File.Move(half, PathIn(data), overwrite: true);
    }

    /// <summary>Whether a program of this very machine asks, with nobody in between.</summary>
    public static bool MayUse(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } peer && IPAddress.IsLoopback(peer)
        && IsOwnName(context.Request.Host.Host)
        && !context.Request.Headers.Keys.Any(CameThroughAProxy);

    // A proxy that adds no header often hands on the name it was asked under.
    private static bool IsOwnName(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private static bool CameThroughAProxy(string header) =>
        OfProxies.Any(name => name[^1] == '-' ? header.StartsWith(name, StringComparison.OrdinalIgnoreCase) : string.Equals(header, name, StringComparison.OrdinalIgnoreCase));
}
