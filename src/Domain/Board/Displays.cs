using System.Collections.Immutable;

namespace Mal.Board;

/// <summary>The paired screens of a place, for staff only: which of them are there. It is not a fact and is known anew after every start.</summary>
public sealed record DisplaysView(long Version, ImmutableList<DisplaySeen> Displays) : View(Version)
{
    public override View? For(Audience audience) => audience == Audience.Staff ? this : null;
}

/// <param name="Id">The opaque id of the device.</param>
/// <param name="Name">What a coordinator called it at pairing.</param>
/// <param name="Since">Since when it is there, or away. One that has not come yet since the start is away since the start.</param>
public sealed record DisplaySeen(string Id, string? Name, bool Connected, DateTimeOffset Since);

/// <summary>What a node has against itself.</summary>
/// <param name="Code">One of the codes below.</param>
/// <param name="MachineClock">What the node's clock says while the node does not believe it, whatever the code; null when it does.</param>
public sealed record Trouble(string Code, DateTimeOffset Since, DateTimeOffset? MachineClock = null)
{
    /// <summary>What people tell it cannot be written down.</summary>
    public const string Storage = "storage-trouble";

    /// <summary>The board, or an actor on another node, does not answer.</summary>
    public const string Cluster = "cluster-trouble";

    /// <summary>The machine's clock is far ahead of the last fact, and nobody bears it out: nothing happens because time passes.</summary>
    public const string ClockDoubtful = "clock-doubtful";

    /// <summary>The machine's clock is more than a day before the newest fact.</summary>
    public const string ClockBehind = "clock-behind";

    /// <summary>Little room is left on the disk; what is told is still written down.</summary>
    public const string Disk = "disk-almost-full";

    /// <summary>The last attempt at the nightly copy failed.</summary>
    public const string Backup = "backup-failed";
}
