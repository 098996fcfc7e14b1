using System.Collections.Immutable;
using System.Globalization;
using Mal.Facts;
using Mal.Initiatives;
using Mal.Places;
using Mal.Polish;
using Mal.Rooms;
using Mal.Texts;
using Mal.Wire;

namespace Mal.Public;

/// <summary>What is wrong with a field: its id on the page, and a sentence.</summary>
internal sealed record FieldError(string Field, string Says);

/// <summary>The request as it was typed, every field a text: whatever is wrong with it, nothing is lost on the way back.</summary>
internal sealed record RequestForm(string Code, string Who, string Title, bool Closed, string Day, string Start, string End, string People, string Room,
    ImmutableList<string> Needs, string Contact, string Description, string Often, string Last, ImmutableList<FieldError> Unreadable)
{
    private const int TitleMax = 120;
    private const int TextMax = 1000;
    private const int PeopleMax = 10000;

    public static readonly ImmutableList<(string Value, string Label, OrganizerKind Kind)> Kinds =
    [
        ("mieszkanka", "mieszkanka, mieszkaniec", OrganizerKind.Resident),
        ("grupa", "grupa nieformalna", OrganizerKind.InformalGroup),
        ("organizacja", "organizacja pozarządowa", OrganizerKind.Ngo),
        ("instytucja", "instytucja", OrganizerKind.Institution),
    ];

    public static RequestForm Empty(string code) => new(code, "", "", false, "", "", "", "", "", [], "", "", HowOften.Once, "", []);

    public static RequestForm Read(FormTexts form, string code)
    {
        var typed = new RequestForm(code, form.OneLine("kto"), form.OneLine("tytul"), form.Has("zamkniete"), form.OneLine("dzien"), form.OneLine("od"), form.OneLine("do"),
            form.OneLine("osoby"), form.OneLine("sala"), form.Each("potrzeby", most: 20), form.OneLine("kontakt"), form.Lines("opis"),
            form.OneLine("jak-czesto") is { Length: > 0 } often ? often : HowOften.Once, form.OneLine("ostatni"), form.Wrong);
        // A tap on something free instead: the room and the time of that, everything else as typed.
        return form.OneLine("zamiast").Split('|') is [var room, var from, var until] && Time(from) is { } instead && Time(until) is { } end
            ? typed with { Room = room, Day = $"{instead:yyyy-MM-dd}", Start = Dates.Clock(instead), End = Dates.Clock(end) }
            : typed;
    }

    /// <summary>What can be seen to be wrong without asking any room.</summary>
    public ImmutableList<FieldError> Errors(House house) =>
    [
        .. Unreadable,
        .. Checks(house).Where(check => check.Wrong && !Unreadable.Exists(other => other.Field == check.Field)).Select(check => new FieldError(check.Field, check.Says)),
    ];

    public RoomCommand.RequestBooking Command() => new(new BookingRequest(TrackingCode.Booking(Code), Title, From!.Value, Until!.Value, HowMany!.Value,
        new Organizer(Kind), Needs: Features, Closed: Closed), Contacts);

    public bool IsSeries => Often != HowOften.Once;

    /// <summary>The series that was asked for, in a room; only when nothing is wrong.</summary>
    public Proposal Proposal(string room) => new(Title, Kind is OrganizerKind.Ngo or OrganizerKind.Institution ? LedBy.Partners : LedBy.Residents, new Organizer(Kind), "other",
        HowMany!.Value, Closed: Closed, Needs: Features, Series: new Series(room, HowOften.Rule(Often, Date!.Value), Date.Value, Hour(Start)!.Value, Hour(End)!.Value, LastDate));

    private OrganizerKind Kind => Kinds.Find(kind => kind.Value == Who).Kind;

    private Features? Features => Needs.IsEmpty ? null : new Features(Needs);

    public Contact Contacts => new(Reach.Email(Contact), Reach.Phone(Contact));

    public DateTime? From => Local(Start);

    public DateTime? Until => Local(End);

    public int? HowMany => int.TryParse(People, NumberStyles.None, CultureInfo.InvariantCulture, out var people) ? people : null;

    private IEnumerable<(bool Wrong, string Field, string Says)> Checks(House house)
    {
        yield return (!Kinds.Exists(kind => kind.Value == Who), "kto", "Zaznacz, kto się zgłasza.");
        yield return (Title.Length == 0, "tytul", "Wpisz nazwę spotkania.");
        yield return (Title.Length > TitleMax, "tytul", $"Nazwa może mieć najwyżej {TitleMax} znaków (jest {Title.Length}).");
        yield return (Date is null, "dzien", "Podaj dzień, na przykład 2.12.2026.");
        yield return (Date is { Year: < 2020 or > 2100 }, "dzien", "Podaj dzień w najbliższych tygodniach.");
        yield return (!HowOften.Knows(Often), "jak-czesto", "Zaznacz, jak często.");
        yield return (IsSeries && LastDate is null, "ostatni", "Podaj dzień ostatniego spotkania, na przykład 24.2.2027.");
        yield return (IsSeries && LastDate is { Year: < 2020 or > 2100 }, "ostatni", "Ostatnie spotkanie jest za daleko. Podaj bliższy dzień.");
        yield return (IsSeries && LastDate < Date, "ostatni", "Ostatnie spotkanie nie może być wcześniej niż pierwsze.");
        yield return (Hour(Start) is null, "od", "Podaj godzinę początku, na przykład 17:00.");
        yield return (Hour(End) is null, "do", "Podaj godzinę końca, na przykład 19:00.");
        yield return (Until <= From, "do", "Koniec musi być później niż początek.");
        yield return (From is { } from && house.Zone.IsInvalidTime(from) || Until is { } until && house.Zone.IsInvalidTime(until), "od", "Takiej godziny tego dnia nie ma: zegary przestawia się do przodu.");
        yield return (HowMany is not (>= 1 and <= PeopleMax), "osoby", "Podaj liczbę osób, na przykład 12.");
        yield return (Room.Length > 0 && house.Room(Room) is null, "sala", "Nie ma takiej sali. Wybierz z listy.");
        yield return (Needs.Exists(need => !house.File.Rooms.Exists(room => room.Features.Contains(need))), "potrzeby", "Nie mamy takiego wyposażenia. Wybierz z listy.");
        yield return (Contacts is { Email: null, Phone: null }, "kontakt", "Podaj adres e-mail albo numer telefonu, żebyśmy mogli odpowiedzieć.");
        yield return (Description.Length > TextMax, "opis", $"Opis może mieć najwyżej {TextMax} znaków (jest {Description.Length}).");
    }

    // A browser without a date field of its own sends what the person wrote.
    private static DateOnly? DayOf(string typed) => DateOnly.TryParseExact(typed, ["yyyy-MM-dd", "d.M.yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private DateOnly? Date => DayOf(Day);

    private DateOnly? LastDate => DayOf(Last);

    private DateTime? Local(string hour) => Date is { } day && Hour(hour) is { } time ? day.ToDateTime(time) : null;

    private static TimeOnly? Hour(string typed) => TimeOnly.TryParseExact(typed, ["HH:mm", "H:mm", "H.mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;

    private static DateTime? Time(string typed) => DateTime.TryParseExact(typed, "yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
}
