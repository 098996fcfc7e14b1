using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Mal.Texts;

/// <summary>A text that may have several lines. Every other text of a command is one line.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ManyLinesAttribute : Attribute;

/// <summary>
/// The rule of texts where JSON is read, so that no field can forget it: it holds for every string of a strictly read body, ids
/// and codes included, and for the keys of its dictionaries.
/// </summary>
public class OneLineText : JsonConverter<string>
{
    public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Taken(Raw(ref reader));

    public override string ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Taken(Raw(ref reader));

    // What is to be sent is mended before it goes, so that a phone foretells with the very text the house will take.
    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(Rule(value).Text);

    public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WritePropertyName(value);

    /// <summary>Every property that says it has several lines is read as such.</summary>
    internal static void Mark(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            if (property.PropertyType == typeof(string) && property.AttributeProvider?.IsDefined(typeof(ManyLinesAttribute), inherit: true) == true)
            {
                property.CustomConverter = new ManyLinesText();
            }
        }
    }

    private protected virtual CleanText Rule(string text) => TextRule.OneLine(text);

    private string Taken(string text) => Rule(text) is { Wrong: { } wrong } ? throw new JsonException(wrong) : Rule(text).Text;

    private static string Raw(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName))
        {
            throw new JsonException("tu ma stać tekst");
        }
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new JsonException(TextRule.Half);
        }
    }
}

internal sealed class ManyLinesText : OneLineText
{
    private protected override CleanText Rule(string text) => TextRule.Lines(text);
}

/// <summary>What is stored or shown: every text as it may be shown, also one written before there was a rule.</summary>
internal sealed class ShownText : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetString() is { } stored ? TextRule.Shown(stored) : null;

    public override string ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString()!;

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);

    public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WritePropertyName(value);
}
