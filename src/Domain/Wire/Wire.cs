using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Mal.Texts;

namespace Mal.Wire;

/// <summary>
/// The two ways the house reads JSON, over one generated context. What a person asks for is read strictly, because with the
/// defaults <c>{"$type":"change-count"}</c> would become delta 0 in silence; what is stored or shown is read tolerantly, so
/// that an older reader meets a newer writer's extra fields without harm. Every text passes <see cref="TextRule"/> on both
/// ways: what comes from outside is mended or refused, what was stored before there was a rule is shown without harm.
/// </summary>
public static class Wire
{
    /// <summary>For commands: a missing, null or doubled field is a mistake and is named.</summary>
    public static JsonSerializerOptions Strict { get; } = Make(options =>
    {
        options.RespectRequiredConstructorParameters = true;
        options.RespectNullableAnnotations = true;
        options.AllowDuplicateProperties = false;
        options.Converters.Add(new OneLineText());
        options.TypeInfoResolver = WireContext.Default.WithAddedModifier(OneLineText.Mark);
        // Before those of the context: the first that can, reads.
        options.Converters.Insert(0, new MeantDay());
        options.Converters.Insert(0, new MeantLocalTime());
        options.Converters.Insert(0, new MeantInstant());
    });

    /// <summary>For stored facts and views: what is not known is passed over.</summary>
    public static JsonSerializerOptions Tolerant { get; } = Make(options => options.Converters.Add(new ShownText()));

    private static JsonSerializerOptions Make(Action<JsonSerializerOptions> change)
    {
        var options = new JsonSerializerOptions(WireContext.Default.Options)
        {
            TypeInfoResolver = WireContext.Default,
            AllowOutOfOrderMetadataProperties = true,
            NumberHandling = JsonNumberHandling.Strict,
            // Null is left out, except where it is itself a message ("nie wiem"): there the property says so.
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            // What is computed from the rest does not travel.
            IgnoreReadOnlyProperties = true,
        };
        change(options);
        options.MakeReadOnly();
        return options;
    }
}

/// <summary>An enum by its name in camelCase (or the name it carries), never by its number, which nobody promised to keep.</summary>
internal sealed class Named<TEnum>() : JsonStringEnumConverter<TEnum>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where TEnum : struct, Enum;

/// <summary>A time of day as it is written on a door: <c>12:00</c>.</summary>
internal sealed class ClockTime : JsonConverter<TimeOnly>
{
    private static readonly string[] Forms = ["HH':'mm", "HH':'mm':'ss"];

    public override TimeOnly Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String
            && TimeOnly.TryParseExact(reader.GetString(), Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : throw new JsonException("A time of day is written HH:mm.");

    public override void Write(Utf8JsonWriter writer, TimeOnly value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString(value.Second == 0 ? Forms[0] : Forms[1], CultureInfo.InvariantCulture));
}

/// <summary>A date and time by the wall clock of the place, without an offset: <c>2026-12-02T18:00</c>.</summary>
internal sealed class LocalTime : JsonConverter<DateTime>
{
    private static readonly string[] Forms = ["yyyy'-'MM'-'dd'T'HH':'mm", "yyyy'-'MM'-'dd'T'HH':'mm':'ss"];

    public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String
            && DateTime.TryParseExact(reader.GetString(), Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : throw new JsonException("Czas miejscowy zapisuje się RRRR-MM-DDTGG:MM, bez strefy, na przykład 2026-12-02T18:00.");

    public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString(value.Second == 0 ? Forms[0] : Forms[1], CultureInfo.InvariantCulture));
}
