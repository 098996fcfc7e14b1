using Mal.Places;
using Mal.Polish;
using Mal.Rooms;
using Mal.Shelves;
using Mal.Wire;

namespace Mal.Alerts;

/// <summary>What a shelf, fridge or freezer needs: food to throw away, a thermometer to read, a wash.</summary>
internal static class FoodAlerts
{
    private const string PastDate = "past-use-by";

    public static IEnumerable<Alert> Of(ShelfView shelf, House house, DateTimeOffset now)
    {
        var (face, key) = (Shelf.Face(shelf, house, now), Key.Shelf(house.File.Place.Id, shelf.Id).ToString());
        return [.. face.ThrowAway.Select(lot => ThrowAway(lot, key, shelf.Name, house, now)), .. Kept(face, shelf, key, house, now)];
    }

    private static Alert ThrowAway(LotFace lot, string key, string where, House house, DateTimeOffset now) => new(
        "throw-away", key, where, $"Wyrzuć: {lot.Lot.Name}, {lot.QuantityText} ({lot.Why}).", ThrowSince(lot.Lot, house, now),
        new AlertAction.TellShelf("Wyrzucone", key, new ShelfCommand.Dispose(lot.Lot.Id, lot.Lot.Quantity, PastDate), $"Wyrzucono: {lot.Lot.Name}, {lot.QuantityText}"),
        AlertSeverity.Urgent, Subject: lot.Lot.Id);

    // At the midnight after its last day, or at the closing before the days without anybody that it does not outlive. What the
    // place does not take at all lies there since it was put in.
    private static DateTimeOffset ThrowSince(Lot lot, House house, DateTimeOffset now)
    {
        if (lot.GoodThrough is not { } last || (lot.Blocked && !Shelf.IsPastUseBy(lot, house.Day(now))))
        {
            return lot.ReceivedAt;
        }
        var midnight = house.At(last.AddDays(1), TimeOnly.MinValue);
        var began = RoomTimetable.LastClosing(house, midnight) is { } closing && Calendar.IsLastBeforeGap(house, house.Day(closing))
            && (Calendar.OpeningAfter(house, closing) is not { } opens || last < house.Day(opens)) ? closing : midnight;
        return began > lot.ReceivedAt ? began : lot.ReceivedAt;
    }

    private static IEnumerable<Alert> Kept(ShelfFace face, ShelfView shelf, string key, House house, DateTimeOffset now)
    {
        var measure = new AlertAction.AskNumber("Wpisz temperaturę", key, AskedNumber.Celsius);
        if (face.Fridge is { Condition: FridgeCondition.Alarm or FridgeCondition.Warm, Celsius: { } celsius, At: { } at } fridge)
        {
            yield return fridge.Condition == FridgeCondition.Alarm
                ? new Alert("fridge-alarm", key, shelf.Name, $"{Numbers.Celsius(celsius)}. Przełóż, co się da, wyrzuć, co niepewne, zamknij jadłodzielnię i zmierz jeszcze raz.", at, measure, AlertSeverity.Urgent)
                : new Alert("fridge-warm", key, shelf.Name, $"{Numbers.Celsius(celsius)}. Domknij drzwi i zmierz jeszcze raz.", at, measure, AlertSeverity.Warning);
        }
        if (face.Fridge is { Check: CheckStanding.Overdue, DueAt: { } due })
        {
            yield return new Alert("check-overdue", key, shelf.Name, $"Zmierz temperaturę: miała być sprawdzona o {Dates.Clock(house.Local(due))}.", due, measure, AlertSeverity.Warning);
        }
        if (face.Fridge is { SensorSilent: true } && shelf.Care?.Sensed is { } heard)
        {
            yield return new Alert("sensor-silent", key, shelf.Name, "Sprawdź baterię i zasięg czujnika, na razie mierz ręcznie.", heard.At, measure, AlertSeverity.Warning);
        }
        if (face.Wash is { Standing: WashStanding.Overdue, At: { } washed })
        {
            yield return new Alert("wash-overdue", key, shelf.Name, $"Umyj, ostatnio {face.Wash.Text}.", house.At(house.Day(washed).AddDays(house.Settings.Fridge.WashDays + 1), TimeOnly.MinValue),
                new AlertAction.TellShelf("Umyte", key, new ShelfCommand.Wash(), $"{shelf.Name}: umyte"), AlertSeverity.Task);
        }
    }
}
