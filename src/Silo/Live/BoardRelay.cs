using System.Collections.Concurrent;
using Mal.Board;
using Mal.Facts;
using Mal.Gate;

namespace Mal.Live;

/// <summary>This node's copies of the boards its screens watch. One call a second and board keeps the watch alive; one beat every two goes to the screens.</summary>
internal sealed partial class BoardRelay(
    IGrainFactory grains, Facts.Surroundings around, Build build, ILogger<BoardRelay> log, AcceptedHere accepted, NodeTrouble? trouble = null,
    Storage.StorageWatch? storage = null) : BackgroundService
{
    private static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(1);
    private const int BeatEveryRenewals = 2;

    // A board that moves to another node is away for a moment, and that is no trouble.
    private const long UnheardMs = 10_000;

    private sealed record Watched(KnownPlace Place, PlaceRelay Relay, IBoardObserver Reference)
    {
        public SemaphoreSlim Renewing { get; } = new(1, 1);

        public long HeardAt { get; set; } = Environment.TickCount64;
    }

    private readonly ConcurrentDictionary<string, Watched> _places = new(StringComparer.Ordinal);

    /// <summary>What this node has against itself, by the house's clock; null when nothing.</summary>
    public Trouble? Trouble { get; private set; }

    /// <summary>
    /// The copy of a place's board as it is, for whoever decides by the house; null when there is no such place. What was
    /// changed of the house through this node is in it.
    /// </summary>
    /// <exception cref="UnheardException">What was accepted cannot be read just now.</exception>
    public async Task<PlaceRelay?> Of(KnownPlace place)
    {
        var relay = await Copy(place);
        if (relay is not null && accepted.Of(Wire.Key.OfPlace(place.Id)) is { } version)
        {
            await Hold(place, relay, Wire.Key.OfPlace(place.Id), version);
        }
        return relay;
    }

    /// <summary>
    /// The copy for whoever is shown it: everything accepted through this node is in it, wherever the board is and whatever
    /// it has heard. What is missing is asked of the actor itself. Null when there is no such place.
    /// </summary>
    /// <exception cref="UnheardException">What was accepted cannot be read just now.</exception>
    public async Task<PlaceRelay?> Current(KnownPlace place)
    {
        var relay = await Copy(place);
        if (relay is not null)
        {
            await Task.WhenAll(accepted.In(place.Id).Select(one => Hold(place, relay, one.Key, one.Value)));
        }
        return relay;
    }

    private async Task Hold(KnownPlace place, PlaceRelay relay, Wire.Key key, long version)
    {
        if (!relay.Holds(key, version))
        {
            try
            {
                relay.Take(key, (await place.Actor(key).View(version)).View);
            }
            catch (Exception failure)
            {
                throw new UnheardException(key, failure);
            }
        }
        accepted.Held(key, version);
    }

    private async Task<PlaceRelay?> Copy(KnownPlace place)
    {
        if (_places.TryGetValue(place.Id, out var watched))
        {
            return watched.Relay;
        }
        if (await place.Board.Snapshot() is not { } snapshot)
        {
            return null;
        }
        var relay = new PlaceRelay(place.Id, around.Time, TimeProvider.System);
        relay.Doubt(trouble?.MachineClock);
        await relay.Changed(new Changes(snapshot.Epoch, 1, snapshot.Seq, snapshot.Views));
        // Observers are held weakly by the runtime; this dictionary is the strong reference.
        watched = new Watched(place, relay, grains.CreateObjectReference<IBoardObserver>(relay));
        if (_places.TryAdd(place.Id, watched))
        {
            // What changes from now on is told at once, and not only after the first round.
            _ = Renew(watched);
        }
        else
        {
            // Another screen was first, and one copy is enough.
            grains.DeleteObjectReference<IBoardObserver>(watched.Reference);
        }
        return _places[place.Id].Relay;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(RenewEvery);
        for (var round = 0; await timer.WaitForNextTickAsync(stoppingToken); round++)
        {
            Look();
            foreach (var watched in _places.Values)
            {
                _ = Renew(watched);
                if (round % BeatEveryRenewals == 0)
                {
                    watched.Relay.Beat(build.Id, Trouble);
                }
            }
        }
    }

    private void Look()
    {
        trouble?.Hears(_places.Values.All(watched => Environment.TickCount64 - watched.HeardAt < UnheardMs));
        var code = trouble?.Code;
        Trouble = code is null ? null
            : (code == Trouble?.Code ? Trouble : new Trouble(code, around.Time.GetUtcNow())) with { MachineClock = trouble?.MachineClock };
        foreach (var watched in _places.Values)
        {
            watched.Relay.Doubt(trouble?.MachineClock);
        }
    }

    private async Task Renew(Watched watched)
    {
        if (!await watched.Renewing.WaitAsync(0))
        {
            return;
        }
        try
        {
            var (epoch, seq) = watched.Relay.Stands;
            await watched.Place.Board.Watch(watched.Reference, epoch, seq);
            watched.HeardAt = Environment.TickCount64;
            // A board that cannot write knows nothing newer than the last it wrote.
            if (storage?.Answers != false)
            {
                watched.Relay.Heard();
            }
        }
        catch (Exception failure)
        {
            // The screens show the growing age of the truth meanwhile.
            LogUnheard(log, watched.Relay.Place, failure.Message);
        }
        finally
        {
            watched.Renewing.Release();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The board of {Place} does not answer: {Reason}")]
    private static partial void LogUnheard(ILogger log, string place, string reason);
}

/// <summary>What was accepted cannot be read just now; asked again in a moment it can.</summary>
internal sealed class UnheardException(Wire.Key key, Exception inner) : Exception($"{key} does not answer: {inner.Message}", inner);

/// <summary>The build that serves the screens; a screen of another build reloads itself.</summary>
internal sealed record Build(string Id);
