using Mal.Facts;
using Orleans.Runtime.Hosting;
using Orleans.Storage;

namespace Mal.Storage;

public static class StorageSetup
{
    /// <summary>The name of the grain storage that keeps records; it is the default one too.</summary>
    public const string Records = "records";

    /// <summary>Keeps facts and records in one folder, held by this process until it ends.</summary>
    public static ISiloBuilder AddSqliteStorage(this ISiloBuilder silo, string dataFolder)
    {
        // Opened here and not at first use, so that a second process is refused before it does anything.
        var folder = DataFolder.Open(dataFolder);
        silo.Services.AddSingleton(_ => folder);
        silo.Services.AddSingleton<SqliteEventLog>();
        silo.Services.AddSingleton<IEventLog>(services => services.GetRequiredService<SqliteEventLog>());
        silo.Services.AddSingleton<INewestFact>(services => services.GetRequiredService<SqliteEventLog>());
        silo.Services.AddSingleton<SqliteGrainStorage>();
        silo.Services.AddGrainStorage<IGrainStorage>(Records, (services, _) => services.GetRequiredService<SqliteGrainStorage>());
        silo.Services.AddGrainStorage<IGrainStorage>(
            Orleans.Providers.ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME, (services, _) => services.GetRequiredService<SqliteGrainStorage>());

        silo.Services.AddHostedService<DiskWatch>();

        // A file of a newer layout is told at start, not to the first person who taps.
        silo.AddStartupTask((services, _) =>
        {
            services.GetRequiredService<SqliteEventLog>();
            services.GetRequiredService<SqliteGrainStorage>();
            return Task.CompletedTask;
        });
        return silo;
    }
}
