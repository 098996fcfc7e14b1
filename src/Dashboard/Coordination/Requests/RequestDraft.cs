using Mal.Initiatives;
using Mal.Places;
using Mal.Rooms;

namespace Mal.Coordination.Requests;

/// <summary>A request as a coordinator types it in, for somebody who came or rang: one meeting, or a series of them.</summary>
public sealed class RequestDraft
{
    /// <summary>Of the booking or the initiative: sent again after a lost answer, it is the same one.</summary>
    public Guid Id { get; } = Guid.NewGuid();

    public string Title { get; set; } = "";
    public string PublicTitle { get; set; } = "";
    public bool Closed { get; set; }
    public OrganizerKind Organizer { get; set; }
    public string Kind { get; set; } = "other";
    public string Room { get; set; } = "";
    public DateOnly? Day { get; set; }
    public TimeOnly? Start { get; set; }
    public TimeOnly? End { get; set; }
    public int? People { get; set; } = 10;
    public HashSet<string> Needs { get; } = [];
    public string Email { get; set; } = "";
    public string Phone { get; set; } = "";
    public string Description { get; set; } = "";
    public bool Repeats { get; set; }

    /// <summary>Every so many weeks.</summary>
    public int EveryWeeks { get; set; } = 1;

    public int? Times { get; set; } = 5;

    /// <summary>What is still to be filled in, as a sentence; null when it can be sent.</summary>
    public string? Missing =>
        Title.Trim().Length == 0 ? "Wpisz, co to za spotkanie."
        : Room.Length == 0 ? "Wybierz salę."
        : Day is null || Start is null || End is null ? "Wpisz dzień i godziny."
        : End <= Start ? "Koniec musi być później niż początek."
        : People is null or < 1 ? "Wpisz, ile osób przyjdzie."
        : Repeats && Times is null or < 1 or > Series.DatesMax ? $"Wpisz, ile razy: od 1 do {Series.DatesMax}."
        : null;

    public Contact? Contact => Words(Email) is null && Words(Phone) is null ? null : new Contact(Words(Email), Words(Phone));

    public string Rrule => SeriesText.Weekly(Day!.Value, EveryWeeks, Times!.Value);

    private Features? Features => Needs.Count == 0 ? null : new Features([.. Needs.Order(StringComparer.Ordinal)]);

    /// <summary>Only when nothing is missing.</summary>
    public BookingRequest AsRequest() => new(Id, Title.Trim(), Day!.Value.ToDateTime(Start!.Value), Day.Value.ToDateTime(End!.Value), People!.Value, new Organizer(Organizer), Words(PublicTitle), Features, Closed);

    /// <summary>The booking it would become, to see whether it can be had.</summary>
    public Booking AsBooking(House house) => new(Id, Title, house.At(Day!.Value, Start!.Value), house.At(Day.Value, End!.Value), People!.Value, Needs: Features);

    public SeriesTrial AsTrial() => new(Room, Rrule, Day!.Value, Start!.Value, End!.Value, People!.Value, Needs: Features);

    public Proposal AsProposal() => new(Title.Trim(), Organizer == OrganizerKind.Team ? LedBy.Team : Organizer is OrganizerKind.Ngo or OrganizerKind.Institution ? LedBy.Partners : LedBy.Residents,
        new Organizer(Organizer), Kind, People!.Value, Words(PublicTitle), Closed, Needs: Features, Series: new Series(Room, Rrule, Day!.Value, Start!.Value, End!.Value));

    public string? Words(string text) => text.Trim() is { Length: > 0 } words ? words : null;
}
