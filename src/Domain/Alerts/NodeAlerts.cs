using Mal.Board;
using Mal.Facts;
using Mal.Places;
using Mal.Polish;
using Mal.Wire;

namespace Mal.Alerts;

/// <summary>What the machines need: a screen in the house that is away, a node that cannot write or does not hear the others.</summary>
internal static class NodeAlerts
{
    /// <summary>While the house is open; a screen that is away over night is nobody's trouble before the opening has gone by.</summary>
    public static IEnumerable<Alert> Of(DisplaysView displays, House house, DateTimeOffset now)
    {
        var today = Calendar.HoursOf(house, house.Day(now)).Find(hours => hours.From <= now && now < hours.Until);
        if (today == default)
        {
            return [];
        }
        var limit = TimeSpan.FromSeconds(house.Settings.DisplaySilentSeconds);
        return displays.Displays.Where(display => !display.Connected).Select(display => (Display: display, Since: display.Since > today.From ? display.Since : today.From))
            .Where(one => now - one.Since > limit)
            .Select(one => new Alert("display-silent", $"{Key.OfDisplays(house.File.Place.Id)}/{one.Display.Id}", one.Display.Name ?? "Ekran", "Włącz ekran albo odśwież jego stronę: nie odzywa się.",
                one.Since, new AlertAction.Go("Pokaż ekran", AlertPage.Display), AlertSeverity.Warning));
    }

    public static IEnumerable<Alert> Of(Trouble? trouble, House house)
    {
        if (trouble is null)
        {
            yield break;
        }
        if (trouble is { Code: Trouble.ClockDoubtful, MachineClock: { } machine })
        {
            yield return Doubt(trouble, machine, house);
            yield break;
        }
        // What is not yet lost is the coordinators' to see to; what is being lost is everybody's.
        var (says, severity, owner) = trouble.Code switch
        {
            Trouble.Storage => ("Nie zamykaj telefonów i powiadom osobę, która dba o serwer: zapis nie działa, a to, co klikasz, czeka.", AlertSeverity.Urgent, Role.Staff),
            Trouble.Disk => ("Zrób miejsce na dysku serwera: zostało go mało, a bez niego nic się nie zapisze.", AlertSeverity.Warning, Role.Coordinator),
            Trouble.ClockBehind => ("Powiadom osobę, która dba o serwer: jego zegar jest wcześniejszy niż ostatnie zapisy. Dopóki tak jest, prośby o sale są odrzucane.",
                AlertSeverity.Urgent, Role.Coordinator),
            Trouble.Backup => ("Powiadom osobę, która dba o serwer: nocna kopia pamięci domu się nie udała.", AlertSeverity.Warning, Role.Coordinator),
            _ => ("Powiadom osobę, która dba o serwer: część domu nie odpowiada.", AlertSeverity.Urgent, Role.Staff),
        };
        yield return new Alert(trouble.Code, Key.OfPlace(house.File.Place.Id).ToString(), "Serwer domu", says, trouble.Since, new AlertAction.Go("Stan serwera", AlertPage.Health), severity, owner);
    }

    private static Alert Doubt(Trouble trouble, DateTimeOffset machine, House house) => new(
        trouble.Code, Key.OfPlace(house.File.Place.Id).ToString(), "Zegar serwera",
        $"Sprawdź na swoim zegarku: serwer pokazuje {Dates.Full(house.Day(machine))}, {Dates.Clock(house.Local(machine))}, a ostatni zapis jest dużo wcześniejszy. "
        + "Dopóki nikt tego nie potwierdzi, nic nie zapisuje się ani nie znika samo. Jeśli ta data jest zła, powiadom osobę, która dba o serwer.",
        trouble.Since, new AlertAction.ConfirmClock("Data jest dobra", machine), AlertSeverity.Urgent, Role.Coordinator);
}
