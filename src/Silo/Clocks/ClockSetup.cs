namespace Mal.Clocks;

internal static class ClockSetup
{
    /// <summary>The house's clock, and who bears the machine's out.</summary>
    /// <param name="machine">The machine's clock, or the one that was asked for in its stead.</param>
    /// <param name="onAccount">The house keeps its memory in a storage account.</param>
    public static IServiceCollection AddClock(this IServiceCollection services, TimeProvider machine, bool onAccount)
    {
        services.AddSingleton(new TrustedClock(machine, TimeProvider.System));
        services.AddSingleton(new ScreenWitness(TimeProvider.System));
        services.AddSingleton<IClockWitness>(provider => provider.GetRequiredService<ScreenWitness>());
        // What the kernel knows is about its own clock and no other.
        if (machine == TimeProvider.System)
        {
            services.AddSingleton<IClockWitness, TimeServerWitness>();
        }
        if (onAccount)
        {
            services.AddSingleton<IClockWitness, AccountWitness>();
        }
        services.AddSingleton<ClockWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<ClockWatch>());
        return services;
    }
}
