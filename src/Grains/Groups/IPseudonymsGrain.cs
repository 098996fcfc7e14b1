namespace Mal.Groups;

/// <summary>
/// Which requests of one place (its key is the place's id) come from the same contact: each contact has a random pseudonym,
/// kept under a keyed hash of it. A record and not facts: when the last words with a contact go, so does what joins the
/// pseudonym in the facts to anybody.
/// </summary>
[Alias("Mal.IPseudonymsGrain")]
public interface IPseudonymsGrain : IGrainWithStringKey
{
    /// <summary>The words of a booking or an initiative hold this contact from now on.</summary>
    [Alias("Join")]
    Task Join(Guid subject, string? email, string? phone);

    /// <summary>The pseudonym of whoever asked for a booking or an initiative; null when no contact of theirs is kept.</summary>
    [Alias("Of")]
    Task<Guid?> Of(Guid subject);

    /// <summary>Its words are gone.</summary>
    [Alias("Leave")]
    Task Leave(Guid subject);
}
