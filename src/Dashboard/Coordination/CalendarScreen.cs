using Mal.Facts;
using Mal.Places;
using Mal.Rooms;

namespace Mal.Coordination;

/// <summary>
/// A page of the desk that needs more than the live board: the rooms' calendars, fetched again whenever a room has changed.
/// What it last knew stays while it asks, and while the house is away.
/// </summary>
public abstract class CalendarScreen : DeskScreen
{
    private static readonly TimeSpan AgainAfter = TimeSpan.FromSeconds(5);
    private string? _known;
    private bool _asking;
    private DateTimeOffset _notBefore;

    /// <summary>Null until the first answer.</summary>
    protected PlaceCalendar? Held { get; private set; }

    /// <summary>Which days <see cref="Held"/> tells of, both included.</summary>
    protected (DateOnly From, DateOnly Until) HeldDays { get; private set; }

    /// <summary>Why there is nothing newer; null when there is no trouble.</summary>
    protected string? Problem { get; private set; }

    protected HashSet<string> Shut => [.. Rooms.Where(room => room.OutOfService is not null).Select(room => room.Id)];

    /// <summary>Which days the page needs, both included.</summary>
    protected abstract (DateOnly From, DateOnly Until) Days(House house);

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        await base.OnAfterRenderAsync(firstRender);
        await Follow();
    }

    // Whatever changes a calendar changes the version of a room: one question at a time follows them all.
    private async Task Follow()
    {
        if (_asking || House is not { } house || ServedTo.Role < Role.Staff || Now < _notBefore)
        {
            return;
        }
        var (from, until) = Days(house);
        var current = $"{from:O} {until:O} {string.Join(' ', Rooms.Select(room => room.Version))}";
        if (current == _known)
        {
            return;
        }
        _asking = true;
        var fetched = await Line.Calendar(Place, from, until);
        _asking = false;
        Problem = fetched.Problem;
        if (fetched.Value is { } held)
        {
            (Held, HeldDays, _known) = (held, (from, until), current);
        }
        else
        {
            _notBefore = Now + AgainAfter;
        }
        Redraw();
    }
}
