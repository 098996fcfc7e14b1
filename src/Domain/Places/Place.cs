using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Mal.Board;
using Mal.Facts;

namespace Mal.Places;

[JsonDerivedType(typeof(Import), "import-place")]
[JsonDerivedType(typeof(CloseEarly), "close-early")]
[JsonDerivedType(typeof(SetAccess), "set-access")]
[JsonDerivedType(typeof(ChangeSettings), "change-settings")]
[JsonDerivedType(typeof(ChangeHours), "change-hours")]
[JsonDerivedType(typeof(AddClosure), "add-closure")]
[JsonDerivedType(typeof(RemoveClosure), "remove-closure")]
[JsonDerivedType(typeof(Announce), "announce")]
[JsonDerivedType(typeof(WithdrawAnnouncement), "withdraw-announcement")]
[JsonDerivedType(typeof(ChangeAccessFacts), "change-access-facts")]
[JsonDerivedType(typeof(ChangeTexts), "change-texts")]
[JsonDerivedType(typeof(ChangeFoodPolicy), "change-food-policy")]
[JsonDerivedType(typeof(ChangePublicUrl), "change-public-url")]
[JsonDerivedType(typeof(OpenInitiative), "open-initiative")]
[JsonDerivedType(typeof(CloseInitiative), "close-initiative")]
public abstract record PlaceCommand
{
    private PlaceCommand() { }

    /// <summary>The place file, at first start; only the system sends it.</summary>
    public sealed record Import(PlaceFile File) : PlaceCommand;

    /// <param name="At">Local time today, <c>HH:mm</c>.</param>
    public sealed record CloseEarly(TimeOnly At, string ReasonCode) : PlaceCommand;

    public sealed record SetAccess(FoodAccessState State, string? ReasonCode = null) : PlaceCommand;

    /// <param name="Settings">Its version is the one that was on the screen when the editing began.</param>
    public sealed record ChangeSettings(PlaceSettings Settings) : PlaceCommand;

    /// <param name="Version">Of the settings that were on the screen when the editing began.</param>
    public sealed record ChangeHours(int Version, ImmutableSortedDictionary<string, string> Hours) : PlaceCommand;

    /// <summary>A dated closure, or a dated opening.</summary>
    public sealed record AddClosure(Closure Closure) : PlaceCommand;

    /// <param name="From">With <paramref name="Until"/>: only the entry of these hours; left out, every entry of these days.</param>
    public sealed record RemoveClosure(DateOnly FirstDay, DateOnly LastDay, TimeOnly? From = null, TimeOnly? Until = null) : PlaceCommand;

    public sealed record Announce(Announcement Announcement) : PlaceCommand;

    public sealed record WithdrawAnnouncement(Announcement Announcement) : PlaceCommand;

    /// <param name="Version">Of the settings that were on the screen when the editing began.</param>
    public sealed record ChangeAccessFacts(int Version, AccessFacts Access) : PlaceCommand;

    /// <param name="Version">Of the settings that were on the screen when the editing began.</param>
    public sealed record ChangeTexts(int Version, PlaceTexts Texts) : PlaceCommand;

    /// <param name="Version">Of the settings that were on the screen when the editing began.</param>
    /// <param name="Policy">Whole; its own version is counted up by the place, whatever stands here.</param>
    public sealed record ChangeFoodPolicy(int Version, FoodPolicy Policy) : PlaceCommand;

    /// <summary>Where people reach the place from outside.</summary>
    /// <param name="Version">Of the settings that were on the screen when the editing began.</param>
    /// <param name="PublicUrl">Null when there is no such address (any more).</param>
    public sealed record ChangePublicUrl(int Version, string? PublicUrl = null) : PlaceCommand;

    /// <summary>An initiative that lives by itself is about to begin; only the system (the door) sends it.</summary>
    public sealed record OpenInitiative(Guid Initiative) : PlaceCommand;

    /// <summary>An initiative is over for good, and leaves its room to another; only the system sends it.</summary>
    public sealed record CloseInitiative(Guid Initiative) : PlaceCommand;
}

