using System.Collections.Immutable;
using Mal.Board;
using Mal.Places;
using Mal.Shelves;
using Mal.Wire;

namespace Mal.Live;

/// <summary>
/// One node's copy of one board. Applying changes, joining screens and cutting frames all happen under one lock, so a
/// join is gap-free. It numbers changes anew for its own screens: a board that starts a new life is compared with the
/// copy and only what differs is passed on, so no screen has to join again.
/// </summary>
/// <param name="time">The house's clock, which may start elsewhere and run faster.</param>
/// <param name="steady">The clock of the machine, for the merge window and for stuck screens.</param>
internal sealed class PlaceRelay(string place, TimeProvider time, TimeProvider steady) : IBoardObserver
{
    public static readonly TimeSpan MergeWindow = TimeSpan.FromMilliseconds(10);

    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, (View View, long Seq)> _copy = new(StringComparer.Ordinal);
    private readonly List<Screen> _screens = [];
    private readonly Dictionary<(long From, long To, Audience Audience), Frame> _frames = [];
    private readonly Dictionary<long, Frame> _beats = [];
    private readonly string _epoch = Guid.CreateVersion7().ToString("N");
    private long _seq;
    private long _shown;
    private string _boardEpoch = "";
    private long _boardSeq;
    private long? _pulsedAt;
    private bool _pulseWaits;
    private string _build = "";
    private Trouble? _trouble;
    private DateTimeOffset? _doubted;
    private DateOnly? _hiddenBefore;

    public string Place => place;

    public TimeProvider Steady => steady;

    /// <summary>When the board was last heard, by the house's clock: the honest age of what the screens show.</summary>
    public DateTimeOffset AsOf { get; private set; } = DateTimeOffset.MinValue;

    public bool Knows(Key key)
    {
        lock (_gate) { return _copy.ContainsKey(key.ToString()); }
    }

    public House? House
    {
        get { lock (_gate) { return _copy.TryGetValue($"place/{place}", out var entry) ? ((PlaceView)entry.View).House : null; } }
    }

    /// <summary>Every message kept for this place's screens, each counted once: cut and shared, or being written.</summary>
    public IReadOnlyCollection<Frame> Held
    {
        get
        {
            lock (_gate)
            {
                return _frames.Values.Concat(_beats.Values).Concat(_screens.Select(screen => screen.UnderWay).OfType<Frame>()).ToHashSet();
            }
        }
    }

    public (string Epoch, long Seq) Stands
    {
        get { lock (_gate) { return (_boardEpoch, _boardSeq); } }
    }

    /// <summary>The board answered: what the copy holds is true as of now.</summary>
    public void Heard()
    {
        lock (_gate)
        {
            AsOf = time.GetUtcNow();
        }
    }

    public Task Changed(Changes changes)
    {
        lock (_gate)
        {
            if (changes.Epoch == _boardEpoch && changes.To <= _boardSeq)
            {
                return Task.CompletedTask;
            }
            _boardEpoch = changes.Epoch;
            _boardSeq = changes.To;
            Heard();
            Merge(changes.Views);
        }
        return Task.CompletedTask;
    }

    /// <summary>Whether the copy holds this version of a thing, or a later one.</summary>
    public bool Holds(Key key, long version)
    {
        lock (_gate) { return _copy.TryGetValue(key.ToString(), out var entry) && entry.View.Version >= version; }
    }

    /// <summary>What an actor said itself, ahead of the board.</summary>
    public void Take(Key key, View view)
    {
        lock (_gate)
        {
            Merge([new(key.ToString(), view)]);
        }
    }

    /// <summary>Nobody knows whether the date is the house's or the machine's: what may be past its day by either is shown to none but staff.</summary>
    /// <param name="machine">What the machine's clock says while it is not believed.</param>
    public void Doubt(DateTimeOffset? machine)
    {
        lock (_gate)
        {
            _doubted = machine;
            if (HiddenBefore() == _hiddenBefore)
            {
                return;
            }
            _hiddenBefore = HiddenBefore();
            _seq++;
            foreach (var (key, entry) in _copy.Where(entry => entry.Value.View is ShelfView).ToList())
            {
                _copy[key] = (entry.View, _seq);
            }
            Pulse();
        }
    }

    /// <summary>Adds a screen and says where it starts, in one step.</summary>
    public Joined Join(Screen screen, Since? since, string build)
    {
        lock (_gate)
        {
            ShowWhatWaits();
            _screens.Remove(screen);
            _screens.Add(screen);
            screen.Start(_shown);
            return since is not null && since.Epoch == _epoch && since.Seq <= _shown
                ? new Joined(_epoch, _shown, time.GetUtcNow(), build, Changes: Cut(since.Seq, _shown, screen.Audience))
                : new Joined(_epoch, _shown, time.GetUtcNow(), build, Views: Views(0, _shown, screen.Audience));
        }
    }

