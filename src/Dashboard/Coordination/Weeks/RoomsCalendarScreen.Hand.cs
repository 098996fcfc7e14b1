using System.Collections.Immutable;
using Mal.Coordination.Requests;
using Mal.Places;
using Mal.Polish;
using Mal.Rooms;
using Mal.Wire;

namespace Mal.Coordination.Weeks;

/// <summary>The hand on the calendar: what keys and the pointer take up, carry and put down.</summary>
public partial class RoomsCalendarScreen
{
    private double _grip;
    private bool _dragging;
    private bool _dragged;
    private DateTime? _pressed;
    private CalendarEntry? _grabbed;

    private async Task Press(string key, House house, WeekGrid grid, ImmutableList<CalendarEntry> entries, Verdict? verdict)
    {
        if (_lifted is { } lifted)
        {
            await PressLifted(key, lifted, house, verdict);
        }
        else if (key is "PageUp" or "PageDown")
        {
            Choose(Lifted.Turn(RoomIds(house), RoomOf(house), key == "PageUp" ? -1 : 1));
        }
        else if (key is "Enter" or " ")
        {
            Begin(CursorIn(house, grid), house, entries);
        }
        else if (key == "Escape")
        {
            Clear();
        }
        else if (CursorIn(house, grid).Press(key, house, grid) is { } cursor)
        {
            (_cursor, _day, _looked) = (cursor, cursor.Day, null);
        }
    }

    private async Task PressLifted(string key, Lifted lifted, House house, Verdict? verdict)
    {
        if (key == "Escape" || (key is "Enter" or " " && lifted.IsHome(house)))
        {
            Clear();
        }
        else if (key is "Enter" or " ")
        {
            if (verdict?.Free == true)
            {
                await Move(house, lifted);
            }
        }
        else if (lifted.Press(key, house, RoomIds(house)) is { } further)
        {
            Hold(further);
        }
    }

    private void Begin(Cursor cursor, House house, ImmutableList<CalendarEntry> entries)
    {
        Clear();
        if (Under(cursor, house, entries) is { } entry)
        {
            TakeUp(entry, house);
        }
        else
        {
            Write(cursor.At, house, entries);
        }
    }

    private void TakeUp(CalendarEntry entry, House house)
    {
        Clear();
        _cursor = new Cursor(house.Local(entry.Booking.From));
        if (Lifted.WhyNot(entry, Now) is null)
        {
            _lifted = Lifted.Of(house, RoomOf(house), entry.Booking);
        }
        else
        {
            _looked = entry;
        }
    }

    // From the moment the room is ready again after what was before, to what comes next.
    private void Write(DateTime at, House house, ImmutableList<CalendarEntry> entries)
    {
        var turnover = house.Settings.TurnoverMinutes;
        var held = entries.FindAll(entry => entry.Holds).ConvertAll(entry => (From: house.Local(entry.Booking.From).AddMinutes(-turnover), Until: house.Local(entry.Booking.Until).AddMinutes(turnover)));
        var from = held.Where(time => time.From < at && at < time.Until).Select(time => time.Until).Append(at).Max();
        var closing = Calendar.ClosingOf(house, DateOnly.FromDateTime(at)) is { } shuts ? house.Local(shuts).AddMinutes(-house.Settings.QuietMinutesBeforeClosing) : at.Date.AddDays(1).AddMinutes(-1);
        _draft = Draft.At(RoomOf(house), from, held.Select(time => time.From).Where(next => next > from).Append(closing).Min());
    }

    private void Grab(CalendarEntry entry, double minutes, House house)
    {
        TakeUp(entry, house);
        (_grip, _dragging, _dragged, _pressed) = (minutes, _lifted is not null, false, null);
    }

    private void PressEmpty(WeekGrid grid, (DateOnly Day, double Minutes) at)
    {
        if (_lifted is { } lifted)
        {
            (_grip, _dragging, _dragged) = (0, true, true);
            Hold(lifted.Over(grid.At(at.Day, at.Minutes)));
        }
        else
        {
            _pressed = grid.At(at.Day, at.Minutes);
        }
    }

