using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mal.Devices;

/// <summary>How this folder speaks: its own JSON options, so that it answers the same whatever the rest of the node has set for its own.</summary>
internal static class Refusals
{
    internal static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    internal static IResult Problem(int status, string title, string detail, string? field = null) =>
        Results.Json(new ProblemBody("about:blank", title, status, detail, field), Json, "application/problem+json", status);

    internal static IResult Malformed(string field, string detail) =>
        Problem(StatusCodes.Status400BadRequest, "Nieprawidłowe zapytanie", detail, field);

    private sealed record ProblemBody(string Type, string Title, int Status, string Detail, string? Field);
}
