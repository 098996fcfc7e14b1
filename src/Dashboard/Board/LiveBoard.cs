using System.Collections.Immutable;
using System.Text.Json;
using Mal.Wire;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.SignalR;
using Microsoft.JSInterop;

namespace Mal.Board;

/// <summary>
/// The board over the hub. It connects for ever, joins without a gap, and keeps showing what it last knew: a lost second
/// changes nothing on the screen. The age of the truth comes from the beats, not from the socket being open.
/// </summary>
public sealed class LiveBoard(NavigationManager navigation, TimeProvider time, IJSRuntime js, PersistentComponentState handedOver) : IBoardSource, IAsyncDisposable
{
    private readonly CancellationTokenSource _ended = new();
    private Road? _road;
    private DotNetObjectReference<LiveBoard>? _self;
    private int _joins;
    private JoinRequest? _asked;
    private Following? _following;
    private TimeSpan _ahead;
    private string? _build;
    private long _drawn;

    public Snapshot? Current { get; private set; }
    public DateTimeOffset Now => time.GetUtcNow() + _ahead;
    public DateTimeOffset AsOf { get; private set; }
    public bool Connected => _road?.Line is not null && Current is not null && _following is { Joining: false };
    public string? Refused { get; private set; }
    public Trouble? Trouble { get; private set; }
    public event Action? Changed;

    public Task Watch(string place, Audience audience)
    {
        if (_road is not null)
        {
            return Task.CompletedTask;
        }
        _asked = new JoinRequest(place, audience);
        _following = new Following(place);
        if (handedOver.TryTakeFromJson<string>(PrerenderedBoard.Seed, out var json) && json is not null
            && JsonSerializer.Deserialize<Snapshot>(json, Wire.Wire.Tolerant) is { } seed && seed.Place == place)
        {
            // What the server has drawn already stays until the hub answers. No place in the sequence: the join brings all.
            Current = seed;
            SetClock(seed.ServerTime, seed.ServerTime);
        }
        var hub = navigation.ToAbsoluteUri("hubs/board");
        _road = new Road(by => new HubLine(hub, by, Take, Take), Join, () => Changed?.Invoke(), new Ways(Ways.InBrowser), time, Random.Shared.NextDouble);
        _self = DotNetObjectReference.Create(this);
        _ = _road.Run(_ended.Token);
        _ = Quietly(() => js.InvokeVoidAsync("mal.onRoad", _ended.Token, _self).AsTask());
        return Task.CompletedTask;
    }

    /// <summary>The browser has its network back, or the page is looked at again.</summary>
    [JSInvokable]
    public void Hasten() => _road?.Hasten();

    public void Recall(RememberedBoard remembered)
    {
        if (_following is { Copy: null } && remembered.Snapshot.Place == _asked?.Place && (Current is null || remembered.AsOf > AsOf))
        {
            Current = remembered.Snapshot;
            _ahead = TimeSpan.FromMilliseconds(remembered.AheadMs);
            AsOf = remembered.AsOf;
            Changed?.Invoke();
        }
    }

    public RememberedBoard? Remember() => _following?.Copy is { } copy
        ? new RememberedBoard(new Snapshot(copy.Place, copy.Epoch, copy.Seq, AsOf, copy.Views), AsOf, _ahead.TotalMilliseconds)
        : null;

    public async Task<ImmutableList<Answer>> Send(ImmutableList<Envelope> envelopes)
    {
        var message = envelopes is [var only] ? JsonSerializer.SerializeToElement(only, Wire.Wire.Tolerant) : JsonSerializer.SerializeToElement(envelopes, Wire.Wire.Tolerant);
        var line = _road?.Line ?? throw new InvalidOperationException("There is no line to the house.");
        var answer = await line.Ask<JsonElement>("Send", message);
        return answer.ValueKind == JsonValueKind.Array
            ? answer.Deserialize<ImmutableList<Answer>>(Wire.Wire.Tolerant)!
            : [answer.Deserialize<Answer>(Wire.Wire.Tolerant) ?? Answer.Unknown];
    }

