using System.Collections.Immutable;
using Mal.Places;
using Mal.Polish;
using Mal.Rooms;
using Mal.Words;

namespace Mal.Public;

/// <summary>A request as its requester reads it: where it stands in one sentence, what was said, and what can be done now.</summary>
/// <param name="Command">The id of the next answer, so that a form sent twice says it once.</param>
/// <param name="Note">What the last tap did, or why it did nothing.</param>
internal abstract record TrackedShown(House House, PlaceTexts Texts, string Code, WordsRecord? Words, string Token, Guid Command, DateTimeOffset Now,
    bool IsNew = false, string? Note = null, string? AnswerTyped = null)
{
    public abstract bool CanAnswer { get; }

    public abstract bool CanWithdraw { get; }

    public bool HasWords => Words is { } words && (words.Email is not null || words.Phone is not null || words.Title is not null || words.Said is { IsEmpty: false });

    public string Title => Words?.Title ?? PublicTitle;

    public abstract string When { get; }

    public abstract string Room { get; }

    public abstract string State { get; }

    public abstract string Sentence { get; }

    /// <summary>Of a series each date and what became of it; empty for one meeting.</summary>
    public virtual ImmutableList<TrackedDate> Dates => [];

    /// <summary>How many dates are too far ahead to be held yet.</summary>
    public virtual int Later => 0;

    public static string Says(Said said) => said.What switch
    {
        "question" => "Pytanie",
        "answer" => "Odpowiedź",
        "reason" => "Powód",
        "description" => "Opis",
        _ => "Notatka",
    };

    /// <summary>What was said between the requester and the house; a note after the meeting is the house's own.</summary>
    public IEnumerable<Said> Talk => (Words?.Said ?? []).Where(said => said.What is "question" or "answer" or "description");

    protected abstract string PublicTitle { get; }

    protected string? Reason => Words?.Said?.FindLast(said => said.What == "reason")?.Text;

    protected string Time(DateTimeOffset from, DateTimeOffset until) => Polish.Dates.Between(TimeOnly.FromDateTime(House.Local(from)), TimeOnly.FromDateTime(House.Local(until)));
}

/// <summary>One date of a series.</summary>
/// <param name="Where">The hours and the room; empty where there is no meeting.</param>
internal sealed record TrackedDate(DateOnly Day, string Where, string Became);

/// <summary>One meeting, as its requester reads it.</summary>
internal sealed record TrackedMeetingShown(House House, PlaceTexts Texts, string Code, TrackedBooking Request, string Token, Guid Command, DateTimeOffset Now)
    : TrackedShown(House, Texts, Code, Request.Words, Token, Command, Now)
{
    private Booking Booking => Request.Entry.Booking;

    public override bool CanAnswer => Request.Entry.Gone is null && Booking.Standing == Standing.NeedsInfo && Now < Booking.From;

    public override bool CanWithdraw => Request.Entry.Gone is null && Now < Booking.From;

    public override string When => $"{Polish.Dates.Full(House.Day(Booking.From))}, {Time(Booking.From, Booking.Until)}";

    public override string Room => House.Room(Request.Room)?.Name ?? "";

    public override string State => Request.Entry.Gone switch
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

    public override string Sentence => Request.Entry.Gone switch
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

    protected override string PublicTitle => Booking.Title;
}
