using Mal.Facts;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Providers;
using Orleans.Serialization.Serializers;
#if OFFICIAL_AZURE_STORAGE
using Orleans.Hosting;
#else
using Orleans.Runtime.Hosting;
using Orleans.Storage;
#endif

namespace Mal.Storage;

public static class AzureStorageSetup
{
    /// <summary>Keeps facts and records in tables of a storage account.</summary>
    /// <param name="storage">A connection string, or the https address of the account's tables, for which this machine's identity is shown.</param>
    /// <exception cref="FormatException">It is neither.</exception>
    public static ISiloBuilder AddAzureStorage(this ISiloBuilder silo, string storage)
    {
        var service = AzureAccount.Connect(storage);
        silo.Services.AddSingleton(service);
        silo.Services.AddSingleton<AzureTableEventLog>(_ => new AzureTableEventLog(service));
        silo.Services.AddSingleton<IEventLog>(services => services.GetRequiredService<AzureTableEventLog>());
        silo.Services.AddSingleton(new AzureNodes(service));
#if OFFICIAL_AZURE_STORAGE
        foreach (var name in (string[])[StorageSetup.Records, ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME])
        {
            silo.AddAzureTableGrainStorage(name, options => (options.TableServiceClient, options.GrainStorageSerializer) = (service, new RecordSerializer()));
        }
#else
        silo.Services.AddSingleton(services => new AzureTableGrainStorage(
            service, services.GetRequiredService<IOptions<ClusterOptions>>().Value.ServiceId, new RecordSerializer(), services.GetRequiredService<IActivatorProvider>()));
        foreach (var name in (string[])[StorageSetup.Records, ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME])
        {
            silo.Services.AddGrainStorage<IGrainStorage>(name, (services, _) => services.GetRequiredService<AzureTableGrainStorage>());
        }

        silo.AddStartupTask((services, stop) => services.GetRequiredService<AzureTableGrainStorage>().Prepare(stop));
#endif
        silo.AddStartupTask((services, stop) => services.GetRequiredService<AzureTableEventLog>().DataSet(stop));
        return silo;
    }
}
