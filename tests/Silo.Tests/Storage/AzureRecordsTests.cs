using System.Collections.Concurrent;
using Azure;
using Azure.Data.Tables;
using Mal.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Runtime;
using Orleans.Storage;

namespace Mal.Silo.Tests.Storage;

/// <summary>Records on an account: Orleans' own storage as the node sets it up, in a table of its own.</summary>
public sealed class AzureRecordsTests : GrainStorageContract, IAsyncLifetime
{
    private const string Partition = "mal_device_rejonowa-6-8_ekran-1";
    private const int MostBytes = 15 * 64 * 1024;

    private static readonly GrainId Screen = GrainId.Create("device", "rejonowa-6-8/ekran-1");

    private readonly string name = $"Records{Guid.NewGuid():N}";
    private readonly Journal journal = new();
    private string connection = null!;
    private IHost host = null!;
    private IGrainStorage storage = null!;

    protected override IGrainStorage Storage => storage;

    private TableClient Table => host.Services.GetRequiredService<TableServiceClient>().GetTableClient(name);

    public async Task InitializeAsync()
    {
        connection = (await Azurite.Shared).ConnectionString;
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders().AddProvider(journal).SetMinimumLevel(LogLevel.Trace);
        builder.UseOrleans(silo => silo.UseLocalhostClustering().AddAzureStorage(connection)
            .Configure<ClusterOptions>(cluster => (cluster.ServiceId, cluster.ClusterId) = ("mal", "mal")));
        builder.Services.Configure<AzureTableStorageOptions>(StorageSetup.Records, options => options.TableName = name);
        host = builder.Build();
        storage = host.Services.GetRequiredKeyedService<IGrainStorage>(StorageSetup.Records);
        await ItsOwnStart.Of(storage);
    }

    public async Task DisposeAsync()
    {
        await Table.DeleteAsync();
        host.Dispose();
    }

    protected override void Keep(ISiloBuilder silo) => silo.AddAzureStorage(connection);

    // The package does not look.
    protected override string StoredEtag(string etag) => "Unknown";

    [Fact]
    public void The_package_keeps_the_records_of_an_account()
    {
        var theirs = typeof(AzureTableStorageOptions).Assembly;

        Assert.Equal("Orleans.Persistence.AzureStorage", theirs.GetName().Name);
        Assert.Same(theirs, storage.GetType().Assembly);
        Assert.Same(theirs, host.Services.GetRequiredKeyedService<IGrainStorage>("Default").GetType().Assembly);
        Assert.Equal("OrleansGrainState", new AzureTableStorageOptions().TableName);
    }

    [Fact]
    public async Task A_record_lies_as_JSON_under_its_grain_and_name()
    {
        await Write("device", Screen, "Ekran");

        var row = await Table.QueryAsync<TableEntity>().SingleAsync();
        Assert.Equal((Partition, "device"), (row.PartitionKey, row.RowKey));
        Assert.Equal("""{"name":"Ekran","role":"coordinator"}""", row.GetBinaryData("Data").ToString());
        Assert.DoesNotContain(row.Keys, key => key is "Data1" or "StringData");
    }

    [Fact]
    public async Task A_long_record_is_cut_into_chunks_of_64_KiB()
    {
        await Write("device", Screen, new string('x', 150_000));

        var row = await Table.QueryAsync<TableEntity>().SingleAsync();
        Assert.Equal([65536, 65536, 150_032 - 131_072], new[] { "Data", "Data1", "Data2" }.Select(column => row.GetBinary(column).Length));
        Assert.False(row.ContainsKey("Data3"));
    }

    [Fact]
    public async Task Clearing_leaves_an_empty_row_that_keeps_the_fence()
    {
        var state = await Write("device", Screen, "Jadwiga 600 100 200");
        await storage.ClearStateAsync("device", Screen, state);

        var row = await Table.QueryAsync<TableEntity>().SingleAsync();
        Assert.Equal(["PartitionKey", "RowKey", "Timestamp", "odata.etag"], row.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(row.ETag.ToString(), state.ETag);
        await Assert.ThrowsAnyAsync<InconsistentStateException>(() => Write("device", Screen, "from before"));
    }

    [Fact]
    public async Task A_record_too_large_for_a_row_is_refused_with_its_size_and_not_cut()
    {
        var state = await Write("device", Screen, "a");
        state.State.Name = new string('x', MostBytes);

        var refused = await Assert.ThrowsAnyAsync<ArgumentException>(() => storage.WriteStateAsync("device", Screen, state));
        Assert.Contains($"Size={MostBytes + 32} MaxSize={MostBytes}", refused.Message, StringComparison.Ordinal);
        Assert.Equal("a", (await Read("device", Screen)).State.Name);

        // Azurite counts a row as it travels, a third longer than it lies.
        state.State.Name = new string('x', 760_000);
        await storage.WriteStateAsync("device", Screen, state);
        Assert.Equal(state.State.Name, (await Read("device", Screen)).State.Name);
    }

    [Fact]
    public async Task A_row_that_somebody_took_away_is_inconsistent()
    {
        var state = await Write("device", Screen, "a");
        await Table.DeleteEntityAsync(Partition, "device", ETag.All);

        await Assert.ThrowsAnyAsync<InconsistentStateException>(() => storage.WriteStateAsync("device", Screen, state));
        await Assert.ThrowsAnyAsync<InconsistentStateException>(() => storage.ClearStateAsync("device", Screen, state));
    }

    [Fact]
    public async Task The_log_says_nothing_of_what_stands_in_a_record()
    {
        const string Secret = "Jadwiga 600 100 200";
        var state = await Write("device", Screen, Secret);
        await Assert.ThrowsAnyAsync<InconsistentStateException>(() => Write("device", Screen, Secret));
        await Read("device", Screen);
        await storage.ClearStateAsync("device", Screen, state);
        var unreadable = BinaryData.FromString($$"""{"name":"{{Secret}}","role":"nobody"}""").ToArray();
        await Table.UpsertEntityAsync(new TableEntity(Partition, "device") { ["Data"] = unreadable });
        await Assert.ThrowsAnyAsync<Exception>(() => Read("device", Screen));

        Assert.Contains(journal.Lines, line => line.Contains(Partition, StringComparison.Ordinal));
        Assert.DoesNotContain(journal.Lines, line => line.Contains("Jadwiga", StringComparison.Ordinal));
    }

    /// <summary>What it does when a silo starts, without a silo.</summary>
    private sealed class ItsOwnStart : ISiloLifecycle
    {
        private readonly List<ILifecycleObserver> all = [];

        public int HighestCompletedStage => 0;

        public int LowestStoppedStage => 0;

        public static Task Of(IGrainStorage storage)
        {
            var start = new ItsOwnStart();
            ((ILifecycleParticipant<ISiloLifecycle>)storage).Participate(start);
            return Task.WhenAll(start.all.Select(one => one.OnStart(default)));
        }

        public IDisposable Subscribe(string observerName, int stage, ILifecycleObserver observer)
        {
            all.Add(observer);
            return Stream.Null;
        }
    }

    /// <summary>Every line of the log, with what failed.</summary>
    private sealed class Journal : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
