using System.Text;
using Mal.Facts;
using Mal.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Runtime;
using Orleans.Serialization;
using Orleans.Serialization.Serializers;
using Orleans.Storage;

namespace Mal.Silo.Tests.Storage;

public sealed class SqliteGrainStorageTests : GrainStorageContract, IDisposable
{
    private readonly ScratchFolder scratch = new();
    private readonly ServiceProvider services = new ServiceCollection().AddSerializer().BuildServiceProvider();
    private readonly DataFolder folder;
    private readonly SqliteGrainStorage storage;

    public SqliteGrainStorageTests()
    {
        folder = scratch.Open();
        storage = new SqliteGrainStorage(folder, services.GetRequiredService<IActivatorProvider>());
    }

    protected override IGrainStorage Storage => storage;

    protected override void Keep(ISiloBuilder silo)
    {
        silo.AddSqliteStorage(Path.Combine(scratch.Path, "silo"));
        // The watch over the disk has tests of its own, and wants a whole house around it.
        silo.Services.Remove(silo.Services.Single(service => service.ImplementationType == typeof(DiskWatch)));
    }

    [Fact]
    public async Task A_cleared_record_leaves_nothing()
    {
        var grain = GrainId.Create("device", "1");
        var state = await Write("device", grain, "a");
        await storage.ClearStateAsync("device", grain, state);

        Assert.Null(state.ETag);
        await Write("device", grain, "first again");
    }

    [Fact]
    public async Task What_was_erased_is_in_no_file_of_the_folder()
    {
        const string Secret = "Jadwiga 600 100 200";
        var grain = GrainId.Create("request", "1");
        var state = await Write("contact", grain, Secret);
        Assert.True(IsInAFile(Secret));

        await storage.ClearStateAsync("contact", grain, state);

        Assert.False(IsInAFile(Secret));
    }

    [Fact]
    public async Task A_silo_is_given_the_log_and_the_records()
    {
        using var other = new ScratchFolder();
        var builder = Host.CreateApplicationBuilder();
        builder.UseOrleans(silo => silo.UseLocalhostClustering().AddSqliteStorage(other.Path));
        using (var host = builder.Build())
        {
            var log = host.Services.GetRequiredService<IEventLog>();
            Assert.IsType<SqliteEventLog>(log);
            Assert.NotEmpty(await log.DataSet());
            Assert.IsType<SqliteGrainStorage>(host.Services.GetRequiredKeyedService<IGrainStorage>(StorageSetup.Records));
            Assert.IsType<SqliteGrainStorage>(host.Services.GetRequiredKeyedService<IGrainStorage>("Default"));
            Assert.Throws<DataFolderInUseException>(other.Open);
        }

        other.Open().Dispose();
    }

    public void Dispose()
    {
        storage.Dispose();
        folder.Dispose();
        services.Dispose();
        scratch.Dispose();
    }

    private bool IsInAFile(string text) => Directory.EnumerateFiles(scratch.Path).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)).Any(file =>
    {
        using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var bytes = new MemoryStream();
        open.CopyTo(bytes);
        return bytes.ToArray().AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;
    });
}
