using Microsoft.Extensions.DependencyInjection;

namespace Mal.Coordination;

/// <summary>What the desk's pages are given, the same while the server draws them and in the browser.</summary>
public static class DeskServices
{
    public static IServiceCollection AddDesk(this IServiceCollection services) => services.AddScoped<Decisions>().AddScoped<DeskLine>();
}
