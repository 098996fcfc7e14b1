using Mal.Board;
using Mal.Facts;
using Mal.Initiatives;
using Mal.Places;
using Mal.Rooms;
using Mal.Taps;
using Microsoft.AspNetCore.Components;

namespace Mal.Coordination;

/// <summary>What every page of the coordinator's desk shares: it watches as staff do, draws again when something is on its way, and hands its frame to <see cref="Desk"/>.</summary>
public abstract class DeskScreen : LiveScreen
{
    [Inject] protected PendingTaps Taps { get; set; } = null!;
    [Inject] protected Decisions Decisions { get; set; } = null!;
    [Inject] protected DeskLine Line { get; set; } = null!;

    protected override Audience? Audience => ServedTo.Role >= Role.Staff ? Mal.Board.Audience.Staff : null;

    protected DeskFrame Frame => new(Place, House, Now, Board.AsOf, Away, Board.Current?.Seq ?? 0, Board.Refused, Taps, ServedTo.Role, Waiting);

    /// <summary>The initiatives on the board: those of the place file and those that live by themselves.</summary>
    protected IEnumerable<InitiativeView> InitiativeViews => Board.Current?.Views.Values.OfType<InitiativeView>() ?? [];

    // What waits for an answer of somebody else is not ours to decide yet.
    private int Waiting => Rooms.Sum(room => room.PendingCount - (room.Pending?.Count(request => request.Standing == Standing.NeedsInfo) ?? 0))
        + InitiativeViews.Count(view => view.Stage is InitiativeStage.Submitted or InitiativeStage.UnderReview);

    protected override async Task OnInitializedAsync()
    {
        Taps.Changed += Redraw;
        await base.OnInitializedAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        await base.OnAfterRenderAsync(firstRender);
        if (firstRender)
        {
            await Taps.Open(Place);
        }
    }

    protected override void Dispose(bool disposing)
    {
        Taps.Changed -= Redraw;
        base.Dispose(disposing);
    }
}

/// <summary>What the frame around a page shows.</summary>
/// <param name="House">Null until the first board has come.</param>
/// <param name="Refused">Why the house does not let this device watch.</param>
/// <param name="Waiting">Requests and initiatives that wait for a decision.</param>
public sealed record DeskFrame(string Place, House? House, DateTimeOffset Now, DateTimeOffset AsOf, bool Away, long Seq, string? Refused, PendingTaps Taps, Role Role, int Waiting);
