using Mal.Facts;
using Mal.Storage;

namespace Mal.Silo.Tests.Storage;

public sealed class SqliteEventLogTests : EventLogContract, IDisposable
{
    private readonly ScratchFolder scratch = new();
    private readonly DataFolder folder;
    private SqliteEventLog log;

    public SqliteEventLogTests()
    {
        folder = scratch.Open();
        log = new SqliteEventLog(folder);
    }

    protected override IEventLog Log => log;

    protected override long Reads => log.Reads;

    [Fact]
    public async Task A_trial_write_is_no_fact_and_leaves_no_growing_trace()
    {
        await log.Add("shelf/rejonowa-6-8/lodowka", 0, 3);
        for (var beat = 0; beat < 3000; beat++)
        {
            await log.TryWrite();
        }

        Assert.Equal(3, (await log.All("shelf/rejonowa-6-8/lodowka")).Count);
        // The write-ahead log is emptied every thousand pages, whatever is written.
        Assert.InRange(new FileInfo(scratch.Facts).Length + new FileInfo(scratch.Facts + "-wal").Length, 1, 5 << 20);
    }

    [Fact]
    public async Task A_file_that_was_deleted_under_a_node_takes_no_writes()
    {
        await log.TryWrite();
        File.Delete(scratch.Facts);

        await Assert.ThrowsAsync<FileNotFoundException>(() => log.TryWrite());
        Assert.False(File.Exists(scratch.Facts));
    }

    [Fact]
    public void The_writer_syncs_every_commit()
    {
        using var writer = FactTables.OpenWriter(scratch.Facts);

        Assert.Equal("wal", FactTables.Ask(writer, "PRAGMA journal_mode;"));
        Assert.Equal("2", FactTables.Ask(writer, "PRAGMA synchronous;"));
        Assert.Equal("1", FactTables.Ask(writer, "PRAGMA foreign_keys;"));
        Assert.Equal("5000", FactTables.Ask(writer, "PRAGMA busy_timeout;"));
    }

    [Fact]
    public void A_connection_that_would_not_sync_is_refused()
    {
        using var writer = FactTables.OpenWriter(scratch.Facts);
        FactTables.Run(writer, "PRAGMA synchronous = NORMAL;");

        Assert.Throws<InvalidOperationException>(() => FactTables.Demand(writer, "synchronous", "2"));
    }

    [Fact]
    public async Task Everything_is_there_after_closing_and_opening()
    {
        var dataSet = await log.DataSet();
        await log.Add(Shelf, 0, events: 3);
        var head = await log.Read(Shelf);
        log.Dispose();

        log = new SqliteEventLog(folder);

        Assert.Equal(dataSet, await log.DataSet());
        Assert.Equal(head!.WriteId, (await log.Read(Shelf))!.WriteId);
        Assert.Equal(3, (await log.All(Shelf)).Count);
    }

    [Fact]
    public async Task The_newest_fact_of_all_streams_is_known_whatever_its_offset()
    {
        Assert.Null(await log.NewestAt());
        var newest = new DateTimeOffset(2034, 11, 25, 0, 30, 0, TimeSpan.FromHours(1));
        await log.Add(Shelf, 0, events: 3);
        await log.Append("room/x/a", 0, [Facts.Event(1) with { At = newest }], [], Facts.Head(1));
        await log.Append("room/x/b", 0, [Facts.Event(1) with { At = newest.AddHours(-1).ToOffset(TimeSpan.FromHours(14)) }], [], Facts.Head(1));

        // That words were erased stays when all else of a wrong clock is taken out.
        await log.AddAhead("record/x", 0);

        Assert.Equal(newest, await log.NewestAt());
    }

    [Fact]
    public async Task What_queued_during_a_commit_is_committed_together()
    {
        var before = log.Commits;
        var outcomes = await WhileTheDiskIsBusy(() => [.. Enumerable.Range(0, 200).Select(n => log.Add($"shelf/x/{n}", 0))]);

        Assert.All(outcomes, outcome => Assert.Equal(AppendOutcome.Written, outcome));
        Assert.InRange(log.Commits - before, 1, 2);
    }

    [Fact]
    public async Task A_conflict_fails_nobody_else_in_its_batch()
    {
        var outcomes = await WhileTheDiskIsBusy(() =>
            [log.Add("shelf/x/plug", 0), log.Add("shelf/x/a", 0), log.Add("shelf/x/a", 0), log.Add("shelf/x/b", 7), log.Add("shelf/x/c", 0)]);

        Assert.Equal(
            [AppendOutcome.Written, AppendOutcome.Written, AppendOutcome.Conflict, AppendOutcome.Conflict, AppendOutcome.Written], outcomes);
        Assert.Single(await log.All("shelf/x/a"));
        Assert.Single(await log.All("shelf/x/c"));
    }

