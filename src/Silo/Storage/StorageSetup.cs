using Mal.Diagnosis;
using Mal.Facts;
using Orleans.Runtime.Hosting;
using Orleans.Storage;

namespace Mal.Storage;

public static class StorageSetup
{
    /// <summary>The name of the grain storage that keeps records; it is the default one too.</summary>
    public const string Records = "records";

    /// <summary>Keeps facts and records in one folder, held by this process until it ends.</summary>
    /// <exception cref="MemoryTroubleException">It cannot be a house, and what to do about it.</exception>
    public static ISiloBuilder AddSqliteStorage(this ISiloBuilder silo, string dataFolder)
    {
        // Looked at and opened here and not at first use, so that what cannot be a house is told before anything is done.
        var (folder, log) = FolderStart.ForNode(dataFolder);
        silo.Services.AddSingleton(_ => folder);
        silo.Services.AddSingleton(services =>
        {
            // Asked for first, so that the folder is let go last.
            services.GetRequiredService<DataFolder>();
            return log;
        });
        silo.Services.AddSingleton<IEventLog>(services => services.GetRequiredService<SqliteEventLog>());
        silo.Services.AddSingleton<INewestFact>(services => services.GetRequiredService<SqliteEventLog>());
        silo.Services.AddSingleton<IWriteProbe>(services => services.GetRequiredService<SqliteEventLog>());
        silo.Services.AddSingleton<SqliteGrainStorage>();
        silo.Services.AddGrainStorage<IGrainStorage>(Records, (services, _) => services.GetRequiredService<SqliteGrainStorage>());
        silo.Services.AddGrainStorage<IGrainStorage>(
            Orleans.Providers.ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME, (services, _) => services.GetRequiredService<SqliteGrainStorage>());

        silo.Services.AddHostedService<DiskWatch>();

        silo.AddStartupTask((services, _) =>
        {
            services.GetRequiredService<SqliteGrainStorage>();
            return Task.CompletedTask;
        });
        return silo;
    }
}
