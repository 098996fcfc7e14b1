using Mal.Places;

namespace Mal.Rooms;

/// <summary>What is no request at all: an end before the start, a year nobody plans for, a text that is a letter.</summary>
public sealed partial class Room
{
    private const int FirstYear = 2020;
    private const int LastYear = 2100;
    private const int HoursMax = 24;
    private const int LettersMax = 1000;
    private const int ContactMax = 200;
    private const int CodeMax = 40;
    private const int NeedsMax = 20;

    /// <summary>A local time that the clocks of the place skip names no instant: the person must say which hour is meant.</summary>
    /// <returns>As <see cref="Malformed(RoomCommand)"/>.</returns>
    public static string? Malformed(RoomCommand command, House house)
    {
        var (under, from, until) = command switch
        {
            RoomCommand.RequestBooking it => ("booking.", it.Booking.From, it.Booking.Until),
            RoomCommand.MoveBooking it => ("", it.From, it.Until),
            _ => ("", default, default),
        };
        return Malformed(command) ?? (house.Zone.IsInvalidTime(from) ? $"{under}from: {Skipped}" : house.Zone.IsInvalidTime(until) ? $"{under}until: {Skipped}" : null);
    }

    private const string Skipped = "takiej godziny tego dnia nie ma, bo zegary przestawia się do przodu; podaj inną";

    private static (string Field, string? Why) LendingMistake(RoomCommand command) => command switch
    {
        RoomCommand.RequestBooking it => RequestMistake(it.Booking, it.Contact),
        RoomCommand.MoveBooking { Booking: var id } when id == Guid.Empty => ("booking", NoId),
        RoomCommand.MoveBooking it => it.Room is { Length: 0 } ? ("room", "podaj salę albo pomiń to pole") : TimeMistake("", it.From, it.Until),
        RoomCommand.ApproveBooking { Booking: var id } when id == Guid.Empty => ("booking", NoId),
        RoomCommand.LeaveHere { Booking: var id } when id == Guid.Empty => ("booking", NoId),
        RoomCommand.AskRequester it => TextMistake("question", it.Question),
        RoomCommand.AnswerQuestion it => TextMistake("text", it.Text),
        RoomCommand.ApproveBooking it => TickMistake(it.Checklist),
        RoomCommand.RejectRequest it when TickMistake(it.Checklist) is { Why: not null } wrong => wrong,
        RoomCommand.RejectRequest it => !IsCode(it.ReasonCode) ? ("reasonCode", Code) : it.Text is null ? default : TextMistake("text", it.Text),
        RoomCommand.CancelBooking { ReasonCode: { } code } when !IsCode(code) => ("reasonCode", Code),
        RoomCommand.CloseOutMeeting it => CloseOutMistake(it),
        _ => default,
    };

    private const string NoId = "identyfikator nie może być pusty";
    private const string Code = "kod: od 1 do 40 znaków a–z, 0–9, - i _";

    private static (string Field, string? Why) RequestMistake(BookingRequest asked, Contact? contact) => asked switch
    {
        _ when asked.Id == Guid.Empty => ("booking.id", NoId),
        _ when asked.Group == Guid.Empty => ("booking.group", NoId),
        _ when string.IsNullOrWhiteSpace(asked.Title) || asked.Title.Length > TextMax => ("booking.title", $"tytuł ma mieć od 1 do {TextMax} znaków"),
        { PublicTitle: { } title } when string.IsNullOrWhiteSpace(title) || title.Length > TextMax => ("booking.publicTitle", $"tytuł ma mieć od 1 do {TextMax} znaków"),
        { People: < 1 or > CountMax } => ("booking.people", $"liczba osób: od 1 do {CountMax}"),
        { Needs.Names: var needs } when needs.Count > NeedsMax || needs.Exists(need => !IsCode(need)) => ("booking.needs", $"najwyżej {NeedsMax} nazw wyposażenia"),
        _ when contact is { Email.Length: > ContactMax } => ("contact.email", $"najwyżej {ContactMax} znaków"),
        _ when contact is { Phone.Length: > ContactMax } => ("contact.phone", $"najwyżej {ContactMax} znaków"),
        _ => TimeMistake("booking.", asked.From, asked.Until),
    };

    private static (string Field, string? Why) TimeMistake(string under, DateTime from, DateTime until) =>
        from.Year is < FirstYear or > LastYear ? ($"{under}from", $"rok od {FirstYear} do {LastYear}")
        : until.Year is < FirstYear or > LastYear ? ($"{under}until", $"rok od {FirstYear} do {LastYear}")
        : until <= from ? ($"{under}until", "koniec musi być później niż początek")
        : until - from > TimeSpan.FromHours(HoursMax) ? ($"{under}until", $"najwyżej {HoursMax} godziny od początku")
        : default;

    private static (string Field, string? Why) TickMistake(System.Collections.Immutable.ImmutableList<string>? ticked) =>
        Checklist.Wrong(ticked) is { } wrong ? ("checklist", wrong[(wrong.IndexOf(' ') + 1)..]) : default;

    private static (string Field, string? Why) TextMistake(string field, string text) =>
        string.IsNullOrWhiteSpace(text) || text.Length > LettersMax ? (field, $"tekst ma mieć od 1 do {LettersMax} znaków") : default;

    private static (string Field, string? Why) CloseOutMistake(RoomCommand.CloseOutMeeting it)
    {
        var counted = new (string Field, int? Count)[] { ("people", it.People), ("children", it.Children), ("adults", it.Adults), ("seniors", it.Seniors), ("volunteers", it.Volunteers) };
        return counted.FirstOrDefault(one => one.Count is < 0 or > CountMax) is { Field: { } field } ? (field, $"liczba: od 0 do {CountMax}")
            : it.VolunteerHours is < 0 or > CountMax ? ("volunteerHours", $"liczba godzin: od 0 do {CountMax}")
            : !it.Held && it.People > 0 ? ("people", "spotkanie się nie odbyło, więc nikogo nie było")
            : (it.Children ?? 0) + (it.Adults ?? 0) + (it.Seniors ?? 0) > (it.People ?? int.MaxValue) ? ("people", "suma dzieci, dorosłych i seniorów jest większa niż liczba osób")
            : it.Note is { Length: > LettersMax } ? ("note", $"tekst ma mieć najwyżej {LettersMax} znaków")
            : default;
    }

    private static bool IsCode(string text) =>
        text.Length is >= 1 and <= CodeMax && text.All(letter => letter is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-' or '_');
}
