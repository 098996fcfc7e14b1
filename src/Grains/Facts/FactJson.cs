using System.Text.Json;

namespace Mal.Facts;

/// <summary>Facts and states as they are stored: tolerant of what a later release adds.</summary>
internal static class FactJson
{
    // Asked for by the base type, so that an event carries its permanent name.
    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Wire.Wire.Tolerant);

    public static T Read<T>(string json) =>
        JsonSerializer.Deserialize<T>(json, Wire.Wire.Tolerant) ?? throw new JsonException($"A stored {typeof(T).Name} was null.");
}

/// <summary>The shape of the stored heads. Raised whenever a state could not be read by its older self; heads of another number are made anew from their events.</summary>
internal static class HeadSchema
{
    public const int Current = 2;

    /// <summary>
    /// An instant not before the last write, which its version 7 id carries in whole milliseconds; the clock of a node that
    /// wakes it may be behind, and must not see before what has happened.
    /// </summary>
    public static DateTimeOffset LastAt(Head head) => LastAt(head.WriteId);

    public static DateTimeOffset LastAt(Guid writeId)
    {
        var bytes = writeId.ToByteArray(bigEndian: true);
        var milliseconds = 0L;
        for (var i = 0; i < 6; i++)
        {
            milliseconds = (milliseconds << 8) | bytes[i];
        }
        return DateTimeOffset.FromUnixTimeMilliseconds(milliseconds + 1);
    }
}
