using Mal.Clocks;
using Mal.Devices;
using Mal.Facts;
using Mal.Gate;
using Mal.Initiatives;
using Mal.Live;
using Mal.Serialization;
using Mal.Storage;
using Orleans.Configuration;

namespace Mal.Hosting;

/// <summary>The actors of the house in this process: the silo, its memory on disk, its clock.</summary>
internal static class HouseSetup
{
    public static WebApplicationBuilder AddHouse(this WebApplicationBuilder builder, HouseOptions options, PlaceFiles files)
    {
        var services = builder.Services;
        // The console is for the three addresses and for trouble.
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("Orleans", LogLevel.Warning).AddFilter("Polly", LogLevel.Warning);
        // Its first look compares with when the machine was started: whoever runs the house for the first time would read of a deadlock of hours.
        builder.Logging.AddFilter("Orleans.Runtime.Watchdog", LogLevel.Error);
        builder.AddGate();
        services.AddSingleton(options);
        if (options.ClockStart is not null)
        {
            builder.RequireLoopback("clock-start");
        }
        services.AddSingleton(DiskOptions.From(builder.Configuration));
        services.AddSingleton(files);
        services.AddSingleton(PublicPath.From(builder.Configuration));
        services.AddSingleton<IStartupFilter, PublicPathFirst>();
        // Orleans keeps the machine's clock: its own timers must not start elsewhere or run faster.
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<ISeries, IcalSeries>();
        services.AddSingleton<NodeTrouble>();
        services.AddClock(Clock(options, files), onAccount: options.Storage is not null);
        services.AddSingleton(provider => new Surroundings(
            new WatchedEventLog(provider.GetRequiredService<IEventLog>(), provider.GetRequiredService<NodeTrouble>()),
            provider.GetRequiredService<TrustedClock>(),
            provider.GetRequiredService<ISeries>(), provider.GetRequiredService<ILoggerFactory>()));
        services.AddHouseSerialization();
        if (options.Storage is not null)
        {
            // Before the silo, so that it begins earlier and ends later than anything that writes.
            services.AddHostedService<AzureNodeMark>();
        }
        builder.UseOrleans(silo =>
        {
            silo.UseOneNode();
            silo.Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = ("mal", "mal"));
            _ = options.Storage is { } account ? silo.AddAzureStorage(account) : silo.AddSqliteStorage(options.Data);
        });
        services.AddBackups(Backups.BackupOptions.From(builder.Configuration), options.Storage, AzureAccount.NamedForCopies(builder.Configuration));
        services.AddSingleton<StorageWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<StorageWatch>());
        services.AddSingleton<HouseStart>();
        services.AddHostedService(provider => provider.GetRequiredService<HouseStart>());
        services.AddHostedService<Demo.DemoHouse>();
        return builder;
    }

    private static TimeProvider Clock(HouseOptions options, PlaceFiles files)
    {
        if (options.ClockStart is { } start)
        {
            return new HouseClock(start, options.Rate);
        }
        if (options.Demo && files.Read.Select(file => file.Demo is { } demo ? (file, demo) : default).FirstOrDefault(one => one.demo is not null) is { file: { } file, demo: { } demo })
        {
            var zone = TimeZoneInfo.FindSystemTimeZoneById(file.Place.TimeZone);
            return new HouseClock(new DateTimeOffset(demo.Start, zone.GetUtcOffset(demo.Start)), options.Rate);
        }
        return TimeProvider.System;
    }
}
