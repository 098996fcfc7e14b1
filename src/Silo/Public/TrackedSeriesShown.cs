using System.Collections.Immutable;
using Mal.Coordination.Requests;
using Mal.History;
using Mal.Initiatives;
using Mal.Places;
using Mal.Polish;
using Mal.Rooms;

namespace Mal.Public;

/// <summary>A series as its requester reads it: the stage in a sentence, and each date with what became of it.</summary>
internal sealed record TrackedSeriesShown(House House, PlaceTexts Texts, string Code, TrackedSeries Request, string Token, Guid Command, DateTimeOffset Now)
    : TrackedShown(House, Texts, Code, Request.Words, Token, Command, Now)
{
    private InitiativeStage Stage => Request.View.Stage;

    private bool IsPending => Stage is InitiativeStage.Submitted or InitiativeStage.UnderReview or InitiativeStage.NeedsInfo;

    public override bool CanAnswer => Stage == InitiativeStage.NeedsInfo;

    public override bool CanWithdraw => IsPending || Stage is InitiativeStage.Approved or InitiativeStage.Active or InitiativeStage.Suspended;

    public override string When => Request.Proposal.Series is { } series ? SeriesText.When(series) : "bez terminów";

    public override string Room => Request.Proposal.Series is { Room: var room } ? House.Room(room)?.Name ?? room : "";

    public override string State => Stage switch
    {
        InitiativeStage.Idea => "Pomysł",
        InitiativeStage.Submitted => "Zgłoszone",
        InitiativeStage.UnderReview => "W rozpatrywaniu",
        InitiativeStage.NeedsInfo => "Do uzupełnienia",
        InitiativeStage.Approved => "Przyjęte",
        InitiativeStage.Rejected => "Odrzucone",
        InitiativeStage.Active => "W toku",
        InitiativeStage.Suspended => "Zawieszone",
        InitiativeStage.Withdrawn => "Wycofane",
        _ => "Zakończone",
    };

    public override string Sentence => Stage switch
    {
        InitiativeStage.Idea => "To jeszcze pomysł. Zadzwoń, jeśli chcesz go zgłosić.",
        InitiativeStage.Submitted or InitiativeStage.UnderReview => "Czekamy na decyzję. Do tego czasu trzymamy dla Ciebie te terminy.",
        InitiativeStage.NeedsInfo => "Mamy pytanie. Odpowiedz, a wrócimy do zgłoszenia.",
        InitiativeStage.Approved => "Zapraszamy! Terminy są Twoje.",
        InitiativeStage.Rejected => Reason ?? "Nie możemy przyjąć tych spotkań. Zadzwoń, jeśli chcesz wiedzieć więcej.",
        InitiativeStage.Active => "Spotkania trwają. Do zobaczenia na następnym!",
        InitiativeStage.Suspended => "Spotkania są zawieszone. Zadzwoń, jeśli chcesz wiedzieć więcej.",
        InitiativeStage.Withdrawn => "To zgłoszenie zostało wycofane. Terminy są znów wolne.",
        _ => "To już koniec tych spotkań. Dziękujemy!",
    };

    public override int Later => CanWithdraw ? Request.Later : 0;

    // Where a day was planned anew, what stands now is what became of it.
    public override ImmutableList<TrackedDate> Dates =>
    [
        .. Booked().Concat(Lost()).Concat(Skipped()).GroupBy(one => one.Date.Day).Select(day => day.OrderBy(one => one.Rank).First().Date).OrderBy(date => date.Day),
    ];

    protected override string PublicTitle => Request.View.Title;

    private IEnumerable<(int Rank, TrackedDate Date)> Booked()
    {
        var known = Request.Meetings.Select(meeting => meeting.Entry.Booking.Id).ToHashSet();
        return Request.Meetings.Where(meeting => meeting.Entry.Gone != Departure.Moved)
            .Select(meeting => (meeting.Entry.Gone is null ? 0 : 3, At(meeting.Entry.Booking.From, meeting.Entry.Booking.Until, meeting.Room, Became(meeting.Entry))))
            .Concat(Request.View.Meetings.Where(meeting => !known.Contains(meeting.Booking)).Select(meeting => (1, At(meeting.From, meeting.Until, meeting.Room, "pytamy o salę"))));
    }

    private IEnumerable<(int Rank, TrackedDate Date)> Lost() =>
        (Request.View.Lost ?? []).Select(meeting => (2, At(meeting.From, meeting.Until, meeting.Room, $"bez sali: {Reasons.Say(meeting.Code ?? "slot-taken")}")));

    private IEnumerable<(int Rank, TrackedDate Date)> Skipped() =>
        (Request.View.Skipped ?? []).Select(day => (2, new TrackedDate(day.Day, "", $"bez spotkania: {Reasons.Say(day.ReasonCode)}")));

    private TrackedDate At(DateTimeOffset from, DateTimeOffset until, string room, string became) =>
        new(House.Day(from), $"{Time(from, until)}, {House.Room(room)?.Name ?? room}", became);

    private string Became(CalendarEntry entry) => entry switch
    {
        { Gone: Departure.Rejected } => "odrzucone",
        { Gone: Departure.Withdrawn } => "oddane",
        { Gone: Departure.Cancelled } => "odwołane",
        { Gone: not null } => "termin minął",
        { CloseOut.Held: false } or { Booking.Outcome: BookingOutcome.NoShow } => "nie odbyło się",
        { CloseOut.People: { } people } => $"odbyło się, {Phrases.People.Say(people)}",
        { Booking.Standing: not Standing.Approved } => "czeka na decyzję",
        { Booking: var booking } when Now < booking.From => "przyjęte",
        { Booking: var booking } when Now < booking.Until && booking.EndedAt is null => "trwa",
        { CloseOut: not null } or { Booking.Outcome: BookingOutcome.CheckedIn or BookingOutcome.Completed } => "odbyło się",
        _ => "minęło",
    };
}
