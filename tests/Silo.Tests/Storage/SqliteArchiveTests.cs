using Mal.Facts;
using Mal.Storage;

namespace Mal.Silo.Tests.Storage;

public sealed class SqliteArchiveTests : FactArchiveContract, IDisposable
{
    private readonly ScratchFolder scratch = new();
    private readonly DataFolder folder;
    private readonly SqliteEventLog log;
    private readonly List<SqliteArchive> opened = [];

    public SqliteArchiveTests()
    {
        folder = scratch.Open();
        log = new SqliteEventLog(folder);
    }

    protected override IEventLog Log => log;

    [Fact]
    public async Task What_is_written_meanwhile_is_not_in_it()
    {
        await Log.Add("shelf/rejonowa-6-8/lodowka", 0);
        var archive = await Archive();
        Assert.Single(await archive.Streams("rejonowa-6-8").ToListAsync());

        await Log.Add("shelf/rejonowa-6-8/lodowka", 1);
        await Log.Add("room/rejonowa-6-8/sala", 0);

        Assert.Single(await archive.Streams("rejonowa-6-8").ToListAsync());
        Assert.Single(await archive.History("shelf/rejonowa-6-8/lodowka", 1).ToListAsync());
    }

    public void Dispose()
    {
        opened.ForEach(archive => archive.Dispose());
        log.Dispose();
        folder.Dispose();
        scratch.Dispose();
    }

    protected override Task<IFactArchive> Archive()
    {
        opened.Add(new SqliteArchive(scratch.Facts));
        return Task.FromResult<IFactArchive>(opened[^1]);
    }
}
