using Mal.Api;
using Mal.Devices;
using Mal.Facts;
using Mal.Gate;
using Mal.Hosting;
using Mal.Live;
using Mal.Places;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Mal.Benchmarks;

/// <summary>The product as its Program puts it together, in this process, without the pages.</summary>
internal sealed class HouseUnderTest(WebApplication app) : IAsyncDisposable
{
    public const string Key = "benchmark";

    public string Hub { get; } = $"{app.Urls.First()}/hubs/board";

    public IGrainFactory Grains { get; } = app.Services.GetRequiredService<IGrainFactory>();

    public IEventLog Log { get; } = app.Services.GetRequiredService<IEventLog>();

    public BoardRelay Relay { get; } = app.Services.GetRequiredService<BoardRelay>();

    public KnownPlace Place(string id) => app.Services.GetRequiredService<KnownPlaces>().Find(id)!;

    public RoomDoor Rooms { get; } = app.Services.GetRequiredService<CommandDoor>().Rooms;

    public int Port { get; } = new Uri(app.Urls.First()).Port;

    public static Task<HouseUnderTest> Start(string folder, params PlaceFile[] places) => Start(folder, sendBufferBytes: null, places);

    /// <param name="sendBufferBytes">What the kernel may hold back for one connection; null for its own choice, which on a loopback is megabytes.</param>
    /// <param name="clockStart">The house's own clock; null for the machine's.</param>
    /// <param name="storage">A storage account; null for the folder.</param>
    public static async Task<HouseUnderTest> Start(string folder, int? sendBufferBytes, PlaceFile[] places, DateTimeOffset? clockStart = null, string? storage = null)
    {
        var builder = WebApplication.CreateBuilder(["--urls", "http://127.0.0.1:0", "--backup-days", "0"]);
        builder.Logging.ClearProviders();
        if (sendBufferBytes is { } bytes)
        {
            builder.WebHost.UseSockets(sockets => sockets.CreateBoundListenSocket = endpoint =>
            {
                var socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
                socket.SendBufferSize = bytes;
                return socket;
            });
        }

        builder.AddHouse(new HouseOptions(folder, [], Demo: false, Rate: 1, ClockStart: clockStart, Help: false, Storage: storage, BelieveClock: true), new PlaceFiles(places));
        builder.AddLive();
        builder.AddDevices(Key);
        builder.Services.AddSingleton<CommandDoor>();

        var app = builder.Build();
        app.UseAuthentication();
        app.MapLive();
        app.MapHouseApi();
        await app.StartAsync();
        await Ready(app, places.Length);
        return new HouseUnderTest(app);
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private static async Task Ready(WebApplication app, int places)
    {
        var start = app.Services.GetRequiredService<HouseStart>();
        for (var waited = 0; start.Places.Count < places; waited++)
        {
            if (waited == 600)
            {
                throw new TimeoutException("The house did not set up its places within a minute.");
            }

            await Task.Delay(100);
        }
    }
}
