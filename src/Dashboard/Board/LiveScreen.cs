using Mal.Facts;
using Mal.Places;
using Mal.Rooms;
using Mal.Shelves;
using Microsoft.AspNetCore.Components;

namespace Mal.Board;

/// <summary>What every screen shares: it watches a place, looks at the clock every second, and tells the house what it has drawn.</summary>
public abstract class LiveScreen : ComponentBase, IDisposable
{
    // A loss shorter than this is not shown: nothing flickers.
    private static readonly TimeSpan Brief = TimeSpan.FromSeconds(6);
    private ITimer? _second;

    [Inject] protected IBoardSource Board { get; set; } = null!;
    [Inject] protected TimeProvider Time { get; set; } = null!;
    [CascadingParameter] protected ServedTo ServedTo { get; set; } = null!;
    [Parameter] public string Place { get; set; } = "";

    protected DateTimeOffset Now => Board.Now;
    protected TimeSpan Age => Now - Board.AsOf;
    protected bool Away => Board.Current is not null && Age > Brief;
    protected House? House => (Board.Current?.Views.GetValueOrDefault($"place/{Place}") as PlaceView)?.House;
    protected IEnumerable<RoomView> Rooms => House?.File.Rooms.Select(room => Board.Current!.Views.GetValueOrDefault($"room/{Place}/{room.Id}")).OfType<RoomView>() ?? [];
    protected IEnumerable<ShelfView> Shelves => House?.File.Shelves.Select(shelf => Board.Current!.Views.GetValueOrDefault($"shelf/{Place}/{shelf.Id}")).OfType<ShelfView>() ?? [];

    /// <summary>As whom it asks to watch; null when this device may not see the screen at all.</summary>
    protected abstract Audience? Audience { get; }

    protected override async Task OnInitializedAsync()
    {
        Board.Changed += Redraw;
        if (Audience is { } audience)
        {
            await Board.Watch(Place, audience);
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _second = Time.CreateTimer(_ => Redraw(), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        }
        await Board.Drawn();
    }

    protected void Redraw() => _ = InvokeAsync(StateHasChanged);

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        Board.Changed -= Redraw;
        _second?.Dispose();
    }
}
