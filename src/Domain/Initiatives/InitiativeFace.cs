using System.Collections.Immutable;
using Mal.Polish;

namespace Mal.Initiatives;

/// <summary>An initiative in the words of the noticeboard; texts are Polish and ready to print.</summary>
/// <param name="StageText">"w rozpatrywaniu".</param>
/// <param name="Says">The stage as a sentence.</param>
/// <param name="StepsText">"Terminy: 3 z 12"; empty when no room owes an answer.</param>
/// <param name="LostText">"2 spotkania bez sali"; empty when there is none.</param>
/// <param name="ReviewText">That nobody came, and what to do; empty when somebody did.</param>
/// <param name="AttendanceText">Attendance against plan; empty before the first meeting was held.</param>
public sealed record InitiativeFace(string StageText, string Says, string StepsText, string LostText, string ReviewText, string AttendanceText)
{
    public static InitiativeFace Of(InitiativeView view) => new(
        Name(view.Stage),
        Sentence(view),
        view.Steps is { } steps && steps.Done < steps.Of ? $"Terminy: {steps.Done} z {steps.Of}" : "",
        view.Lost is { Count: > 0 } lost ? $"{Phrases.Meetings.Say(lost.Count)} bez sali" : "",
        view.Review ? "Dwa razy z rzędu nikt nie przyszedł. Zapytaj grupę, czy spotyka się dalej." : "",
        view.Attendance is { } sums && sums.Held + sums.Uncounted > 0 ? Came(sums, view.Planned) : "");

    /// <summary>The feminine is inicjatywa's; an idea is still an idea.</summary>
    public static string Name(InitiativeStage stage) => stage switch
    {
        InitiativeStage.Idea => "pomysł",
        InitiativeStage.Submitted => "zgłoszona",
        InitiativeStage.UnderReview => "w rozpatrywaniu",
        InitiativeStage.NeedsInfo => "do uzupełnienia",
        InitiativeStage.Approved => "przyjęta",
        InitiativeStage.Rejected => "odrzucona",
        InitiativeStage.Active => "w toku",
        InitiativeStage.Suspended => "zawieszona",
        InitiativeStage.Completed => "zakończona",
        InitiativeStage.Evaluated => "oceniona",
        _ => "wycofana przez organizatora",
    };

    // Visits, not people: who came twice is counted twice.
    private static string Came(Attendance sums, int? planned) =>
        $"{Phrases.Meetings.Say(sums.Held)}, obecności: {sums.People}{(planned is { } plan ? $" z planowanych {plan}" : "")}{(sums.Uncounted > 0 ? $", bez liczby: {sums.Uncounted}" : "")}";

    private static string Sentence(InitiativeView view) => view.Stage switch
    {
        InitiativeStage.Rejected when Reason(InitiativeReasons.Rejecting, view) is { } why => $"Inicjatywa odrzucona: {why}.",
        InitiativeStage.Suspended when Reason(InitiativeReasons.Suspending, view) is { } why => $"Inicjatywa zawieszona: {why}.",
        var stage => Sentence(stage),
    };

    /// <summary>The stage, and what can be done about it.</summary>
    internal static string Sentence(InitiativeStage stage) => stage switch
    {
        InitiativeStage.Idea => "To jeszcze pomysł. Można go zgłosić.",
        InitiativeStage.Submitted => "Zgłoszenie czeka na rozpatrzenie.",
        InitiativeStage.UnderReview => "Zgłoszenie jest w rozpatrywaniu.",
        InitiativeStage.NeedsInfo => "Zgłoszenie jest do uzupełnienia. Czekamy na odpowiedź.",
        InitiativeStage.Approved => "Inicjatywa jest przyjęta. Zacznie się od pierwszego spotkania.",
        InitiativeStage.Rejected => "Inicjatywa jest odrzucona. Można zgłosić nową.",
        InitiativeStage.Active => "Inicjatywa jest w toku.",
        InitiativeStage.Suspended => "Inicjatywa jest zawieszona. Można ją wznowić.",
        InitiativeStage.Completed => "Inicjatywa jest zakończona. Można ją ocenić.",
        InitiativeStage.Evaluated => "Inicjatywa jest zakończona i oceniona.",
        _ => "Inicjatywa jest wycofana przez organizatora. Można zgłosić nową.",
    };

    private static string? Reason(ImmutableSortedDictionary<string, string> reasons, InitiativeView view) =>
        view.ReasonCode is { } code && reasons.TryGetValue(code, out var why) ? why : null;
}
