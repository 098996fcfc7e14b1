using System.Collections.Immutable;
using System.Text.Json;
using Mal.Board;
using Mal.Facts;
using Mal.Live;
using Mal.Storage;
using Mal.Wire;
using Microsoft.Extensions.Time.Testing;

namespace Mal.Silo.Tests.Alerts;

/// <summary>What a node has against itself, and how it reaches a screen without the storage.</summary>
public sealed class TroubleTests
{
    private readonly FakeTimeProvider _steady = new();
    private readonly NodeTrouble _trouble;

    public TroubleTests() => _trouble = new NodeTrouble(_steady);

    [Fact]
    public void A_write_that_failed_is_trouble_until_the_next_one_or_for_a_minute()
    {
        Assert.Null(_trouble.Code);
        _trouble.CouldNotWrite();
        Assert.Equal(Trouble.Storage, _trouble.Code);
        _trouble.Wrote();
        Assert.Null(_trouble.Code);
        _trouble.CouldNotWrite();
        _steady.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(Trouble.Storage, _trouble.Code);
        _steady.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(_trouble.Code);
    }

    [Fact]
    public void An_answer_that_nobody_knows_is_trouble_and_a_refusal_says_nothing()
    {
        _trouble.Answered(Answer.Unknown);
        Assert.Equal(Trouble.Storage, _trouble.Code);
        _trouble.Answered(new Answer(AnswerStatus.Refused, 1));
        Assert.Equal(Trouble.Storage, _trouble.Code);
        _trouble.Answered(new Answer(AnswerStatus.Accepted, 2));
        Assert.Null(_trouble.Code);
    }

    [Fact]
    public void A_board_that_is_not_heard_is_trouble_of_the_cluster_until_it_is()
    {
        _trouble.Hears(false);
        Assert.Equal(Trouble.Cluster, _trouble.Code);
        _trouble.Hears(true);
        Assert.Null(_trouble.Code);
    }

    [Fact]
    public void A_disk_that_is_almost_full_is_said_while_writing_still_works_and_gives_way_to_worse()
    {
        var options = new DiskOptions(500);
        Assert.True(DiskWatch.IsLow(500L * 1024 * 1024 - 1, options));
        Assert.False(DiskWatch.IsLow(500L * 1024 * 1024, options));

        _trouble.Backup(failed: true);
        Assert.Equal(Trouble.Backup, _trouble.Code);
        _trouble.Disk(low: true);
        Assert.Equal(Trouble.Disk, _trouble.Code);
        _trouble.CouldNotWrite();
        Assert.Equal(Trouble.Storage, _trouble.Code);
        _trouble.Wrote();
        _trouble.Disk(low: false);
        _trouble.Backup(failed: false);
        Assert.Null(_trouble.Code);
    }

    [Fact]
    public async Task The_log_is_watched_and_only_a_write_shows_that_writing_works()
    {
        var full = new FullDisk();
        var log = new WatchedEventLog(full, _trouble);
        var head = new Head(1, Guid.NewGuid(), "", 1, "{}", []);
        await Assert.ThrowsAsync<IOException>(() => log.Append("room/dom/sala", 0, [], [], head));
        Assert.Null(await log.Read("room/dom/sala"));
        Assert.Equal(Trouble.Storage, _trouble.Code);
        full.Full = false;
        Assert.Equal(AppendOutcome.Written, await log.Append("room/dom/sala", 0, [], [], head));
        Assert.Null(_trouble.Code);
    }

    [Fact]
    public void A_beat_carries_it_to_every_screen()
    {
        var relay = new PlaceRelay("dom", new FakeTimeProvider(), _steady);
        relay.Beat("b", new Trouble(Trouble.Storage, _steady.GetUtcNow()));
        Assert.Equal(Trouble.Storage, Beat(relay).Trouble?.Code);
        relay.Beat("b");
        Assert.Null(Beat(relay).Trouble);
    }

    private static Beat Beat(PlaceRelay relay)
    {
        using var json = JsonDocument.Parse(Live.HandWritten.Bytes(relay.BeatAt(0).Message).AsMemory()[..^1]);
        return json.RootElement.GetProperty("arguments")[0].Deserialize<Beat>(WireBytes.Options)!;
    }

    /// <summary>A log on a disk that takes nothing any more, but can be read.</summary>
    private sealed class FullDisk : IEventLog
    {
        public bool Full { get; set; } = true;

        public Task<Head?> Read(string stream, CancellationToken stop = default) => Task.FromResult<Head?>(null);

        public Task<AppliedCommand?> FindCommand(string stream, Guid command, CancellationToken stop = default) => Task.FromResult<AppliedCommand?>(null);

        public Task<AppendOutcome> Append(string stream, long expectedVersion, IReadOnlyList<StoredEvent> events, IReadOnlyList<AppliedCommand> commands, Head head, CancellationToken stop = default) =>
            Full ? throw new IOException("The disk is full.") : Task.FromResult(AppendOutcome.Written);

        public IAsyncEnumerable<StoredEvent> History(string stream, long fromVersion, CancellationToken stop = default) => throw new NotSupportedException();

        public Task<ImmutableList<string>> Places(CancellationToken stop = default) => Task.FromResult(ImmutableList<string>.Empty);

        public Task<string> DataSet(CancellationToken stop = default) => Task.FromResult("");
    }
}