    public async Task Drawn()
    {
        if (_following?.Copy is { } copy && copy.Seq > _drawn && Connected)
        {
            _drawn = copy.Seq;
            await Quietly(() => _road!.Line!.Say("Drawn", copy.Seq));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        _road?.Line?.Dispose();
        _self?.Dispose();
        _ended.Dispose();
    }

    /// <summary>False when the house refuses; throws when the line does not carry.</summary>
    private async Task<bool> Join(ILine line)
    {
        var following = _following!;
        var join = ++_joins;
        try
        {
            // A page that opened from the device's memory may be of a build that the house has left.
            _build ??= await js.InvokeAsync<string?>("mal.build", _ended.Token);
            var joined = await line.Ask<Joined>("Join", _asked! with { Since = following.Ask(), Clock = time.GetUtcNow() }).WaitAsync(Road.JoinedWithin, time, _ended.Token);
            if (_build is not null && joined.Build != _build)
            {
                await Reload(joined.Build);
            }
            _build ??= joined.Build;
            _drawn = 0;
            Refused = null;
            _road!.Heard();
            SetClock(joined.ServerTime, joined.ServerTime);
            return following.Take(joined);
        }
        catch (HubException refused)
        {
            Refused = Reason(refused);
            return false;
        }
        finally
        {
            // A join over a line that was given up meanwhile ends late, and is not the one that is waited for.
            if (join == _joins)
            {
                following.Rest();
                Show(Now);
            }
        }
    }

    // What the house says itself stands behind SignalR's own words. A fault there, or "unknown", is no refusal and passes.
    private static string? Reason(HubException refused) =>
        refused.Message.Split("HubException: ", 2) is [_, var said] && !said.StartsWith("unknown:", StringComparison.Ordinal) ? said : null;

    private void Take(Changes changes)
    {
        _road!.Heard();
        if (!_following!.Take(changes))
        {
            _ = JoinAgain();
        }
        else if (!_following.Joining)
        {
            Show(Now);
        }
    }

    private void Take(Beat beat)
    {
        _road!.Heard();
        SetClock(beat.ServerTime, beat.AsOf);
        Trouble = beat.Trouble;
        if (beat.Build != _build && _build is not null)
        {
            _ = Reload(beat.Build);
        }
        if (!_following!.Take(beat))
        {
            _ = JoinAgain();
        }
        Changed?.Invoke();
    }

    /// <summary>A gap is rarely one screen's alone, so not all of them ask at the same moment.</summary>
    private async Task JoinAgain()
    {
        if (_following!.MeansToJoin())
        {
            await Quietly(() => Task.Delay(Random.Shared.Next(500), _ended.Token));
            var joined = false;
            if (_road!.Line is { } line && !(await Quietly(async () => joined = await Join(line)) && joined))
            {
                line.Dispose();
            }
        }
    }

    private void SetClock(DateTimeOffset serverTime, DateTimeOffset asOf)
    {
        _ahead = serverTime - time.GetUtcNow();
        AsOf = asOf;
    }

    private void Show(DateTimeOffset now)
    {
        if (_following?.Copy is { } copy)
        {
            Current = new Snapshot(copy.Place, copy.Epoch, copy.Seq, now, copy.Views);
        }
        Changed?.Invoke();
    }

    /// <summary>Asked anew with every beat until nobody is tapping; the page itself remembers for which build it did.</summary>
    private async Task Reload(string build) => await Quietly(async () => await js.InvokeVoidAsync("mal.reloadFor", _ended.Token, build));

    private static async Task<bool> Quietly(Func<Task> attempt)
    {
        try
        {
            await attempt();
            return true;
        }
        catch (Exception)
        {
            // Offline is a state of this screen and not an error: the age on it says so.
            return false;
        }
    }
}
