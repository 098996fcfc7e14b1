using System.Diagnostics;
using Mal.History;
using Mal.Polish;

namespace Mal.Rooms;

/// <summary>What happened in a room, in sentences for coordinators. A new event has its sentence from its first day: a test walks them all.</summary>
public static class RoomHistory
{
    public static string Say(RoomEvent happened, Remembered known) => happened switch
    {
        RoomEvent.CountChanged it => $"Liczba obecnych: {Signed(it.Delta)}{Source(it.Source)}.",
        RoomEvent.CountSet { Count: { } count } it => $"Policzono: {Phrases.People.Say(count)}{Source(it.Source)}.",
        RoomEvent.CountSet it => $"Liczba obecnych: nie wiadomo{Source(it.Source)}.",
        RoomEvent.CountSeenLate { Delta: { } delta } it => $"Zapisano po czasie: zmiana liczby obecnych o {Signed(delta)}{Source(it.Source)}.",
        RoomEvent.CountSeenLate it => $"Zapisano po czasie: {(it.Count is { } count ? $"policzono {Phrases.People.Say(count)}" : "liczba obecnych nieznana")}{Source(it.Source)}.",
        RoomEvent.PresenceSeen { Present: true } => "Czujnik: ktoś jest w sali.",
        RoomEvent.PresenceSeen => "Czujnik: nic się nie rusza. To nie znaczy, że sala jest pusta.",
        RoomEvent.Planned it => $"Zaplanowano spotkanie: {Whole(it.Booking, known)}.",
        RoomEvent.RequestRefused it => $"Odmówiono terminu: {known.Time(it.From, it.Until)}{Remembered.Because(it.Code)}.",
        RoomEvent.WalkedIn it => $"Zajęto wolną salę do {known.Clock(it.Booking.Until)}: „{it.Booking.Title}”.",
        RoomEvent.CheckedIn it => $"Grupa przyszła{known.Named(it.Booking)}.",
        RoomEvent.PresumedHeld it => $"Nikt nie potwierdził, przyjęto, że spotkanie trwa{known.Named(it.Booking)}.",
        RoomEvent.NobodyCame it => $"Nikt nie przyszedł{known.Named(it.Booking)}. Sala jest wolna.",
        RoomEvent.Extended it => $"Przedłużono do {known.Clock(it.Until)}{known.Named(it.Booking)}.",
        RoomEvent.CheckedOut it => $"Spotkanie się skończyło{known.Named(it.Booking)}.",
        RoomEvent.EndedBySystem it => $"Przy zamknięciu domu zapisano koniec o {known.Clock(it.EndedAt)}{known.Named(it.Booking)}.",
        RoomEvent.MadeReady => "Sala jest gotowa.",
        RoomEvent.TakenOutOfService it => $"Salę wyłączono z użytku{Remembered.Because(it.ReasonCode)}.",
        RoomEvent.ReturnedToService => "Salę przywrócono do użytku.",
        RoomEvent.Undone => "Cofnięto wcześniejsze zaznaczenie.",
        RoomEvent.DayClosed { Residual: null or 0 } => "Koniec dnia.",
        RoomEvent.DayClosed it => $"Koniec dnia. Na liczniku zostało: {it.Residual}.",
        _ => Lent(happened, known),
    };

    // Requests, decisions, moves and what was noted afterwards.
    private static string Lent(RoomEvent happened, Remembered known) => happened switch
    {
        RoomEvent.BookingRequested it => $"Zgłoszono: {Whole(it.Booking, known)}, {Phrases.People.Say(it.Booking.People)}.",
        RoomEvent.BookingApproved it => $"Zgłoszenie przyjęto{known.Named(it.Booking)}{Checklist.Say(it.Checklist)}.",
        RoomEvent.RequestAsked it => $"Poproszono o uzupełnienie{known.Named(it.Booking)}.",
        RoomEvent.RequestAnswered it => $"Zgłoszenie uzupełniono{known.Named(it.Booking)}.",
        RoomEvent.RequestRejected it => $"Zgłoszenie odrzucono{known.Named(it.Booking)}{Remembered.Because(it.ReasonCode)}{Checklist.Say(it.Checklist)}.",
        RoomEvent.RequestLapsed it => $"Termin zgłoszenia minął bez decyzji{known.Named(it.Booking)}.",
        RoomEvent.BookingWithdrawn it => $"Wycofano przez organizatora{Late(it.Late)}{known.Named(it.Booking)}.",
        RoomEvent.BookingCancelled it => $"Odwołano{Late(it.Late)}{known.Named(it.Booking)}{Remembered.Because(it.ReasonCode)}.",
        RoomEvent.BookingMoved it => $"Przeniesiono na {known.Time(it.From, it.Until)}{known.Named(it.Booking)}.",
        RoomEvent.MoveBegun it => $"Rozpoczęto przenoszenie: {known.Room(it.To.Room)}, {known.Time(it.To.From, it.To.Until)}{known.Named(it.Booking)}.",
        RoomEvent.MovedAway it => $"Przeniesiono do innej sali{known.Named(it.Booking)}.",
        RoomEvent.MoveGivenUp it => $"Zostaje w tej sali{known.Named(it.Booking)}.",
        RoomEvent.MoveFailed it => $"Przeniesienie się nie udało{known.Named(it.Booking)}{Remembered.Because(it.Code)}.",
        RoomEvent.MeetingClosedOut { How.Held: false } it => $"Zapisano, że spotkanie się nie odbyło{known.Named(it.Booking)}.",
        RoomEvent.MeetingClosedOut { How.People: { } people } it => $"Zapisano obecnych: {Phrases.People.Say(people)}{known.Named(it.Booking)}.",
        RoomEvent.MeetingClosedOut it => $"Zapisano, że spotkanie się odbyło, obecnych nie policzono{known.Named(it.Booking)}.",
        _ => throw new UnreachableException($"A room has no sentence for {happened.GetType().Name}."),
    };

    /// <summary>The booking whose title a fact brings with it; null when it brings none.</summary>
    public static Booking? Names(RoomEvent happened) => happened switch
    {
        RoomEvent.Planned it => it.Booking,
        RoomEvent.WalkedIn it => it.Booking,
        RoomEvent.BookingRequested it => it.Booking,
        _ => null,
    };

    private static string Whole(Booking booking, Remembered known) =>
        $"{(booking.Title.Length > 0 ? $"„{booking.Title}”, " : "")}{known.Time(booking.From, booking.Until)}";

    private static string Late(bool late) => late ? " (późno)" : "";

    private static string Signed(int number) => number > 0 ? $"+{number}" : number == 0 ? "0" : $"−{-number}";

    private static string Source(CountSource source) => source switch
    {
        CountSource.Organizer => " (podaje grupa)",
        CountSource.Counter => " (z licznika)",
        CountSource.Sensor => " (z czujnika)",
        _ => "",
    };
}
