using System.Text.Json.Serialization;
using Mal.Facts;
using Mal.Places;
using Mal.Polish;
using Mal.Rooms;
using Mal.Shelves;

namespace Mal.Alerts;

/// <summary>How soon somebody should see to it: what can hurt people or lose what they say comes first.</summary>
public enum AlertSeverity { Task, Warning, Urgent }

/// <summary>
/// Something that somebody in the house should do. It has one owner and one action, says since when it waits, and is never
/// stored: it follows from the views and the clock, so it is there on every screen and goes by itself with its cause.
/// </summary>
/// <param name="Code">What kind it is; permanent.</param>
/// <param name="Key">The thing it is about.</param>
/// <param name="Where">What people call that thing.</param>
/// <param name="Says">What to do, not what is wrong.</param>
/// <param name="Since">When its cause began.</param>
/// <param name="Owner">Whose it is to do; others read it and have no button.</param>
/// <param name="Subject">Which lot or booking of the thing, where there can be several.</param>
public sealed record Alert(string Code, string Key, string Where, string Says, DateTimeOffset Since, AlertAction Action, AlertSeverity Severity,
    Role Owner = Role.Staff, Guid? Subject = null)
{
    /// <summary>The same as long as it is the same alert.</summary>
    [JsonIgnore]
    public string Id => Subject is { } subject ? $"{Code}/{subject:N}" : $"{Code}/{Key}";

    /// <summary>"od 17:05", "od wczoraj, 17:05", "od 23.11.2026".</summary>
    public string Age(House house, DateTimeOffset now)
    {
        var (day, clock) = (house.Day(Since), Dates.Clock(house.Local(Since)));
        return (house.Day(now).DayNumber - day.DayNumber) switch
        {
            <= 0 => $"od {clock}",
            1 => $"od wczoraj, {clock}",
            _ => $"od {Dates.Short(day)}",
        };
    }
}

/// <summary>The one thing to do about an alert, as data: every screen makes its own button of it.</summary>
[JsonDerivedType(typeof(TellRoom), "tell-room")]
[JsonDerivedType(typeof(TellShelf), "tell-shelf")]
[JsonDerivedType(typeof(AskNumber), "ask-number")]
[JsonDerivedType(typeof(ConfirmClock), "confirm-clock")]
[JsonDerivedType(typeof(Go), "go")]
public abstract record AlertAction(string Label)
{
    /// <summary>One tap sends a command.</summary>
    /// <param name="Done">What the screen says when it has been tapped.</param>
    public sealed record TellRoom(string Label, string Key, RoomCommand Command, string Done) : AlertAction(Label);

    /// <inheritdoc cref="TellRoom"/>
    public sealed record TellShelf(string Label, string Key, ShelfCommand Command, string Done) : AlertAction(Label);

    /// <summary>A number is asked for and sent.</summary>
    /// <param name="Booking">The meeting it is about, for <see cref="AskedNumber.Came"/>.</param>
    public sealed record AskNumber(string Label, string Key, AskedNumber Asked, Guid? Booking = null) : AlertAction(Label);

    /// <summary>Somebody looks at a watch and says that the node's clock is right.</summary>
    /// <param name="Machine">What that clock says, to be confirmed by <c>POST …/clock</c>.</param>
    public sealed record ConfirmClock(string Label, DateTimeOffset Machine) : AlertAction(Label);

    /// <summary>It is done elsewhere.</summary>
    /// <param name="Id">Which one there; null for the page itself.</param>
    public sealed record Go(string Label, AlertPage Page, string? Id = null) : AlertAction(Label);
}

/// <summary>People in a room now (set-count), people who came to a meeting (close-out), the temperature of a unit (check-fridge).</summary>
public enum AskedNumber { People, Came, Celsius }

/// <summary>The requests that wait, one initiative, what the hall's screen should show, what this node says of itself.</summary>
public enum AlertPage { Requests, Initiative, Display, Health }
