using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Mal.Board;
using Mal.Initiatives;
using Mal.Places;
using Mal.Rooms;
using Mal.Shelves;
using Mal.Wire;

namespace Mal.Texts;

/// <summary>
/// The rule of texts holds for every field of whatever is read from outside, also for one that is added tomorrow: each kind of
/// body is filled in whole from its own description, and then one string after the other is spoilt.
/// </summary>
public sealed class EveryTextTests
{
    private const string Word = "abc";

    public static TheoryData<Type> Bodies =>
    [
        .. new[] { typeof(RoomCommand), typeof(ShelfCommand), typeof(PlaceCommand), typeof(InitiativeCommand) }.SelectMany(Declared),
        typeof(Envelope), typeof(PlaceFile), typeof(ClosureQuestion), typeof(ClosureRequest), typeof(SeriesTrial), typeof(JoinRequest),
    ];

    [Theory, MemberData(nameof(Bodies))]
    public void No_field_of_what_comes_from_outside_takes_what_cannot_be_seen(Type body)
    {
        var whole = Filled(body, Wire.Wire.Strict)!.ToJsonString();
        var clean = JsonSerializer.Serialize(JsonSerializer.Deserialize(whole, Wire.Wire.Strict.GetTypeInfo(body)), Wire.Wire.Tolerant.GetTypeInfo(body));
        var fields = whole.Split($"\"{Word}").Length - 1;
        for (var field = 0; field < fields; field++)
        {
            foreach (var hidden in new[] { @"a\u0000bc", @"a\u202Ebc", @"a\u009Fbc", @"a\uD83Dbc", @"a\u001Bbc" })
            {
                var wrong = Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(With(whole, field, hidden), Wire.Wire.Strict.GetTypeInfo(body)));
                Assert.False(string.IsNullOrEmpty(wrong.Path));
            }
            foreach (var pasted in new[] { @"\u00A0abc ", @"a\u200Bbc\uFEFF", @"abc\u2009" })
            {
                var read = JsonSerializer.Deserialize(With(whole, field, pasted), Wire.Wire.Strict.GetTypeInfo(body));
                Assert.Equal(clean, JsonSerializer.Serialize(read, Wire.Wire.Tolerant.GetTypeInfo(body)));
            }
        }
    }

    [Fact]
    public void The_walk_itself_finds_the_texts_it_is_about()
    {
        Assert.Equal(2, Filled(typeof(RoomCommand.RejectRequest), Wire.Wire.Strict)!.ToJsonString().Split($"\"{Word}\"").Length - 2);
        Assert.True(Filled(typeof(InitiativeCommand.Submit), Wire.Wire.Strict)!.ToJsonString().Split($"\"{Word}\"").Length > 15);
    }

    [Fact]
    public void A_note_keeps_its_lines_and_a_title_has_one()
    {
        var note = """{"$type":"answer","booking":"0197a000-0000-7000-8000-00000000c0de","text":"raz\r\ndwa"}""";
        Assert.Equal("raz\ndwa", ((RoomCommand.AnswerQuestion)JsonSerializer.Deserialize<RoomCommand>(note, Wire.Wire.Strict)!).Text);
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<RoomCommand>("""{"$type":"walk-in","publicTitle":"raz\ndwa"}""", Wire.Wire.Strict));
    }

    [Fact]
    public void A_phone_writes_the_very_text_the_house_will_take() =>
        Assert.Equal("""{"$type":"walk-in","publicTitle":"Szachy i bierki"}""",
            JsonSerializer.Serialize<RoomCommand>(new RoomCommand.WalkIn(" Szachy\u00A0i \u200Bbierki "), Wire.Wire.Strict));

    [Fact]
    public void A_fact_from_before_the_rule_is_read_and_shown_without_what_hides_in_it()
    {
        var json = """{"$type":"place-announced","announcement":{"text":"\u202EZ\u0000araz\u200B","firstDay":"2026-11-25"},"at":"2026-11-24T12:00:00+01:00"}""";
        Assert.Equal("Zaraz", ((PlaceEvent.Announced)JsonSerializer.Deserialize<PlaceEvent>(json, Wire.Wire.Tolerant)!).Announcement.Text);
    }

    private static IEnumerable<Type> Declared(Type root) => Wire.Wire.Strict.GetTypeInfo(root).PolymorphismOptions!.DerivedTypes.Select(derived => derived.DerivedType);

    // The nth string, its name or its value, replaced.
    private static string With(string whole, int field, string text)
    {
        var parts = whole.Split($"\"{Word}");
        return string.Join($"\"{Word}", parts[..(field + 1)]) + $"\"{text}" + string.Join($"\"{Word}", parts[(field + 1)..]);
    }

    private static JsonNode? Filled(Type type, JsonSerializerOptions options)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        var info = options.GetTypeInfo(plain);
        return plain switch
        {
            _ when plain == typeof(string) => Word,
            _ when plain == typeof(Guid) => "0197a000-0000-7000-8000-00000000c0de",
            _ when plain == typeof(DateOnly) => "2026-12-02",
            _ when plain == typeof(TimeOnly) => "12:00",
            _ when plain == typeof(DateTime) => "2026-12-02T18:00",
            _ when plain == typeof(DateTimeOffset) => "2026-12-02T18:00:00+01:00",
            _ when plain == typeof(bool) => true,
            _ when plain == typeof(Features) => new JsonArray(Word),
            _ when plain == typeof(JsonElement) => new JsonObject(),
            _ when plain.IsEnum => JsonNode.Parse(JsonSerializer.Serialize(plain.GetEnumValues().GetValue(0), info)),
            _ when plain.IsPrimitive || plain == typeof(decimal) => 1,
            _ when info.Kind == JsonTypeInfoKind.Dictionary => new JsonObject { [Word] = Filled(info.ElementType!, options) },
            _ when info.Kind == JsonTypeInfoKind.Enumerable => new JsonArray(Filled(info.ElementType!, options)),
            _ => Whole(info, options),
        };
    }

    private static JsonObject Whole(JsonTypeInfo info, JsonSerializerOptions options)
    {
        var whole = new JsonObject();
        if (info.PolymorphismOptions is { DerivedTypes: [var first, ..] })
        {
            whole = Whole(options.GetTypeInfo(first.DerivedType), options);
            whole.Insert(0, "$type", (string)first.TypeDiscriminator!);
            return whole;
        }
        foreach (var property in info.Properties.Where(property => property.Get is not null))
        {
            whole[property.Name] = Filled(property.PropertyType, options);
        }
        return whole;
    }
}
