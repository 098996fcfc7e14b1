using Mal.Board;
using Mal.Coordination;
using Mal.Devices;
using Mal.Facts;
using Mal.Gate;
using Mal.Live;
using Mal.Taps;
using Microsoft.AspNetCore.Components;

namespace Mal.Screens;

/// <summary>Serves the screens: the first picture drawn here, the live page in the browser, and the code that brings a screen into a phone.</summary>
internal static class ScreensSetup
{
    public static WebApplicationBuilder AddScreens(this WebApplicationBuilder builder, bool demo = false)
    {
        builder.Services.AddRazorComponents().AddInteractiveWebAssemblyComponents();
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddSingleton(new ShownAs(demo));
        builder.Services.AddSingleton<ITapStore, NoTapStore>();
        builder.Services.AddScoped<PhoneMemory>();
        builder.Services.AddScoped<PendingTaps>();
        builder.Services.AddDesk();
        builder.Services.AddScoped<IBoardSource>(services => new PrerenderedBoard(
            (place, audience) => Read(services, place, audience),
            () => services.GetRequiredService<BoardRelay>().Trouble,
            services.GetRequiredService<Facts.Surroundings>().Time,
            services.GetRequiredService<PersistentComponentState>()));
        return builder;
    }

    public static void MapScreens(this WebApplication app)
    {
        app.UseAntiforgery();
        app.MapStaticAssets();
        app.MapGet("/qr/{place}.svg", QrCode.Draw);
        app.MapGet("/dyzur/{place}/aplikacja.webmanifest", PhoneManifest.Of);
        app.MapRazorComponents<App>().AddInteractiveWebAssemblyRenderMode().AddAdditionalAssemblies(typeof(Routes).Assembly);
    }

    /// <summary>The role the device has in the place whose screen it asks for: the second part of the path.</summary>
    internal static Role RoleIn(HttpContext context) =>
        context.Request.Path.Value?.Split('/') is [_, _, { Length: > 0 } place, ..] ? context.User.By(place).Role : Role.Anyone;

    private static async Task<Snapshot?> Read(IServiceProvider services, string place, Audience audience)
    {
        if (services.GetRequiredService<KnownPlaces>().Find(place) is not { } known)
        {
            return null;
        }
        var highest = services.GetRequiredService<IHttpContextAccessor>().HttpContext?.User.HighestAudience(known) ?? Audience.Public;
        try
        {
            return (await services.GetRequiredService<BoardRelay>().Current(known))?.Snapshot(audience < highest ? audience : highest);
        }
        catch (UnheardException)
        {
            // Drawn without the board; the live page asks again and again.
            return null;
        }
    }
}

/// <param name="Demo">The demonstration says so on every screen.</param>
internal sealed record ShownAs(bool Demo);
