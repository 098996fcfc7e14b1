using System.Collections.Immutable;
using System.Text.Json;
using Mal.Board;
using Mal.Facts;
using Mal.Places;
using Mal.Rooms;
using Mal.Shelves;
using Mal.Wire;

namespace Mal.Taps;

/// <summary>
/// A house in the test's hand, with one hall and one fridge under the real rules. It answers when the test lets it, and
/// shows what it holds only when it is told to, so that answers and views come in any order.
/// </summary>
internal sealed class ScriptedHouse : IBoardSource
{
    private static readonly By Phone = new(Role.Staff, "the-phone");
    private readonly Dictionary<Guid, Answer> _answered = [];
    private RoomState _hall = Room.Empty;
    private ShelfState _fridge = Shelf.Empty;
    private long _hallVersion = 1;
    private long _fridgeVersion = 1;

    public ScriptedHouse() => Show();

    public static House House => Rejonowa.Sample;

    public static string Hall { get; } = Key.Room(House.File.Place.Id, "sala-glowna").ToString();

    public static string Fridge { get; } = Key.Shelf(House.File.Place.Id, "lodowka").ToString();

    /// <summary>Everything that arrived, repeats included.</summary>
    public List<Envelope> Came { get; } = [];

    /// <summary>What happens to an envelope on its way; by default the house answers at once.</summary>
    public Func<Envelope, Task<Answer>>? OnTheWay { get; set; }

    public int? People => _hall.Occupancy.Count;

    public RoomView ShownHall => (RoomView)Current!.Views[Hall];

    public ShelfView ShownFridge => (ShelfView)Current!.Views[Fridge];

    public Snapshot? Current { get; private set; }

    public DateTimeOffset Now { get; set; } = Rejonowa.At("2026-11-25 16:42");

    public DateTimeOffset AsOf => Now;

    public bool Connected { get; private set; } = true;

    public string? Refused => null;

    public event Action? Changed;

    public Task Watch(string place, Audience audience) => Task.CompletedTask;

    public Task Drawn() => Task.CompletedTask;

    /// <summary>How many envelopes came in each message.</summary>
    public List<int> Messages { get; } = [];

    public void Recall(RememberedBoard remembered) => throw new NotSupportedException();

    public RememberedBoard? Remember() => null;

    public async Task<ImmutableList<Answer>> Send(ImmutableList<Envelope> envelopes)
    {
        Messages.Add(envelopes.Count);
        var answers = ImmutableList<Answer>.Empty;
        foreach (var envelope in envelopes)
        {
            Came.Add(envelope);
            answers = answers.Add(OnTheWay is { } way ? await way(envelope) : Happen(envelope));
        }
        return answers;
    }

    /// <summary>The network goes, or comes back.</summary>
    public void Connect(bool connected)
    {
        Connected = connected;
        Changed?.Invoke();
    }

    /// <summary>The views as they now are reach the screen.</summary>
    public void Show()
    {
        Current = new Snapshot(House.File.Place.Id, "first", _hallVersion + _fridgeVersion, Now, ImmutableSortedDictionary<string, View>.Empty
            .Add(Hall, Room.View(_hall, _hallVersion, Context.At(House, "sala-glowna", Now)))
            .Add(Fridge, Shelf.View(_fridge, _fridgeVersion, Context.At(House, "lodowka", Now))));
        Changed?.Invoke();
    }

    /// <summary>Somebody else in the house tapped.</summary>
    public void Elsewhere(RoomCommand command) =>
        Assert.Equal(AnswerStatus.Accepted, Happen(new Envelope(Guid.CreateVersion7(), Hall, JsonSerializer.SerializeToElement(command, Wire.Wire.Tolerant))).Status);

    /// <summary>What the house does with an envelope: once, and the same answer ever after.</summary>
    public Answer Happen(Envelope envelope)
    {
        if (_answered.TryGetValue(envelope.Id, out var before))
        {
            return before with { Status = AnswerStatus.Repeated };
        }
        var answer = envelope.Key == Hall
            ? Happen<Room, RoomState, RoomCommand, RoomEvent, RoomView>(ref _hall, ref _hallVersion, envelope)
            : Happen<Shelf, ShelfState, ShelfCommand, ShelfEvent, ShelfView>(ref _fridge, ref _fridgeVersion, envelope);
        return answer.Status == AnswerStatus.Refused ? answer : _answered[envelope.Id] = answer;
    }

    private Answer Happen<TRules, TState, TCommand, TEvent, TView>(ref TState state, ref long version, Envelope envelope)
        where TRules : IRules<TState, TCommand, TEvent, TView>
        where TState : class
    {
        var context = new Context(House, Key.Parse(envelope.Key)!.Value.Id, Now, Now.AddMilliseconds(-envelope.AgeMs), envelope.Id, Phone);
        state = TRules.Due(state, context).Aggregate(state, TRules.Evolve);
        var decision = TRules.Decide(state, envelope.Command.Deserialize<TCommand>(Wire.Wire.Strict)!, context);
        state = decision.Events.Aggregate(state, TRules.Evolve);
        version += decision.Events.Count;
        return new Answer(decision.Refusal is null ? AnswerStatus.Accepted : AnswerStatus.Refused, version, decision.Refusal);
    }
}
