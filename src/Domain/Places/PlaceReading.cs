using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Mal.Places;

/// <summary>A place file as it was read: the file, or every mistake found in it.</summary>
public sealed record PlaceReading(PlaceFile? File, ImmutableList<Mistake> Mistakes)
{
    /// <summary>Reads strictly and then checks what the types cannot say.</summary>
    public static PlaceReading Of(string json)
    {
        try
        {
            var file = JsonSerializer.Deserialize(json, (JsonTypeInfo<PlaceFile>)Wire.Wire.Strict.GetTypeInfo(typeof(PlaceFile)));
            if (file is null)
            {
                return Wrong("$", "Plik jest pusty.");
            }
            var mistakes = PlaceCheck.Of(file);
            return mistakes.IsEmpty ? new PlaceReading(file, []) : new PlaceReading(null, mistakes);
        }
        catch (JsonException wrong)
        {
            // The reader names the path and, in English, what it met there.
            return Wrong(wrong.Path ?? "$", wrong.Message);
        }
    }

    private static PlaceReading Wrong(string path, string reason) => new(null, [new Mistake(path, reason)]);
}

/// <param name="Path">Where in the file, as a JSON path: <c>$.rooms[2].capacity</c>.</param>
/// <param name="Reason">What is wrong there, for the person who wrote it.</param>
public sealed record Mistake(string Path, string Reason)
{
    public override string ToString() => $"{Path}: {Reason}";
}
