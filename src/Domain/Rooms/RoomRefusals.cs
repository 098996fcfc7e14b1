using Mal.Facts;
using Mal.Places;
using Mal.Polish;

namespace Mal.Rooms;

/// <summary>Why a room says no. The codes are permanent and listed in docs/protocol.md; the sentences tell a person what to do.</summary>
public static class RoomRefusals
{
    public static Refusal UnknownBooking { get; } = new("unknown-booking", "Nie ma takiego spotkania w tej sali. Mogło zostać odrzucone, wycofane, odwołane albo przeniesione.");
    public static Refusal NothingOn { get; } = new("nothing-on", "W tej sali nic teraz nie trwa.");
    public static Refusal AlreadyEnded { get; } = new("already-ended", "To spotkanie już się skończyło.");
    public static Refusal AlreadyCheckedIn { get; } = new("already-checked-in", "Ta grupa jest już potwierdzona. Jeśli to pomyłka, cofnij potwierdzenie.");
    public static Refusal Taken { get; } = new("room-taken", "Sala jest już zajęta przez kogoś innego.");
    public static Refusal SlotTaken { get; } = new("slot-taken", "W tym czasie sala jest zajęta. Wybierz inną godzinę lub inną salę.");
    public static Refusal NotFree { get; } = new("not-free", "Sala nie jest teraz wolna.");
    public static Refusal StartsSoon { get; } = new("not-free", "Za chwilę zaczyna się tu spotkanie.");
    public static Refusal InUse { get; } = new("in-use", "W sali trwa spotkanie. Najpierw zaznacz, że się skończyło.");
    public static Refusal Followed { get; } = new("followed-by-another", "Zaraz potem zaczyna się następne spotkanie.");
    public static Refusal OutsideHours { get; } = new("outside-hours", "O tej porze dom jest zamknięty.");
    public static Refusal OutOfService { get; } = new("out-of-service", "Sala jest wyłączona z użytku.");
    public static Refusal OutOfSeason { get; } = new("out-of-season", "To miejsce jest teraz nieczynne, zapraszamy w sezonie.");
    public static Refusal DropIn { get; } = new("drop-in", "Tu wchodzi się bez zapisów, kiedy dom jest otwarty.");
    public static Refusal NotAllowed { get; } = new("not-allowed", "Tego nie można zrobić z tego urządzenia.");
    public static Refusal NothingToUndo { get; } = new("nothing-to-undo", "Nie ma już czego cofnąć.");
    public static Refusal TooLateToUndo { get; } = new("too-late-to-undo", "Minął czas na cofnięcie. Poproś koordynatora.");
    public static Refusal NotYours { get; } = new("not-yours-to-undo", "To zaznaczono na innym urządzeniu. Cofnij tam albo poproś koordynatora.");
    public static Refusal CameAfter { get; } = new("something-came-after", "Potem zaznaczono coś nowszego. Zaznacz, jak jest teraz.");

    public static Refusal InThePast { get; } = new("in-the-past", "Ten czas już minął. Wybierz późniejszy.");
    public static Refusal AlreadyDecided { get; } = new("already-decided", "To zgłoszenie jest już przyjęte.");
    public static Refusal AlreadyStarted { get; } = new("already-started", "To spotkanie już się zaczęło. Zaznacz, że nikt nie przyszedł, albo je zakończ.");
    public static Refusal BeingMoved { get; } = new("being-moved", "To spotkanie jest właśnie przenoszone do innej sali. Spróbuj za chwilę.");
    public static Refusal UnknownRoom { get; } = new("unknown-room", "Nie ma takiej sali w tym domu.");

    public static Refusal TooManyPeople(int capacity) => new("too-many-people", $"Limit tej sali: {Phrases.People.Say(capacity)}. Wybierz większą salę.");
    public static Refusal MissingFeature(string feature) => new("missing-feature", $"W tej sali nie ma tego, czego potrzeba ({feature}). Wybierz inną salę.");
    public static Refusal TooLong(House house) => new("too-long", $"Salę udostępniamy najwyżej na {house.Settings.BookingHoursMax} godz. Skróć spotkanie.");
    public static Refusal TooSoon(int days) => new("too-soon", $"Zgłoszenie trzeba wysłać wcześniej: najpóźniej {Days(days)} przed spotkaniem.");
    public static Refusal TooFarAhead(int days) => new("too-far-ahead", $"Na tak odległy termin jeszcze nie zapisujemy: najwyżej {Days(days)} naprzód.");
    public static Refusal NotOpenThen(string? why) => new("outside-hours", why is null ? "O tej porze dom jest zamknięty. Wybierz godzinę w czasie otwarcia." : $"W tym dniu dom jest nieczynny: {why}.");
    public static Refusal TooLate(House house, DateTimeOffset latest) => new("outside-hours", $"Spotkanie musi się skończyć przed zamknięciem domu, najpóźniej o {Dates.Clock(house.Local(latest))}.");
    public static Refusal GroupHours(int hours) => new("group-hours", $"Jedna grupa może mieć sale najwyżej {hours} godz. w tygodniu. Skróć spotkanie albo wybierz inny tydzień.");
    public static Refusal GroupPending(int count) => new("group-pending", $"Tyle zgłoszeń tej grupy czeka już na decyzję: {count}. Poczekaj na odpowiedź.");

    private static string Days(int days) => Phrases.Days.Say(days);

    public static Refusal TooEarly(House house, DateTimeOffset from) =>
        new("too-early", $"Jeszcze za wcześnie. Będzie można od {Dates.Clock(house.Local(from))}.");
}
