using Azure;
using Azure.Data.Tables;
using Mal.Storage;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Orleans.Serialization;
using Orleans.Serialization.Serializers;
using Orleans.Storage;
using AzureTableGrainStorage = Mal.Storage.AzureTableGrainStorage;

namespace Mal.Silo.Tests.Storage;

public sealed class AzureTableGrainStorageTests : GrainStorageContract, IAsyncLifetime
{
    private static readonly GrainId Screen = GrainId.Create("device", "rejonowa-6-8/ekran-1");

    private readonly string name = $"Records{Guid.NewGuid():N}";
    private readonly ServiceProvider services = new ServiceCollection().AddSerializer().BuildServiceProvider();
    private string connection = null!;
    private TableServiceClient service = null!;
    private AzureTableGrainStorage storage = null!;

    protected override IGrainStorage Storage => storage;

    private TableClient Table => service.GetTableClient(name);

    public async Task InitializeAsync()
    {
        connection = (await Azurite.Shared).ConnectionString;
        service = AzureAccount.Connect(connection);
        storage = new AzureTableGrainStorage(service, "mal", new RecordSerializer(), services.GetRequiredService<IActivatorProvider>(), name);
        await storage.Prepare();
    }

    public async Task DisposeAsync()
    {
        await service.DeleteTableAsync(name);
        await services.DisposeAsync();
    }

    protected override void Keep(ISiloBuilder silo) => silo.AddAzureStorage(connection);

    [Fact]
    public async Task A_record_lies_where_the_package_would_have_put_it()
    {
        await Write("device", Screen, "Ekran");

        var row = await Table.QueryAsync<TableEntity>().SingleAsync();
        Assert.Equal(("mal_device_rejonowa-6-8_ekran-1", "device"), (row.PartitionKey, row.RowKey));
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

    [Theory]
    [InlineData("StringData")]
    [InlineData("Data")]
    public async Task What_the_package_wrote_as_text_or_as_bytes_is_read(string column)
    {
        const string text = """{"name":"Zażółć","role":"coordinator"}""";
        var row = new TableEntity("mal_device_rejonowa-6-8_ekran-1", "device");
        foreach (var (part, i) in new[] { text[..11], text[11..] }.Select((part, i) => (part, i)))
        {
            row[i == 0 ? column : $"{column}{i}"] = column == "Data" ? System.Text.Encoding.UTF8.GetBytes(part) : part;
        }

        await Table.AddEntityAsync(row);

        var read = await Read("device", Screen);
        Assert.True(read.RecordExists);
        Assert.Equal("Zażółć", read.State.Name);
        read.State.Name = "new";
        await storage.WriteStateAsync("device", Screen, read);
        Assert.Equal("new", (await Read("device", Screen)).State.Name);
    }

    [Fact]
    public async Task Clearing_leaves_an_empty_row_that_keeps_the_fence()
    {
        var state = await Write("device", Screen, "Jadwiga 600 100 200");
        await storage.ClearStateAsync("device", Screen, state);

        var row = await Table.QueryAsync<TableEntity>().SingleAsync();
        Assert.Equal(["PartitionKey", "RowKey", "Timestamp", "odata.etag"], row.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(row.ETag.ToString(), state.ETag);
        await Assert.ThrowsAsync<InconsistentStateException>(() => Write("device", Screen, "from before"));
    }

    [Fact]
    public async Task A_record_too_large_for_a_row_is_refused_with_its_size_and_not_cut()
    {
        var state = await Write("device", Screen, "a");
        state.State.Name = new string('x', RecordRows.MostBytes);

        var refused = await Assert.ThrowsAsync<ArgumentException>(() => storage.WriteStateAsync("device", Screen, state));
        Assert.Contains($"{RecordRows.MostBytes + 32} bytes", refused.Message, StringComparison.Ordinal);
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
        await Table.DeleteEntityAsync("mal_device_rejonowa-6-8_ekran-1", "device", ETag.All);

        await Assert.ThrowsAsync<InconsistentStateException>(() => storage.WriteStateAsync("device", Screen, state));
        await Assert.ThrowsAsync<InconsistentStateException>(() => storage.ClearStateAsync("device", Screen, state));
    }
}
