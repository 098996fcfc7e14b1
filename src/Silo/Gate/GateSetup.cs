using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Mal.Gate;

/// <summary>What stands before everything that answers: see <see cref="KnownPlaces"/> and <see cref="Faults"/>.</summary>
internal static class GateSetup
{
    public static WebApplicationBuilder AddGate(this WebApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton<KnownPlaces>();
        builder.Services.TryAddSingleton<Faults>();
        // A parameter that cannot be read is answered by Faults with the name of the field, and not by an empty 400.
        builder.Services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        // These write at Warning or Error, once a request and with its words, what anybody may cause: a wrong argument, an unknown
        // method, a cookie that is no token, a key that is none. What is our own fault passes Faults, which says it without them.
        builder.Logging.AddFilter("Microsoft.AspNetCore.SignalR", LogLevel.None).AddFilter("Microsoft.AspNetCore.Http.Connections", LogLevel.None)
            .AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.None).AddFilter("Microsoft.AspNetCore.Diagnostics", LogLevel.None)
            .AddFilter("Mal.Devices.DeviceAuthentication", LogLevel.Warning);
        return builder;
    }
}
