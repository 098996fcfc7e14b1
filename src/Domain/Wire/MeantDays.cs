using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Mal.Places;

namespace Mal.Wire;

/// <summary>A day in a command: only one that anybody can mean, see <see cref="CalendarDay"/>.</summary>
internal sealed class MeantDay : JsonConverter<DateOnly>
{
    public override DateOnly Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && CalendarDay.Read(reader.GetString()) is { } day
            ? day
            : throw new JsonException($"Dzień zapisuje się RRRR-MM-DD, rok od {CalendarDay.YearMin} do {CalendarDay.YearMax}.");

    public override void Write(Utf8JsonWriter writer, DateOnly value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString("O", CultureInfo.InvariantCulture));
}

/// <summary>As <see cref="LocalTime"/>, in a command.</summary>
internal sealed class MeantLocalTime : JsonConverter<DateTime>
{
    private static readonly LocalTime Form = new();

    public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Form.Read(ref reader, typeToConvert, options) is var time && CalendarDay.IsMeant(time.Year)
            ? time
            : throw new JsonException($"Rok od {CalendarDay.YearMin} do {CalendarDay.YearMax}.");

    public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) => Form.Write(writer, value, options);
}

/// <summary>An instant in a command.</summary>
internal sealed class MeantInstant : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && reader.TryGetDateTimeOffset(out var instant) && CalendarDay.IsMeant(instant.Year)
            ? instant
            : throw new JsonException(
                $"Chwila z przesunięciem od UTC, na przykład 2026-12-02T18:00:00+01:00, rok od {CalendarDay.YearMin} do {CalendarDay.YearMax}.");

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
