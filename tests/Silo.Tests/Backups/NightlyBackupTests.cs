using Mal.Backups;
using Mal.Board;
using Mal.Facts;
using Mal.Hosting;
using Mal.Live;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Mal.Silo.Tests.Backups;

/// <summary>Nobody has to think of a copy: it is made after three o'clock, once, or when the house is on again; and its failure is said.</summary>
public sealed class NightlyBackupTests
{
    private static readonly TimeOnly Three = new(3, 0);

    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 11, 26, 18, 0, 0, TimeSpan.Zero));
    private readonly NodeTrouble trouble = new(TimeProvider.System);
    private readonly Copies copies = new();

    [Fact]
    public async Task One_is_made_a_night_and_kept_for_the_days_that_were_asked_for()
    {
        var nightly = Nightly(days: 14);
        await nightly.MakeWhenDue(default);
        await nightly.MakeWhenDue(default);
        Assert.Single(copies.Made);
        Assert.Equal(1, copies.Asked);

        clock.Advance(TimeSpan.FromDays(1));
        await nightly.MakeWhenDue(default);

        Assert.Equal(2, copies.Made.Count);
        Assert.Equal([14, 14], copies.Kept);
    }

    [Fact]
    public async Task A_clock_that_leaps_takes_no_copies_of_the_nights_before()
    {
        await Nightly(days: 14).MakeWhenDue(default);
        var first = clock.GetUtcNow();
        clock.Advance(TimeSpan.FromDays(13));
        await Nightly(days: 14).MakeWhenDue(default);
        // Copies grow old by the nights that were copied: by one.
        Assert.Equal(first.AddDays(1), copies.KeptAt[^1]);

        // A second start on that day takes none either, and the next night goes by its own clock again.
        await Nightly(days: 14).MakeWhenDue(default);
        Assert.Equal(2, copies.KeptAt.Count);
        clock.Advance(TimeSpan.FromDays(1));
        await Nightly(days: 14).MakeWhenDue(default);
        Assert.Equal(clock.GetUtcNow(), copies.KeptAt[^1]);
    }

    [Fact]
    public async Task A_house_that_starts_again_knows_that_the_copy_of_last_night_is_there()
    {
        await Nightly(days: 14).MakeWhenDue(default);
        clock.Advance(TimeSpan.FromMinutes(1));

        await Nightly(days: 14).MakeWhenDue(default);

        Assert.Single(copies.Made);
    }

    [Fact]
    public async Task What_was_erased_and_could_not_be_taken_out_is_tried_again_and_said_meanwhile()
    {
        copies.Held = true;
        var nightly = Nightly(days: 14);
        await nightly.Forget(default);
        await nightly.Look(default);
        Assert.Equal((2, Trouble.Backup), (copies.Forgotten, trouble.Code));
        Assert.Single(copies.Made);

        copies.Held = false;
        await nightly.Look(default);
        await nightly.Look(default);

        Assert.Equal(3, copies.Forgotten);
        Assert.Null(trouble.Code);
    }

    [Fact]
    public async Task A_copy_that_a_wrong_clock_dated_ahead_keeps_no_night_from_its_own()
    {
        var ahead = clock.GetUtcNow().AddYears(1);
        copies.Made.Add(new Backup(Backup.NameOf(ahead), "", new Counted(ahead, 0, 0, 0, null)));

        await Nightly(days: 14).MakeWhenDue(default);
        clock.Advance(TimeSpan.FromMinutes(1));
        await Nightly(days: 14).MakeWhenDue(default);
        Assert.Equal(2, copies.Made.Count);

        // And a restore takes what was made last, not what says so.
        Assert.NotEqual(ahead, Backup.Newest(copies.Made, clock.GetUtcNow())!.Counted.At);
    }

    [Fact]
    public async Task What_a_restore_set_aside_is_not_the_copy_of_last_night()
    {
        copies.Made.Add(new Backup(Backup.Before + Backup.NameOf(clock.GetUtcNow()), "", new Counted(clock.GetUtcNow(), 0, 0, 0, null)));

        await Nightly(days: 14).MakeWhenDue(default);

        Assert.Single(copies.Made, copy => !copy.IsBefore);
    }

    [Fact]
    public async Task A_house_that_wants_none_gets_none()
    {
        await Nightly(days: 0).MakeWhenDue(default);

        Assert.Empty(copies.Made);
    }

    [Fact]
    public async Task A_copy_that_fails_is_said_until_one_is_made()
    {
        copies.Full = true;
        var nightly = Nightly(days: 14);
        await nightly.Try(nightly.MakeWhenDue, default);
        Assert.Equal(Trouble.Backup, trouble.Code);

        copies.Full = false;
        await nightly.Try(nightly.MakeWhenDue, default);

        Assert.Null(trouble.Code);
        Assert.Single(copies.Made);
    }

    private NightlyBackup Nightly(int days) => new(
        copies, new BackupOptions(Three, days), new Surroundings(new MemoryEventLog(), clock, new IcalSeries(), NullLoggerFactory.Instance), trouble, NullLogger<NightlyBackup>.Instance);

    private sealed class Copies : IBackups
    {
        public string Address => "";

        public List<Backup> Made { get; } = [];

        public List<int> Kept { get; } = [];

        /// <summary>As of when.</summary>
        public List<DateTimeOffset> KeptAt { get; } = [];

        public int Asked { get; private set; }

        public bool Full { get; set; }

        public bool Held { get; set; }

        public int Forgotten { get; private set; }

        public Task<IReadOnlyList<Backup>> All(CancellationToken stop = default)
        {
            Asked++;
            return Task.FromResult<IReadOnlyList<Backup>>([.. Made.OrderByDescending(copy => copy.Counted.At)]);
        }

        public Task<Backup> Make(DateTimeOffset at, CancellationToken stop = default)
        {
            if (Full)
            {
                throw new IOException("The disk is full.");
            }

            Made.Add(new Backup(Backup.NameOf(at), "", new Counted(at, 0, 0, 0, null)));
            return Task.FromResult(Made[^1]);
        }

        public Task Keep(int days, DateTimeOffset now, CancellationToken stop = default)
        {
            Kept.Add(days);
            KeptAt.Add(now);
            return Task.CompletedTask;
        }

        public Task ForgetErased(CancellationToken stop = default)
        {
            Forgotten++;
            return Held ? throw new IOException("Somebody holds the file.") : Task.CompletedTask;
        }

        public Task<Backup> Rewind(DateTimeOffset until, DateTimeOffset at, CancellationToken stop = default) => throw new NotSupportedException();

        public Task Restore(Backup chosen, DateTimeOffset at, CancellationToken stop = default) => throw new NotSupportedException();
    }
}
