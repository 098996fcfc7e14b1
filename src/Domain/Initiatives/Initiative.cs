using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Mal.Board;

namespace Mal.Initiatives;

[JsonDerivedType(typeof(Plan), "plan-meetings")]
public abstract record InitiativeCommand
{
    private InitiativeCommand() { }

    /// <summary>The dates the series has up to a horizon, expanded outside the rules; only the system sends it.</summary>
    public sealed record Plan(ImmutableList<DateOnly> Days, DateOnly Horizon) : InitiativeCommand;
}

[JsonDerivedType(typeof(MeetingPlanned), "initiative-meeting-planned")]
[JsonDerivedType(typeof(MeetingSkipped), "initiative-meeting-skipped")]
[JsonDerivedType(typeof(HorizonMoved), "initiative-horizon-moved")]
public abstract record InitiativeEvent
{
    private InitiativeEvent() { }

    /// <param name="Booking">The id of the booking in the room, derived from the initiative and the day, so that sending it twice does no harm.</param>
    public sealed record MeetingPlanned(Guid Booking, string Room, DateTimeOffset From, DateTimeOffset Until, DateTimeOffset At) : InitiativeEvent;

    /// <summary>A day on which the house is shut or the room out of season: skipped visibly.</summary>
    public sealed record MeetingSkipped(DateOnly Day, string ReasonCode, DateTimeOffset At) : InitiativeEvent;

    /// <summary>Up to this day everything is planned; what was over at <paramref name="At"/> leaves the state.</summary>
    public sealed record HorizonMoved(DateOnly Horizon, DateTimeOffset At) : InitiativeEvent;
}

public sealed record Meeting(Guid Booking, string Room, DateTimeOffset From, DateTimeOffset Until);

/// <param name="Horizon">Up to which day, included, meetings are planned; null before the first time.</param>
public sealed record InitiativeState(ImmutableList<Meeting> Meetings, DateOnly? Horizon);

/// <summary>What is known of an initiative on the board: the next meetings of it.</summary>
public sealed record InitiativeView(long Version, string Id, string Title, Places.LedBy LedBy, bool Closed, ImmutableList<Meeting> Meetings) : View(Version)
{
    public override View? For(Audience audience) => Closed && audience != Audience.Staff ? null : this;
}
