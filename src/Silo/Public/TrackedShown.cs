using Mal.Places;
using Mal.Polish;
using Mal.Rooms;
using Mal.Words;

namespace Mal.Public;

/// <summary>A request as its requester reads it: where it stands in one sentence, what was said, and what can be done now.</summary>
/// <param name="Command">The id of the next answer, so that a form sent twice says it once.</param>
/// <param name="Note">What the last tap did, or why it did nothing.</param>
internal sealed record TrackedShown(House House, PlaceTexts Texts, string Code, Tracked Request, string Token, Guid Command, DateTimeOffset Now, bool IsNew,
    string? Note = null, string? AnswerTyped = null)
{
    private Booking Booking => Request.Entry.Booking;

    public bool CanAnswer => Request.Entry.Gone is null && Booking.Standing == Standing.NeedsInfo && Now < Booking.From;

    public bool CanWithdraw => Request.Entry.Gone is null && Now < Booking.From;

    public bool HasWords => Request.Words is { } words && (words.Email is not null || words.Phone is not null || words.Title is not null || words.Said is { IsEmpty: false });

    public string Title => Request.Words?.Title ?? Booking.Title;

    public string When => $"{Dates.Full(House.Day(Booking.From))}, {Dates.Between(Time(Booking.From), Time(Booking.Until))}";

    public string Room => House.Room(Request.Room)?.Name ?? "";

    public string State => Request.Entry.Gone switch
    {
        Departure.Rejected => "Odrzucone",
        Departure.Withdrawn => "Wycofane",
        Departure.Cancelled => "Odwołane",
        Departure.Lapsed => "Termin minął",
        _ => Booking.Standing switch
        {
            Standing.Requested => "Zgłoszone",
            Standing.NeedsInfo => "Do uzupełnienia",
            _ => "Przyjęte",
        },
    };

    public string Sentence => Request.Entry.Gone switch
    {
        Departure.Rejected => Reason ?? "Nie możemy przyjąć tego spotkania. Zadzwoń, jeśli chcesz wiedzieć więcej.",
        Departure.Withdrawn => "To zgłoszenie zostało wycofane. Termin jest znów wolny.",
        Departure.Cancelled => "To spotkanie zostało odwołane. Zadzwoń, jeśli chcesz wiedzieć więcej.",
        Departure.Lapsed => "Termin minął, zanim ktoś zdecydował. Przepraszamy.",
        _ => Booking.Standing switch
        {
            Standing.Requested => "Czekamy na decyzję. Do tego czasu trzymamy dla Ciebie ten termin.",
            Standing.NeedsInfo => "Mamy pytanie. Odpowiedz, a wrócimy do zgłoszenia.",
            _ => Now < Booking.Until ? "Zapraszamy! Termin jest Twój." : "To spotkanie już było.",
        },
    };

    public static string Says(Said said) => said.What switch
    {
        "question" => "Pytanie",
        "answer" => "Odpowiedź",
        "reason" => "Powód",
        "description" => "Opis",
        _ => "Notatka",
    };

    /// <summary>What was said between the requester and the house; a note after the meeting is the house's own.</summary>
    public IEnumerable<Said> Talk => (Request.Words?.Said ?? []).Where(said => said.What is "question" or "answer" or "description");

    private string? Reason => Request.Words?.Said?.FindLast(said => said.What == "reason")?.Text;

    private TimeOnly Time(DateTimeOffset at) => TimeOnly.FromDateTime(House.Local(at));
}
