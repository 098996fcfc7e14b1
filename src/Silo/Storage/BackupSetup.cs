using Mal.Backups;

namespace Mal.Storage;

internal static class BackupSetup
{
    /// <summary>The nightly copies of a house, wherever it keeps its memory.</summary>
    /// <param name="storage">The account in which it does; null for the folder.</param>
    /// <param name="copies">The account named for copies.</param>
    public static void AddBackups(this IServiceCollection services, BackupOptions options, string? storage, string? copies)
    {
        services.AddSingleton(options);
        services.AddSingleton<IBackups>(provider => storage is not null
            ? new AzureBackups(AzureAccount.Copies(storage, copies), AzureAccount.Patient(storage))
            : new BackupFolder(provider.GetRequiredService<DataFolder>().Path));
        // A folder that wants none may still have some, from which the erased must go.
        if (options.Days > 0 || storage is null)
        {
            services.AddHostedService<NightlyBackup>();
        }
    }
}
