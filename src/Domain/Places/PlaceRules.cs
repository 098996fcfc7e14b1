using System.Collections.Immutable;
using System.Diagnostics;
using Mal.Facts;
using static Mal.Places.PlaceCommand;
using static Mal.Places.PlaceEvent;

namespace Mal.Places;

/// <summary>
/// The place: what is written down about it, and what holds for it today. The file is imported once; a later difference is
/// reported by whoever reads it, never applied by itself. Nothing has to be written because time passed: a closing "today"
/// carries its day, and the calendar looks at that.
/// </summary>
public sealed partial class Place : IRules<PlaceState, PlaceCommand, PlaceEvent, PlaceView>
{
    private const int ReasonCodeMax = 40;

    // Forty bytes of the head each. What is over takes no room from what lives, and only the latest of it stays in sight.
    private const int OpenedMax = 400;
    private const int OverMax = 200;

    private Place() { }

    public static PlaceState Empty { get; } = new(null, null, null);

    /// <summary>The house a state describes; null until the file has been imported.</summary>
    public static House? HouseOf(PlaceState state, long version) =>
        state.File is { } file ? new House(version, file, state.ClosedEarly, state.FoodAccess) : null;

    public static Decision<PlaceEvent> Decide(PlaceState state, PlaceCommand command, Context context) => command switch
    {
        Import import => state.File is null
            ? Decision<PlaceEvent>.Accept(new Imported(import.File, context.Now))
            : Refuse("already-imported", "To miejsce ma już swoje ustawienia. Plik wczytuje się tylko raz."),
        CloseEarly close when HouseOf(state, 0) is { } house => Decide(house, close, context),
        SetAccess access when state.File is not null => Decide(state, access, context),
        OpenInitiative open when state.File is not null => context.By.Role != Role.System ? Refuse("not-allowed", "Tego nie można zrobić z tego urządzenia.")
            : state.Opened?.Contains(open.Initiative) == true || state.Over?.Contains(open.Initiative) == true ? Decision<PlaceEvent>.Nothing
            : state.Opened?.Count >= OpenedMax ? Refuse("too-many-initiatives", $"To miejsce ma już {OpenedMax} inicjatyw. Następna zmieści się, gdy któraś zostanie odrzucona, wycofana albo oceniona.")
            : Decision<PlaceEvent>.Accept(new InitiativeOpened(open.Initiative, context.Now)),
        CloseInitiative close when state.File is not null => context.By.Role != Role.System ? Refuse("not-allowed", "Tego nie można zrobić z tego urządzenia.")
            : state.Opened?.Contains(close.Initiative) == true ? Decision<PlaceEvent>.Accept(new InitiativeClosed(close.Initiative, context.Now))
            : Decision<PlaceEvent>.Nothing,
        _ when state.File is { } file && command is not (CloseEarly or SetAccess) => Edit(file.Place, command, context),
        _ => Refuse("no-place", "To miejsce nie ma jeszcze ustawień."),
    };

    public static PlaceState Evolve(PlaceState state, PlaceEvent happened) => happened switch
    {
        Imported imported => state with { File = imported.File },
        ClosedEarly closed => state with { ClosedEarly = new EarlyClosing(closed.From, closed.ReasonCode) },
        AccessSet access => state with { FoodAccess = new FoodAccess(access.State, access.ReasonCode) },
        InitiativeOpened opened => state with { Opened = (state.Opened ?? []).Add(opened.Initiative) },
        InitiativeClosed closed => state with { Opened = state.Opened?.Remove(closed.Initiative), Over = [.. (state.Over ?? []).Add(closed.Initiative).TakeLast(OverMax)] },
        _ when state.File is { } file => state with { File = file with { Place = Edited(file.Place, happened) } },
        _ => throw new UnreachableException($"A place that is not written down knows no {happened.GetType().Name}."),
    };

    public static ImmutableList<PlaceEvent> Due(PlaceState state, Context context) => [];

    public static DateTimeOffset? DueAt(PlaceState state, Context context) => null;

    public static PlaceView View(PlaceState state, long version, Context context) =>
        new(version, (HouseOf(state, version) ?? context.House with { Version = version }).Shown());

    private static Decision<PlaceEvent> Decide(House house, CloseEarly close, Context context)
    {
        // "Today" is the day on which it was tapped, so a phone that was offline over midnight shuts nothing by mistake.
        var today = house.Day(context.SeenAt);
        var from = house.At(today, close.At);
        if (today != house.Day(context.Now))
        {
            return Refuse("not-today", "To dotyczyło innego dnia. Zamknąć wcześniej można tylko dziś.");
        }
        if (!IsCode(close.ReasonCode))
        {
            return Refuse("bad-reason", "Wybierz powód z listy.");
        }
        if (from <= context.SeenAt)
        {
            return Refuse("already-past", "Ta godzina już minęła. Wybierz późniejszą.");
        }
        if (house.ClosedEarly is { } before && before.At == from && before.ReasonCode == close.ReasonCode)
        {
            return Decision<PlaceEvent>.Nothing;
        }
        // Against the planned hours, so that a closing tapped too early can still be moved later.
        return Calendar.ClosingOf(house with { ClosedEarly = null }, today) switch
        {
            null => Refuse("closed-today", "Dziś jest nieczynne."),
            { } planned when from >= planned => Refuse("after-closing", "O tej godzinie i tak jest już zamknięte."),
            _ => Decision<PlaceEvent>.Accept(new ClosedEarly(from, close.ReasonCode, context.SeenAt)),
        };
    }

    private static Decision<PlaceEvent> Decide(PlaceState state, SetAccess access, Context context)
    {
        if (access.State != FoodAccessState.Open && access.ReasonCode is null)
        {
            return Refuse("reason-missing", "Podaj powód ograniczenia dostępu.");
        }
        if (access.ReasonCode is { } code && !IsCode(code))
        {
            return Refuse("bad-reason", "Wybierz powód z listy.");
        }
        var before = state.FoodAccess ?? new FoodAccess(FoodAccessState.Open, null);
        return before == new FoodAccess(access.State, access.ReasonCode)
            ? Decision<PlaceEvent>.Nothing
            : Decision<PlaceEvent>.Accept(new AccessSet(access.State, access.ReasonCode, context.SeenAt));
    }

    // A code and not a sentence: free text could name a person, and facts are kept for ever.
    private static bool IsCode(string text) =>
        text.Length is > 0 and <= ReasonCodeMax && text.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-');

    private static Decision<PlaceEvent> Refuse(string code, string message) => Decision<PlaceEvent>.Refuse(code, message);
}
