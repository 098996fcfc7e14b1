using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mal.Rooms;

public enum OrganizerKind { Resident, InformalGroup, Ngo, Institution, Team }

/// <summary>Who answers for the meeting: a kind, never a name.</summary>
public sealed record Organizer(OrganizerKind Kind);

/// <summary>How to reach the requester; kept in a record and read by coordinators only.</summary>
public sealed record Contact(string? Email = null, string? Phone = null);

/// <summary>Features of a room by name (<c>projector</c>, <c>kitchen</c>); two lists with the same names are the same.</summary>
[JsonConverter(typeof(FeaturesJson))]
public sealed record Features(ImmutableList<string> Names)
{
    public bool Equals(Features? other) => other is not null && Names.SequenceEqual(other.Names, StringComparer.Ordinal);

    public override int GetHashCode() => Names.Aggregate(17, (hash, name) => HashCode.Combine(hash, name));
}

internal sealed class FeaturesJson : JsonConverter<Features>
{
    public override Features Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("Features are a list of names.");
        }
        var names = ImmutableList.CreateBuilder<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            names.Add(reader.TokenType == JsonTokenType.String ? reader.GetString()! : throw new JsonException("A feature is a name."));
        }
        return new Features(names.ToImmutable());
    }

    public override void Write(Utf8JsonWriter writer, Features value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        value.Names.ForEach(writer.WriteStringValue);
        writer.WriteEndArray();
    }
}
