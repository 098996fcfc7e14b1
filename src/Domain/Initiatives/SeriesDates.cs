using System.Collections.Immutable;
using Mal.Facts;

namespace Mal.Initiatives;

public enum SeriesFault { Unreadable, WithoutEnd, TooMany, None }

/// <summary>The days of a series as its rule gives them, before anybody has looked at closures; or what is wrong with the rule.</summary>
public sealed record SeriesDates(ImmutableList<DateOnly> Days, SeriesFault? Fault = null)
{
    /// <summary>Why no dates can be made of a rule that can be read; null when they can, and when it cannot be read at all.</summary>
    public Refusal? Refusal => Fault switch
    {
        SeriesFault.WithoutEnd => InitiativeRefusals.WithoutEnd,
        SeriesFault.TooMany => InitiativeRefusals.TooManyDates,
        SeriesFault.None => InitiativeRefusals.NoDates,
        _ => null,
    };
}
