using Mal.Places;
using Mal.Rooms;
using Mal.Words;

namespace Mal.Api;

/// <summary>Takes what people wrote out of a command, so that no free text and no contact ever reaches a fact.</summary>
internal static class Spoken
{
    /// <returns>The command without words; whose words they are, null when it is of a kind that has none; and the words, null when there are none in it.</returns>
    public static (RoomCommand Bare, Guid? Subject, WordsRecord? Words) Apart(Guid id, RoomCommand command, House house, DateTimeOffset now) => command switch
    {
        RoomCommand.RequestBooking it => (it with { Booking = it.Booking with { Title = it.Booking.Said, PublicTitle = null }, Contact = null }, it.Booking.Id, Asked(it, EraseAt(house, it.Booking.Until))),
        RoomCommand.AskRequester it => (it with { Question = "" }, it.Booking, Said("question", it.Question, now, id)),
        RoomCommand.AnswerQuestion it => (it with { Text = "" }, it.Booking, Said("answer", it.Text, now, id)),
        RoomCommand.RejectRequest it => (it with { Text = null }, it.Booking, it.Text is { } text ? Said("reason", text, now, id) : null),
        RoomCommand.CloseOutMeeting it => (it with { Note = null }, it.Booking, it.Note is { Length: > 0 } note ? Said("note", note, now, id) : null),
        _ => (command, null, null),
    };

    // A title that is the public one stands in the fact, and nothing else of it is worth keeping.
    private static WordsRecord? Asked(RoomCommand.RequestBooking it, DateTimeOffset eraseAt)
    {
        var title = it.Booking.Title == it.Booking.Said ? null : it.Booking.Title;
        return title is null && it.Contact is null ? null : new WordsRecord(title, it.Contact?.Email, it.Contact?.Phone, EraseAt: eraseAt);
    }

    /// <summary>When the words about a meeting that ends then have to go.</summary>
    public static DateTimeOffset EraseAt(House house, DateTime until) => house.InstantOf(until).AddDays(house.Settings.ContactDays);

    private static WordsRecord Said(string what, string text, DateTimeOffset now, Guid id) => new(Said: [new Said(what, text, now, id)]);
}
