using System.Text.Json;
using System.Text.Json.Serialization;
using Mal.Board;
using Mal.Places;
using Mal.Rooms;
using Mal.Shelves;

namespace Mal.Wire;

public sealed class WireTests
{
    private static IEnumerable<Type> Registered =>
        typeof(WireContext).GetCustomAttributesData().Where(data => data.AttributeType == typeof(JsonSerializableAttribute))
            .Select(data => (Type)data.ConstructorArguments[0].Value!);

    public static TheoryData<Type> WireTypes => [.. Registered];

    [Theory, MemberData(nameof(WireTypes))]
    public void Every_wire_type_and_all_it_holds_resolves_from_the_context_alone(Type type)
    {
        foreach (var options in new[] { Wire.Strict, Wire.Tolerant })
        {
            Walk(type, options, []);
        }
    }

    [Fact]
    public void Every_command_event_state_and_view_is_a_wire_type()
    {
        var known = Registered.ToHashSet();
        var roots = typeof(View).Assembly.GetTypes()
            .Where(type => type is { IsAbstract: true, IsPublic: true } && type.GetCustomAttributes(typeof(JsonDerivedTypeAttribute), false).Length > 0);
        Assert.All(roots, root => Assert.Contains(root, known));
    }

    [Theory]
    [InlineData("""{"$type":"change-count"}""")]
    [InlineData("""{"$type":"set-count"}""")]
    [InlineData("""{"$type":"change-count","delta":null}""")]
    [InlineData("""{"$type":"change-count","delta":"3"}""")]
    [InlineData("""{"$type":"change-count","delta":1.5}""")]
    [InlineData("""{"$type":"change-count","delta":1,"delta":2}""")]
    [InlineData("""{"$type":"no-such-command","delta":1}""")]
    [InlineData("""{"$type":"take-out-of-service","reasonCode":null}""")]
    [InlineData("""{"delta":1}""")]
    public void A_malformed_command_is_refused_by_the_reader(string json) =>
        Assert.ThrowsAny<Exception>(() => JsonSerializer.Deserialize<RoomCommand>(json, Wire.Strict));

    [Fact]
    public void A_count_of_null_is_a_message_and_its_absence_is_not() =>
        Assert.Equal(new RoomCommand.SetCount(null), JsonSerializer.Deserialize<RoomCommand>("""{"$type":"set-count","count":null}""", Wire.Strict));

    [Fact]
    public void The_type_of_a_command_may_stand_anywhere() =>
        Assert.Equal(new RoomCommand.ChangeCount(3), JsonSerializer.Deserialize<RoomCommand>("""{"delta":3,"$type":"change-count"}""", Wire.Strict));

    [Fact]
    public void A_stored_fact_with_an_extra_field_is_read_all_the_same()
    {
        var read = JsonSerializer.Deserialize<PlaceEvent>(
            """{"$type":"place-access-set","state":"restricted","reasonCode":"cleaning","at":"2026-11-24T12:00:00+01:00","newer":{"a":1}}""", Wire.Tolerant);
        Assert.Equal(new PlaceEvent.AccessSet(FoodAccessState.Restricted, "cleaning", new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.FromHours(1))), read);
    }

    [Fact]
    public void An_unknown_count_is_written_and_other_nulls_are_not() =>
        Assert.Equal("""{"count":null,"source":"staff"}""", JsonSerializer.Serialize(new Occupancy(null), Wire.Tolerant));

    [Fact]
    public void A_set_count_of_null_survives_the_browser()
    {
        var json = JsonSerializer.Serialize<RoomCommand>(new RoomCommand.SetCount(null), Wire.Strict);
        Assert.Equal("""{"$type":"set-count","count":null}""", json);
    }

    [Fact]
    public void Enums_travel_by_name_and_never_by_number()
    {
        Assert.Equal("\"use_by\"", JsonSerializer.Serialize(DateKind.UseBy, Wire.Tolerant));
        Assert.Equal("""{"$type":"set-level","level":"plenty"}""", JsonSerializer.Serialize<ShelfCommand>(new ShelfCommand.SetLevel(Level.Plenty), Wire.Strict));
        Assert.ThrowsAny<JsonException>(() => JsonSerializer.Deserialize<ShelfCommand>("""{"$type":"set-level","level":2}""", Wire.Strict));
        Assert.ThrowsAny<JsonException>(() => JsonSerializer.Deserialize<ShelfCommand>("""{"$type":"set-level","level":"heaps"}""", Wire.Strict));
    }

    [Fact]
    public void A_time_of_day_is_written_as_on_a_door() =>
        Assert.Equal("""{"$type":"close-early","at":"18:00","reasonCode":"staff-shortage"}""",
            JsonSerializer.Serialize<PlaceCommand>(new PlaceCommand.CloseEarly(new TimeOnly(18, 0), "staff-shortage"), Wire.Strict));

    [Fact]
    public void What_is_computed_from_a_view_does_not_travel_with_it()
    {
        var view = new RoomView(7, "sala-glowna", "Sala główna", 30, false, null, new Occupancy(null), [], null, null, []);
        using var json = JsonDocument.Parse(JsonSerializer.Serialize<View>(view, Wire.Tolerant));
        Assert.False(json.RootElement.TryGetProperty("state", out _));
        Assert.Equal("room", json.RootElement.GetProperty("$type").GetString());
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("occupancy").GetProperty("count").ValueKind);
    }

    private static void Walk(Type type, JsonSerializerOptions options, HashSet<Type> seen)
    {
        if (!seen.Add(type))
        {
            return;
        }
        var info = WireContext.Default.GetTypeInfo(type);
        Assert.True(info is not null, $"{type} is not in the context.");
        info = options.GetTypeInfo(type);
        foreach (var derived in info.PolymorphismOptions?.DerivedTypes ?? [])
        {
            Walk(derived.DerivedType, options, seen);
        }
        foreach (var property in info.Properties.Where(property => property.Get is not null))
        {
            Walk(property.PropertyType, options, seen);
        }
        if (info.ElementType is { } element)
        {
            Walk(element, options, seen);
        }
    }
}
