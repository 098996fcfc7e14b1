using System.Text.Json;
using Microsoft.AspNetCore.SignalR;

namespace Mal.Benchmarks;

// The naive fan-out: a tap comes in over SignalR and goes to all connections, unmerged.
internal sealed class RawHub(RawHub.Frame frame) : Hub
{
    public Task Tap(int tap) => Clients.All.SendAsync("Changed", frame.Body, tap);

    internal sealed record Frame(JsonElement Body);

    public static async Task<WebApplication> Start(JsonElement body)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(new Frame(body));
        builder.Services.AddSignalR();
        var app = builder.Build();
        app.MapHub<RawHub>("/raw");
        await app.StartAsync();
        return app;
    }
}
