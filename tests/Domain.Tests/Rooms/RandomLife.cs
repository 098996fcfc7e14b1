using Mal.Facts;
using Mal.Places;

namespace Mal.Rooms;

/// <summary>
/// A room that anything is done to, in any order, by anybody, with the clock standing still or jumping days, in a house that
/// is shut early or for a day now and then. The seed is the whole life: the same commands at the same instants, whether or not
/// the room is woken in between. Of three lives one is lived in autumn and one in spring, where the clocks change in a house
/// that is open at that hour.
/// </summary>
internal sealed class RandomLife
{
    private const int Steps = 60;

    private static readonly DateTimeOffset[] Births = [RoomTest.At("2026-11-24 11:00"), RoomTest.At("2027-10-29 11:00"), RoomTest.At("2028-03-24 11:00")];

    private static readonly House OpenAllNight = Rejonowa.Sample with
    {
        File = Rejonowa.Sample.File with
        {
            Place = Rejonowa.Sample.File.Place with
            {
                Hours = Rejonowa.Sample.File.Place.Hours.SetItem("sat", "12:00-23:00").SetItem("sun", "00:30-20:00").SetItem("mon", "12:00-20:00"),
            },
        },
    };

    private readonly Random _chance;
    private readonly Random _sleeps;
    private readonly bool _takesBack;
    private readonly int _wakes;
    private readonly List<Guid> _known = [];
    private RoomState _seen = Mal.Rooms.Room.Empty;

    private RandomLife(int seed, bool takesBack, int wakes) =>
        (_chance, _sleeps, _takesBack, _wakes, Born, Room) = (new Random(seed), new Random(seed + 1), takesBack, wakes, Births[seed % Births.Length],
            new RoomTest(house: seed % Births.Length == 0 ? Rejonowa.Sample : OpenAllNight));

    public DateTimeOffset Born { get; }

    public RoomTest Room { get; }

    /// <summary>On how many days the clocks changed while it lived.</summary>
    public int ClockChanges { get; private set; }

    /// <summary>How often the house was closed on it.</summary>
    public int Closings { get; private set; }

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
        var now = Born;
        for (var step = 0; step < Steps; step++)
        {
            var next = now.AddMinutes(_chance.Next(10) switch { 0 => _chance.Next(600, 3000), < 4 => 0, _ => _chance.Next(1, 50) });
            for (var wake = 0; wake < _wakes; wake++)
            {
                now = Later(now, now.AddMinutes(_sleeps.NextDouble() * (next - now).TotalMinutes));
                Room.Sleep(now);
            }
            ClockChanges += Offset(now) != Offset(next) ? 1 : 0;
            now = next;
            if (_chance.Next(20) == 0)
            {
                Close(now);
            }
            // Who gives the command sees what is true by now, also where nobody has woken the room to write it.
            _seen = Mal.Rooms.Room.Due(Room.State, Context.At(Room.House, "sala-glowna", now)).Aggregate(Room.State, Mal.Rooms.Room.Evolve);
            var command = Any(now);
            var before = Room.State;
            var by = command is RoomCommand.PlanMeeting or RoomCommand.FinishMove ? By.System
                : command is RoomCommand.ReportPresence ? new By(Role.Sensor, $"sensor-{_chance.Next(2)}")
                : command is RoomCommand.ChangeCount or RoomCommand.SetCount && _chance.Next(3) == 0 ? new By(Role.Counter, "counter")
                : _chance.Next(4) switch { 0 => RoomTest.Staff, 1 => new By(Role.Organizer, "link"), _ => RoomTest.Coordinator };
            Commands = (Commands.Asked + 1, Commands.Done + (Room.Do(now, command, by) is null ? 1 : 0));
            after?.Invoke(before, Room);
        }
    }

    private TimeSpan Offset(DateTimeOffset at) => Room.House.At(Room.House.Day(at), new TimeOnly(12, 0)).Offset;

    // From the next whole hour today, or a whole day to come; what is on or planned by then is kept.
    private void Close(DateTimeOffset now)
    {
        var (day, hour) = (Room.House.Day(now), Room.House.Local(now).Hour + 1);
        Room.House = _chance.Next(3) switch
        {
            // What has shut early today is not opened again by a later hour.
            0 when hour < 24 && !(Room.House.ClosedEarly is { } before && Room.House.Day(before.At) == day) => Room.House with { ClosedEarly = new EarlyClosing(Room.House.At(day, new TimeOnly(hour, 0)), "breakdown") },
            1 when hour < 24 => Closures.With(Room.House, new Closure(day, day, "Próba", From: new TimeOnly(hour, 0))),
            _ => Closures.With(Room.House, new Closure(day.AddDays(_chance.Next(1, 4)), day.AddDays(4), "Próba")),
        };
        Closings++;
    }

    private RoomCommand Any(DateTimeOffset now) => _chance.Next(_takesBack ? 23 : 22) switch
    {
        0 or 1 or 2 => new RoomCommand.RequestBooking(Asked(now)),
        3 => new RoomCommand.PlanMeeting(Planned(now)),
        4 or 5 => new RoomCommand.ApproveBooking(Some()),
        6 => new RoomCommand.AskRequester(Some(), ""),
        7 => new RoomCommand.AnswerQuestion(Some(), ""),
        8 => new RoomCommand.RejectRequest(Some(), "trade"),
        9 => _chance.Next(2) == 0 ? new RoomCommand.CancelBooking(Some()) : new RoomCommand.WithdrawBooking(Some()),
        10 => Moved(now),
        11 when !_seen.Bookings.Exists(booking => booking.Moving is not null) && _seen.Bookings.Find(booking => booking.NotMoved is not null) is { } notMoved =>
            new RoomCommand.LeaveHere(notMoved.Id),
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
        20 => _chance.Next(6) switch
        {
            0 => new RoomCommand.TakeOutOfService("repair"),
            < 3 => new RoomCommand.MarkReady(),
            _ => new RoomCommand.ReturnToService(),
        },
        21 => new RoomCommand.ReportPresence(_chance.Next(3) > 0),
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
        // On Sundays also around the hour at which the clocks change; one that they skip is no time to ask for.
        var opens = day.DayOfWeek == DayOfWeek.Sunday && _chance.Next(2) == 0 ? new TimeOnly(0, 30) : new TimeOnly(12, 0);
        var from = day.ToDateTime(opens).AddMinutes(5 * _chance.Next(0, 92));
        var skipped = Room.House.Zone.IsInvalidTime(from);
        return (skipped ? from.AddHours(1) : from, 5 * _chance.Next(3, 30));
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
