using System.Text.Json;
using Mal.Facts;

namespace Mal.Wire;

public enum AnswerStatus { Accepted, Refused, Repeated, Unknown }

/// <summary>What the house says to a command.</summary>
/// <param name="Version">The actor's version after it; for a repeat, the version it had then.</param>
/// <param name="Refusal">Only when refused.</param>
public sealed record Answer(AnswerStatus Status, long Version, Refusal? Refusal = null)
{
    public static Answer Unknown { get; } = new(AnswerStatus.Unknown, 0);
}

/// <summary>A command as it travels: the id is made by the client and has one effect for ever.</summary>
/// <param name="Key">Of whom it is asked, as in <c>shelf/rejonowa-6-8/lodowka</c>.</param>
/// <param name="Command">Kept raw until the key says what kind it must be.</param>
/// <param name="AgeMs">How long ago it was seen, computed at sending, so that a wrong clock on the phone does no harm.</param>
public sealed record Envelope(Guid Id, string Key, JsonElement Command, long AgeMs = 0);

/// <summary>The name of an actor of a place: <c>kind/place/id</c>, and <c>place/id</c> for the place itself.</summary>
public readonly record struct Key(string Kind, string Place, string Id)
{
    /// <summary>Characters of an id.</summary>
    public const int IdMax = 64;

    /// <summary>Whether a text can be the id of a place or of a thing in it: 1 to 64 of a–z, 0–9 and -.</summary>
    public static bool IsId(string? text) =>
        text is { Length: > 0 and <= IdMax } && text.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-');

    private const int TextMax = 3 * IdMax;

    public static Key Room(string place, string id) => new("room", place, id);
    public static Key Shelf(string place, string id) => new("shelf", place, id);
    public static Key Initiative(string place, string id) => new("initiative", place, id);
    public static Key OfPlace(string place) => new("place", place, "");

    /// <summary>The screens of a place; nobody to whom anything can be sent, so no text is ever read as this key.</summary>
    public static Key OfDisplays(string place) => new("displays", place, "");

    /// <summary>Null when the text is not a key.</summary>
    public static Key? Parse(string text)
    {
        // Nothing longer can be one, and a stranger's text may be long.
        var parts = text.Length <= TextMax ? text.Split('/') : [];
        return parts switch
        {
            ["place", var place] when IsId(place) => OfPlace(place),
            [("room" or "shelf" or "initiative") and var kind, var place, var id] when IsId(place) && IsId(id) => new(kind, place, id),
            _ => null,
        };
    }

    public override string ToString() => Kind is "place" or "displays" ? $"{Kind}/{Place}" : $"{Kind}/{Place}/{Id}";
}
