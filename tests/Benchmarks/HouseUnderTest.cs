using Mal.Api;
using Mal.Devices;
using Mal.Facts;
using Mal.Hosting;
using Mal.Live;
using Mal.Places;

namespace Mal.Benchmarks;

/// <summary>The product as its Program puts it together, in this process, without the pages.</summary>
internal sealed class HouseUnderTest(WebApplication app) : IAsyncDisposable
{
    public const string Key = "benchmark";

    public string Hub { get; } = $"{app.Urls.First()}/hubs/board";

    public IGrainFactory Grains { get; } = app.Services.GetRequiredService<IGrainFactory>();

    public IEventLog Log { get; } = app.Services.GetRequiredService<IEventLog>();

    public static async Task<HouseUnderTest> Start(string folder, params PlaceFile[] places)
    {
        var builder = WebApplication.CreateBuilder(["--urls", "http://127.0.0.1:0", "--dev-key", Key]);
        builder.Logging.ClearProviders();
        builder.AddHouse(new HouseOptions(folder, [], Demo: false, Rate: 1, ClockStart: null, Help: false), new PlaceFiles(places));
        builder.AddLive();
        builder.AddDevices();
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
