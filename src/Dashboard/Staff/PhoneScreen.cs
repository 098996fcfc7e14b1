using Mal.Board;
using Mal.Facts;
using Mal.Taps;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Mal.Staff;

/// <summary>A screen that lives in a pocket: it opens and takes taps without a network, from what this phone remembers.</summary>
public abstract class PhoneScreen : LiveScreen
{
    // Often enough that a page which is killed comes back nearly as it was, seldom enough for a cheap phone's battery.
    private static readonly TimeSpan KeepChanged = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan KeepSame = TimeSpan.FromMinutes(1);

    private DateTimeOffset _keptAt;
    private long _keptSeq;
    private bool _pageKept;

    [Inject] protected PendingTaps Taps { get; set; } = null!;
    [Inject] private PhoneMemory Memory { get; set; } = null!;

    /// <summary>False where the address has no HTTPS; the page then says so.</summary>
    protected bool OpensWithoutNetwork { get; private set; } = true;

    protected override Audience? Audience => ServedTo.Role >= Role.Staff ? Mal.Board.Audience.Staff : null;

    protected override async Task OnInitializedAsync()
    {
        Taps.Changed += Redraw;
        Board.Changed += Heard;
        await base.OnInitializedAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        await base.OnAfterRenderAsync(firstRender);
        if (!firstRender)
        {
            KeepBoard();
            return;
        }
        if (Audience is null)
        {
            await Quietly(() => Memory.ForgetPage(Place));
        }
        else if (await Memory.Board(Place) is { } remembered)
        {
            Board.Recall(remembered);
        }
        await Taps.Open(Place);
        await Quietly(async () => OpensWithoutNetwork = await Memory.OpensWithoutNetwork());
        Redraw();
    }

    protected override void Dispose(bool disposing)
    {
        Taps.Changed -= Redraw;
        Board.Changed -= Heard;
        base.Dispose(disposing);
    }

    private void Heard()
    {
        if (Board.Refused is not null)
        {
            _ = Quietly(() => Memory.ForgetPage(Place));
        }
        if (Board.Connected && !_pageKept)
        {
            _pageKept = true;
            _ = Quietly(Memory.KeepPage);
        }
    }

    /// <summary>Asked with every drawing, and so once a second: what came just before the network went is kept as well.</summary>
    private void KeepBoard()
    {
        var now = Time.GetUtcNow();
        var news = Board.Current?.Seq != _keptSeq;
        if (now - _keptAt >= (news ? KeepChanged : KeepSame) && (news || Board.Connected) && Board.Remember() is { } board)
        {
            (_keptAt, _keptSeq) = (now, board.Snapshot.Seq);
            _ = Quietly(() => Memory.Keep(board));
        }
    }

    // A phone that keeps nothing still shows the house while the network lasts.
    private static async Task Quietly(Func<Task> attempt)
    {
        try
        {
            await attempt();
        }
        catch (JSException)
        {
        }
    }
}
