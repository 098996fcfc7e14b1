using System.Collections.Immutable;
using Mal.Board;
using Mal.Initiatives;
using Mal.Places;
using Mal.Rooms;
using Mal.Shelves;

namespace Mal.Alerts;

/// <summary>
/// The one list of what somebody should see to, made of nothing but the staff views and the clock. Phone, desk and any other
/// client make the same one; a phone without network goes on making it.
/// </summary>
public static class Alerts
{
    /// <summary>The most urgent first, and of those the one that waits longest.</summary>
    /// <param name="views">Everything on the board, in its staff form.</param>
    /// <param name="trouble">What the node says of itself; null when nothing.</param>
    public static ImmutableList<Alert> Of(House house, IEnumerable<View> views, DateTimeOffset now, Trouble? trouble = null) =>
    [
        .. views.SelectMany(view => view switch
            {
                RoomView room => RoomAlerts.Of(room, house, now).Concat(LendingAlerts.Of(room, house, now)),
                ShelfView shelf => FoodAlerts.Of(shelf, house, now),
                InitiativeView initiative => LendingAlerts.Of(initiative, house, now),
                DisplaysView displays => NodeAlerts.Of(displays, house, now),
                _ => [],
            })
            .Concat(NodeAlerts.Of(trouble, house))
            .OrderByDescending(alert => alert.Severity).ThenBy(alert => alert.Since).ThenBy(alert => alert.Id, StringComparer.Ordinal),
    ];
}
