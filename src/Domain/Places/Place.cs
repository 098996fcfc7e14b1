using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Mal.Board;
using Mal.Facts;

namespace Mal.Places;

[JsonDerivedType(typeof(Import), "import-place")]
[JsonDerivedType(typeof(CloseEarly), "close-early")]
[JsonDerivedType(typeof(SetAccess), "set-access")]
public abstract record PlaceCommand
{
    private PlaceCommand() { }

    /// <summary>The place file, at first start; only the system sends it.</summary>
    public sealed record Import(PlaceFile File) : PlaceCommand;

    /// <param name="At">Local time today, <c>HH:mm</c>.</param>
    public sealed record CloseEarly(TimeOnly At, string ReasonCode) : PlaceCommand;

    public sealed record SetAccess(FoodAccessState State, string? ReasonCode = null) : PlaceCommand;
}

[JsonDerivedType(typeof(Imported), "place-imported")]
[JsonDerivedType(typeof(ClosedEarly), "place-closed-early")]
[JsonDerivedType(typeof(AccessSet), "place-access-set")]
public abstract record PlaceEvent
{
    private PlaceEvent() { }

    public sealed record Imported(PlaceFile File, DateTimeOffset At) : PlaceEvent;

    public sealed record ClosedEarly(DateTimeOffset From, string ReasonCode, DateTimeOffset At) : PlaceEvent;

    public sealed record AccessSet(FoodAccessState State, string? ReasonCode, DateTimeOffset At) : PlaceEvent;
}

/// <summary>What is written down is null until the place file has been imported.</summary>
public sealed record PlaceState(PlaceFile? File, EarlyClosing? ClosedEarly, FoodAccess? FoodAccess);

/// <summary>Everything about a place is public; initiatives of closed groups are left out for all but staff.</summary>
public sealed record PlaceView(long Version, House House) : View(Version)
{
    public override View? For(Audience audience) => audience == Audience.Staff ? this : this with { House = House.Public() };
}
