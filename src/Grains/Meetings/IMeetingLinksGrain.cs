using System.Collections.Immutable;

namespace Mal.Meetings;

/// <summary>
/// The organizers' links of one place (its key is the place's id). A code is computed from the place's secret and the
/// booking's id, so there is no table of them, and the secret never leaves this actor.
/// </summary>
[Alias("Mal.IMeetingLinksGrain")]
public interface IMeetingLinksGrain : IGrainWithStringKey
{
    /// <summary>The code of a booking's link: 12 characters, 51 bits.</summary>
    [Alias("Code")]
    Task<string> Code(Guid booking);

    /// <summary>Whose code it is among these bookings; null when nobody's.</summary>
    [Alias("Find")]
    Task<Guid?> Find(string code, ImmutableList<Guid> bookings);
}
