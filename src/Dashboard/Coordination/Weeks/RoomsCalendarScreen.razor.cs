using System.Collections.Immutable;
using Mal.Coordination.Requests;
using Mal.Facts;
using Mal.Places;
using Mal.Polish;
using Mal.Rooms;
using Mal.Wire;
using Microsoft.AspNetCore.Components;

namespace Mal.Coordination.Weeks;

/// <summary>
/// The calendar: a week or a month of one room. A meeting is taken up by a key or the pointer, held over another time while
/// the very rules of the house say whether it may lie there, and put down; only then is anything sent.
/// </summary>
public partial class RoomsCalendarScreen
{
    private static readonly ImmutableArray<string> Months = ["styczeń", "luty", "marzec", "kwiecień", "maj", "czerwiec", "lipiec", "sierpień", "wrzesień", "październik", "listopad", "grudzień"];

    private WeekBoard? _board;
    private DateOnly? _day;
    private string? _room;
    private bool _month;
    private Cursor? _cursor;
    private Lifted? _lifted;
    private CalendarEntry? _looked;
    private Draft? _draft;
    private ImmutableList<Alternative> _others = [];
    private string? _problem;
    private string? _said;
    private bool _busy;

    [SupplyParameterFromQuery(Name = "od")] public string? From { get; set; }

    [SupplyParameterFromQuery(Name = "sala")] public string? Sala { get; set; }

    // The weeks beside the shown one are there before a meeting is carried into them.
    protected override (DateOnly From, DateOnly Until) Days(House house)
    {
        var day = _day ?? house.Day(Now);
        var month = MonthGrid.Of(house, day, []);
        return _month ? (month.From, month.Until) : (WeekGrid.Monday(day).AddDays(-7), WeekGrid.Monday(day).AddDays(13));
    }

    protected override void OnParametersSet()
    {
        _day ??= CalendarDay.Read(From);
        _room ??= Sala;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        await base.OnAfterRenderAsync(firstRender);
        // Somebody else was faster: what is held in the hand is no more where it was taken.
        if (_lifted is { } lifted && !_busy && Held is not null && Covers(House!.Local(lifted.Booking.From))
            && Entries(lifted.Home).FirstOrDefault(entry => entry.Booking.Id == lifted.Booking.Id)?.Booking is var now
            && (now is null || (now.From, now.Until, now.Moving) != (lifted.Booking.From, lifted.Booking.Until, lifted.Booking.Moving)))
        {
            Clear();
            _said = $"„{lifted.Booking.Title}” zmieniono przed chwilą na innym urządzeniu. Sprawdź, jak jest teraz.";
            Redraw();
        }
    }

    private string RoomOf(House house) => house.Room(_room ?? "") is { } known ? known.Id : house.File.Rooms[0].Id;

    private ImmutableList<CalendarEntry> Entries(string room) => Held?.Rooms.GetValueOrDefault(room) ?? [];

    private bool Covers(DateTime local) => HeldDays.From <= DateOnly.FromDateTime(local) && DateOnly.FromDateTime(local) <= HeldDays.Until;

    private Cursor CursorIn(House house, WeekGrid grid) =>
        _cursor is { } cursor && grid.Days.Contains(cursor.Day) ? cursor
            : new Cursor((grid.Days.Contains(house.Day(Now)) ? house.Day(Now) : grid.Days[0]).ToDateTime(grid.Opens));

    private static CalendarEntry? Under(Cursor cursor, House house, IEnumerable<CalendarEntry> entries) =>
        entries.FirstOrDefault(entry => entry.Gone is null && house.Local(entry.Booking.From) < cursor.Until && cursor.At < house.Local(entry.Booking.Until));

    private string CursorSays(House house, WeekGrid grid, IEnumerable<CalendarEntry> entries)
    {
        var cursor = CursorIn(house, grid);
        var what = Under(cursor, house, entries)?.Booking is { } booking
            ? $"{booking.Title}, {Dates.Clock(house.Local(booking.From))}–{Dates.Clock(house.Local(booking.Until))}" : "nic";
        return $"{Dates.Day(cursor.Day)}, {Dates.Clock(cursor.At)}: {what}";
    }

    private Verdict? Judge(House house, Draft draft)
    {
        if (Held is null || !Covers(draft.Day.ToDateTime(draft.From)) || draft.Until <= draft.From)
        {
            return draft.Until <= draft.From ? new Verdict(false, "Koniec musi być po początku.", []) : null;
        }
        return Landing.Judge(house, draft.Room, draft.Wished(house), Held, Now, Shut);
    }

    private async Task Ask(Draft draft)
    {
        _busy = true;
        var answer = await Decisions.Send(Key.Room(Place, draft.Room).ToString(), draft.Command);
        _busy = false;
        (_problem, _others) = (Decisions.WhyNot(answer), answer.Refusal?.Alternatives ?? []);
        if (_problem is null)
        {
            Clear();
            _room = draft.Room;
            _said = $"Zapisano zgłoszenie: {draft.Title.Trim()}. Czeka na decyzję w „Zgłoszeniach”.";
            await Focus();
        }
    }

    private void Take(Alternative other)
    {
        _draft?.Take(other);
        (_problem, _others) = (null, []);
    }

    private async Task Leave()
    {
        Clear();
        await Focus();
    }

    private async Task Focus()
    {
        if (_board is { } board && !_month)
        {
            await board.Focus();
        }
    }

    private void Clear() => (_lifted, _looked, _draft, _problem, _said, _others, _dragging) = (null, null, null, null, null, [], false);

    // A room chosen with a meeting in the hand takes it along.
    private void Choose(string room) => (_room, _lifted, _looked, _problem, _others) = (room, _lifted is { } lifted ? lifted with { Room = room } : null, null, null, []);

    private void Turn(House house, int by) => Show(house, _month ? new DateOnly((_day ?? house.Day(Now)).Year, (_day ?? house.Day(Now)).Month, 1).AddMonths(by) : (_day ?? house.Day(Now)).AddDays(7 * by));

    private void Show(House house, DateOnly day)
    {
        _day = day;
        if (_lifted is { } lifted)
        {
            Hold(lifted.Over(day.ToDateTime(TimeOnly.FromDateTime(lifted.From))));
        }
        else
        {
            _cursor = _cursor is { } cursor ? new Cursor(day.ToDateTime(TimeOnly.FromDateTime(cursor.At))) : null;
        }
    }

    private void Open(House house, DateOnly day)
    {
        _month = false;
        Show(house, day);
    }

    private static ImmutableList<string> RoomIds(House house) => [.. house.File.Rooms.Select(room => room.Id)];

    private static string WeekName(WeekGrid grid) => new PublicWeek([.. grid.Days.Select(day => new PublicDay(day, "", null, []))]).Name;

    private static string MonthName(DateOnly day) => $"{Months[day.Month - 1]} {day.Year}";
}