    [Fact]
    public async Task A_failed_commit_fails_all_of_its_appends_and_the_next_one_works()
    {
        Outside("CREATE TRIGGER full BEFORE INSERT ON events WHEN new.by = 'poison' BEGIN SELECT RAISE(ABORT, 'disk full'); END;");
        var poison = Facts.Event(1) with { By = "poison" };
        Task<AppendOutcome>[] appends = [];

        await Assert.ThrowsAsync<IOException>(() => WhileTheDiskIsBusy(() => appends =
            [log.Add("shelf/x/plug", 0), log.Append(Shelf, 0, [poison], [], Facts.Head(1)), log.Add("shelf/x/a", 0)]));

        await Assert.ThrowsAsync<IOException>(() => appends[1]);
        await Assert.ThrowsAsync<IOException>(() => appends[2]);
        Assert.Null(await log.Read(Shelf));
        Assert.Null(await log.Read("shelf/x/a"));
        Assert.Equal(AppendOutcome.Written, await log.Add("shelf/x/a", 0));
    }

    [Fact]
    public async Task An_append_given_up_in_the_queue_is_written_or_not_as_it_says()
    {
        using var stop = new CancellationTokenSource();
        Task<AppendOutcome>[] appends = [];
        await WhileTheDiskIsBusy(() =>
        {
            appends = [log.Add("shelf/x/plug", 0), log.Append(Shelf, 0, [Facts.Event(1)], [], Facts.Head(1), stop.Token)];
            stop.Cancel();
            return [appends[0]];
        });
        await Task.WhenAny(appends[1]);

        // The writer may have taken it at once; what it says must then be so.
        Assert.Equal(appends[1].IsCanceled ? 0 : 1, (await log.All(Shelf)).Count);
    }

    [Fact]
    public async Task More_appends_than_the_queue_holds_wait_their_turn()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 5000).Select(n => log.Add($"shelf/x/{n}", 0)));

        Assert.All(outcomes, outcome => Assert.Equal(AppendOutcome.Written, outcome));
    }

    [Fact]
    public async Task A_file_of_a_newer_layout_is_refused()
    {
        await log.Add(Shelf, 0);
        log.Dispose();
        Outside("UPDATE meta SET value = '99' WHERE name = 'layout';");

        var refused = Assert.Throws<InvalidOperationException>(() => new SqliteEventLog(folder));
        Assert.Contains("newer", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_from_before_fingerprints_opens_and_its_commands_have_none()
    {
        var (old, later) = (Facts.Command(1), Facts.Command(2) with { Fingerprint = "q1w2e3r4t5y6u7i8o9p0" });
        await log.Add(Shelf, 0, command: old);
        log.Dispose();
        Outside("ALTER TABLE commands DROP COLUMN fingerprint; UPDATE meta SET value = '1' WHERE name = 'layout';");

        // Read only, as an export does, it stays as it is.
        using (var archive = new SqliteArchive(scratch.Facts))
        {
            Assert.Equal([old], await archive.Commands(Shelf).ToListAsync());
        }

        using var again = new SqliteEventLog(folder);
        Assert.Equal(old, await again.FindCommand(Shelf, old.Id));
        Assert.Equal(AppendOutcome.Written, await again.Add(Shelf, 1, command: later));
        Assert.Equal(later, await again.FindCommand(Shelf, later.Id));
        using var now = new SqliteArchive(scratch.Facts);
        Assert.Equal([old, later], await now.Commands(Shelf).ToListAsync());
    }

    [Fact]
    public void A_folder_in_use_is_refused_in_one_sentence()
    {
        var refused = Assert.Throws<DataFolderInUseException>(scratch.Open);
        Assert.Contains("jest w użyciu przez inny proces", refused.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        log.Dispose();
        folder.Dispose();
        scratch.Dispose();
    }

    // A stranger holds the write lock while the appends are made, so that all but the first share a batch.
    private async Task<AppendOutcome[]> WhileTheDiskIsBusy(Func<Task<AppendOutcome>[]> make)
    {
        using var stranger = scratch.Outside();
        FactTables.Run(stranger, "BEGIN IMMEDIATE;");
        var plug = log.Add("shelf/x/first", 0);
        var appends = make();
        FactTables.Run(stranger, "COMMIT;");
        await plug;
        return await Task.WhenAll(appends);
    }

    private void Outside(string sql)
    {
        using var stranger = scratch.Outside();
        FactTables.Run(stranger, sql);
    }
}
