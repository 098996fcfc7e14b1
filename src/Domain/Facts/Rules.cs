using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Mal.Places;

namespace Mal.Facts;

/// <summary>
/// The rules of one kind of actor, all pure: a state, what is asked of it, and what comes of that. The shell around it
/// (in Grains) and the browser (for a pending tap) run the very same functions.
/// </summary>
public interface IRules<TState, TCommand, TEvent, TView>
    where TState : class
{
    /// <summary>The state of an actor to which nothing has happened yet.</summary>
    static abstract TState Empty { get; }

    /// <summary>What a command does to a state in which everything that was due has happened.</summary>
    static abstract Decision<TEvent> Decide(TState state, TCommand command, Context context);

    /// <summary>What makes a command this one and not another: without what the house adds to it on its way, or finds out anew at every asking.</summary>
    static virtual TCommand Meant(TCommand command) => command;

    /// <summary>The state after an event. Believes the past: no checks, no clock.</summary>
    static abstract TState Evolve(TState state, TEvent happened);

    /// <summary>What must be written because time passed, in order, each with its original instant, up to and including the context's now.</summary>
    static abstract ImmutableList<TEvent> Due(TState state, Context context);

    /// <summary>The next instant, after everything due is written, at which <see cref="Due"/> will have something; null when never.</summary>
    static abstract DateTimeOffset? DueAt(TState state, Context context);

    /// <summary>The whole staff view of a state at a version.</summary>
    static abstract TView View(TState state, long version, Context context);
}

/// <summary>What a decision may look at beside the state.</summary>
/// <param name="House">The place's configuration and what holds for it today.</param>
/// <param name="Id">The actor's own id within the place, as in its key.</param>
/// <param name="Now">The later of the clock and the last event.</param>
/// <param name="SeenAt">When the person saw it: <paramref name="Now"/> less the command's age.</param>
/// <param name="Command">The id the client gave the command.</param>
/// <param name="By">Who sent it.</param>
public sealed record Context(House House, string Id, DateTimeOffset Now, DateTimeOffset SeenAt, Guid Command, By By)
{
    /// <summary>A look at the state with nobody asking for anything: time passing, or a view being made.</summary>
    public static Context At(House house, string id, DateTimeOffset now) => new(house, id, now, now, Guid.Empty, By.System);
}

/// <summary>Who sent a command: the role of the paired device and its opaque id; never a person.</summary>
/// <param name="Room">The one room a counter or a sensor was paired for; null for all others.</param>
/// <param name="Shelf">The one fridge or freezer a sensor was paired for.</param>
public sealed record By(Role Role, string Device, string? Room = null, string? Shelf = null)
{
    /// <summary>May it send commands at all? Which, the rules decide.</summary>
    [JsonIgnore]
    public bool MaySend => Role is >= Role.Staff or Role.Counter or Role.Sensor;

    public static By System { get; } = new(Role.System, "system");
}

/// <summary>Roles contain each other upwards: a coordinator may do all that staff may.</summary>
/// <remarks>
/// An organizer holds the link of one meeting and may speak for that meeting only. A counter and a sensor stand below
/// everybody, so that what asks for any role at all is closed to them: they say what they are for, in one room, and no more.
/// </remarks>
public enum Role { Sensor = -2, Counter = -1, Anyone = 0, Display, Organizer, Staff, Coordinator, System }

/// <summary>The outcome of a decision: events, or a refusal, or (a refusal that is itself a fact) both. Neither means there was nothing to do.</summary>
public sealed record Decision<TEvent>(ImmutableList<TEvent> Events, Refusal? Refusal)
{
    public static Decision<TEvent> Nothing { get; } = new([], null);

    public static Decision<TEvent> Accept(params ReadOnlySpan<TEvent> events) => new([.. events], null);

    /// <param name="code">Permanent, in kebab case, listed in docs/protocol.md.</param>
    /// <param name="message">A Polish sentence a person can act on.</param>
    public static Decision<TEvent> Refuse(string code, string message) => new([], new Refusal(code, message));
}

/// <summary>Why something was not done: a permanent code and a Polish sentence a person can act on.</summary>
/// <param name="Alternatives">What could be had instead; null when that is not the question.</param>
public sealed record Refusal(string Code, string Message, ImmutableList<Alternative>? Alternatives = null)
{
    /// <summary>One id, two commands: the first has had its effect, and this one has none.</summary>
    public static Refusal IdReused { get; } = new("id-reused", "Pod tym samym numerem przyszło już inne polecenie, więc tego nie wykonaliśmy. Otwórz to jeszcze raz i powtórz.");
}

/// <summary>A room and a time that are free.</summary>
/// <param name="Key">The room's key, as in <c>room/rejonowa-6-8/sala-glowna</c>.</param>
/// <param name="From">Local time of the place, as in the request.</param>
/// <param name="Until">Local time of the place.</param>
public sealed record Alternative(string Key, DateTime From, DateTime Until);
