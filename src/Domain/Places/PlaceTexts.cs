using Mal.Texts;

namespace Mal.Places;

/// <summary>
/// What the place itself says to people on its forms. A text nobody has written is null, and then a default stands in its place
/// that says plainly what is still missing; no live screen carries them, they are fetched where they are read.
/// </summary>
/// <param name="DataProtection">The clause under every form (RODO art. 13).</param>
/// <param name="RequestIntro">Above the public request form.</param>
/// <param name="FreeTextHint">Beside every field of free text.</param>
/// <param name="RequestSent">What a requester reads after sending, above the tracking code.</param>
public sealed record PlaceTexts([property: ManyLines] string? DataProtection = null, [property: ManyLines] string? RequestIntro = null,
    [property: ManyLines] string? FreeTextHint = null, [property: ManyLines] string? RequestSent = null)
{
    /// <summary>Every text of a place as a person reads it: what was written, or the default.</summary>
    public static PlaceTexts Of(PlaceDetails place) => new(
        place.Texts?.DataProtection ?? Clause(place),
        place.Texts?.RequestIntro ?? "Udostępniamy sale bezpłatnie mieszkankom, mieszkańcom i grupom. Opisz krótko spotkanie, a odpowiemy, czy termin jest wolny.",
        place.Texts?.FreeTextHint ?? "Nie wpisuj danych osobowych.",
        place.Texts?.RequestSent ?? "Zgłoszenie dotarło. Zapisz kod: pokazuje, co się z nim dzieje, i pozwala je wycofać.");

    // Honest above all: it names what only the operator can say, instead of making it up.
    private static string Clause(PlaceDetails place) =>
        $"""
        Wzór do potwierdzenia przez administratora danych. Administratorem danych jest {place.Operator}, {place.Address}, tel. {place.Phone}. Dane inspektora ochrony danych: do uzupełnienia przez administratora.
        Dane kontaktowe podane w zgłoszeniu służą tylko do odpowiedzi i do ustaleń o spotkaniu (art. 6 ust. 1 lit. e RODO – do potwierdzenia przez administratora). Podanie ich jest dobrowolne, ale bez nich nie odpowiemy. Widzi je tylko koordynacja.
        Usuwamy je {place.Settings.ContactDays} dni po ostatnim spotkaniu albo od razu, na prośbę. Nie przekazujemy ich poza Europejski Obszar Gospodarczy i nie podejmujemy na ich podstawie decyzji automatycznie.
        Można żądać dostępu do danych, ich sprostowania, usunięcia lub ograniczenia przetwarzania, wnieść sprzeciw oraz skargę do Prezesa Urzędu Ochrony Danych Osobowych.
        """;
}

/// <summary>The answer to <c>GET …/texts</c>.</summary>
/// <param name="Version">Of the settings, for an edit to name.</param>
/// <param name="Texts">Every text as a person reads it.</param>
/// <param name="Written">What the place has written itself; null when all are defaults.</param>
public sealed record PlaceTextsAnswer(int Version, PlaceTexts Texts, PlaceTexts? Written)
{
    public static PlaceTextsAnswer Of(PlaceDetails place) => new(place.Settings.Version, PlaceTexts.Of(place), place.Texts);
}
