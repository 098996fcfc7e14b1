using System.Collections.Immutable;
using System.Text.Json;
using Mal.Wire;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;

namespace Mal.Board;

/// <summary>
/// The board over the hub. It connects for ever, joins without a gap, and keeps showing what it last knew: a lost second
/// changes nothing on the screen. The age of the truth comes from the beats, not from the socket being open.
/// </summary>
public sealed class LiveBoard(NavigationManager navigation, TimeProvider time, IJSRuntime js, PersistentComponentState handedOver) : IBoardSource, IAsyncDisposable
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(8);

    private readonly CancellationTokenSource _ended = new();
    private HubConnection? _hub;
    private JoinRequest? _asked;
    private Following? _following;
    private TimeSpan _ahead;
    private string? _build;
    private long _drawn;

    public Snapshot? Current { get; private set; }
    public DateTimeOffset Now => time.GetUtcNow() + _ahead;
    public DateTimeOffset AsOf { get; private set; }
    public bool Connected => _hub?.State == HubConnectionState.Connected && Current is not null && _following is { Joining: false };
    public string? Refused { get; private set; }
    public Trouble? Trouble { get; private set; }
    public event Action? Changed;

    public Task Watch(string place, Audience audience)
    {
        if (_hub is not null)
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
        _hub = new HubConnectionBuilder()
            .WithUrl(navigation.ToAbsoluteUri("/hubs/board"))
            .AddJsonProtocol(json => json.PayloadSerializerOptions = Wire.Wire.Tolerant)
            .Build();
        _hub.ServerTimeout = Silence;
        _hub.KeepAliveInterval = TimeSpan.FromSeconds(5);
        _hub.On<Changes>("Changed", Take);
        _hub.On<Beat>("Beat", Take);
        _ = Run(_hub);
        return Task.CompletedTask;
    }

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
        var answer = await _hub!.InvokeAsync<JsonElement>("Send", message, _ended.Token);
        return answer.ValueKind == JsonValueKind.Array
            ? answer.Deserialize<ImmutableList<Answer>>(Wire.Wire.Tolerant)!
            : [answer.Deserialize<Answer>(Wire.Wire.Tolerant) ?? Answer.Unknown];
    }

    public async Task Drawn()
    {
        if (_following?.Copy is { } copy && copy.Seq > _drawn && Connected)
        {
            _drawn = copy.Seq;
            await Quietly(() => _hub!.SendAsync("Drawn", copy.Seq, _ended.Token));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        if (_hub is not null)
        {
            await _hub.DisposeAsync();
        }
        _ended.Dispose();
    }

    private async Task Run(HubConnection hub)
    {
        for (var failures = 0; !_ended.IsCancellationRequested; failures++)
        {
            var closed = new TaskCompletionSource();
            Task Close(Exception? _)
            {
                closed.TrySetResult();
                return Task.CompletedTask;
            }
            hub.Closed += Close;
            if (await Quietly(() => hub.StartAsync(_ended.Token)) && await Join())
            {
                failures = 0;
                await closed.Task;
                Changed?.Invoke();
            }
            else
            {
                await Quietly(() => hub.StopAsync(_ended.Token));
            }
            hub.Closed -= Close;
            await Quietly(() => Task.Delay(Reconnect.Wait(failures, Random.Shared.NextDouble()), _ended.Token));
        }
    }

    private async Task<bool> Join()
    {
        var following = _following!;
        try
        {
            // A page that opened from the device's memory may be of a build that the house has left.
            _build ??= await js.InvokeAsync<string?>("mal.build", _ended.Token);
            var joined = await _hub!.InvokeAsync<Joined>("Join", _asked! with { Since = following.Ask() }, _ended.Token);
            if (_build is not null && joined.Build != _build)
            {
                await Reload(joined.Build);
            }
            _build ??= joined.Build;
            _drawn = 0;
            Refused = null;
            SetClock(joined.ServerTime, joined.ServerTime);
            return following.Take(joined);
        }
        catch (HubException refused)
        {
            Refused = refused.Message;
            return false;
        }
        catch (Exception)
        {
            return false;
        }
        finally
        {
            following.Rest();
            Show(Now);
        }
    }

    private void Take(Changes changes)
    {
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
            if (!await Join())
            {
                await Quietly(() => _hub!.StopAsync(_ended.Token));
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
