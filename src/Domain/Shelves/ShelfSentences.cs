using System.Diagnostics;
using Mal.History;
using Mal.Polish;
using static Mal.Shelves.ShelfEvent;

namespace Mal.Shelves;

/// <summary>What happened to the food of one unit, in sentences for coordinators.</summary>
public static class ShelfSentences
{
    public static string Say(ShelfEvent happened, Remembered known) => happened switch
    {
        Received it => $"Przyjęto: {Numbers.Say(it.Lot.Quantity)} – „{it.Lot.Name}”{(it.Lot.GoodThrough is { } day ? $", dobre do {Dates.Short(day)}" : "")}.",
        PickedUp { Estimated: true } it => $"Zabrano (wynika z policzenia): {Numbers.Say(it.Quantity)}{known.Named(it.Lot)}.",
        PickedUp it => $"Zabrano: {Numbers.Say(it.Quantity)}{known.Named(it.Lot)}.",
        Disposed it => $"Wyrzucono: {Numbers.Say(it.Quantity)}{known.Named(it.Lot)}{Remembered.Because(it.ReasonCode)}.",
        Adjusted it => $"Korekta stanu: {(it.Change > 0 ? "+" : "−")}{Numbers.Say(Math.Abs(it.Change))}{known.Named(it.Lot)} ({Why(it.Why)}).",
        LevelSet it => $"Poziom: {Say(it.Level)}.",
        Blocked { Because: not null } it => $"Tego tu nie przyjmujemy{known.Named(it.Lot)}. Do wyrzucenia.",
        Blocked it => $"Minął termin{known.Named(it.Lot)}. Do wyrzucenia.",
        FridgeChecked it => $"Temperatura: {Numbers.Celsius(it.Celsius)}{(it.Source == CheckSource.Sensor ? " (z czujnika)" : "")}{Look(it.Clean)}.",
        Washed => "Umyto.",
        Undone it => $"Cofnięto: {Say(it.What)}{(it.Lot is { } lot ? known.Named(lot) : "")}.",
        _ => throw new UnreachableException($"A shelf has no sentence for {happened.GetType().Name}."),
    };

    private static string Why(Correction why) => why switch
    {
        Correction.Counted => "po policzeniu",
        Correction.Entry => "poprawka wpisu",
        _ => "zabrano więcej, niż było zapisane",
    };

    private static string Look(bool? clean) => clean switch { true => ", czysto", false => ", brudno", _ => "" };

    private static string Say(Level level) => level switch
    {
        Level.Empty => "pusto",
        Level.Some => "trochę",
        _ => "dużo",
    };

    private static string Say(Effect what) => what switch
    {
        Effect.Received => "przyjęcie",
        Effect.PickedUp => "zabranie",
        Effect.Disposed => "wyrzucenie",
        Effect.Adjusted => "korektę stanu",
        Effect.Checked => "pomiar temperatury",
        Effect.Washed => "mycie",
        _ => "poziom",
    };
}
