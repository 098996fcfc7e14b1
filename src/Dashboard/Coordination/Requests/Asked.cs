using Mal.History;
using Mal.Initiatives;
using Mal.Places;
using Mal.Rooms;

namespace Mal.Coordination.Requests;

/// <summary>Something a coordinator decides: a booking somebody asked for, or an initiative handed in.</summary>
/// <param name="At">When it begins, by which the queue is ordered.</param>
/// <param name="Outcome">What has become of it, as a sentence; null while it waits.</param>
public abstract record Asked(Guid Id, DateTimeOffset At, string? Outcome)
{
    /// <summary>Everything in the calendars that was ever asked for by itself, with what became of it. Dates of an initiative are decided with it.</summary>
    public static IEnumerable<AskedRoom> Of(PlaceCalendar calendar, House house) =>
        calendar.Rooms.SelectMany(room => room.Value.Where(entry => entry.Booking.Initiative is null).Select(entry => new AskedRoom(room.Key, entry, OutcomeOf(entry, house))));

    public static AskedInitiative? Of(InitiativeView view, DateTimeOffset now) =>
        Guid.TryParse(view.Id, out var id) && view.Proposal is { } proposal
            ? new AskedInitiative(id, view.Meetings.Concat(view.Lost ?? []).Select(meeting => meeting.From).DefaultIfEmpty(now).Min(), view, proposal, OutcomeOf(view))
            : null;

    private static string? OutcomeOf(CalendarEntry entry, House house) => entry switch
    {
        { Gone: Departure.Rejected } => Elsewhere($"odrzucono{(entry.ReasonCode is { } code ? $" ({Reasons.Say(code)})" : "")}"),
        { Gone: Departure.Cancelled } => Elsewhere("odwołano"),
        { Gone: Departure.Moved } => Elsewhere($"przeniesiono do: {house.Room(entry.MovedTo ?? "")?.Name ?? entry.MovedTo}"),
        { Gone: Departure.Withdrawn } => "Osoba zgłaszająca wycofała to zgłoszenie.",
        { Gone: Departure.Lapsed } => "Ten termin minął bez decyzji.",
        { Booking.Standing: Standing.Approved } => Elsewhere("przyjęto"),
        _ => null,
    };

    private static string? OutcomeOf(InitiativeView view) => view.Stage switch
    {
        InitiativeStage.Submitted or InitiativeStage.UnderReview or InitiativeStage.NeedsInfo => null,
        InitiativeStage.Rejected => Elsewhere($"odrzucono{(view.ReasonCode is { } code ? $" ({Reasons.Say(code)})" : "")}"),
        InitiativeStage.Withdrawn => "Osoba zgłaszająca wycofała to zgłoszenie.",
        _ => Elsewhere("przyjęto"),
    };

    private static string Elsewhere(string what) => $"Tę decyzję podjęto przed chwilą na innym urządzeniu: {what}.";
}

/// <param name="Room">The room's id.</param>
public sealed record AskedRoom(string Room, CalendarEntry Entry, string? Outcome) : Asked(Entry.Booking.Id, Entry.Booking.From, Outcome)
{
    public Booking Booking => Entry.Booking;
}

public sealed record AskedInitiative(Guid Id, DateTimeOffset At, InitiativeView View, Proposal Proposal, string? Outcome) : Asked(Id, At, Outcome);
