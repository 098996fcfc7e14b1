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
public sealed class PendingTaps(IBoardSource board, TimeProvider time) : IDisposable
{
    // Whom the house knows by an id that this page does not: what it tapped itself it may also undo.
    private const string ThisDevice = "this-device";
    private static readonly TimeSpan UnknownWait = TimeSpan.FromSeconds(1);

    private readonly List<Tap> _taps = [];
    private bool _sending;
    private bool _listens;

    public event Action? Changed;

    /// <summary>What the last tap did, for the one who may want it back.</summary>
    public Said? Last { get; private set; }

    public int Waiting => _taps.Count(tap => tap.Answered is null);

    public string WaitingText => Phrases.WaitingToBeSent.Say(Waiting);

    public Guid Do(string key, RoomCommand command, string says) =>
        Add(key, command, JsonSerializer.SerializeToElement(command, Wire.Wire.Tolerant), (command as RoomCommand.Undo)?.Command, says);

    public Guid Do(string key, ShelfCommand command, string says) =>
        Add(key, command, JsonSerializer.SerializeToElement(command, Wire.Wire.Tolerant), (command as ShelfCommand.Undo)?.Command, says);

    public Guid Undo(Said said) => said.Key.StartsWith("room/", StringComparison.Ordinal)
        ? Do(said.Key, new RoomCommand.Undo(said.Id), "Cofnięto")
        : Do(said.Key, new ShelfCommand.Undo(said.Id), "Cofnięto");

    public void Dismiss() => Last = null;

    /// <summary>The room as it is when what is pending has happened.</summary>
    public RoomView With(RoomView view, House house) => After<Room, RoomState, RoomCommand, RoomEvent, RoomView>(
        view, view.State, view.Undoable.ToDictionary(done => done.Command, done => done.Device), Key.Room(house.File.Place.Id, view.Id), house);

    /// <summary>The shelf as it is when what is pending has happened.</summary>
    public ShelfView With(ShelfView view, House house) => After<Shelf, ShelfState, ShelfCommand, ShelfEvent, ShelfView>(
        view, view.State, view.Undoable.ToDictionary(done => done.Command, done => done.Device), Key.Shelf(house.File.Place.Id, view.Id), house);

    public void Dispose() => board.Changed -= Moved;

    private Guid Add(string key, object command, JsonElement json, Guid? undoes, string says)
    {
        var id = Guid.CreateVersion7();
        _taps.Add(new Tap(id, key, command, json, undoes, board.Now, says));
        Last = new Said(id, key, says, CanUndo: undoes is null, IsRefusal: false);
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
                await Task.Delay(UnknownWait, time);
                break;
            case AnswerStatus.Refused:
                _taps.Remove(tap);
                Last = new Said(tap.Id, tap.Key, TakenBack(tap, answer.Refusal), CanUndo: false, IsRefusal: true);
                break;
            default:
                _taps[_taps.IndexOf(tap)] = tap with { Answered = answer.Version };
                Moved();
                break;
        }
        Changed?.Invoke();
    }

    // Which tap it was is said too, and of several in a row each: after an outage the finger is long elsewhere.
    private string TakenBack(Tap tap, Refusal? refusal)
    {
        var says = $"{tap.Says} – nie przyjęto. {refusal?.Message}".TrimEnd();
        return Last is { IsRefusal: true } before ? $"{before.Text} {says}" : says;
    }

    /// <summary>The view with every tap it does not hold yet, decided and evolved as the house will.</summary>
    /// <param name="authors">The commands the view already holds, and whose they were: the house checks who undoes, the picture need not.</param>
    private TView After<TRules, TState, TCommand, TEvent, TView>(TView view, TState state, Dictionary<Guid, string> authors, Key key, House house)
        where TRules : IRules<TState, TCommand, TEvent, TView>
        where TState : class
        where TView : View
    {
        var shown = view;
        foreach (var tap in _taps.Where(tap => tap.Key == key.ToString() && !(tap.Answered <= view.Version) && !authors.ContainsKey(tap.Id)))
        {
            var author = tap.Undoes is { } undone ? authors.GetValueOrDefault(undone, ThisDevice) : ThisDevice;
            var context = new Context(house, key.Id, board.Now, tap.SeenAt, tap.Id, new By(Role.Staff, author));
            state = TRules.Due(state, context).Aggregate(state, TRules.Evolve);
            state = TRules.Decide(state, (TCommand)tap.Command, context).Events.Aggregate(state, TRules.Evolve);
            shown = TRules.View(state, view.Version, context);
        }
        return shown;
    }

    /// <param name="Undoes">The command it takes back; null when it does something itself.</param>
    /// <param name="Answered">The version the house gave it; null while it waits.</param>
    private sealed record Tap(Guid Id, string Key, object Command, JsonElement Json, Guid? Undoes, DateTimeOffset SeenAt, string Says, long? Answered = null);
}

/// <summary>What the phone says about a tap.</summary>
public sealed record Said(Guid Id, string Key, string Text, bool CanUndo, bool IsRefusal);
