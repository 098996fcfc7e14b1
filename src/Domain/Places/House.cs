using System.Text.Json.Serialization;

namespace Mal.Places;

/// <summary>
/// The place as its rooms and shelves need to know it: what is written down about it and what holds for it today.
/// A versioned value: the place tells it to everyone who depends on it.
/// </summary>
/// <param name="Version">The place actor's version.</param>
/// <param name="ClosedEarly">"Zamykamy dziś wcześniej": the instants from which the house is shut to the end of that day.</param>
public sealed record House(long Version, PlaceFile File, EarlyClosing? ClosedEarly = null, FoodAccess? FoodAccess = null)
{
    [JsonIgnore]
    public PlaceSettings Settings => File.Place.Settings;

    [JsonIgnore]
    public TimeZoneInfo Zone => TimeZoneInfo.FindSystemTimeZoneById(File.Place.TimeZone);

    public RoomDetails? Room(string id) => File.Rooms.Find(room => room.Id == id);

    public ShelfDetails? Shelf(string id) => File.Shelves.Find(shelf => shelf.Id == id);

    public InitiativeDetails? Initiative(string id) => File.Initiatives.Find(initiative => initiative.Id == id);

    public FoodCategory? Category(string id) => File.FoodCategories.Find(category => category.Id == id);

    /// <summary>
    /// The house as screens need it. The initiatives have views of their own, so a closed group is not named here for anyone
    /// (even an id could speak); what only the import or a form reads, the long texts among it, is not carried to every phone.
    /// </summary>
    public House Shown() => this with { File = File with { Initiatives = [], Demo = null, Note = null, Place = File.Place with { Texts = null } } };

    /// <summary>The wall clock of the place at an instant.</summary>
    public DateTime Local(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Zone).DateTime;

    public DateOnly Day(DateTimeOffset instant) => DateOnly.FromDateTime(Local(instant));

    /// <summary>The instant of a local time. A time the clocks skip in March is taken one hour later; one that comes twice in October is the first.</summary>
    public DateTimeOffset At(DateOnly day, TimeOnly time)
    {
        var zone = Zone;
        var local = day.ToDateTime(time);
        if (zone.IsInvalidTime(local))
        {
            local = local.AddHours(1);
        }
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset);
    }
}

/// <summary>From <paramref name="At"/> to the end of that local day.</summary>
public sealed record EarlyClosing(DateTimeOffset At, string ReasonCode);

/// <summary>Access to the food-share point, apart from the house's own hours.</summary>
public sealed record FoodAccess(FoodAccessState State, string? ReasonCode);

public enum FoodAccessState { Open, Restricted, Closed }
