using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Mal.Initiatives;
using Mal.Places;
using Mal.Rooms;
using Mal.Shelves;

namespace Mal.Board;

/// <summary>Who looks: the internet gets words, a paired screen in the house numbers, staff everything.</summary>
public enum Audience { Public, House, Staff }

/// <summary>What one actor shows. Views are whole: a newer one replaces an older one by <see cref="Version"/>.</summary>
[JsonDerivedType(typeof(PlaceView), "place")]
[JsonDerivedType(typeof(RoomView), "room")]
[JsonDerivedType(typeof(ShelfView), "shelf")]
[JsonDerivedType(typeof(InitiativeView), "initiative")]
[JsonDerivedType(typeof(DisplaysView), "displays")]
public abstract record View(long Version)
{
    /// <summary>What an audience may see of it; null when it may not know that it exists.</summary>
    public abstract View? For(Audience audience);
}

/// <summary>Everything on a place's board, at a sequence number of an epoch (one life of the board).</summary>
public sealed record Snapshot(string Place, string Epoch, long Seq, DateTimeOffset ServerTime, ImmutableSortedDictionary<string, View> Views);

/// <summary>The change from sequence <paramref name="From"/> (included) to <paramref name="To"/> (included), merged: the last view of every key that moved.</summary>
public sealed record Changes(string Epoch, long From, long To, ImmutableSortedDictionary<string, View> Views);

/// <summary>Sent every 2 s. <paramref name="AsOf"/> is when the node last heard from the board: the honest age of what a screen shows.</summary>
/// <param name="Trouble">What this node has against itself; it travels here because nothing else may be able to.</param>
public sealed record Beat(string Epoch, long Seq, DateTimeOffset ServerTime, DateTimeOffset AsOf, string Build, Trouble? Trouble = null);

/// <summary>Where a screen stood before it lost its connection.</summary>
public sealed record Since(string Epoch, long Seq);

/// <summary>What a screen asks to watch.</summary>
/// <param name="Clock">What the screen's own clock says: of a paired one, a witness when the node's clock is in doubt.</param>
public sealed record JoinRequest(string Place, Audience Audience = Audience.Public, Since? Since = null, DateTimeOffset? Clock = null);

/// <summary>The answer to a join: all views, or only the changes since where the screen stood.</summary>
public sealed record Joined(string Epoch, long Seq, DateTimeOffset ServerTime, string Build,
    ImmutableSortedDictionary<string, View>? Views = null, Changes? Changes = null);
