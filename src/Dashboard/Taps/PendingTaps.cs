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
/// house confirms it or it is taken back with the reason. While the house is away taps wait here, in order, each with the
/// id it will always have, so that sending again does nothing twice.
/// </summary>
public sealed class PendingTaps(IBoardSource board) : IDisposable
{
    private readonly List<Tap> _taps = [];
    private bool _sending;
    private bool _listens;

    public event Action? Changed;

    /// <summary>What the last tap did, for the one who may want it back.</summary>
    public Said? Last { get; private set; }

    public int Waiting => _taps.Count(tap => tap.Answered is null);

    public string WaitingText => Phrases.WaitingToBeSent.Say(Waiting);

    public Guid Do(string key, RoomCommand command, string says) => Add(key, command, says, command is not RoomCommand.Undo);

    public Guid Do(string key, ShelfCommand command, string says) => Add(key, command, says, command is not ShelfCommand.Undo);

    public void Undo(Said said)
    {
        if (said.Key.StartsWith("room/", StringComparison.Ordinal))
        {
            Do(said.Key, new RoomCommand.Undo(said.Id), "Cofnięto");
        }
        else
        {
            Do(said.Key, new ShelfCommand.Undo(said.Id), "Cofnięto");
        }
    }

    public void Dismiss() => Last = null;

    /// <summary>The room as it is when what is pending has happened.</summary>
    public RoomView With(RoomView view, House house)
    {
        foreach (var tap in Unseen($"room/{house.File.Place.Id}/{view.Id}", view.Version, view.Undoable.Select(done => done.Command)))
        {
            var state = view.State;
            var context = Look(tap, house, view.Id, state.Undoable.Find(done => tap.Command is RoomCommand.Undo undo && done.Command == undo.Command)?.Device);
            state = Room.Due(state, context).Aggregate(state, Room.Evolve);
            state = Room.Decide(state, (RoomCommand)tap.Command, context).Events.Aggregate(state, Room.Evolve);
            view = Room.View(state, view.Version, context);
        }
        return view;
    }

    /// <summary>The shelf as it is when what is pending has happened.</summary>
    public ShelfView With(ShelfView view, House house)
    {
        foreach (var tap in Unseen($"shelf/{house.File.Place.Id}/{view.Id}", view.Version, view.Undoable.Select(done => done.Command)))
        {
            var state = view.State;
            var context = Look(tap, house, view.Id, state.Undoable.Find(done => tap.Command is ShelfCommand.Undo undo && done.Command == undo.Command)?.Device);
            state = Shelf.Due(state, context).Aggregate(state, Shelf.Evolve);
            state = Shelf.Decide(state, (ShelfCommand)tap.Command, context).Events.Aggregate(state, Shelf.Evolve);
            view = Shelf.View(state, view.Version, context);
        }
        return view;
    }

    public void Dispose() => board.Changed -= Moved;

    private Guid Add(string key, object command, string says, bool undoable)
    {
        var id = Guid.CreateVersion7();
        _taps.Add(new Tap(id, key, command, board.Now, says));
        Last = new Said(id, key, says, undoable, false);
        if (!_listens)
        {
            board.Changed += Moved;
            _listens = true;
        }
        Changed?.Invoke();
        _ = SendAll();
        return id;
    }

    private void Moved()
    {
        // A confirmed tap has done its work here once the view that holds it has come.
        _taps.RemoveAll(tap => tap.Answered is { } version && board.Current?.Views.GetValueOrDefault(tap.Key)?.Version >= version);
        _ = SendAll();
    }

    /// <summary>One at a time and in order: the second tap may only make sense after the first.</summary>
    private async Task SendAll()
    {
        if (_sending)
        {
            return;
        }
        _sending = true;
        try
        {
            while (board.Connected && _taps.Find(tap => tap.Answered is null) is { } tap)
            {
                await Send(tap);
            }
        }
        catch (Exception)
        {
            // The connection broke on the way: nobody knows whether it arrived, so the same id goes again.
        }
        finally
        {
            _sending = false;
            Changed?.Invoke();
        }
    }

    private async Task Send(Tap tap)
    {
        var age = Math.Max(0, (long)(board.Now - tap.SeenAt).TotalMilliseconds);
        var answer = await board.Send(new Envelope(tap.Id, tap.Key, tap.Json, age));
        switch (answer.Status)
        {
            case AnswerStatus.Unknown:
                await Task.Delay(TimeSpan.FromSeconds(1));
                break;
            case AnswerStatus.Refused:
                _taps.Remove(tap);
                Last = new Said(tap.Id, tap.Key, answer.Refusal?.Message ?? "Nie udało się.", false, true);
                break;
            default:
                _taps[_taps.IndexOf(tap)] = tap with { Answered = answer.Version };
                Moved();
                break;
        }
        Changed?.Invoke();
    }

    private IEnumerable<Tap> Unseen(string key, long version, IEnumerable<Guid> applied)
    {
        var known = applied.ToHashSet();
        return [.. _taps.Where(tap => tap.Key == key && !(tap.Answered <= version) && !known.Contains(tap.Id))];
    }

    /// <param name="author">Who did what is being undone; the house checks it, the picture need not.</param>
    private Context Look(Tap tap, House house, string id, string? author) =>
        new(house, id, board.Now, tap.SeenAt, tap.Id, new By(Role.Staff, author ?? "this-device"));

    /// <param name="Answered">The version the house gave it; null while it waits.</param>
    private sealed record Tap(Guid Id, string Key, object Command, DateTimeOffset SeenAt, string Says, long? Answered = null)
    {
        public JsonElement Json { get; } = Command is RoomCommand room
            ? JsonSerializer.SerializeToElement(room, Wire.Wire.Tolerant)
            : JsonSerializer.SerializeToElement((ShelfCommand)Command, Wire.Wire.Tolerant);
    }
}

/// <summary>What the phone says about a tap.</summary>
public sealed record Said(Guid Id, string Key, string Text, bool CanUndo, bool IsRefusal);
