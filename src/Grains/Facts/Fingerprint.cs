using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Mal.Wire;

namespace Mal.Facts;

/// <summary>
/// What a command says, as a short hash: one id with other content is not a repeat. It is over the command as it was
/// understood and not as it was written, so the order of fields, spaces and a number's last zeros do not count; and a field
/// that is left out counts as one that says its default, so that a field added by a later release changes no older command.
/// Words and contacts are taken out before: a fact's row is for ever, and a hash of a telephone number can be guessed.
/// </summary>
internal static class Fingerprint
{
    // 120 bits, and 20 letters without padding.
    private const int Bytes = 15;

    private static readonly JsonSerializerOptions Canonical = Make();

    /// <summary>Asked for by the base type, so that the command's permanent name is part of it.</summary>
    public static string Of<TCommand>(TCommand command) =>
        Convert.ToBase64String(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(command, Canonical)).AsSpan(0, Bytes));

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions(Wire.Wire.Tolerant) { TypeInfoResolver = WireContext.Default.WithAddedModifier(LeaveOutDefaults) };
        options.Converters.Add(new PlainDecimal());
        options.MakeReadOnly();
        return options;
    }

    private static void LeaveOutDefaults(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            if (property.AssociatedParameter is { HasDefaultValue: true, DefaultValue: var usual })
            {
                property.ShouldSerialize = (_, value) => !Equals(value, usual);
            }
        }
    }

    // 1 and 1.00 weigh the same.
    private sealed class PlainDecimal : JsonConverter<decimal>
    {
        public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDecimal();

        public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) =>
            writer.WriteNumberValue(value / 1.0000000000000000000000000000m);
    }
}
