using System.Collections.Immutable;

namespace Mal.Initiatives;

/// <summary>What is no command at all: a number, a day or a text nobody can mean. Not a refusal of the house but a mistake of the sender.</summary>
public sealed partial class Initiative
{
    public const int TitleMax = 120;
    public const int TextMax = 1000;
    private const int PeopleMax = 10_000;
    private const int CodeMax = 40;
    private const int ListMax = 20;
    private const int ExceptionsMax = 100;
    private const int ContactMax = 200;

    /// <returns>The wrong field and the reason, as in <c>initiative.people: od 1 do 10000</c>; null when the command is well-formed.</returns>
    public static string? Malformed(InitiativeCommand command) => command switch
    {
        InitiativeCommand.NoteIdea it => Wrong(it.Initiative) ?? Wrong(it.Contact) ?? WrongText("description", it.Description),
        InitiativeCommand.Submit it => Wrong(it.Initiative) ?? Wrong(it.Contact) ?? WrongText("description", it.Description) ?? Wrong(it.Exceptions),
        InitiativeCommand.Change it => Wrong(it.Initiative) ?? WrongText("description", it.Description),
        InitiativeCommand.Ask it => string.IsNullOrWhiteSpace(it.Question) ? "question: wpisz pytanie" : WrongText("question", it.Question),
        InitiativeCommand.Answer it => string.IsNullOrWhiteSpace(it.Text) ? "text: wpisz odpowiedź" : WrongText("text", it.Text),
        InitiativeCommand.Approve it => Wrong(it.Exceptions) ?? Rooms.Checklist.Wrong(it.Checklist),
        InitiativeCommand.Reject it => WrongCode("reasonCode", it.ReasonCode) ?? WrongText("text", it.Text) ?? Rooms.Checklist.Wrong(it.Checklist),
        InitiativeCommand.Suspend it => WrongCode("reasonCode", it.ReasonCode),
        InitiativeCommand.Evaluate it => WrongList("goals", it.Goals, ListMax, goal => WrongCode("id", goal.Id)) ?? WrongText("note", it.Note),
        _ => null,
    };

    private static string? Wrong(Proposal proposal) => Under("initiative",
        WrongTitle("title", proposal.Title)
        ?? (proposal.PublicTitle is { } title ? WrongTitle("publicTitle", title) : null)
        ?? (Proposal.Kinds.Contains(proposal.Kind) ? null : $"kind: jedno z {string.Join(", ", Proposal.Kinds)}")
        ?? (proposal.People is < 1 or > PeopleMax ? $"people: od 1 do {PeopleMax}" : null)
        ?? (proposal.PartnerCount is < 0 or > ListMax ? $"partnerCount: od 0 do {ListMax}" : null)
        ?? (proposal.Group == Guid.Empty ? "group: identyfikator nie może być pusty" : null)
        ?? WrongList("ageGroups", proposal.AgeGroups, ListMax, _ => null)
        ?? WrongList("partners", proposal.Partners, ListMax, name => WrongTitle("", name))
        ?? WrongList("needs", proposal.Needs?.Names, ListMax, code => WrongCode("", code))
        ?? WrongList("offers", proposal.Offers, ListMax, text => WrongTitle("", text))
        ?? WrongList("goals", proposal.Goals, ListMax, goal => WrongCode("id", goal.Id) ?? (goal.Target is < 0 or > 1_000_000 ? "target: od 0 do 1000000" : null))
        ?? (proposal.Project is { } project ? Under("project", WrongCode("id", project.Id) ?? WrongList("indicators", project.Indicators, ListMax, code => WrongCode("", code))) : null)
        ?? (proposal.Series is { } series ? Under("series", Wrong(series)) : null));

    /// <summary>Of a series alone, as the dry run asks for it; the rule itself is read outside.</summary>
    public static string? Wrong(Series series) =>
        WrongCode("room", series.Room)
        ?? (series.Rrule is { Length: 0 or > 200 } ? "rrule: od 1 do 200 znaków" : null)
        ?? WrongDay("firstDay", series.FirstDay)
        ?? (series.LastDay is { } last ? WrongDay("lastDay", last) ?? (last < series.FirstDay ? "lastDay: nie wcześniej niż firstDay" : null) : null)
        ?? (series.End <= series.Start ? "end: później niż start" : null);

    private static string? Wrong(ImmutableList<MeetingException>? days) => days is null ? null
        : WrongList("exceptions", days, ExceptionsMax, Wrong) ?? (days.DistinctBy(day => day.Day).Count() < days.Count ? "exceptions: każdy dzień najwyżej raz" : null);

    private static string? Wrong(MeetingException day) =>
        WrongDay("day", day.Day) ?? (day.Room is { } room ? WrongCode("room", room) : null) ?? (day.End <= day.Start ? "end: później niż start" : null)
        ?? ((day.Start is null) != (day.End is null) ? "end: start i end razem" : null);

    private static string? Wrong(Rooms.Contact? contact) => contact is null ? null : Under("contact",
        (contact.Email?.Length > ContactMax ? $"email: do {ContactMax} znaków" : null) ?? (contact.Phone?.Length > ContactMax ? $"phone: do {ContactMax} znaków" : null));

    private static string? WrongTitle(string field, string text) =>
        string.IsNullOrWhiteSpace(text) || text.Length > TitleMax ? $"{field}: od 1 do {TitleMax} znaków" : null;

    private static string? WrongText(string field, string? text) => text?.Length > TextMax ? $"{field}: do {TextMax} znaków" : null;

    private static string? WrongDay(string field, DateOnly day) => day.Year is < 2020 or > 2100 ? $"{field}: lata od 2020 do 2100" : null;

    private static string? WrongCode(string field, string code) =>
        code.Length is > 0 and <= CodeMax && code.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is '-' or '_')
            ? null : $"{field}: od 1 do {CodeMax} znaków a–z, 0–9, - i _";

    private static string? WrongList<T>(string field, ImmutableList<T>? items, int most, Func<T, string?> wrong) =>
        items is null ? null
        : items.Count > most ? $"{field}: najwyżej {most}"
        : items.Select((item, at) => Under($"{field}[{at}]", wrong(item))).FirstOrDefault(found => found is not null);

    private static string? Under(string field, string? wrong) => wrong is null ? null : wrong.StartsWith(':') || wrong.StartsWith('[') ? field + wrong : $"{field}.{wrong}";
}
