using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace Mal.Live;

internal static class LiveSetup
{
    public static WebApplicationBuilder AddLive(this WebApplicationBuilder builder)
    {
        builder.Services.AddSignalR(hub =>
            {
                hub.MaximumParallelInvocationsPerClient = 1;
                hub.MaximumReceiveMessageSize = 64 * 1024;
                hub.ClientTimeoutInterval = TimeSpan.FromSeconds(30);
                hub.KeepAliveInterval = TimeSpan.FromSeconds(10);
                hub.AddFilter<ClearRefusals>();
            })
            .AddJsonProtocol(json => json.PayloadSerializerOptions = WireBytes.Options);
        builder.Services.AddSingleton<ClearRefusals>();
        // It takes the place of the framework's own, which has the same name.
        builder.Services.AddSingleton<IHubProtocol, ForgivingProtocol>();
        builder.Services.AddSingleton<Connections>();
        builder.Services.AddSingleton<HubLifetimeManager<BoardHub>>(services => services.GetRequiredService<Connections>());
        builder.Services.AddSingleton<AcceptedHere>();
        builder.Services.AddSingleton<BoardRelay>();
        builder.Services.AddHostedService(services => services.GetRequiredService<BoardRelay>());
        builder.Services.AddHostedService<RevokedScreens>();
        builder.Services.AddHostedService<DisplayReports>();
        builder.Services.AddSingleton(services => new Build(services.GetRequiredService<IConfiguration>()["build"]
            ?? typeof(LiveSetup).Assembly.ManifestModule.ModuleVersionId.ToString("N")[..12]));
        return builder;
    }

    public static void MapLive(this WebApplication app) => app.MapHub<BoardHub>("/hubs/board");
}
