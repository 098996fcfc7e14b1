using System.Collections.Immutable;
using System.Globalization;
using Mal.Facts;
using Mal.Places;
using Mal.Polish;
using Mal.Rooms;
using Mal.Shelves;
using Mal.Wire;

namespace Mal.Staff.Rounds;

/// <summary>
/// What one person with full hands is asked in twenty seconds: a row per room and per unit of the food-share point, each
/// answered by a tap or not at all. What nobody looked at stays unknown; it is not guessed from the plan.
/// </summary>
public static class RoundPlan
{
    private static readonly ImmutableList<int> Heads = [0, 5, 10];
    private static readonly ImmutableList<(Level Level, string Word)> Levels = [(Level.Empty, "pusto"), (Level.Some, "trochę"), (Level.Plenty, "dużo")];
    // A freezer has no target of its own; these are the temperatures food is kept at.
    private static readonly (int From, int To) FreezerTarget = (-22, -17);
    private static readonly RoundChoice NobodyKnows = new("nie wiem", new RoomCommand.SetCount(null));
    private const int ColdestCelsius = -40;
    private const int WarmestCelsius = 40;

    public static ImmutableList<RoundRow> Of(House house, IEnumerable<RoomView> rooms, IEnumerable<ShelfView> shelves, DateTimeOffset now) =>
    [
        .. rooms.Select(room => (View: room, Face: Room.Face(room, house, now)))
            .Where(room => room.Face.Condition is not (RoomCondition.OutOfSeason or RoomCondition.OutOfService))
            .Select(room => Row(house, room.View, room.Face, now)),
        .. shelves.Select(shelf => Row(house, shelf, Shelf.Face(shelf, house, now))),
    ];

    /// <summary>A round is still worth offering: it has come, and something has not been looked at since.</summary>
    public static bool IsOffered(RoundTime? time, IEnumerable<RoundRow> rows) => time is not null && rows.Any(row => !(row.SeenAt >= time.Due));

    private static RoundRow Row(House house, RoomView room, RoomFace face, DateTimeOffset now)
    {
        var awaited = face is { Condition: RoomCondition.AwaitingCheckIn, Meeting: { } meeting } && meeting.From <= now ? face.Meeting : null;
        // A group that should be there is asked about as a group; a number may follow on the room's own card.
        var people = awaited is not null
            ? new RoundQuestion($"Czy są: {face.Title}",
            [
                new("nikogo nie ma", new RoomCommand.ReportNoShow(awaited.Id)), new("są", new RoomCommand.CheckIn(awaited.Id)),
            ], Unknown: NobodyKnows)
            : new RoundQuestion($"Ile osób: {room.Name}",
            [
                .. Heads.Where(people => people <= room.Capacity && people != face.Meeting?.People).Select(people => Count($"{people}", people)),
                .. face.Meeting is { People: > 0 } planned ? [Count($"wg planu ({planned.People})", planned.People)] : ImmutableList<RoundChoice>.Empty,
            ], new RoundStepper("więcej…", Heads[^1] + 2, 1, 0, RoomLimitsOf(room), people => Count(Numbers.Say(people), (int)people)), NobodyKnows);
        return new RoundRow(Key.Room(house.File.Place.Id, room.Id).ToString(), room.Name, face.Title ?? face.Says,
            Latest(room.Occupancy.At, room.Occupancy.SetAt, face.Meeting?.CheckedInAt), [people]);
    }

    private static RoundRow Row(House house, ShelfView shelf, ShelfFace face)
    {
        var level = new RoundQuestion($"Ile jest: {shelf.Name}", [.. Levels.Select(it => new RoundChoice(it.Word, new ShelfCommand.SetLevel(it.Level)))]);
        return new RoundRow(Key.Shelf(house.File.Place.Id, shelf.Id).ToString(), shelf.Name, face.Fridge?.Text ?? face.LevelText,
            face.Fridge is { At: { } read } ? Earliest(read, face.LevelAt) : face.Fridge is null ? face.LevelAt : null,
            face.Fridge is null ? [level] : [Thermometer(shelf, house.Settings.Fridge), level]);
    }

    /// <summary>The temperature of a unit in whole degrees around its target; further ones on a stepper.</summary>
    public static RoundQuestion Thermometer(ShelfView shelf, FridgeSettings settings)
    {
        var (from, to) = shelf.Kind == ShelfKind.Freezer ? FreezerTarget : ((int)settings.TargetFrom, (int)settings.WarnAbove + 1);
        return new RoundQuestion($"Temperatura: {shelf.Name}", [.. Enumerable.Range(from, Math.Max(1, to - from + 1)).Select(celsius => Temperature(celsius))],
            new RoundStepper($"> {Numbers.Celsius(to)}", to + 1, 1, ColdestCelsius, WarmestCelsius, Temperature));
    }

    private static RoundChoice Temperature(decimal celsius) => new(celsius.ToString(CultureInfo.InvariantCulture), new ShelfCommand.CheckFridge(celsius));

    private static RoundChoice Count(string text, int people) => new(text, new RoomCommand.SetCount(people));

    // More than fit may be there: it is what was seen, and is written down.
    private static int RoomLimitsOf(RoomView room) => Math.Max(room.Capacity * 2, Heads[^1]);

    private static DateTimeOffset? Latest(params ReadOnlySpan<DateTimeOffset?> times)
    {
        DateTimeOffset? latest = null;
        foreach (var time in times)
        {
            latest = latest is null || time > latest ? time : latest;
        }
        return latest;
    }

    private static DateTimeOffset? Earliest(DateTimeOffset one, DateTimeOffset? other) => one < other ? one : other;
}

/// <param name="Key">The thing the answers are told to.</param>
/// <param name="Says">What is known of it now.</param>
/// <param name="SeenAt">When it was last looked at, all of it; null when never.</param>
public sealed record RoundRow(string Key, string Name, string Says, DateTimeOffset? SeenAt, ImmutableList<RoundQuestion> Questions);

/// <param name="Asks">For who does not see the row around it.</param>
/// <param name="Unknown">"nie wiem": an answer too, and the last of them.</param>
public sealed record RoundQuestion(string Asks, ImmutableList<RoundChoice> Choices, RoundStepper? More = null, RoundChoice? Unknown = null);

/// <param name="Command">A room or shelf command.</param>
public sealed record RoundChoice(string Text, object Command);

/// <summary>Answers beyond the chips, one step at a time.</summary>
public sealed record RoundStepper(string Text, decimal Start, decimal Step, decimal Min, decimal Max, Func<decimal, RoundChoice> Choice);
