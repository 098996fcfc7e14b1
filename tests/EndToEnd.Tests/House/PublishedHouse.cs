using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Mal.EndToEnd.House;

/// <summary>
/// The published node as a process of its own, on a data folder and a port of its own: what a house runs, and what can be
/// killed in the middle of a tap. A restart keeps folder and port, so that open pages find it again.
/// </summary>
public sealed class PublishedHouse(string clockStart = PublishedHouse.Wednesday, double clockRate = 1) : IAsyncDisposable
{
    public const string Place = "rejonowa-6-8";

    /// <summary>Where people reach it from outside.</summary>
    public const string PublicUrl = "https://mal.example.org";

    /// <summary>The name of its Orleans cluster and service.</summary>
    public const string Cluster = "mal";

    /// <summary>The house is open and lively.</summary>
    public const string Wednesday = "2026-11-25T16:42:00+01:00";

    // Neither where the program lies nor where its data do.
    private const string StartedFrom = "/";

    private static readonly TimeSpan StartsWithin = TimeSpan.FromSeconds(90);

    private readonly string data = Directory.CreateTempSubdirectory("mal-e2e-").FullName;
    private readonly int port = FreePort();
    private readonly ConcurrentQueue<string> said = new();
    private Process? process;

    /// <summary>What its process finds in its environment besides.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>None for a house that nobody reaches from outside.</summary>
    public string? Outside { get; init; } = PublicUrl;

    /// <summary>It is told everything by variables and not by options.</summary>
    public bool ByEnvironment { get; init; }

    /// <summary>Its data folder.</summary>
    public string Data => data;

    public Uri Address => new($"http://127.0.0.1:{port}");

    public int Port => port;

    public int ProcessId => process!.Id;

    /// <summary>What the node printed, for the message of a failed test.</summary>
    public string Said => string.Join('\n', said);

    /// <summary>What the node takes of the machine's memory.</summary>
    public long ResidentBytes
    {
        get
        {
            process!.Refresh();
            return process.WorkingSet64;
        }
    }

    /// <param name="options">Further options, as on the command line.</param>
    public Task<PublishedHouse> Start(params string[] options) => Start(new ProcessStartInfo("dotnet", Arguments(options)));

    /// <summary>As on a full disk: no file of this process may grow beyond that.</summary>
    public Task<PublishedHouse> StartWithin(int maxFileKilobytes) => Start(
        new ProcessStartInfo("bash", ["-c", $"trap '' XFSZ; ulimit -f {maxFileKilobytes}; exec dotnet \"$@\"", "node", .. Arguments()])
        {
            // The runtime's own memory is a file to the system, and would be limited too.
            Environment = { ["DOTNET_EnableWriteXorExecute"] = "0" },
        });

    private string[] Arguments(params string[] options) =>
        [Path.Combine(Publication.Folder, "Mal.Silo.dll"), "--dev", .. ByEnvironment ? [] : Told.SelectMany(told => new[] { $"--{told.Key}", told.Value }), .. options];

    private Dictionary<string, string> Told
    {
        get
        {
            Dictionary<string, string> told = new()
            {
                ["urls"] = Address.ToString().TrimEnd('/'), ["data"] = data, ["clock-start"] = clockStart, ["clock-rate"] = clockRate.ToString(System.Globalization.CultureInfo.InvariantCulture),
            };
            if (Outside is { } address)
            {
                told["public-url"] = address;
            }
            return told;
        }
    }

    private async Task<PublishedHouse> Start(ProcessStartInfo info)
    {
        info.WorkingDirectory = StartedFrom;
        info.RedirectStandardOutput = info.RedirectStandardError = true;
        Add(Environment, info);
        if (ByEnvironment)
        {
            Add(Told.ToDictionary(told => $"MAL_{told.Key.Replace('-', '_').ToUpperInvariant()}", told => told.Value), info);
        }
        process = new Process { StartInfo = info };
        process.OutputDataReceived += (_, line) => said.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => said.Enqueue(line.Data ?? "");
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var client = new HttpClient { BaseAddress = Address };
        await Eventually.True(async () => process.HasExited
            ? throw new InvalidOperationException($"The node ended with {process.ExitCode}:\n{Said}")
            : (await client.GetAsync(new Uri("/healthz/ready", UriKind.Relative))).IsSuccessStatusCode, "the node is ready", StartsWithin);
        return this;
    }

