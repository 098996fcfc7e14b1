using Mal.Facts;

namespace Mal.Rooms;

/// <summary>
/// A room that anything is done to, in any order, by anybody, with the clock standing still or jumping days. The seed is the
/// whole life: the same commands at the same instants, whether or not the room is woken in between.
/// </summary>
internal sealed class RandomLife
{
    private const int Steps = 60;

    private readonly Random _chance;
    private readonly Random _sleeps;
    private readonly bool _takesBack;
    private readonly int _wakes;
    private readonly List<Guid> _known = [];
    private RoomState _seen = Mal.Rooms.Room.Empty;

    private RandomLife(int seed, bool takesBack, int wakes) =>
        (_chance, _sleeps, _takesBack, _wakes) = (new Random(seed), new Random(seed + 1), takesBack, wakes);

    public RoomTest Room { get; } = new();

    /// <summary>How many commands were asked, and how many of them were done.</summary>
    public (int Asked, int Done) Commands { get; private set; }

    /// <param name="takesBack">Whether taps are also undone, and people arrive after their room was released.</param>
    /// <param name="wakes">How often the room is woken between two commands.</param>
    /// <param name="after">Looks at the room after every command: the state before it and after.</param>
    public static RandomLife Of(int seed, bool takesBack, int wakes = 0, Action<RoomState, RoomTest>? after = null)
    {
        var life = new RandomLife(seed, takesBack, wakes);
        life.Live(after);
        return life;
    }

    private void Live(Action<RoomState, RoomTest>? after)
    {
        var now = RoomTest.At("2026-11-24 11:00");
        for (var step = 0; step < Steps; step++)
        {
            var next = now.AddMinutes(_chance.Next(10) switch { 0 => _chance.Next(600, 3000), < 4 => 0, _ => _chance.Next(1, 50) });
            for (var wake = 0; wake < _wakes; wake++)
            {
                now = Later(now, now.AddMinutes(_sleeps.NextDouble() * (next - now).TotalMinutes));
                Room.Sleep(now);
            }
            now = next;
            // Who gives the command sees what is true by now, also where nobody has woken the room to write it.
            _seen = Mal.Rooms.Room.Due(Room.State, Context.At(Room.House, "sala-glowna", now)).Aggregate(Room.State, Mal.Rooms.Room.Evolve);
            var command = Any(now);
            var before = Room.State;
            var by = command is RoomCommand.PlanMeeting or RoomCommand.FinishMove ? By.System
                : _chance.Next(4) switch { 0 => RoomTest.Staff, 1 => new By(Role.Organizer, "link"), _ => RoomTest.Coordinator };
            Commands = (Commands.Asked + 1, Commands.Done + (Room.Do(now, command, by) is null ? 1 : 0));
            after?.Invoke(before, Room);
        }
    }

    private RoomCommand Any(DateTimeOffset now) => _chance.Next(_takesBack ? 22 : 21) switch
    {
        0 or 1 or 2 => new RoomCommand.RequestBooking(Asked(now)),
        3 => new RoomCommand.PlanMeeting(Planned(now)),
        4 or 5 => new RoomCommand.ApproveBooking(Some()),
        6 => new RoomCommand.AskRequester(Some(), ""),
        7 => new RoomCommand.AnswerQuestion(Some(), ""),
        8 => new RoomCommand.RejectRequest(Some(), "trade"),
        9 => _chance.Next(2) == 0 ? new RoomCommand.CancelBooking(Some()) : new RoomCommand.WithdrawBooking(Some()),
        10 => Moved(now),
        11 => new RoomCommand.FinishMove(_seen.Bookings.Find(booking => booking.Moving is not null)?.Id ?? Some(),
            _seen.Bookings.Find(booking => booking.Moving is not null)?.Moving!.Command ?? Guid.Empty, _chance.Next(2) == 0 ? "slot-taken" : null),
        12 => new RoomCommand.CloseOutMeeting(Some(), _chance.Next(5) > 0, _chance.Next(3) == 0 ? null : 0),
        13 => new RoomCommand.ChangeCount(_chance.Next(-3, 6)),
        14 => new RoomCommand.SetCount(_chance.Next(4) switch { 0 => null, 1 => 0, _ => _chance.Next(1, 40) }),
        15 => new RoomCommand.WalkIn(null, _chance.Next(3)),
        // Who arrives after the room was given away again is the one case besides an undo that can bring a booking back.
        16 => Some() is var id && (_takesBack || _seen.Bookings.Find(booking => booking.Id == id)?.Outcome != BookingOutcome.NoShow)
            && _chance.Next(3) > 0 ? new RoomCommand.CheckIn(id) : new RoomCommand.MarkReady(),
        17 => new RoomCommand.CheckOut(_chance.Next(2) == 0 ? null : Some()),
        18 => new RoomCommand.Extend(_chance.Next(5, 60)),
        19 => new RoomCommand.ReportNoShow(Some()),
        20 => _chance.Next(6) switch { 0 => new RoomCommand.TakeOutOfService("repair"), < 3 => new RoomCommand.MarkReady(), _ => new RoomCommand.ReturnToService() },
        _ => new RoomCommand.Undo(_seen.Undoable is [.., var last] ? last.Command : Guid.Empty),
    };

    private BookingRequest Asked(DateTimeOffset now)
    {
        var (from, minutes) = Time(now);
        return new BookingRequest(New(), "Próba", from, from.AddMinutes(minutes), _chance.Next(1, 32), new Organizer(OrganizerKind.Resident), Closed: _chance.Next(5) == 0);
    }

    private Booking Planned(DateTimeOffset now)
    {
        var (local, minutes) = Time(now);
        var from = Room.House.InstantOf(local);
        return new Booking(New(), "Szachy", from, from.AddMinutes(minutes), 10, "szachy-i-planszowki");
    }

    private RoomCommand.MoveBooking Moved(DateTimeOffset now)
    {
        var (from, minutes) = Time(now);
        return new RoomCommand.MoveBooking(Some(), from, from.AddMinutes(minutes), _chance.Next(2) == 0 ? null : "sala-warsztatowa");
    }

    private (DateTime From, int Minutes) Time(DateTimeOffset now)
    {
        var day = Room.House.Day(now).AddDays(_chance.Next(0, 3));
        return (day.ToDateTime(new TimeOnly(12, 0)).AddMinutes(5 * _chance.Next(0, 92)), 5 * _chance.Next(3, 30));
    }

    private Guid New()
    {
        _known.Add(new Guid(_known.Count + 1, 1, 0, new byte[8]));
        return _known[^1];
    }

    private Guid Some() => _known.Count == 0 || _chance.Next(12) == 0 ? Guid.Empty
        : _seen.Bookings.Count > 0 && _chance.Next(3) > 0 ? _seen.Bookings[_chance.Next(_seen.Bookings.Count)].Id
        : _known[_chance.Next(_known.Count)];

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
