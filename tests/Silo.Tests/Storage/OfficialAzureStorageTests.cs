#if OFFICIAL_AZURE_STORAGE
using Azure.Data.Tables;
using Mal.Storage;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Runtime;
using Orleans.Serialization;
using Orleans.Serialization.Serializers;
using Orleans.Storage;

namespace Mal.Silo.Tests.Storage;

/// <summary>
/// Orleans' own storage under our contract, and both on one table. Only where its package is served:
/// <c>dotnet test tests/Silo.Tests -p:OfficialAzureStorage=true --filter OfficialAzureStorageTests</c>.
/// </summary>
public sealed class OfficialAzureStorageTests : GrainStorageContract, IAsyncLifetime
{
    private static readonly GrainId Screen = GrainId.Create("device", "rejonowa-6-8/ekran-1");

    private readonly string name = $"Records{Guid.NewGuid():N}";
    private readonly ServiceProvider services = new ServiceCollection().AddSerializer().AddLogging()
        .Configure<ClusterOptions>(cluster => (cluster.ServiceId, cluster.ClusterId) = ("mal", "mal")).BuildServiceProvider();
    private string connection = null!;
    private TableServiceClient service = null!;
    private Orleans.Storage.AzureTableGrainStorage official = null!;
    private Mal.Storage.AzureTableGrainStorage ours = null!;

    protected override IGrainStorage Storage => official;

    public async Task InitializeAsync()
    {
        connection = (await Azurite.Shared).ConnectionString;
        service = AzureAccount.Connect(connection);
        var options = new AzureTableStorageOptions { TableName = name, TableServiceClient = service, GrainStorageSerializer = new RecordSerializer() };
        official = ActivatorUtilities.CreateInstance<Orleans.Storage.AzureTableGrainStorage>(services, "records", options);
        var start = new Start();
        official.Participate(start);
        await start.Run();
        ours = new Mal.Storage.AzureTableGrainStorage(service, "mal", new RecordSerializer(), services.GetRequiredService<IActivatorProvider>(), name);
        await ours.Prepare();
    }

    public async Task DisposeAsync()
    {
        await service.DeleteTableAsync(name);
        await services.DisposeAsync();
    }

    protected override void Keep(ISiloBuilder silo) => silo.AddAzureStorage(connection);

    // It does not look.
    protected override string StoredEtag(string etag) => "Unknown";

    [Theory]
    [InlineData(10)]
    [InlineData(40_000)]
    public async Task What_either_writes_or_clears_the_other_reads_and_is_fenced_by(int letters)
    {
        var text = new string('ż', letters);
        var first = await Write("device", Screen, text);

        var second = await Read(ours);
        Assert.Equal((text, first.ETag), (second.State.Name, second.ETag));
        second.State.Name += "!";
        await ours.WriteStateAsync("device", Screen, second);

        await Assert.ThrowsAnyAsync<InconsistentStateException>(() => official.WriteStateAsync("device", Screen, first));
        var third = await Read(official);
        Assert.Equal((text + "!", second.ETag), (third.State.Name, third.ETag));
        await official.ClearStateAsync("device", Screen, third);

        await Assert.ThrowsAnyAsync<InconsistentStateException>(() => ours.WriteStateAsync("device", Screen, second));
        var fourth = await Read(ours);
        Assert.False(fourth.RecordExists);
        Assert.Equal(third.ETag, fourth.ETag);
        fourth.State.Name = "again";
        await ours.WriteStateAsync("device", Screen, fourth);
        await ours.ClearStateAsync("device", Screen, fourth);
        Assert.False((await Read(official)).RecordExists);
    }

    private static async Task<Activation> Read(IGrainStorage storage)
    {
        var state = new Activation();
        await storage.ReadStateAsync("device", Screen, state);
        return state;
    }

    private sealed class Start : ISiloLifecycle
    {
        private readonly List<ILifecycleObserver> all = [];

        public int HighestCompletedStage => 0;

        public int LowestStoppedStage => 0;

        public IDisposable Subscribe(string observerName, int stage, ILifecycleObserver observer)
        {
            all.Add(observer);
            return Stream.Null;
        }

        public Task Run() => Task.WhenAll(all.Select(one => one.OnStart(default)));
    }
}
#endif
