using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Mal.Board;
using static Mal.Places.Rejonowa;

namespace Mal.Places;

/// <summary>What was stored once, and what a phone may still hold in its queue, loads for ever.</summary>
public sealed class PlaceLifeTests
{
    [Fact]
    public void Golden_events_load_evolve_and_are_written_as_they_were()
    {
        var golden = Golden<PlaceEvent>("place-events.json", Wire.Wire.Tolerant);
        Assert.Equal(Declared<PlaceEvent>(), golden.Select(happened => happened.GetType()).ToHashSet());
        var state = golden.Aggregate(Place.Empty, Place.Evolve);
        Assert.Equal(new EarlyClosing(At("2026-11-25 18:00"), "staff-shortage"), state.ClosedEarly);
        Assert.Equal(new FoodAccess(FoodAccessState.Open, null), state.FoodAccess);
        Assert.Equal(16, state.File!.Initiatives.Count);
        Assert.Equal((8, 20, "Klauzula."), (state.File.Place.Settings.Version, state.File.Place.Settings.TurnoverMinutes, state.File.Place.Texts!.DataProtection));
        var again = golden.Select(happened => JsonSerializer.Deserialize<PlaceEvent>(JsonSerializer.Serialize(happened, Wire.Wire.Tolerant), Wire.Wire.Tolerant)!);
        Assert.Equal(Json(state), Json(again.Aggregate(Place.Empty, Place.Evolve)));
    }

    [Fact]
    public void Golden_commands_load() =>
        Assert.Equal(Declared<PlaceCommand>(), Golden<PlaceCommand>("place-commands.json", Wire.Wire.Strict).Select(command => command.GetType()).ToHashSet());

    [Fact]
    public void The_head_and_the_view_of_a_place_stay_small_on_three_times_the_sample_year()
    {
        var file = Sample.File;
        var details = file.Place with { Closures = Thrice(file.Place.Closures), Announcements = Thrice(file.Place.Announcements), Documents = Thrice(file.Place.Documents) };
        var state = new PlaceState(file with { Place = details, Initiatives = Thrice(file.Initiatives) },
            new EarlyClosing(At("2026-11-25 18:00"), "weather"), new FoodAccess(FoodAccessState.Restricted, "cleaning"));
        Assert.InRange(Encoding.UTF8.GetByteCount(Json(state)), 1, 32 * 1024);
        var view = Place.View(state, 1, Staff("2026-11-25 15:00"));
        Assert.All(Enum.GetValues<Audience>(), audience => Assert.InRange(JsonSerializer.SerializeToUtf8Bytes(view.For(audience), Wire.Wire.Tolerant).Length, 1, 8 * 1024));
    }

    private static ImmutableList<T> Thrice<T>(ImmutableList<T> list) => [.. list, .. list, .. list];

    [Fact]
    public void The_view_of_a_place_is_the_same_after_its_travel()
    {
        View view = new PlaceView(3, Sample);
        var travelled = JsonSerializer.Deserialize<View>(JsonSerializer.Serialize(view, Wire.Wire.Tolerant), Wire.Wire.Tolerant)!;
        Assert.Equal(JsonSerializer.Serialize(view, Wire.Wire.Tolerant), JsonSerializer.Serialize(travelled, Wire.Wire.Tolerant));
    }

    private static string Json(PlaceState state) => JsonSerializer.Serialize(state, Wire.Wire.Tolerant);

    private static HashSet<Type> Declared<T>() => [.. typeof(T).GetNestedTypes().Where(type => type.IsAssignableTo(typeof(T)))];

    private static List<T> Golden<T>(string file, JsonSerializerOptions options) =>
    [
        .. JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", file))).RootElement.EnumerateArray()
            .Select(element => element.Deserialize<T>(options)!),
    ];
}
