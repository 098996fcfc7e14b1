using System.Collections.Immutable;
using System.Text.Json;
using Mal.Board;
using Mal.Facts;
using Mal.Places;
using Mal.Polish;
using Mal.Rooms;
using Mal.Shelves;
using Mal.Wire;

namespace Mal.Taps;

/// <summary>
/// Taps on their way. A tap shows at once, because the very rules of the house run here on the last known view; then the
/// house confirms it or it is taken back with the reason. Until it is answered it lies in the device's own memory, in order,
/// under the id it will always have: it survives the page, and sending it again does nothing twice.
/// </summary>
public sealed class PendingTaps(IBoardSource board, ITapStore store, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan UnknownWait = TimeSpan.FromSeconds(1);

    private readonly List<Tap> _taps = [];
    private readonly List<KeptTap> _takenBack = [];
    private Said? _said;
    private long _order;
    private bool _opening;
    private bool _open;
    private bool _sending;

    public event Action? Changed;

    /// <summary>What the person should read now: what the house refused, the oldest first, else what the last tap did.</summary>
    public Said? Last => _takenBack is [var first, ..]
        ? new Said(first.Id, first.Key, first.TakenBack!, CanUndo: false, IsRefusal: true, Unread: _takenBack.Count)
        : _said;

    public int Waiting => _taps.Count(tap => tap.Answered is null);

    public string WaitingText => Phrases.WaitingToBeSent.Say(Waiting);

    /// <summary>False when this device refuses to remember (a private window, a full disk): then a tap lasts as long as the page.</summary>
    public bool Lasting { get; private set; } = true;

    /// <summary>Takes up what an earlier page of this device left, before anything made since. Nothing is sent before.</summary>
    public async Task Open(string place)
    {
        if (_opening)
        {
            return;
        }
        _opening = true;
        ImmutableList<KeptTap> left = [];
        await Remember(async () => left = await store.Open(place));
        _takenBack.InsertRange(0, left.Where(tap => tap.TakenBack is not null));
        _taps.InsertRange(0, left.Where(tap => tap.TakenBack is null && !_taps.Exists(known => known.Kept.Id == tap.Id)).Select(tap => new Tap(tap, CommandOf(tap), Safe: true)));
        _order = Math.Max(_order, left.IsEmpty ? 0 : left.Max(tap => tap.Order));
        _open = true;
        board.Changed += Moved;
        Changed?.Invoke();
        await SendAll();
    }

    public Guid Do(string key, RoomCommand command, string says) => Add([(key, command)], says)[0];

    public Guid Do(string key, ShelfCommand command, string says) => Add([(key, command)], says)[0];

    /// <summary>Told to the place itself: it shows when the house has answered, and is taken back by saying the opposite.</summary>
    public Guid Do(string key, PlaceCommand command, string says) => Add([(key, command)], says)[0];

    /// <summary>What one look at the house said: it goes as one message, and is said and undone as one.</summary>
    /// <param name="commands">The key of each thing, and its room or shelf command.</param>
    public void Round(ImmutableList<(string Key, object Command)> commands, string says) => Add(commands, says);

    public void Undo(Said said) => Add([.. said.Also.Insert(0, (said.Id, said.Key)).Select(tap => (tap.Key, tap.Key.StartsWith("room/", StringComparison.Ordinal)
        ? new RoomCommand.Undo(tap.Id)
        : (object)new ShelfCommand.Undo(tap.Id)))], "Cofnięto");

    /// <summary>The person has read it.</summary>
    public void Dismiss()
    {
        if (_takenBack is [var read, ..])
        {
            _takenBack.RemoveAt(0);
            _ = Remember(() => store.Forget([read.Id]));
        }
        else
        {
            _said = null;
        }
        Changed?.Invoke();
    }

    /// <summary>The room as it is when what is pending has happened.</summary>
    public RoomView With(RoomView view, House house) => Preview.After<Room, RoomState, RoomCommand, RoomEvent, RoomView>(
        view, view.State, view.Undoable.ToDictionary(done => done.Command, done => done.Device), Key.Room(house.File.Place.Id, view.Id), house, board.Now, On);

    /// <summary>The shelf as it is when what is pending has happened.</summary>
    public ShelfView With(ShelfView view, House house) => Preview.After<Shelf, ShelfState, ShelfCommand, ShelfEvent, ShelfView>(
        view, view.State, view.Undoable.ToDictionary(done => done.Command, done => done.Device), Key.Shelf(house.File.Place.Id, view.Id), house, board.Now, On);

    public void Dispose() => board.Changed -= Moved;

    /// <summary>What is pending for a thing, and not yet in a view of this version.</summary>
    private IEnumerable<Previewed> On(string key, long version) => _taps
        .Where(tap => tap.Kept.Key == key && !(tap.Answered <= version) && tap.Command is not null)
        .Select(tap => new Previewed(tap.Kept.Id, tap.Command!, tap.Kept.Undoes, board.Now - (time.GetUtcNow() - tap.Kept.TappedAt)));

    private ImmutableList<Guid> Add(ImmutableList<(string Key, object Command)> commands, string says)
    {
        Guid? round = commands.Count > 1 ? Guid.CreateVersion7() : null;
        var now = time.GetUtcNow();
        // Never lower than the one before, though the device's clock may have been set back.
        var order = Math.Max(_order + 1, now.ToUnixTimeMilliseconds());
        _order = order + commands.Count - 1;
        var kept = commands.Select((it, index) => new KeptTap(Guid.CreateVersion7(), order + index, it.Key, JsonOf(it.Command), now, says, Undone(it.Command), round)).ToImmutableList();
        // Foretold from what is sent, so that both decide about the same texts.
        _taps.AddRange(kept.Select(tap => new Tap(tap, CommandOf(tap))));
        _said = new Said(kept[0].Id, kept[0].Key, says, CanUndo: kept[0].Undoes is null && commands[0].Command is not PlaceCommand, IsRefusal: false) { Also = [.. kept.Skip(1).Select(tap => (tap.Id, tap.Key))] };
        Changed?.Invoke();
        _ = Keep(kept);
        return [.. kept.Select(tap => tap.Id)];
    }

    /// <summary>Nothing goes out that the device would not remember: what was sent and not answered must be asked again.</summary>
    private async Task Keep(ImmutableList<KeptTap> kept)
    {
        await Remember(() => store.Keep(kept));
        foreach (var tap in kept)
        {
            Replace(tap.Id, known => known with { Safe = true });
        }
        await SendAll();
    }

    private void Moved()
    {
        // A confirmed tap has done its work here once the view that holds it has come.
        _taps.RemoveAll(tap => tap.Answered is { } version && board.Current?.Views.GetValueOrDefault(tap.Kept.Key)?.Version >= version);
        _ = SendAll();
    }

    /// <summary>One message at a time and in order: the second tap may only make sense after the first.</summary>
    private async Task SendAll()
    {
        if (_sending || !_open)
        {
            return;
        }
        _sending = true;
        try
        {
            while (board.Connected && Next() is { IsEmpty: false } next)
            {
                await Send(next);
            }
        }
        catch (Exception)
        {
            // The connection broke on the way: nobody knows whether it arrived, so the same ids go again.
        }
        finally
        {
            _sending = false;
            Changed?.Invoke();
        }
    }

    private ImmutableList<KeptTap> Next()
    {
        var first = _taps.Find(tap => tap.Answered is null);
        return first is not { Safe: true } ? []
            : first.Kept.Round is not { } round ? [first.Kept]
            : [.. _taps.Where(tap => tap.Answered is null && tap.Kept.Round == round).Select(tap => tap.Kept)];
    }

    private async Task Send(ImmutableList<KeptTap> taps)
    {
        var now = time.GetUtcNow();
        var answers = await board.Send([.. taps.Select(tap => new Envelope(tap.Id, tap.Key, tap.Json, Math.Max(0, (long)(now - tap.TappedAt).TotalMilliseconds)))]);
        foreach (var (tap, answer) in taps.Zip(answers))
        {
            if (answer.Status == AnswerStatus.Refused)
            {
                await TakeBack(tap, answer.Refusal);
            }
            else if (answer.Status != AnswerStatus.Unknown)
            {
                Replace(tap.Id, known => known with { Answered = answer.Version });
                await Remember(() => store.Forget([tap.Id]));
            }
        }
        Moved();
        Changed?.Invoke();
        if (answers.Exists(answer => answer.Status == AnswerStatus.Unknown))
        {
            await Task.Delay(UnknownWait, time);
        }
    }

    // It is kept until it is read: after an outage the finger is long elsewhere, and so may be the page.
    private async Task TakeBack(KeptTap tap, Refusal? refusal)
    {
        var refused = tap with { TakenBack = $"{tap.Says} – nie przyjęto. {refusal?.Message}".TrimEnd() };
        _taps.RemoveAll(known => known.Kept.Id == tap.Id);
        _takenBack.Add(refused);
        _said = _said?.Id == tap.Id ? null : _said;
        await Remember(() => store.Keep([refused]));
    }

    private async Task Remember(Func<Task> attempt)
    {
        try
        {
            await attempt();
        }
        catch (Exception)
        {
            // The tap still counts, as long as this page lives; and the page says so.
            Lasting = false;
        }
    }

    private void Replace(Guid id, Func<Tap, Tap> change)
    {
        if (_taps.FindIndex(tap => tap.Kept.Id == id) is >= 0 and var at)
        {
            _taps[at] = change(_taps[at]);
        }
    }

    private static Guid? Undone(object command) => command switch
    {
        RoomCommand.Undo undo => undo.Command,
        ShelfCommand.Undo undo => undo.Command,
        _ => null,
    };

    // With its texts mended as the house will mend them.
    private static JsonElement JsonOf(object command) => command switch
    {
        RoomCommand room => JsonSerializer.SerializeToElement(room, Wire.Wire.Strict),
        PlaceCommand place => JsonSerializer.SerializeToElement(place, Wire.Wire.Strict),
        _ => JsonSerializer.SerializeToElement((ShelfCommand)command, Wire.Wire.Strict),
    };

    // What an app of another month wrote and this one cannot read is sent as it is; only the picture cannot foretell it.
    private static object? CommandOf(KeptTap tap)
    {
        try
        {
            return tap.Key.Split('/')[0] switch
            {
                "room" => tap.Json.Deserialize<RoomCommand>(Wire.Wire.Tolerant),
                "shelf" => tap.Json.Deserialize<ShelfCommand>(Wire.Wire.Tolerant),
                _ => tap.Json.Deserialize<PlaceCommand>(Wire.Wire.Tolerant),
            };
        }
        catch (Exception unreadable) when (unreadable is JsonException or NotSupportedException)
        {
            return null;
        }
    }

    /// <param name="Safe">The device remembers it.</param>
    /// <param name="Answered">The version the house gave it; null while it waits.</param>
    private sealed record Tap(KeptTap Kept, object? Command, bool Safe = false, long? Answered = null);
}
