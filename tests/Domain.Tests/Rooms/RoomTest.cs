using System.Collections.Immutable;
using Mal.Board;
using Mal.Facts;
using Mal.Places;

namespace Mal.Rooms;

/// <summary>
/// A room driven as the shell drives it: what is due first, then the command, then the facts. All on Wednesday 25 November 2026,
/// when the house is open from 12:00 to 20:00, unless a test says otherwise.
/// </summary>
internal sealed class RoomTest(string id = "sala-glowna", House? house = null)
{
    public static readonly By Staff = new(Role.Staff, "phone-1");
    public static readonly By OtherStaff = new(Role.Staff, "phone-2");
    public static readonly By Coordinator = new(Role.Coordinator, "desk");

    private int _commands;

    public House House { get; set; } = house ?? Rejonowa.Sample;

    public RoomState State { get; private set; } = Room.Empty;

    public List<RoomEvent> History { get; } = [];

    public Guid Last { get; private set; }

    /// <summary>"16:42" is of the Wednesday; a longer text names its day.</summary>
    public static DateTimeOffset At(string time) => Rejonowa.At(time.Length > 5 ? time : $"2026-11-25 {time}");

    public Context Context(string now, string? seenAt = null, By? by = null, Guid command = default) =>
        new(House, id, At(now), At(seenAt ?? now), command, by ?? Staff);

    public Booking Plan(string from, string until, string title = "Szachy", bool closed = false, string? initiative = "szachy-i-planszowki", string planned = "2026-11-01 12:00")
    {
        var booking = new Booking(NewId(), title, At(from), At(until), 10, initiative, closed ? "Spotkanie zamknięte" : null, closed);
        Assert.Null(Do(planned, new RoomCommand.PlanMeeting(booking), by: By.System));
        return booking;
    }

    /// <summary>A request as somebody fills it in, by the wall clock.</summary>
    public BookingRequest Asked(string from, string until, int people = 10) =>
        new(NewId(), "Próba chóru", House.Local(At(from)), House.Local(At(until)), people, new Organizer(OrganizerKind.Resident));

    /// <summary>A request that waits for its decision.</summary>
    public Guid Request(string from, string until, string now = "2026-11-20 12:00", Func<BookingRequest, BookingRequest>? but = null, By? by = null)
    {
        var asked = but?.Invoke(Asked(from, until)) ?? Asked(from, until);
        Assert.Null(Do(now, new RoomCommand.RequestBooking(asked), by: by ?? Coordinator));
        return asked.Id;
    }

    /// <returns>The refusal's code, or null.</returns>
    public string? Do(string now, RoomCommand command, string? seenAt = null, By? by = null)
    {
        Sleep(now);
        Last = NewId();
        var decision = Room.Decide(State, command, Context(now, seenAt, by, Last));
        Write(decision.Events);
        return decision.Refusal?.Code;
    }

    /// <returns>The refusal's code, or null.</returns>
    public string? Do(DateTimeOffset now, RoomCommand command, By by)
    {
        Sleep(now);
        Last = NewId();
        var decision = Room.Decide(State, command, new Context(House, id, now, now, Last, by));
        Write(decision.Events);
        return decision.Refusal?.Code;
    }

    public string? Undo(string now, Guid command, By? by = null) => Do(now, new RoomCommand.Undo(command), by: by);

    public void Sleep(string until) => Sleep(At(until));

    public void Sleep(DateTimeOffset until)
    {
        var context = Facts.Context.At(House, id, until);
        Write(Room.Due(State, context));
        Assert.True(!(Room.DueAt(State, context) <= until), "everything due is written at once");
    }

    public RoomView View(string now) => Room.View(State, History.Count, Context(now));

    public RoomFace Face(string now, Audience audience = Audience.Staff) => Room.Face((RoomView)Room.For(View(now), audience)!, House, At(now));

    public RoomCondition Condition(string now) => Face(now).Condition;

    public Booking Booking(Guid booking) => State.Bookings.Single(other => other.Id == booking);

    private void Write(ImmutableList<RoomEvent> events)
    {
        History.AddRange(events);
        State = events.Aggregate(State, Room.Evolve);
    }

    private Guid NewId() => new(++_commands, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]);
}