[JsonDerivedType(typeof(Imported), "place-imported")]
[JsonDerivedType(typeof(ClosedEarly), "place-closed-early")]
[JsonDerivedType(typeof(AccessSet), "place-access-set")]
[JsonDerivedType(typeof(SettingsChanged), "place-settings-changed")]
[JsonDerivedType(typeof(HoursChanged), "place-hours-changed")]
[JsonDerivedType(typeof(ClosureAdded), "place-closure-added")]
[JsonDerivedType(typeof(ClosureRemoved), "place-closure-removed")]
[JsonDerivedType(typeof(Announced), "place-announced")]
[JsonDerivedType(typeof(AnnouncementWithdrawn), "place-announcement-withdrawn")]
[JsonDerivedType(typeof(AccessFactsChanged), "place-access-facts-changed")]
[JsonDerivedType(typeof(TextsChanged), "place-texts-changed")]
[JsonDerivedType(typeof(FoodPolicyChanged), "place-food-policy-changed")]
[JsonDerivedType(typeof(PublicUrlChanged), "place-public-url-changed")]
[JsonDerivedType(typeof(InitiativeOpened), "place-initiative-opened")]
[JsonDerivedType(typeof(InitiativeClosed), "place-initiative-closed")]
public abstract record PlaceEvent
{
    private PlaceEvent() { }

    public sealed record Imported(PlaceFile File, DateTimeOffset At) : PlaceEvent;

    public sealed record ClosedEarly(DateTimeOffset From, string ReasonCode, DateTimeOffset At) : PlaceEvent;

    public sealed record AccessSet(FoodAccessState State, string? ReasonCode, DateTimeOffset At) : PlaceEvent;

    /// <param name="Settings">As they are from now on, with their new version.</param>
    public sealed record SettingsChanged(PlaceSettings Settings, DateTimeOffset At) : PlaceEvent;

    /// <param name="Version">The settings' version from now on.</param>
    public sealed record HoursChanged(int Version, ImmutableSortedDictionary<string, string> Hours, DateTimeOffset At) : PlaceEvent;

    public sealed record ClosureAdded(Closure Closure, DateTimeOffset At) : PlaceEvent;

    public sealed record ClosureRemoved(Closure Closure, DateTimeOffset At) : PlaceEvent;

    public sealed record Announced(Announcement Announcement, DateTimeOffset At) : PlaceEvent;

    public sealed record AnnouncementWithdrawn(Announcement Announcement, DateTimeOffset At) : PlaceEvent;

    /// <param name="Version">The settings' version from now on.</param>
    public sealed record AccessFactsChanged(int Version, AccessFacts Access, DateTimeOffset At) : PlaceEvent;

    /// <param name="Version">The settings' version from now on.</param>
    public sealed record TextsChanged(int Version, PlaceTexts Texts, DateTimeOffset At) : PlaceEvent;

    /// <param name="Version">The settings' version from now on.</param>
    /// <param name="Policy">As it is from now on, with its own new version: what comes in under it keeps that one.</param>
    public sealed record FoodPolicyChanged(int Version, FoodPolicy Policy, DateTimeOffset At) : PlaceEvent;

    /// <param name="Version">The settings' version from now on.</param>
    public sealed record PublicUrlChanged(int Version, string? PublicUrl, DateTimeOffset At) : PlaceEvent;

    /// <summary>Written before anything happens to it, so that whoever starts the place knows whom to wake.</summary>
    public sealed record InitiativeOpened(Guid Initiative, DateTimeOffset At) : PlaceEvent;

    /// <summary>Rejected, withdrawn or evaluated. It stays in sight until many more recent ones are over.</summary>
    public sealed record InitiativeClosed(Guid Initiative, DateTimeOffset At) : PlaceEvent;
}

/// <summary>What is written down is null until the place file has been imported.</summary>
/// <param name="Opened">The initiatives that live by themselves, the oldest first; null when there is none.</param>
/// <param name="Over">Those of them that were over last, the latest at the end; null when there is none. Older ones are in the history.</param>
public sealed record PlaceState(PlaceFile? File, EarlyClosing? ClosedEarly, FoodAccess? FoodAccess, ImmutableList<Guid>? Opened = null, ImmutableList<Guid>? Over = null);

/// <summary>What every audience may know of a place: all that is written down about it, apart from its initiatives.</summary>
public sealed record PlaceView(long Version, House House) : View(Version)
{
    public override View? For(Audience audience) => this;
}
