using System.Collections.Immutable;
using Mal.Displays;
using Mal.Facts;
using Mal.Places;
using Mal.Wire;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace Mal.Board;

/// <summary>
/// Views are whole and replace each other by their own version, so changes merge, a repeat does no harm, and two boards
/// alive for a moment cannot flip a screen back and forth. The board keeps no history: what changed since a number is
/// every view that was numbered later. It also keeps the place's one clock, for what must happen because time passed.
/// </summary>
[Reentrant]
[KeepAlive]
internal sealed partial class BoardGrain(Surroundings around) : Grain, IBoardGrain
{
    private static readonly TimeSpan WatchEnds = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(30);

    private sealed record Entry(View View, long Seq, DateTimeOffset? DueAt);

    private readonly SortedDictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly Dictionary<IBoardObserver, Watcher> _watchers = [];
    private string _epoch = "";
    private long _seq;
    private Task<bool>? _gathering;
    private DateTimeOffset _sweptAt;
    private bool _ticking;

    private string PlaceId => this.GetPrimaryKeyString();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _epoch = Guid.CreateVersion7(around.Time.GetUtcNow()).ToString("N");
        // Looks at the clock once a second of real time, whatever rate the house's own clock runs at.
        this.RegisterGrainTimer(static board => board.Tick(), this, new GrainTimerCreationOptions(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)) { Interleave = true });
        return Task.CompletedTask;
    }

    public Task Tell(string key, Told told)
    {
        if (!_entries.TryGetValue(key, out var entry) || told.View.Version > entry.View.Version
            || (told.View.Version == entry.View.Version && !Same(entry.View, told.View)))
        {
            _entries[key] = new Entry(told.View, ++_seq, told.DueAt);
            foreach (var watcher in _watchers.Values)
            {
                watcher.Show();
            }
        }
        else if (told.View.Version == entry.View.Version)
        {
            _entries[key] = entry with { DueAt = told.DueAt };
        }
        return Task.CompletedTask;
    }

    public async Task<BoardPosition?> Watch(IBoardObserver observer, string? epoch, long seq)
    {
        if (!await Gathered())
        {
            return null;
        }
        var now = Environment.TickCount64;
        if (!_watchers.TryGetValue(observer, out var watcher))
        {
            watcher = new Watcher(observer, Since);
            _watchers[observer] = watcher;
        }
        watcher.HeardAt = now;
        watcher.StandsAt(epoch == _epoch ? seq : 0);
        foreach (var silent in _watchers.Where(pair => now - pair.Value.HeardAt > WatchEnds.TotalMilliseconds).Select(pair => pair.Key).ToList())
        {
            _watchers.Remove(silent);
        }
        return new BoardPosition(_epoch, _seq);
    }

    public async Task<Snapshot?> Snapshot() => await Gathered()
        ? new Snapshot(PlaceId, _epoch, _seq, around.Time.GetUtcNow(),
            _entries.ToImmutableSortedDictionary(entry => entry.Key, entry => entry.Value.View, StringComparer.Ordinal))
        : null;

    public async Task Tick()
    {
        if (_ticking || !await Gathered())
        {
            return;
        }
        _ticking = true;
        try
        {
            var now = around.Time.GetUtcNow();
            var sweep = (now - _sweptAt).Duration() > SweepEvery && _watchers.Count > 0;
            // The screens of the place are nobody to wake: the nodes keep saying who is there.
            var due = _entries.Where(entry => entry.Value.DueAt <= now || sweep).Select(entry => Key.Parse(entry.Key)).OfType<Key>().ToList();
            if (sweep)
            {
                _sweptAt = now;
            }
            foreach (var key in due)
            {
                try
                {
                    await Wake(key);
                }
                catch (Exception failure)
                {
                    // One that does not wake is tried again in a second, and keeps nobody else asleep.
                    LogTick(around.Log, PlaceId, failure.Message);
                }
            }
        }
        finally
        {
            _ticking = false;
        }
    }

    private Changes? Since(long seq)
    {
        if (_seq <= seq)
        {
            return null;
        }
        var views = _entries.Where(entry => entry.Value.Seq > seq)
            .ToImmutableSortedDictionary(entry => entry.Key, entry => entry.Value.View, StringComparer.Ordinal);
        return new Changes(_epoch, seq + 1, _seq, views);
    }

    /// <summary>A new board asks everybody once; an unknown place has nobody to ask, and is asked about again next time.</summary>
    private async Task<bool> Gathered()
    {
        var gathering = _gathering ??= Gather();
        try
        {
            if (await gathering)
            {
                return true;
            }
        }
        catch (Exception failure)
        {
            LogTick(around.Log, PlaceId, failure.Message);
            _gathering = null;
            throw;
        }
        _gathering = null;
        // Anybody may ask for any name: a board without a place does not stay.
        DeactivateOnIdle();
        return false;
    }

    private async Task<bool> Gather()
    {
        if (await GrainFactory.GetGrain<IPlaceGrain>(PlaceId).House() is not { } house)
        {
            return false;
        }
        await Ask(Key.OfPlace(PlaceId));
        var initiatives = await GrainFactory.GetGrain<IPlaceGrain>(PlaceId).Initiatives();
        await Task.WhenAll(house.File.Rooms.Select(room => Ask(Key.Room(PlaceId, room.Id)))
            .Concat(house.File.Shelves.Select(shelf => Ask(Key.Shelf(PlaceId, shelf.Id))))
            .Concat(initiatives.Select(initiative => Ask(Key.Initiative(PlaceId, initiative)))));
        if (await GrainFactory.GetGrain<IDisplaysGrain>(PlaceId).View() is { } displays)
        {
            await Tell(Key.OfDisplays(PlaceId).ToString(), displays);
        }
        return true;
    }

    private async Task Ask(Key key) => await Tell(key.ToString(), await GrainFactory.Actor(key).View());

    private Task Wake(Key key) => GrainFactory.Actor(key).Wake(null);

    // At the same version only what the house says can differ (a name, today's closing), never what happened.
    private static bool Same(View one, View other) => FactJson.Write(one) == FactJson.Write(other);

    [LoggerMessage(Level = LogLevel.Warning, Message = "board/{Place}: {Reason}")]
    private static partial void LogTick(ILogger log, string place, string reason);
}
