using Mal.Backups;
using Mal.Devices;
using Mal.Hosting;
using Mal.Storage;

namespace Mal.Diagnosis;

/// <summary>What a node finds out before it is built: whether it may listen, and whether what lies on its account is one house.</summary>
/// <remarks>A folder is looked at while it is opened.</remarks>
internal static class StartDiagnosis
{
    /// <returns>A sentence that says what to do; null when it may start. Nothing was written, unless all is well.</returns>
    public static async Task<string?> Says(IConfiguration configuration, HouseOptions options) =>
        (configuration.GetSection("Kestrel:Endpoints").Exists() ? null : ListeningAddresses.WhatIsWrong(LoopbackOnly.Asked(configuration)))
        ?? (options.Storage is { } storage
            ? await AccountStart.Says(storage, AzureAccount.NamedForCopies(configuration), BackupOptions.From(configuration).Days > 0)
            : null);
}
