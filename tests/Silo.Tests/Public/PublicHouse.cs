using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Mal.Api;
using Mal.Devices;
using Mal.Facts;
using Mal.Gate;
using Mal.Hosting;
using Mal.Live;
using Mal.Places;
using Mal.Public;
using Mal.Words;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Mal.Silo.Tests.Public;

/// <summary>A whole node on disk whose clock is moved by hand, which hears every word of its own log, and which can be searched byte by byte.</summary>
public sealed class PublicHouse : IAsyncLifetime
{
    public const string Place = "rejonowa-6-8";
    public const string DevKey = "klucz-do-prob";

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("mal-public-");
    private readonly Overheard _log = new();
    private int _addresses;
    private WebApplication _app = null!;

    /// <summary>Wednesday, the house open.</summary>
    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 25, 15, 42, 0, TimeSpan.Zero));

    /// <summary>Wide enough for a class of tests.</summary>
    internal PublicLimits Limits { get; init; } = new(FormsAnHour: 200, RequestsADay: 200);

    public string Address => _app.Urls.First();

    public IGrainFactory Grains => _app.Services.GetRequiredService<IGrainFactory>();

    internal KnownPlaces Places => _app.Services.GetRequiredService<KnownPlaces>();

    internal KnownPlace Known => Places.Find(Place)!;

    internal Erasing Erasing => _app.Services.GetRequiredService<Erasing>();

    internal Mal.Live.NodeTrouble Trouble => _app.Services.GetRequiredService<Mal.Live.NodeTrouble>();

    internal IEventLog Events => _app.Services.GetRequiredService<IEventLog>();

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var file = PlaceFile.Read(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "places", $"{Place}.json"))).File!;
        builder.AddHouse(new HouseOptions(_data.FullName, [], false, 1, Clock.GetUtcNow(), false), new PlaceFiles([file]));
        builder.Services.AddSingleton(services => new Surroundings(services.GetRequiredService<IEventLog>(), Clock,
            services.GetRequiredService<Initiatives.ISeries>(), services.GetRequiredService<ILoggerFactory>()));
        builder.AddLive();
        builder.AddDevices(DevKey);
        builder.AddWords();
        builder.AddPublicPages(Limits);
        builder.Services.AddSingleton<CommandDoor>();
        builder.Logging.ClearProviders().AddProvider(_log).SetMinimumLevel(LogLevel.Trace).AddFilter<Overheard>(null, LogLevel.Trace);
        _app = builder.Build();
        _app.MapDevices();
        _app.MapLive();
        _app.MapHouseApi();
        _app.MapWords();
        _app.MapPublicPages();
        await _app.StartAsync();
        while (_app.Services.GetRequiredService<HouseStart>().Places.Count == 0)
        {
            await Task.Yield();
        }
    }

    public async Task DisposeAsync()
    {
        await _app.DisposeAsync();
        _data.Delete(recursive: true);
    }

    /// <summary>A browser of its own, at an address of its own, so that the limits of one test are not another's.</summary>
    public HttpClient Browser()
    {
        var from = new IPEndPoint(new IPAddress([127, 0, 1, (byte)Interlocked.Increment(ref _addresses)]), 0);
        var handler = new SocketsHttpHandler
        {
            UseCookies = true,
            AllowAutoRedirect = false,
            ConnectCallback = async (context, cancel) =>
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                socket.Bind(from);
                await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, cancel);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        return new HttpClient(handler) { BaseAddress = new Uri(Address) };
    }

    public HttpClient Coordinator()
    {
        var client = Browser();
        client.DefaultRequestHeaders.Authorization = new("Bearer", DevKey);
        return client;
    }

    public string PathOf(string file) => Path.Combine(_data.FullName, file);

    /// <summary>Every file of the data folder, and the log, in which these words stand: as UTF-8, as UTF-16 or as JSON writes them.</summary>
    public List<string> FilesWith(string words)
    {
        byte[][] forms = [Encoding.UTF8.GetBytes(words), Encoding.Unicode.GetBytes(words), Encoding.UTF8.GetBytes(JsonEncodedText.Encode(words).Value)];
        var found = Directory.EnumerateFiles(_data.FullName, "*", SearchOption.AllDirectories)
            .Where(file => !file.EndsWith(".lock", StringComparison.Ordinal))
            .Where(file => Bytes(file) is var bytes && forms.Any(form => bytes.AsSpan().IndexOf(form) >= 0))
            .Select(file => Path.GetFileName(file)).ToList();
        return _log.Heard(words) ? [.. found, "log"] : found;
    }

    private static byte[] Bytes(string file)
    {
        using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var bytes = new MemoryStream();
        open.CopyTo(bytes);
        return bytes.ToArray();
    }

    private sealed class Overheard : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> _lines = [];

        public bool Heard(string words) => _lines.Any(line => line.Contains(words, StringComparison.OrdinalIgnoreCase));

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            _lines.Enqueue($"{state}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _lines.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose() { }
    }
}