    private void Drag(WeekGrid grid, (DateOnly Day, double Minutes) at)
    {
        if (_dragging && _lifted is { } lifted && lifted.Over(grid.At(at.Day, at.Minutes - _grip + (WeekGrid.StepMinutes / 2.0))) is var over && over != lifted)
        {
            _dragged = true;
            Hold(over);
        }
    }

    // By pointer the meeting is put down where it is let go; where it may not lie it stays in the hand with the reason.
    private async Task Drop(House house, WeekGrid grid, ImmutableList<CalendarEntry> entries)
    {
        var (dragged, pressed) = (_dragging && _dragged, _pressed);
        (_dragging, _dragged, _pressed) = (false, false, null);
        if (dragged && _lifted is { } lifted && MayLie(lifted, house))
        {
            await Move(house, lifted);
        }
        else if (pressed is { } at && _lifted is null)
        {
            Begin(new Cursor(at), house, entries);
            _cursor = CursorIn(house, grid) with { At = at };
        }
    }

    // In a month a day is a step and a week is a row. Enter and Space press what has the focus: a meeting, or the one that is held.
    private void PressMonth(string key, House house)
    {
        if (_lifted is not { } lifted)
        {
            if (key is "PageUp" or "PageDown")
            {
                Turn(house, key == "PageUp" ? -1 : 1);
            }
        }
        else if (key == "Escape")
        {
            Clear();
        }
        else if (key is "ArrowUp" or "ArrowDown")
        {
            Hold(lifted.Over(lifted.From.AddDays(key == "ArrowUp" ? -7 : 7)));
        }
        else if (lifted.Press(key, house, RoomIds(house)) is { } further)
        {
            Hold(further);
        }
    }

    // Pressed and not moved it is only pressed; over another day it is in the hand.
    private void DragOver(DateOnly day, House house)
    {
        if (_grabbed is { } entry && _lifted is null && house.Day(entry.Booking.From) != day)
        {
            TakeUp(entry, house);
            _grabbed = entry;
        }
        if (_grabbed is not null && _lifted is { } lifted)
        {
            (_dragging, _dragged) = (true, true);
            Hold(lifted.Over(day.ToDateTime(TimeOnly.FromDateTime(lifted.From))));
        }
    }

    private async Task DropInMonth(House house)
    {
        var dragged = _dragging && _dragged;
        (_dragging, _dragged, _grabbed) = (false, false, null);
        if (dragged && _lifted is { } lifted && MayLie(lifted, house))
        {
            await Move(house, lifted);
        }
    }

    private async Task PutDown(House house)
    {
        if (_lifted is { } lifted && lifted.IsHome(house))
        {
            Clear();
        }
        else if (_lifted is { } away && MayLie(away, house))
        {
            await Move(house, away);
        }
    }

    private bool MayLie(Lifted lifted, House house) =>
        !_busy && !lifted.IsHome(house) && Held is { } held && Covers(lifted.From) && lifted.Judge(house, held, Now, Shut).Free;

    private void Hold(Lifted over) => (_lifted, _room, _day, _problem, _others) = (over, over.Room, DateOnly.FromDateTime(over.From), null, []);

    private async Task Move(House house, Lifted lifted)
    {
        _busy = true;
        var answer = await Decisions.Send(Key.Room(Place, lifted.Home).ToString(), lifted.Command);
        _busy = false;
        (_problem, _others) = (Decisions.WhyNot(answer), answer.Refusal?.Alternatives ?? []);
        if (_problem is null)
        {
            Clear();
            _cursor = new Cursor(lifted.From);
            _said = $"Przeniesiono: {lifted.Booking.Title}, {Dates.OnDay(DateOnly.FromDateTime(lifted.From), house.Day(Now))} {Dates.Clock(lifted.From)}–{Dates.Clock(lifted.Until)}, {house.Room(lifted.Room)?.Name}.";
        }
    }
}
