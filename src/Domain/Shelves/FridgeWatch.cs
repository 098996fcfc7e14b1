using Mal.Facts;
using Mal.Places;
using static Mal.Shelves.ShelfCommand;
using static Mal.Shelves.ShelfEvent;

namespace Mal.Shelves;

/// <summary>
/// How a unit is kept: its thermometer, read by a person or by a sensor, and its weekly wash. All of it is observation, so
/// nothing is refused for being warm. A look that a phone brings late is written down, and never takes the place of a newer one.
/// </summary>
internal static class FridgeWatch
{
    // A sensor repeats itself all day. The same temperature is written again when a third of its age is over: kept fresh, and
    // a few facts an hour.
    private const int RepeatsPerAge = 3;
    private const decimal NewsCelsius = 0.5m;

    public static Decision<ShelfEvent> Decide(ShelfState state, CheckFridge check, Context context)
    {
        if (context.House.Shelf(context.Id) is not { Kind: ShelfKind.Fridge or ShelfKind.Freezer } unit)
        {
            return Shelf.Refuse("no-thermometer", "Temperaturę mierzy się w lodówce albo w zamrażarce.");
        }
        var isSensor = context.By.Role == Role.Sensor;
        if (isSensor && state.Care?.Sensed is { } said && !IsNews(said, check.Celsius, unit.Kind, context))
        {
            return Decision<ShelfEvent>.Nothing;
        }
        // A sensor does not see whether it is clean.
        return Shelf.Accept(new FridgeChecked(check.Celsius, isSensor ? null : check.Clean, isSensor ? CheckSource.Sensor : CheckSource.Staff, Shelf.OriginOf(context)));
    }

    public static Decision<ShelfEvent> DecideWash(ShelfState state, Context context) => state.Care?.WashedAt >= context.SeenAt
        ? Decision<ShelfEvent>.Nothing
        : Shelf.Accept(new Washed(Shelf.OriginOf(context)));

    public static ShelfState Sensed(ShelfState state, FridgeChecked it) =>
        it.Origin.SeenAt < state.Care?.Sensed?.At ? state : state with { Care = (state.Care ?? new ShelfCare()) with { Sensed = CheckOf(it) } };

    /// <summary>An older look than the one that stands comes to lie before it, so that undoing the newer one finds it.</summary>
    public static ShelfState Checked(ShelfState state, FridgeChecked it)
    {
        if (!(it.Origin.SeenAt < state.Care?.Checked?.At))
        {
            return state with { Care = (state.Care ?? new ShelfCare()) with { Checked = CheckOf(it) } };
        }
        return Next(state, it) is { } next && !(it.Origin.SeenAt < next.Check?.At)
            ? state with { Undoable = state.Undoable.Replace(next, next with { Check = CheckOf(it) }) }
            : state;
    }

    /// <summary>What stood before this look.</summary>
    public static FridgeCheck? Before(ShelfState state, FridgeChecked it) => it.Origin.SeenAt < state.Care?.Checked?.At
        ? Next(state, it)?.Check
        : state.Care?.Checked;

    public static ShelfState Washed(ShelfState state, DateTimeOffset at) => state with { Care = (state.Care ?? new ShelfCare()) with { WashedAt = at } };

    internal static FridgeCondition ConditionOf(decimal celsius, ShelfKind kind, FridgeSettings settings)
    {
        var (warn, alarm) = kind == ShelfKind.Freezer ? (settings.FreezerWarnAbove, settings.FreezerAlarmAbove) : (settings.WarnAbove, settings.AlarmAbove);
        return celsius > alarm ? FridgeCondition.Alarm : celsius > warn ? FridgeCondition.Warm : FridgeCondition.Good;
    }

    private static bool IsNews(FridgeCheck said, decimal celsius, ShelfKind kind, Context context)
    {
        var settings = context.House.Settings.Fridge;
        return context.SeenAt > said.At
            && (Math.Abs(celsius - said.Celsius) >= NewsCelsius
                || ConditionOf(celsius, kind, settings) != ConditionOf(said.Celsius, kind, settings)
                || context.SeenAt - said.At >= TimeSpan.FromMinutes(settings.SensorSilentMinutes) / RepeatsPerAge);
    }

    // The look that was made right after this one, of those that can still be undone.
    private static Undoable? Next(ShelfState state, FridgeChecked it) =>
        state.Undoable.Where(done => done.What == Effect.Checked && done.At > it.Origin.SeenAt).MinBy(done => done.At);

    private static FridgeCheck CheckOf(FridgeChecked it) => new(it.Celsius, it.Origin.SeenAt, it.Clean);
}
