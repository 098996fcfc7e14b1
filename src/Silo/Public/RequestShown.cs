using System.Collections.Immutable;
using Mal.Facts;
using Mal.Places;

namespace Mal.Public;

/// <summary>All that the form page shows.</summary>
/// <param name="Token">Proves that the form came from this house.</param>
/// <param name="Sending">Made anew with every page: copies of one sending carry the same.</param>
/// <param name="Offer">The dates of a series, to be looked at before it is sent for good.</param>
/// <param name="Chosen">What was chosen for its taken dates, as it was sent.</param>
/// <param name="Says">A sentence about the whole, above the fields.</param>
internal sealed record RequestShown(House House, PlaceTexts Texts, RequestForm Form, string Token, Guid Sending, DateOnly First, DateOnly Last,
    ImmutableList<FieldError> Errors, ImmutableList<Alternative> Instead, string? Says = null, SeriesOffer? Offer = null, FormTexts? Chosen = null)
{
    public string? Error(string field) => Errors.Find(error => error.Field == field)?.Says;

    public bool HasTrouble => Says is not null || !Errors.IsEmpty;

    /// <summary>What rooms can be asked to have, in words.</summary>
    public ImmutableList<(string Feature, string Label)> Features =>
        [.. House.File.Rooms.Where(room => !room.DropIn).SelectMany(room => room.Features).Distinct().Where(Labels.ContainsKey).Select(feature => (feature, Labels[feature]))];

    private static readonly ImmutableDictionary<string, string> Labels = new Dictionary<string, string>
    {
        ["projector"] = "rzutnik", ["chairs"] = "krzesła", ["tables"] = "stoły", ["sink"] = "zlew", ["tools"] = "narzędzia",
        ["computers"] = "komputery", ["kitchen"] = "kuchnia", ["armchairs"] = "fotele", ["outdoor"] = "na dworze",
    }.ToImmutableDictionary();
}
