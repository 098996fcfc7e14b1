using Mal.Storage;

namespace Mal.Clocks;

/// <summary>The storage account, which dates every row it takes.</summary>
internal sealed class AccountWitness(AzureNodes nodes) : IClockWitness
{
    public string Name => "storage account";

    public async Task<IReadOnlyList<DateTimeOffset>> Ask(CancellationToken stop) => [await nodes.Now(stop)];
}
