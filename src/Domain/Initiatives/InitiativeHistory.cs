using System.Diagnostics;
using Mal.History;
using Mal.Polish;
using Mal.Rooms;

namespace Mal.Initiatives;

/// <summary>What happened to an initiative, in sentences for coordinators.</summary>
public static class InitiativeHistory
{
    public static string Say(InitiativeEvent happened, Remembered known) => happened switch
    {
        InitiativeEvent.IdeaNoted it => $"Zapisano pomysł{Titled(it.Initiative)}.",
        InitiativeEvent.Submitted it => $"Zgłoszono inicjatywę{Titled(it.Initiative)}.",
        InitiativeEvent.Changed it => $"Zmieniono inicjatywę{Titled(it.Initiative)}{(it.Replans ? ", terminy są układane od nowa" : "")}.",
        InitiativeEvent.ReviewStarted => "Rozpoczęto rozpatrywanie.",
        InitiativeEvent.Asked => "Poproszono o uzupełnienie.",
        InitiativeEvent.Answered => "Inicjatywę uzupełniono.",
        InitiativeEvent.Approved { Exceptions.Count: var exceptions } it =>
            $"Inicjatywę przyjęto{(exceptions == 0 ? "" : $", zmienionych terminów: {exceptions}")}{Checklist.Say(it.Checklist)}.",
        InitiativeEvent.Rejected it => $"Inicjatywę odrzucono{Remembered.Because(it.ReasonCode)}{Checklist.Say(it.Checklist)}.",
        InitiativeEvent.Started => "Inicjatywa w toku: zaczęło się pierwsze spotkanie.",
        InitiativeEvent.Suspended it => $"Inicjatywę zawieszono{Remembered.Because(it.ReasonCode)}.",
        InitiativeEvent.Resumed => "Inicjatywę wznowiono.",
        InitiativeEvent.Withdrawn => "Inicjatywę wycofano przez organizatora.",
        InitiativeEvent.Completed => "Inicjatywa zakończona.",
        InitiativeEvent.Evaluated it => $"Inicjatywę oceniono, cele osiągnięte: {it.Goals.Count(goal => goal.Reached)} z {it.Goals.Count}.",
        _ => OfMeeting(happened, known),
    };

    // A meeting is called by its day and hour.
    private static string OfMeeting(InitiativeEvent happened, Remembered known) => happened switch
    {
        InitiativeEvent.MeetingDropped it => $"Termin ma być oddany{known.Named(it.Booking)}.",
        InitiativeEvent.MeetingHeld it => $"Sala trzyma termin{known.Named(it.Booking)}.",
        InitiativeEvent.MeetingApproved it => $"Sala przyjęła termin{known.Named(it.Booking)}.",
        InitiativeEvent.MeetingLost it => $"Sala odmówiła terminu{known.Named(it.Booking)}{Remembered.Because(it.Code)}.",
        InitiativeEvent.MeetingReleased it => $"Termin oddano{known.Named(it.Booking)}.",
        InitiativeEvent.MeetingPlanned it => $"Zaplanowano spotkanie: {known.Time(it.From, it.Until)}, {known.Room(it.Room)}.",
        InitiativeEvent.MeetingSkipped it => $"Pominięto dzień: {Dates.Full(it.Day)}{Remembered.Because(it.ReasonCode)}.",
        InitiativeEvent.MeetingMoved it => $"Spotkanie przeniesiono{known.Named(it.Booking)}: {known.Time(it.From, it.Until)}, {known.Room(it.Room)}.",
        InitiativeEvent.MeetingSettled { Outcome: MeetingOutcome.NoShow } it => $"Na spotkanie nikt nie przyszedł{known.Named(it.Booking)}.",
        InitiativeEvent.MeetingSettled { Outcome: MeetingOutcome.Cancelled } it => $"Spotkanie odwołano w sali{known.Named(it.Booking)}.",
        InitiativeEvent.MeetingSettled { Outcome: MeetingOutcome.NotKnown } it => $"Nie wiadomo, ile osób było na spotkaniu{known.Named(it.Booking)}.",
        InitiativeEvent.MeetingSettled it => $"Spotkanie się odbyło{known.Named(it.Booking)}, {(it.People is { } people ? Phrases.People.Say(people) : "bez liczby obecnych")}.",
        InitiativeEvent.HorizonMoved it => $"Terminy ułożono do {Dates.Short(it.Horizon)}.",
        _ => throw new UnreachableException($"An initiative has no sentence for {happened.GetType().Name}."),
    };

    private static string Titled(Proposal proposal) => $": „{proposal.PublicTitle ?? proposal.Title}”";
}
