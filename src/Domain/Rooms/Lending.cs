using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mal.Rooms;

/// <summary>How far the house has decided about a booking. One that is not decided holds its slot, and is never shown as a meeting.</summary>
public enum Standing { Approved, Requested, NeedsInfo }

public enum OrganizerKind { Resident, InformalGroup, Ngo, Institution, Team }

/// <summary>Who answers for the meeting: a kind, never a name.</summary>
public sealed record Organizer(OrganizerKind Kind);

/// <summary>
/// A request for a room as somebody fills it in. Its words go into a record at the door; what reaches the room, and the
/// facts, holds the public title only.
/// </summary>
/// <param name="Title">1 to 120 characters; a fact only when it is the public title.</param>
/// <param name="From">Local time of the place, set-up included.</param>
/// <param name="Until">Local time of the place, tidying included.</param>
/// <param name="Needs">Features the room must have, as the place file names them.</param>
/// <param name="Closed">A closed group: the public reads "Spotkanie zamknięte".</param>
/// <param name="Group">A pseudonym of the asking group, by which fairness is counted; null when unknown.</param>
public sealed record BookingRequest(Guid Id, string Title, DateTime From, DateTime Until, int People, Organizer Organizer,
    string? PublicTitle = null, Features? Needs = null, bool Closed = false, Guid? Group = null)
{
    /// <summary>The only title that may stand in a fact.</summary>
    [JsonIgnore]
    public string Said => Closed ? "Spotkanie zamknięte" : PublicTitle ?? Title;
}

/// <summary>How to reach the requester; kept in a record and read by coordinators only.</summary>
public sealed record Contact(string? Email = null, string? Phone = null);

/// <summary>A booking on its way to another room: it keeps its slot here until the other room has it.</summary>
/// <param name="Command">The id under which the other room is asked, however often.</param>
public sealed record Moving(string Room, DateTimeOffset From, DateTimeOffset Until, Guid Command);

/// <summary>What was noted after a meeting. Null is "not counted", which is not 0.</summary>
/// <param name="Held">False: it did not take place.</param>
public sealed record CloseOut(bool Held, int? People = null, int? Children = null, int? Adults = null, int? Seniors = null,
    int? Volunteers = null, decimal? VolunteerHours = null);

/// <summary>A meeting that is over and of which nobody has noted yet how it went.</summary>
/// <param name="NotCounted">What there is to say of it when nobody has counted in it either; null when somebody has.</param>
public sealed record Unsettled(Guid Booking, DateTimeOffset From, string? Initiative = null, NotCounted? NotCounted = null);

/// <param name="Title">Empty for a series of the place file, whose title stands in the place.</param>
public sealed record NotCounted(string Title, DateTimeOffset Until, int People);

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
        // By the rule of texts that these options have, as every other string.
        var name = (JsonConverter<string>)options.GetTypeInfo(typeof(string)).Converter;
        var names = ImmutableList.CreateBuilder<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            names.Add(name.Read(ref reader, typeof(string), options) ?? throw new JsonException("A feature is a name."));
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
