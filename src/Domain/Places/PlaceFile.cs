using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Mal.Texts;

namespace Mal.Places;

/// <summary>A place as a coordinator writes it down: the file in deploy/places, imported at first start.</summary>
public sealed record PlaceFile(
    PlaceDetails Place,
    ImmutableList<RoomDetails> Rooms,
    ImmutableList<ShelfDetails> Shelves,
    ImmutableList<InitiativeDetails> Initiatives,
    ImmutableList<FoodCategory> FoodCategories,
    ImmutableList<RefusedFood> Refused,
    DemoDetails? Demo = null,
    [property: ManyLines] string? Note = null)
{
    /// <summary>The file, or every mistake in it with its JSON path.</summary>
    public static PlaceReading Read(string json) => PlaceReading.Of(json);
}

/// <param name="PublicUrl">Where people reach it from outside, as in <c>https://mal.example.org</c>; a path in it is the base of all others. Null while nobody has said.</param>
/// <param name="Hours">Weekday (<c>mon</c> … <c>sun</c>) to <c>HH:mm-HH:mm</c>, local time.</param>
public sealed record PlaceDetails(
    string Id, string Name, string FullName, string Address, string Operator, string Phone, string Web, string TimeZone,
    ImmutableSortedDictionary<string, string> Hours,
    ImmutableList<PlaceDocument> Documents,
    ImmutableList<Closure> Closures,
    ImmutableList<Announcement> Announcements,
    AccessFacts Access,
    FoodPolicy FoodPolicy,
    PlaceSettings Settings,
    PlaceTexts? Texts = null,
    string? PublicUrl = null);

public sealed record PlaceDocument(string Title, string? Url);

/// <summary>Whole days, both included, on which the house is shut; with <paramref name="From"/>/<paramref name="Until"/> only a part of each.</summary>
/// <param name="Opening">True when the dated entry opens the house against holidays and regular hours, from <paramref name="From"/> to <paramref name="Until"/>.</param>
public sealed record Closure(DateOnly FirstDay, DateOnly LastDay, string Reason, TimeOnly? From = null, TimeOnly? Until = null, bool Opening = false);

public sealed record Announcement(string Text, DateOnly FirstDay, DateOnly? LastDay = null);

/// <summary>Each is yes, no or unknown (null), and unknown is said as unknown.</summary>
public sealed record AccessFacts(bool? StepFreeEntrance, bool? AccessibleToilet, bool? InductionLoop, bool? SignLanguage, bool? AssistanceDogs, string? Note = null);

/// <summary>The points on which Polish food-share points differ; versioned, because a lot keeps the policy it came under.</summary>
public sealed record FoodPolicy(
    int Version,
    [property: JsonPropertyName("home_made")] string HomeMade,
    [property: JsonPropertyName("whole_eggs")] string WholeEggs,
    [property: JsonPropertyName("opened_dry")] string OpenedDry,
    [property: JsonPropertyName("frozen")] string Frozen,
    [property: JsonPropertyName("home_made_days")] int HomeMadeDays);

/// <summary>The numbers a place may change. Units end the names; what has a default came later than the first place files.</summary>
/// <param name="RoundMinutes">How often a round is offered while the house is open.</param>
/// <param name="RequestOpenDays">A request that has waited for more open days than these is an alert.</param>
/// <param name="DisplaySilentSeconds">A paired screen that is away for longer, while the house is open, is an alert.</param>
public sealed record PlaceSettings(
    int Version, int ClosingSoonMinutes, int ReservedMinutes, int CheckInMinutes, int NoShowMinutes, int EndingSoonMinutes,
    int TurnoverMinutes, int ExtendMinutes, int CountAgesMinutes, int LeadDaysMin, int LeadDaysMax, int BookingHoursMax,
    int QuietMinutesBeforeClosing, int GroupHoursPerWeek, int GroupPendingMax, int UndoMinutes, int ContactDays,
    FridgeSettings Fridge, bool NumbersInHouse, int RoundMinutes = 60, int RequestOpenDays = 2, int DisplaySilentSeconds = 90);

/// <summary>Degrees are Celsius. What has a default came later than the first place files.</summary>
/// <param name="CheckEarlyMinutes">A look so long before its hour counts as that one.</param>
/// <param name="CheckGraceMinutes">So long after its hour a look is due and not yet overdue.</param>
/// <param name="SensorSilentMinutes">A sensor that has said nothing for so long is silent, and what it said is worth nothing.</param>
/// <param name="WashDays">Within so many days every unit is washed again.</param>
/// <param name="FreezerWarnAbove">Deep-frozen food is kept at −18; −15 is what Directive 89/108/EEC lets it rise to for a while, −12 in a display.</param>
public sealed record FridgeSettings(ImmutableList<TimeOnly> Checks, decimal TargetFrom, decimal TargetTo, decimal WarnAbove, decimal AlarmAbove,
    int CheckEarlyMinutes = 60, int CheckGraceMinutes = 30, int SensorSilentMinutes = 60, int WashDays = 7,
    decimal FreezerWarnAbove = -15, decimal FreezerAlarmAbove = -12);

public sealed record RoomDetails(string Id, string Name, int Capacity, ImmutableList<string> Features, bool DropIn = false, Season? Season = null, bool? StepFree = null);

/// <summary>Month and day (<c>MM-dd</c>), both included, of every year.</summary>
public sealed record Season(string FirstDay, string LastDay);

public sealed record ShelfDetails(string Id, string Name, ShelfKind Kind);

public enum ShelfKind { Shelf, Fridge, Freezer }

/// <param name="Rrule">RFC 5545, expanded outside the rules; the rules see dates.</param>
/// <param name="Start">Local time of the place.</param>
public sealed record InitiativeDetails(string Id, string Title, LedBy LedBy, string Kind, string Room, string Rrule, TimeOnly Start, TimeOnly End,
    int People, string? PublicTitle = null, bool Closed = false, [property: ManyLines] string? Note = null);

public enum LedBy { Residents, Team, Partners }

/// <param name="Lies">Kinds of unit it may lie in.</param>
/// <param name="Policy">The name of the policy point that can refuse it.</param>
public sealed record FoodCategory(string Id, string Name, FoodUnit Unit, int GramsPerUnit, ImmutableList<DateKind> DateKinds, ImmutableList<ShelfKind> Lies, string? Policy = null);

public enum FoodUnit { Pcs, Portions, Packages, Kg }

/// <summary>The words on a label. Use-by is safety and hard, best-before is quality and soft.</summary>
public enum DateKind
{
    [JsonStringEnumMemberName("none")] None,
    [JsonStringEnumMemberName("use_by")] UseBy,
    [JsonStringEnumMemberName("best_before")] BestBefore,
    [JsonStringEnumMemberName("prepared_on")] PreparedOn,
}

public sealed record RefusedFood(string Id, string Name);

/// <param name="Start">Local time of the place at which the demonstration begins.</param>
public sealed record DemoDetails(DateTime Start, [property: ManyLines] string Why);