    /// <summary>The same program as a tool: what it printed, and how it ended.</summary>
    public static Task<(int Code, string Said)> Verb(params string[] arguments) => Verb(new Dictionary<string, string>(), arguments);

    public static Task<(int Code, string Said)> Verb(IReadOnlyDictionary<string, string> environment, params string[] arguments) => Run(Publication.Folder, environment, arguments);

    /// <param name="folder">Where the program lies.</param>
    public static async Task<(int Code, string Said)> Run(string folder, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        using var tool = new Process
        {
            StartInfo = new ProcessStartInfo("dotnet", [Path.Combine(folder, "Mal.Silo.dll"), .. arguments])
            {
                WorkingDirectory = StartedFrom, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
            },
        };
        Add(environment, tool.StartInfo);
        tool.Start();
        var (says, complains) = (tool.StandardOutput.ReadToEndAsync(), tool.StandardError.ReadToEndAsync());
        await tool.WaitForExitAsync().WaitAsync(StartsWithin);
        return (tool.ExitCode, await says + await complains);
    }

    /// <summary>As when the power fails: nothing is drained, nothing says goodbye.</summary>
    public async Task Kill()
    {
        if (process is { HasExited: false } running)
        {
            // The node has no children; looking for them would let it go on for a while.
            running.Kill();
            await running.WaitForExitAsync();
        }
        process?.Dispose();
        process = null;
    }

    /// <summary>As when somebody ends it in order, with Ctrl+C or a service manager.</summary>
    public async Task Stop()
    {
        using var signal = Process.Start("kill", ["-TERM", process!.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync().WaitAsync(StartsWithin);
        await Kill();
    }

    /// <summary>What stands in the log of a house that was killed.</summary>
    internal Task<LeftBehind> LeftBehind() => process is null ? House.LeftBehind.In(data) : throw new InvalidOperationException("The house is alive; it can be asked.");

    /// <summary>Where words stand: names of files of the data folder, and "log" for what the node printed; as they are, as UTF-16, or escaped as JSON.</summary>
    public List<string> PlacesOf(string words)
    {
        byte[][] forms = [Encoding.UTF8.GetBytes(words), Encoding.Unicode.GetBytes(words), Encoding.UTF8.GetBytes(JsonEncodedText.Encode(words).Value)];
        var found = Directory.EnumerateFiles(data, "*", SearchOption.AllDirectories)
            // Held by the node alone, and empty.
            .Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)).Where(file => forms.Any(form => Bytes(file).AsSpan().IndexOf(form) >= 0));
        return [.. found.Select(file => Path.GetRelativePath(data, file)), .. Said.Contains(words, StringComparison.OrdinalIgnoreCase) ? new[] { "log" } : []];
    }

    /// <summary>The key of this run, as a program on the same machine finds it.</summary>
    public string DevKey => File.ReadAllText(Path.Combine(data, "dev-key"));

    /// <summary>What its process was started with, as any user of the machine sees it.</summary>
    public string CommandLine => File.ReadAllText($"/proc/{process!.Id}/cmdline");

    /// <summary>A program of the house, as a coordinator.</summary>
    public HouseClient Client() => new(Address, () => DevKey);

    /// <summary>Somebody from the internet.</summary>
    public HouseClient Stranger() => new(Address, null);

    public async ValueTask DisposeAsync()
    {
        await Kill();
        Directory.Delete(data, recursive: true);
    }

    private static void Add(IReadOnlyDictionary<string, string> environment, ProcessStartInfo to)
    {
        // That one is for the tests alone.
        to.Environment.Remove("MAL_PUBLISHED");
        foreach (var (name, value) in environment)
        {
            to.Environment[name] = value;
        }
    }

    private static byte[] Bytes(string file)
    {
        using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var bytes = new MemoryStream();
        open.CopyTo(bytes);
        return bytes.ToArray();
    }

    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
