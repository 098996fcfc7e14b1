using Mal.Facts;
using Orleans.Hosting;
using Orleans.Providers;

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
        silo.Services.AddSingleton<INewestFact>(services => services.GetRequiredService<AzureTableEventLog>());
        silo.Services.AddSingleton<IWriteProbe>(services => services.GetRequiredService<AzureTableEventLog>());
        silo.Services.AddSingleton(new AzureNodes(service));
        foreach (var name in (string[])[StorageSetup.Records, ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME])
        {
            // As bytes, its default: of a text that it cannot read the package would log the whole.
            silo.AddAzureTableGrainStorage(name, options => (options.TableServiceClient, options.GrainStorageSerializer) = (service, new RecordSerializer()));
        }

        silo.AddStartupTask((services, stop) => services.GetRequiredService<AzureTableEventLog>().DataSet(stop));
        return silo;
    }
}
