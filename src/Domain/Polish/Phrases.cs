namespace Mal.Polish;

/// <summary>What the house counts, as whole phrases. <c>Phrases.People.Say(18)</c> is "18 osób".</summary>
public static class Phrases
{
    public static Phrase People { get; } = new("# osoba", "# osoby", "# osób", "# osoby");
    public static Phrase Places { get; } = new("# miejsce", "# miejsca", "# miejsc", "# miejsca");
    public static Phrase FreePlaces { get; } = new("# wolne miejsce", "# wolne miejsca", "# wolnych miejsc", "# wolnego miejsca");
    public static Phrase SignedUp { get; } = new("zapisana # osoba", "zapisane # osoby", "zapisanych # osób", "zapisane # osoby");
    public static Phrase Portions { get; } = new("# porcja", "# porcje", "# porcji", "# porcji");
    public static Phrase Pieces { get; } = new("# sztuka", "# sztuki", "# sztuk", "# sztuki");
    public static Phrase Products { get; } = new("# produkt", "# produkty", "# produktów", "# produktu");
    public static Phrase Packages { get; } = new("# opakowanie", "# opakowania", "# opakowań", "# opakowania");
    public static Phrase Meetings { get; } = new("# spotkanie", "# spotkania", "# spotkań", "# spotkania");
    public static Phrase Initiatives { get; } = new("# inicjatywa", "# inicjatywy", "# inicjatyw", "# inicjatywy");
    public static Phrase Requests { get; } = new("# zgłoszenie", "# zgłoszenia", "# zgłoszeń", "# zgłoszenia");
    public static Phrase Dates { get; } = new("# termin", "# terminy", "# terminów", "# terminu");
    public static Phrase Bookings { get; } = new("# rezerwacja", "# rezerwacje", "# rezerwacji", "# rezerwacji");
    public static Phrase Hours { get; } = new("# godzina", "# godziny", "# godzin", "# godziny");
    public static Phrase Minutes { get; } = new("# minuta", "# minuty", "# minut", "# minuty");
    public static Phrase Days { get; } = new("# dzień", "# dni", "# dni", "# dnia");
    public static Phrase Volunteers { get; } = new("# wolontariusz", "# wolontariusze", "# wolontariuszy", "# wolontariusza");
    public static Phrase Facts { get; } = new("# fakt", "# fakty", "# faktów", "# faktu");
    public static Phrase Streams { get; } = new("# strumień", "# strumienie", "# strumieni", "# strumienia");
    public static Phrase Partners { get; } = new("# partner", "# partnerzy", "# partnerów", "# partnera");

    /// <summary>"Czeka": what a phone still has to send.</summary>
    public static Phrase WaitingToBeSent { get; } =
        new("# czeka na wysłanie", "# czekają na wysłanie", "# czeka na wysłanie", "# czeka na wysłanie");

    public static Phrase LotsToThrowAway { get; } =
        new("# partia do wyrzucenia, w „Żywność”", "# partie do wyrzucenia, w „Żywność”", "# partii do wyrzucenia, w „Żywność”", "# partii do wyrzucenia, w „Żywność”");

    /// <summary>Accusative, after "za".</summary>
    public static Phrase InHours { get; } = new("# godzinę", "# godziny", "# godzin", "# godziny");

    /// <summary>Accusative, after "za".</summary>
    public static Phrase InMinutes { get; } = new("# minutę", "# minuty", "# minut", "# minuty");
}
