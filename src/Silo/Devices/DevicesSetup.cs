using System.Threading.RateLimiting;
using Mal.Facts;
using Mal.Gate;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Mal.Devices;

/// <summary>
/// Pairing and sign-in. A device is paired once, by a code on its screen that a coordinator enters, and from then on holds
/// its own key; there are no accounts and no passwords. Without a pairing only what is public is served, and no command.
/// </summary>
public static class DevicesSetup
{
    /// <summary>Endpoints of one place ask for a role in that place: <c>RequireAuthorization(DevicesSetup.Staff)</c>.</summary>
    public const string Display = "display";
    public const string Staff = "staff";
    public const string Coordinator = "coordinator";

    internal const string PairingLimit = "pairing";
    private const int PairingsAMinute = 20;

    /// <param name="devKey">Lets programs on this machine in as a coordinator of every place; the node then starts on loopback only. Null lets nobody in.</param>
    public static WebApplicationBuilder AddDevices(this WebApplicationBuilder builder, string? devKey = null)
    {
        builder.AddGate();
        if (devKey is not null)
        {
            builder.RequireLoopback("dev");
        }
        builder.Services.AddAuthentication(DeviceAuthentication.SchemeName)
            .AddScheme<DeviceAuthenticationOptions, DeviceAuthentication>(DeviceAuthentication.SchemeName, options => options.DevKey = devKey);
        builder.Services.AddAuthorizationBuilder()
            .AddPolicy(Display, policy => policy.RequireAssertion(context => Holds(context, Role.Display)))
            .AddPolicy(Staff, policy => policy.RequireAssertion(context => Holds(context, Role.Staff)))
            .AddPolicy(Coordinator, policy => policy.RequireAssertion(context => Holds(context, Role.Coordinator)));
        builder.Services.AddRateLimiter(limits => limits.AddPolicy(PairingLimit, Limit).OnRejected = TooMany);
        builder.Services.TryAddKeyedSingleton(DevicesGrain.Clock, TimeProvider.System);
        builder.Services.AddSingleton<FirstCoordinator>();
        builder.Services.AddSingleton<Revocations>();
        return builder;
    }

    /// <summary>Refuses to start on an address that other machines reach, because of an option that is for this machine only.</summary>
    public static WebApplicationBuilder RequireLoopback(this WebApplicationBuilder builder, string option)
    {
        builder.Services.AddSingleton<IHostedService>(services => ActivatorUtilities.CreateInstance<LoopbackOnly>(services, option));
        return builder;
    }

    /// <summary>Call it before mapping anything that asks who is there.</summary>
    public static WebApplication MapDevices(this WebApplication app)
    {
        var faults = app.Services.GetRequiredService<Faults>();
        app.Use(next => context => faults.Answer(context, next));
        // Whoever ends TLS on this machine says who asked and by which scheme; from anywhere else such words are not believed.
        app.UseForwardedHeaders(new() { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto });
        app.Use(next => context => AddressGate.Pass(context, next));
        app.UseAuthentication();
        app.Use(next => context => ForeignPages.Refuse(context, next));
        app.UseAuthorization();
        app.Use(next => context => PlaceGate.Pass(context, next));
        app.UseRateLimiter();
        app.MapPairing();
        app.MapPairedDevices();
        app.MapFirstCoordinator();
        return app;
    }

    private static bool Holds(AuthorizationHandlerContext context, Role role)
    {
        var place = (context.Resource as HttpContext)?.GetRouteValue("place") as string;
        return (place is null ? context.User.By() : context.User.By(place)).Role >= role;
    }

    private static RateLimitPartition<string> Limit(HttpContext context) => RateLimitPartition.GetFixedWindowLimiter(
        context.Connection.RemoteIpAddress?.ToString() ?? "",
        _ => new FixedWindowRateLimiterOptions { PermitLimit = PairingsAMinute, Window = TimeSpan.FromMinutes(1) });

    private static async ValueTask TooMany(OnRejectedContext rejected, CancellationToken cancellationToken)
    {
        rejected.HttpContext.Response.Headers.RetryAfter = "60";
        await Refusals.Problem(StatusCodes.Status429TooManyRequests, "Za dużo prób", "Spróbuj ponownie za minutę.").ExecuteAsync(rejected.HttpContext);
    }
}
