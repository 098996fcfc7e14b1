using System.Collections.Immutable;
using System.Text.Json;

namespace Mal.Coordination;

/// <summary>What people wrote about one booking or initiative, as coordinators read it.</summary>
/// <param name="Title">The real title; null when it is the public one.</param>
/// <param name="EraseAt">When it goes by itself.</param>
public sealed record WordsRead(string? Title, string? Email, string? Phone, ImmutableList<WordsLine> Said, DateTimeOffset? EraseAt)
{
    public static WordsRead Nothing { get; } = new(null, null, null, [], null);

    public bool IsEmpty => Title is null && Email is null && Phone is null && Said.IsEmpty;

    // Read by hand: the shape is the door's own, and generated code for it would travel to every screen.
    public static WordsRead Of(JsonElement json)
    {
        var contact = Part(json, "contact");
        return new WordsRead(Text(json, "title"), Text(contact, "email"), Text(contact, "phone"),
            Part(json, "said") is { ValueKind: JsonValueKind.Array } said ? [.. said.EnumerateArray().Select(Line)] : [],
            At(json, "eraseAt"));
    }

    private static WordsLine Line(JsonElement line) => new(Text(line, "what") ?? "", Text(line, "text") ?? "", At(line, "at"));

    private static JsonElement? Part(JsonElement? json, string name) =>
        json is { ValueKind: JsonValueKind.Object } whole && whole.TryGetProperty(name, out var part) ? part : null;

    private static string? Text(JsonElement? json, string name) => Part(json, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static DateTimeOffset? At(JsonElement? json, string name) =>
        Part(json, name) is { ValueKind: JsonValueKind.String } text && text.TryGetDateTimeOffset(out var at) ? at : null;
}

/// <param name="What"><c>question</c>, <c>answer</c>, <c>reason</c>, <c>note</c>, <c>partner</c>, <c>offer</c> or <c>description</c>.</param>
public sealed record WordsLine(string What, string Text, DateTimeOffset? At)
{
    public string Name => What switch
    {
        "question" => "Pytanie",
        "answer" => "Odpowiedź",
        "reason" => "Powód",
        "note" => "Notatka",
        "partner" => "Partner",
        "offer" => "Wnosi",
        _ => "Opis",
    };
}
