using Mal.Facts;

namespace Mal.Initiatives;

/// <summary>Why an initiative says no. The codes are permanent and listed in docs/protocol.md; the sentences tell a person what to do.</summary>
public static class InitiativeRefusals
{
    public static Refusal NotAllowed { get; } = new("not-allowed", "Tego nie można zrobić z tego urządzenia.");
    public static Refusal Unknown { get; } = new("unknown-initiative", "Nie ma takiej inicjatywy.");
    public static Refusal OfTheHouse { get; } = new("house-series", "To stały punkt programu domu. Zmienia się go w ustawieniach miejsca.");
    public static Refusal BadReason { get; } = new("bad-reason", "Wybierz powód z listy.");
    public static Refusal SeriesDecided { get; } = new("series-decided", "Terminy są już przyjęte. Zmień pojedyncze dni albo zgłoś nową inicjatywę.");
    public static Refusal WithoutEnd { get; } = new("series-without-end", "Podaj ostatni dzień albo liczbę spotkań.");
    public static Refusal TooManyDates { get; } = new("too-many-dates", $"Za dużo terminów: najwyżej {Series.DatesMax}, w ciągu {Series.YearsMax} lat. Skróć cykl.");
    public static Refusal NoDates { get; } = new("no-dates", "Ten cykl nie ma ani jednego terminu. Sprawdź dni.");
    public static Refusal UnknownDay { get; } = new("unknown-day", "W tym dniu nie ma terminu tej inicjatywy.");
    public static Refusal ChangedMeanwhile { get; } = new("changed-meanwhile", "Ktoś zmienił tę inicjatywę, kiedy była otwarta na tym ekranie. Zobacz, co się zmieniło, i zapisz jeszcze raz.");
    public static Refusal GoalsMissing { get; } = new("goals-missing", "Zaznacz przy każdym celu, czy został osiągnięty.");

    /// <summary>The stage as it is, so that whoever decides second is told and not overwritten.</summary>
    public static Refusal InStage(InitiativeStage stage) => stage switch
    {
        InitiativeStage.Completed or InitiativeStage.Evaluated or InitiativeStage.Withdrawn => new("already-over", $"{InitiativeFace.Sentence(stage)}"),
        InitiativeStage.Approved or InitiativeStage.Active or InitiativeStage.Suspended or InitiativeStage.Rejected => new("already-decided", $"{InitiativeFace.Sentence(stage)}"),
        _ => new("wrong-stage", $"{InitiativeFace.Sentence(stage)}"),
    };
}
