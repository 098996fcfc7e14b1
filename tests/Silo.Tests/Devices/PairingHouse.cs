using System.Net.Http.Json;
using System.Text.Json;
using Mal.Devices;
using Mal.Gate;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Mal.Silo.Tests.Devices;

/// <summary>A node that does nothing but pair devices, with a clock that is moved by hand, and one endpoint for staff to try a key on.</summary>
public sealed class PairingHouse : IAsyncLifetime
{
    public const string Place = "rejonowa-6-8";
    public const string DevKey = "klucz-do-prob";

    private WebApplication app = null!;

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 25, 15, 42, 0, TimeSpan.Zero));

    public IServiceProvider Services => app.Services;

    public string Address => app.Urls.First();

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.UseOrleans(silo => silo
            .UseLocalhostClustering(FreePort(), FreePort())
            .AddMemoryGrainStorage(DevicesGrain.Storage));
        builder.Services.AddKeyedSingleton<TimeProvider>(DevicesGrain.Clock, Clock);
        builder.AddDevices(DevKey);
        app = builder.Build();
        app.MapDevices();
        app.MapPost("/api/places/{place}/tap", (HttpContext context) => context.User.By().Role.ToString()).RequireAuthorization(DevicesSetup.Staff);
        app.MapGet("/hubs/whoami", (HttpContext context) => context.User.By().Role.ToString());
        app.Services.GetRequiredService<KnownPlaces>().Open(Place);
        await app.StartAsync();
    }

    public async Task DisposeAsync() => await app.DisposeAsync();

    /// <summary>A browser of its own: it keeps its cookies and knows nothing else.</summary>
    public HttpClient Browser() => new(new SocketsHttpHandler { UseCookies = true, AllowAutoRedirect = false }) { BaseAddress = new Uri(Address) };

    public HttpClient Program()
    {
        var client = Browser();
        client.DefaultRequestHeaders.Authorization = new("Bearer", DevKey);
        return client;
    }

    /// <summary>The whole ceremony, after which the browser holds its key.</summary>
    public async Task<HttpClient> Paired(string role)
    {
        var device = Browser();
        var (code, secret) = await Begin(device);
        using var coordinator = Program();
        (await coordinator.PostAsJsonAsync($"/api/places/{Place}/devices", new { code, role })).EnsureSuccessStatusCode();
        (await device.GetAsync(new Uri($"/api/pairing/{code}?secret={secret}", UriKind.Relative))).EnsureSuccessStatusCode();
        device.DefaultRequestHeaders.Add(ForeignPages.Header, "1");
        return device;
    }

    public static async Task<(string Code, string Secret)> Begin(HttpClient device)
    {
        var answer = await (await device.PostAsJsonAsync("/api/pairing", new { place = Place })).EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
        return (answer.GetProperty("code").GetString()!, answer.GetProperty("secret").GetString()!);
    }

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }
}