    public void Leave(Screen screen)
    {
        lock (_gate)
        {
            _screens.Remove(screen);
        }
    }

    public Snapshot Snapshot(Audience audience)
    {
        lock (_gate)
        {
            ShowWhatWaits();
            return new Snapshot(place, _epoch, _shown, time.GetUtcNow(), Views(0, _shown, audience));
        }
    }

    /// <summary>The next frame for a screen that has everything up to <paramref name="after"/>; null when there is none.</summary>
    public Frame? FrameAfter(long after, Audience audience)
    {
        lock (_gate)
        {
            if (after >= _shown)
            {
                return null;
            }
            var key = (after + 1, _shown, audience);
            if (!_frames.TryGetValue(key, out var frame))
            {
                // Cut once and shared: a thousand screens at the same place take the same bytes.
                _frames[key] = frame = new Frame(_shown, WireBytes.Message("Changed", Cut(after, _shown, audience)));
            }
            return frame;
        }
    }

    /// <summary>Tells every screen that a beat is due.</summary>
    public void Beat(string build, Trouble? trouble = null)
    {
        lock (_gate)
        {
            (_build, _trouble) = (build, trouble);
            // What was cut for the last change has done its part; whoever still writes it holds it himself.
            _frames.Clear();
            _beats.Clear();
            _screens.ForEach(screen => screen.Beat());
        }
    }

    /// <summary>The beat for a screen that was given everything up to <paramref name="sent"/>. It says no more, or one that is held back would think it had lost a change and join again.</summary>
    public Frame BeatAt(long sent)
    {
        lock (_gate)
        {
            if (!_beats.TryGetValue(sent, out var beat))
            {
                _beats[sent] = beat = new Frame(sent, WireBytes.Message("Beat", new Beat(_epoch, sent, time.GetUtcNow(), AsOf, _build, _trouble)));
            }
            return beat;
        }
    }

    private void Merge(IEnumerable<KeyValuePair<string, View>> views)
    {
        var moved = views.Where(view => !_copy.TryGetValue(view.Key, out var known)
            || view.Value.Version > known.View.Version
            || (view.Value.Version == known.View.Version && !WireBytes.Same(view.Value, known.View))).ToList();
        if (moved.Count == 0)
        {
            return;
        }
        _seq++;
        foreach (var (key, view) in moved)
        {
            _copy[key] = (view, _seq);
        }
        Pulse();
    }

    /// <summary>When idle a change is shown at once; when changes come faster than the window they are shown together.</summary>
    private void Pulse()
    {
        if (_pulsedAt is not { } last || steady.GetElapsedTime(last) is var since && since >= MergeWindow)
        {
            Show();
        }
        else if (!_pulseWaits)
        {
            _pulseWaits = true;
            _ = ShowLater(MergeWindow - since);
        }
    }

    private async Task ShowLater(TimeSpan wait)
    {
        await Task.Delay(wait, steady);
        lock (_gate)
        {
            _pulseWaits = false;
            ShowWhatWaits();
        }
    }

    /// <summary>A whole picture holds the latest of everything, so what the merge window still holds back goes out first.</summary>
    private void ShowWhatWaits()
    {
        if (_seq > _shown)
        {
            Show();
        }
    }

    private void Show()
    {
        _pulsedAt = steady.GetTimestamp();
        _shown = _seq;
        _frames.Clear();
        _screens.ForEach(screen => screen.Wake());
    }

    private DateOnly? HiddenBefore() => _doubted is { } machine ? House?.Day(machine) : null;

    private Changes Cut(long after, long to, Audience audience) => new(_epoch, after + 1, to, Views(after, to, audience));

    private ImmutableSortedDictionary<string, View> Views(long after, long to, Audience audience)
    {
        var views = ImmutableSortedDictionary.CreateBuilder<string, View>(StringComparer.Ordinal);
        foreach (var (key, entry) in _copy)
        {
            if (entry.Seq > after && entry.Seq <= to && entry.View.For(audience) is { } view)
            {
                views[key] = audience != Audience.Staff && HiddenBefore() is { } day && view is ShelfView shelf ? Shelf.WithoutPast(shelf, day) : view;
            }
        }
        return views.ToImmutable();
    }
}

/// <summary>A message ready to be written, shared by every screen that needs the same one.</summary>
internal sealed record Frame(long To, Microsoft.AspNetCore.SignalR.SerializedHubMessage Message);
