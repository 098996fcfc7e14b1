using System.Diagnostics;
using Mal.History;
using Mal.Polish;
using static Mal.Places.PlaceEvent;

namespace Mal.Places;

/// <summary>What happened to a place, in sentences for coordinators.</summary>
public static class PlaceHistory
{
    public static string Say(PlaceEvent happened, Remembered known) => happened switch
    {
        Imported => "Wczytano plik miejsca.",
        ClosedEarly it => $"Zamknięto wcześniej: {Dates.Short(known.House.Day(it.From))} od {known.Clock(it.From)}{Remembered.Because(it.ReasonCode)}.",
        AccessSet it => $"Jadłodzielnia: {Say(it.State)}{Remembered.Because(it.ReasonCode)}.",
        SettingsChanged it => $"Zmieniono ustawienia (wersja {it.Settings.Version}).",
        HoursChanged it => $"Zmieniono godziny otwarcia (wersja {it.Version}): {Week(it)}.",
        ClosureAdded it => $"{(it.Closure.Opening ? "Dodano dzień otwarty" : "Dodano dzień nieczynny")}: {Say(it.Closure)}.",
        ClosureRemoved it => $"{(it.Closure.Opening ? "Usunięto dzień otwarty" : "Usunięto dzień nieczynny")}: {Say(it.Closure)}.",
        Announced it => $"Dodano ogłoszenie: „{it.Announcement.Text}”.",
        AnnouncementWithdrawn it => $"Wycofano ogłoszenie: „{it.Announcement.Text}”.",
        AccessFactsChanged it => $"Zmieniono informacje o dostępności (wersja {it.Version}).",
        TextsChanged it => $"Zmieniono teksty miejsca (wersja {it.Version}).",
        FoodPolicyChanged it => $"Zmieniono zasady jadłodzielni (wersja {it.Policy.Version}): {string.Join(", ", FoodPolicyWords.Of(it.Policy))}.",
        PublicUrlChanged it => it.PublicUrl is { } url ? $"Zmieniono adres w internecie (wersja {it.Version}): {url}." : $"Usunięto adres w internecie (wersja {it.Version}).",
        InitiativeOpened => "Dopisano inicjatywę do miejsca.",
        InitiativeClosed => "Zakończoną inicjatywę zdjęto z listy miejsca.",
        _ => throw new UnreachableException($"A place has no sentence for {happened.GetType().Name}."),
    };

    private static string Say(FoodAccessState state) => state switch
    {
        FoodAccessState.Open => "otwarta",
        FoodAccessState.Restricted => "dostęp ograniczony",
        _ => "zamknięta",
    };

    private static string Say(Closure closure)
    {
        var hours = (closure.From, closure.Until) switch
        {
            (null, null) => "",
            ({ } from, { } until) => $", {Dates.Between(from, until)}",
            ({ } from, null) => $", od {Dates.Clock(from)}",
            (null, { } until) => $", do {Dates.Clock(until)}",
        };
        return $"{Remembered.Days(closure.FirstDay, closure.LastDay)}{hours}, {closure.Reason}";
    }

    private static string Week(HoursChanged changed) => changed.Hours.IsEmpty ? "nieczynne" : string.Join(", ",
        Enumerable.Range(1, 7).Select(day => (DayOfWeek)(day % 7)).Where(day => changed.Hours.ContainsKey(Hours.Name(day)))
            .Select(day => $"{Dates.Weekday(day)} {changed.Hours[Hours.Name(day)].Replace('-', '–')}"));
}
