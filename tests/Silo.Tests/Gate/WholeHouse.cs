using System.Collections.Concurrent;
using Mal.Api;
using Mal.Devices;
using Mal.Hosting;
using Mal.Live;
using Mal.Places;
using Mal.Public;
using Mal.Screens;
using Mal.Words;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Mal.Silo.Tests.Gate;

/// <summary>The whole node as its Program puts it together, in this process, with what its console would have printed.</summary>
public sealed class WholeHouse : IAsyncLifetime
{
    public const string Place = "rejonowa-6-8";
    public const string DevKey = "klucz-do-prob";

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("mal-whole-");
    private readonly Printed _printed = new();
    private WebApplication _app = null!;

    public Uri Address => new(_app.Urls.First());

    /// <summary>Every address that answers, the files of the screens left out.</summary>
    internal List<RouteEndpoint> Endpoints =>
    [
        .. ((IEndpointRouteBuilder)_app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => !endpoint.Metadata.Any(one => one.GetType().Name is "StaticAssetDescriptor"))
            .OrderBy(endpoint => endpoint.RoutePattern.RawText, StringComparer.Ordinal).ThenBy(endpoint => endpoint.DisplayName, StringComparer.Ordinal),
    ];

    public IReadOnlyCollection<string> Log => _printed.Lines;

    public long LogBytes => _printed.Lines.Sum(line => (long)line.Length);

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ApplicationName = "Mal.Silo", ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var file = PlaceFile.Read(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "places", $"{Place}.json"))).File!;
        builder.AddHouse(new HouseOptions(_data.FullName, [], false, 1, new DateTimeOffset(2026, 11, 25, 16, 42, 0, TimeSpan.FromHours(1)), false), new PlaceFiles([file]));
        builder.AddLive();
        builder.AddDevices(DevKey);
        builder.AddWords();
        // Wide enough that what is asked is answered and not put off.
        builder.AddPublicPages(new PublicLimits(1_000_000, 1_000_000, 1_000_000, 1_000_000));
        builder.AddScreens();
        builder.Services.AddSingleton<CommandDoor>();
        builder.Logging.ClearProviders().AddProvider(_printed);
        _app = builder.Build();
        _app.MapDevices();
        _app.MapLive();
        _app.MapHouseApi();
        _app.MapWords();
        _app.MapPublicPages();
        _app.MapScreens();
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

    public HttpClient Client(bool withKey = false)
    {
        var client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = Address };
        if (withKey)
        {
            client.DefaultRequestHeaders.Authorization = new("Bearer", DevKey);
        }
        return client;
    }

    /// <summary>The actors awake on this node, ours only.</summary>
    public async Task<HashSet<string>> Actors() =>
    [
        .. (await _app.Services.GetRequiredService<IGrainFactory>().GetGrain<IManagementGrain>(0).GetDetailedGrainStatistics())
            .Where(actor => actor.GrainType.StartsWith("Mal.", StringComparison.Ordinal)).Select(actor => actor.GrainId.ToString()),
    ];

    private sealed class Printed : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> _lines = [];

        public IReadOnlyCollection<string> Lines => _lines;

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _lines.Enqueue($"{logLevel}: {formatter(state, exception)}\n{exception}");

        public void Dispose() { }
    }
}

/// <summary>One at a time and with nothing beside it: what grows is measured here.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class WholeHouseCollection : ICollectionFixture<WholeHouse>
{
    public const string Name = "whole house";
}
