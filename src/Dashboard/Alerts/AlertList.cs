using System.Collections.Immutable;
using Mal.Board;
using Mal.Places;
using Mal.Rooms;
using Mal.Shelves;
using Mal.Taps;

namespace Mal.Alerts;

/// <summary>The one list as a screen has it: of all it holds of the board, as if what it still has to send had happened.</summary>
public static class AlertList
{
    public static ImmutableList<Alert> Of(IBoardSource board, PendingTaps taps, House house) => Alerts.Of(house,
        (board.Current?.Views.Values ?? []).Select(view => view switch
        {
            RoomView room => taps.With(room, house),
            ShelfView shelf => taps.With(shelf, house),
            _ => view,
        }),
        board.Now, board.Trouble);
}
