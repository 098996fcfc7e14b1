using Azure;
using Azure.Data.Tables;
using Orleans.Runtime;
using Orleans.Serialization.Serializers;
using Orleans.Storage;

namespace Mal.Storage;

// Records in a table of Azure Storage, in the form and by the rules of Microsoft.Orleans.Persistence.AzureStorage, which
// is the package meant for this and can be built in instead (see Silo.csproj); RecordRows says what a row looks like.
// A first write inserts and every later one replaces under the ETag it last saw; a clear replaces with an empty row, which
// keeps its ETag. Whoever meets another's row, or none where there should be one, is told by InconsistentStateException.
public sealed class AzureTableGrainStorage(
    TableServiceClient service, string serviceId, IGrainStorageSerializer serializer, IActivatorProvider activators, string tableName = RecordRows.Table) : IGrainStorage
{
    private readonly TableClient table = service.GetTableClient(tableName);

    public Task Prepare(CancellationToken stop = default) => table.CreateIfNotExistsAsync(stop);

    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(RecordRows.Partition(serviceId, grainId), RecordRows.Key(stateName));
        var content = found.HasValue ? RecordRows.Content(found.Value!) : null;
        grainState.State = content is null ? activators.GetActivator<T>().Create() : serializer.Deserialize<T>(content);
        grainState.ETag = found.HasValue ? found.Value!.ETag.ToString() : null;
        grainState.RecordExists = content is not null;
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var row = Row(stateName, grainId);
        RecordRows.Put(row, serializer.Serialize(grainState.State).ToMemory().Span);
        await Replace(stateName, grainId, row, grainState);
        grainState.RecordExists = true;
    }

    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await Replace(stateName, grainId, Row(stateName, grainId), grainState);
        grainState.State = activators.GetActivator<T>().Create();
        grainState.RecordExists = false;
    }

    private async Task Replace<T>(string stateName, GrainId grainId, TableEntity row, IGrainState<T> grainState)
    {
        try
        {
            var answer = string.IsNullOrEmpty(grainState.ETag)
                ? await table.AddEntityAsync(row)
                : await table.UpdateEntityAsync(row, new ETag(grainState.ETag), TableUpdateMode.Replace);
            grainState.ETag = answer.Headers.ETag.ToString();
        }
        catch (RequestFailedException stale) when (stale.Status is 404 or 409 or 412)
        {
            var stored = await table.GetEntityIfExistsAsync<TableEntity>(row.PartitionKey, row.RowKey);
            throw new InconsistentStateException(
                $"The record {stateName} of {grainId} was changed by somebody else meanwhile.",
                stored.HasValue ? stored.Value!.ETag.ToString() : "none", grainState.ETag ?? "none", stale);
        }
    }

    private TableEntity Row(string stateName, GrainId grainId) => new(RecordRows.Partition(serviceId, grainId), RecordRows.Key(stateName));
}
