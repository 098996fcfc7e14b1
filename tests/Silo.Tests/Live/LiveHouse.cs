using System.Text.Json;
using Mal.Api;
using Mal.Board;
using Mal.Devices;
using Mal.Hosting;
using Mal.Live;
using Mal.Places;
using Mal.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Mal.Silo.Tests.Live;

/// <summary>A whole node in this process, on disk and on a free port, at a Wednesday afternoon with the house open.</summary>
public sealed class LiveHouse : IAsyncLifetime
{
    public const string Place = "rejonowa-6-8";
    public const string DevKey = "klucz-do-prob";

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("mal-live-");
    private WebApplication _app = null!;
    private string? _storage;

    /// <summary>Its data folder.</summary>
    internal string Data => _data.FullName;

    public string Address => _app.Urls.First();

    /// <summary>The same house with its memory in a storage account.</summary>
    internal static LiveHouse On(string storage) => new() { _storage = storage };

    public IServiceProvider Services => _app.Services;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var file = PlaceFile.Read(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "places", $"{Place}.json"))).File!;
        var options = new HouseOptions(_data.FullName, [], false, 1, new DateTimeOffset(2026, 11, 25, 16, 42, 0, TimeSpan.FromHours(1)), false, _storage);
        builder.AddHouse(options, new PlaceFiles([file]));
        builder.AddLive();
        builder.AddDevices(DevKey);
        builder.Services.AddSingleton<CommandDoor>();
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.MapDevices();
        _app.MapLive();
        _app.MapHouseApi();
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

    /// <summary>The people in a room, as the board has it.</summary>
    public async Task<int> Count(string room)
    {
        using var http = new HttpClient { BaseAddress = new Uri(Address), DefaultRequestHeaders = { Authorization = new("Bearer", DevKey) } };
        using var board = JsonDocument.Parse(await http.GetStringAsync(new Uri($"/api/places/{Place}/board", UriKind.Relative)));
        return board.RootElement.GetProperty("views").GetProperty(room).GetProperty("occupancy").GetProperty("count").GetInt32();
    }

    /// <summary>A client of the hub; without a key it is anyone.</summary>
    public async Task<HubConnection> Connect(bool withKey = true)
    {
        var connection = new HubConnectionBuilder()
            .WithUrl($"{Address}/hubs/board", http => http.AccessTokenProvider = withKey ? () => Task.FromResult<string?>(DevKey) : null)
            .AddJsonProtocol(json => json.PayloadSerializerOptions = WireBytes.Options)
            .Build();
        await connection.StartAsync();
        return connection;
    }

    public static Task<Joined> Join(HubConnection connection, Audience audience) =>
        connection.InvokeAsync<Joined>("Join", new JoinRequest(Place, audience));

    public static Task<Answer> Send<TCommand>(HubConnection connection, string key, TCommand command) =>
        connection.InvokeAsync<Answer>("Send", new Envelope(Guid.NewGuid(), key, JsonSerializer.SerializeToElement(command, Wire.Wire.Tolerant)));
}

[CollectionDefinition("live house")]
public sealed class LiveHouseCollection : ICollectionFixture<LiveHouse>;
