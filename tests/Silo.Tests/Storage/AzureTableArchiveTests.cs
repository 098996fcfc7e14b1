using Azure.Data.Tables;
using Mal.Archive;
using Mal.Facts;
using Mal.Storage;

namespace Mal.Silo.Tests.Storage;

public sealed class AzureTableArchiveTests : FactArchiveContract, IAsyncLifetime
{
    private const string Place = "rejonowa-6-8";
    private readonly string name = $"Facts{Guid.NewGuid():N}";
    private TableServiceClient service = null!;
    private AzureTableEventLog log = null!;

    protected override IEventLog Log => log;

    public async Task InitializeAsync()
    {
        service = AzureAccount.Connect((await Azurite.Shared).ConnectionString);
        log = new AzureTableEventLog(service, name);
        await log.DataSet();
    }

    public async Task DisposeAsync() => await service.DeleteTableAsync(name);

    [Fact]
    public async Task A_house_moves_from_its_folder_to_the_tables_and_back_with_nothing_lost()
    {
        using var scratch = new ScratchFolder();
        using var folder = scratch.Open();
        using var disk = new SqliteEventLog(folder);
        await disk.Add($"place/{Place}", 0, 3);
        await disk.Add($"room/{Place}/sala-główna", 0, 120);
        await disk.Add($"room/{Place}/sala-główna", 120, command: new AppliedCommand(Guid.NewGuid(), 121, "slot-taken", "Zajęte."));
        var (there, back) = (Path.Combine(scratch.Path, "there.jsonl"), Path.Combine(scratch.Path, "back.jsonl"));
        using (var archive = new SqliteArchive(scratch.Facts))
        {
            await Write(archive, there);
        }

        await new Import(log, there).Run();
        await Write(await Archive(), back);

        var (before, after) = (await File.ReadAllLinesAsync(there), await File.ReadAllLinesAsync(back));
        Assert.Equal(before[1..^1], after[1..^1]);
        var memory = new MemoryEventLog();
        await new Import(memory, back).Run();
        Assert.Equal(await disk.All($"room/{Place}/sala-główna"), await memory.All($"room/{Place}/sala-główna"));
    }

    [Fact]
    public async Task What_is_written_after_the_streams_were_listed_is_not_in_it()
    {
        const string stream = $"shelf/{Place}/lodowka";
        await Log.Add(stream, 0);
        var archive = await Archive();
        Assert.Equal([stream], await archive.Streams(Place).ToListAsync());

        await Log.Add(stream, 1);

        Assert.Single(await archive.History(stream, 1).ToListAsync());
        Assert.Single(await archive.Commands(stream).ToListAsync());
    }

    protected override Task<IFactArchive> Archive() => Task.FromResult<IFactArchive>(new AzureTableArchive(service, name));

    private static async Task Write(IFactArchive archive, string file)
    {
        await using var to = File.Create(file);
        using var writer = new FactFileWriter(to);
        await writer.Write(archive, Place, Facts.Wednesday);
    }
}
