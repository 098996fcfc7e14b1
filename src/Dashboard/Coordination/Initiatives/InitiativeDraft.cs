using System.Collections.Immutable;
using System.Globalization;
using Mal.Coordination.Requests;
using Mal.Initiatives;
using Mal.Places;
using Mal.Rooms;

namespace Mal.Coordination.Initiatives;

/// <summary>When an initiative wants to meet: not at all yet, as it already does, or in a series typed in here.</summary>
public enum DraftDates { None, Kept, Weekly }

/// <summary>An initiative as it is being typed in. All of it is text, numbers and choices, so two drafts that say the same are equal.</summary>
public sealed record InitiativeDraft
{
    public string Title { get; init; } = "";
    public string PublicTitle { get; init; } = "";
    public bool Closed { get; init; }
    public LedBy LedBy { get; init; }
    public OrganizerKind Organizer { get; init; } = OrganizerKind.InformalGroup;
    public string Kind { get; init; } = "other";
    public int? People { get; init; } = 10;

    /// <summary>Chosen ones, in order, with a space between; so are <see cref="Needs"/>.</summary>
    public string Ages { get; init; } = "";
    public string Needs { get; init; } = "";
    public string Project { get; init; } = "";
    public string Indicators { get; init; } = "";

    /// <summary>One a line: a name and a number, as in "osoby 40".</summary>
    public string Goals { get; init; } = "";

    /// <summary>With a comma between. These three are words: the house keeps them apart and does not give them back to be edited.</summary>
    public string Partners { get; init; } = "";
    public string Offers { get; init; } = "";
    public string Description { get; init; } = "";

    public DraftDates Dates { get; init; }
    public string Room { get; init; } = "";
    public DateOnly? Day { get; init; }
    public TimeOnly? Start { get; init; }
    public TimeOnly? End { get; init; }
    public int EveryWeeks { get; init; } = 1;
    public int? Times { get; init; } = 5;

    /// <param name="title">The real one when the public reads another; null when it is the same or nobody knows it any more.</param>
    public static InitiativeDraft Of(Proposal proposal, string? title) => new()
    {
        Title = title ?? proposal.Title,
        PublicTitle = title is null || title == proposal.Title || proposal.Closed ? "" : proposal.Title,
        Closed = proposal.Closed,
        LedBy = proposal.LedBy,
        Organizer = proposal.Organizer.Kind,
        Kind = proposal.Kind,
        People = proposal.People,
        Ages = string.Join(' ', Enum.GetValues<AgeGroup>().Where(group => proposal.AgeGroups?.Contains(group) == true)),
        Needs = string.Join(' ', (proposal.Needs?.Names ?? []).Order(StringComparer.Ordinal)),
        Project = proposal.Project?.Id ?? "",
        Indicators = string.Join(", ", proposal.Project?.Indicators ?? []),
        Goals = string.Join('\n', (proposal.Goals ?? []).Select(goal => string.Create(CultureInfo.InvariantCulture, $"{goal.Id} {goal.Target}"))),
        Dates = proposal.Series is null ? DraftDates.None : DraftDates.Kept,
    };

    /// <summary>What cannot even be read as a proposal; null when the house's own limits can speak.</summary>
    public WrongField? Unreadable =>
        People is null ? new("people", "wpisz liczbę")
        : Goals.Split('\n').FirstOrDefault(line => line.Trim().Length > 0 && GoalOf(line) is null) is { } line ? new("goals", $"„{line.Trim()}”: napisz nazwę, a po niej liczbę, na przykład: osoby 40")
        : Project.Trim().Length == 0 && Indicators.Trim().Length > 0 ? new("project", "wpisz projekt, którego są te wskaźniki")
        : Dates == DraftDates.Weekly && (Room.Length == 0 || Day is null || Start is null || End is null || Times is null or < 1) ? new("series", "wybierz salę, dzień, godziny i ile razy")
        : null;

    /// <param name="from">What it is written over, whose series and number of partners stay when nothing else is said.</param>
    public Proposal AsProposal(Proposal? from = null) => new(Title.Trim(), LedBy, new Organizer(Organizer), Kind, People ?? 0,
        PublicTitle.Trim().Length == 0 || Closed ? null : PublicTitle.Trim(), Closed,
        Filled(Split(Ages, ' ').Select(Enum.Parse<AgeGroup>)), Filled(Split(Partners, ',')),
        Project.Trim().Length == 0 ? null : new Project(Code(Project), [.. Split(Indicators, ',').Select(Code)]),
        Filled(Goals.Split('\n').Select(GoalOf).OfType<Goal>()), Needs.Length == 0 ? null : new Features([.. Split(Needs, ' ')]), Filled(Split(Offers, ',')),
        Dates switch
        {
            DraftDates.Kept => from?.Series,
            DraftDates.Weekly => new Series(Room, SeriesText.Weekly(Day!.Value, EveryWeeks, Times!.Value), Day.Value, Start!.Value, End!.Value),
            _ => null,
        },
        from?.PartnerCount ?? 0);

    /// <summary>What was typed here, from <paramref name="before"/>, on top of what somebody else has saved.</summary>
    public static InitiativeDraft Merge(InitiativeDraft before, InitiativeDraft mine, InitiativeDraft now)
    {
        return mine with
        {
            Title = Pick(one => one.Title),
            PublicTitle = Pick(one => one.PublicTitle),
            Closed = Pick(one => one.Closed),
            LedBy = Pick(one => one.LedBy),
            Organizer = Pick(one => one.Organizer),
            Kind = Pick(one => one.Kind),
            People = Pick(one => one.People),
            Ages = Pick(one => one.Ages),
            Needs = Pick(one => one.Needs),
            Project = Pick(one => one.Project),
            Indicators = Pick(one => one.Indicators),
            Goals = Pick(one => one.Goals),
            Dates = Pick(one => one.Dates),
        };

        T Pick<T>(Func<InitiativeDraft, T> part) => EqualityComparer<T>.Default.Equals(part(mine), part(before)) ? part(now) : part(mine);
    }

    /// <summary>"Sąsiedzkie pogotowie" as a code: "sasiedzkie-pogotowie". People write names, facts hold codes.</summary>
    internal static string Code(string name) => new([.. name.Trim().ToLowerInvariant().Select(letter => "ąćęłńóśźż".IndexOf(letter, StringComparison.Ordinal) is >= 0 and var at ? "acelnoszz"[at] : letter == ' ' ? '-' : letter)]);

    private static Goal? GoalOf(string line) =>
        line.Trim().Split(' ', StringSplitOptions.RemoveEmptyEntries) is [.. { Length: > 0 } name, var number] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var target)
            ? new Goal(Code(string.Join(' ', name).TrimEnd(':')), target) : null;

    private static string[] Split(string typed, char by) => typed.Split(by, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static ImmutableList<T>? Filled<T>(IEnumerable<T> items) => items.ToImmutableList() is { IsEmpty: false } list ? list : null;
}
