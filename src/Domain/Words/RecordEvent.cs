using System.Text.Json.Serialization;

namespace Mal.Words;

/// <summary>What happened to the records of a place. A fact says whose words went and why; what they said is gone.</summary>
[JsonDerivedType(typeof(Erased), "record-erased")]
public abstract record RecordEvent
{
    /// <summary>How the streams begin in which these stand, one a place. Nobody decides by them, and what is erased stays so.</summary>
    public const string Streams = "record/";

    private RecordEvent() { }

    /// <param name="Subject">The booking or initiative whose words they were.</param>
    public sealed record Erased(Guid Subject, ErasedBecause Because, DateTimeOffset At) : RecordEvent;
}

public enum ErasedBecause { Requested, Due }
