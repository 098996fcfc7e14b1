using System.Collections.Immutable;
using Mal.Places;

namespace Mal.Coordination.PlaceBook;

/// <summary>One number a place may change, as a form shows it.</summary>
/// <param name="Name">As in the place file.</param>
public sealed record SettingField(string Name, string Label, int Least, int Most, Func<PlaceSettings, int> Get, Func<PlaceSettings, int, PlaceSettings> With);

/// <summary>The numbers of a place in the order of a form, so that a form, a merge and a difference are made of one list.</summary>
public static class SettingFields
{
    private const int MinutesMax = 24 * 60;
    private const int DaysMax = 366;
    private const int RoundMinutesMin = 15;
    private const int SecondsMax = 60 * 60;

    public static ImmutableArray<SettingField> All { get; } =
    [
        new("leadDaysMin", "Zgłoszenie najpóźniej ile dni przed", 0, DaysMax, all => all.LeadDaysMin, (all, value) => all with { LeadDaysMin = value }),
        new("leadDaysMax", "Zgłoszenie najwcześniej ile dni przed", 0, DaysMax, all => all.LeadDaysMax, (all, value) => all with { LeadDaysMax = value }),
        new("bookingHoursMax", "Najdłuższe spotkanie (godz.)", 1, 24, all => all.BookingHoursMax, (all, value) => all with { BookingHoursMax = value }),
        new("quietMinutesBeforeClosing", "Ile minut przed zamknięciem kończą się spotkania", 0, MinutesMax, all => all.QuietMinutesBeforeClosing, (all, value) => all with { QuietMinutesBeforeClosing = value }),
        new("turnoverMinutes", "Przerwa między spotkaniami (min)", 0, MinutesMax, all => all.TurnoverMinutes, (all, value) => all with { TurnoverMinutes = value }),
        new("groupHoursPerWeek", "Godziny jednej grupy w tygodniu", 0, 168, all => all.GroupHoursPerWeek, (all, value) => all with { GroupHoursPerWeek = value }),
        new("groupPendingMax", "Czekające zgłoszenia jednej grupy", 0, DaysMax, all => all.GroupPendingMax, (all, value) => all with { GroupPendingMax = value }),
        new("contactDays", "Kontakty znikają ile dni po spotkaniu", 0, DaysMax, all => all.ContactDays, (all, value) => all with { ContactDays = value }),
        new("reservedMinutes", "„Zarezerwowana” ile minut przed", 0, MinutesMax, all => all.ReservedMinutes, (all, value) => all with { ReservedMinutes = value }),
        new("checkInMinutes", "Potwierdzanie przyjścia ile minut przed", 0, MinutesMax, all => all.CheckInMinutes, (all, value) => all with { CheckInMinutes = value }),
        new("noShowMinutes", "Sala zwalnia się po ilu minutach nieobecności", 0, MinutesMax, all => all.NoShowMinutes, (all, value) => all with { NoShowMinutes = value }),
        new("endingSoonMinutes", "„Kończy się” ile minut przed końcem", 0, MinutesMax, all => all.EndingSoonMinutes, (all, value) => all with { EndingSoonMinutes = value }),
        new("extendMinutes", "Przedłużenie o ile minut", 1, MinutesMax, all => all.ExtendMinutes, (all, value) => all with { ExtendMinutes = value }),
        new("countAgesMinutes", "Liczba osób jest ważna ile minut", 1, MinutesMax, all => all.CountAgesMinutes, (all, value) => all with { CountAgesMinutes = value }),
        new("closingSoonMinutes", "„Zamykamy” ile minut przed", 0, MinutesMax, all => all.ClosingSoonMinutes, (all, value) => all with { ClosingSoonMinutes = value }),
        new("roundMinutes", "Obchód co ile minut", RoundMinutesMin, MinutesMax, all => all.RoundMinutes, (all, value) => all with { RoundMinutes = value }),
        new("requestOpenDays", "Zgłoszenie czeka za długo po ilu dniach otwarcia", 0, DaysMax, all => all.RequestOpenDays, (all, value) => all with { RequestOpenDays = value }),
        new("displaySilentSeconds", "Ekran milczy po ilu sekundach", 1, SecondsMax, all => all.DisplaySilentSeconds, (all, value) => all with { DisplaySilentSeconds = value }),
        new("undoMinutes", "Cofnąć można przez ile minut", 0, MinutesMax, all => all.UndoMinutes, (all, value) => all with { UndoMinutes = value }),
    ];

    /// <summary>"Najdłuższe spotkanie (godz.): było 4, jest 5".</summary>
    public static ImmutableList<string> Differences(PlaceSettings before, PlaceSettings now) =>
    [
        .. All.Where(field => field.Get(before) != field.Get(now)).Select(field => $"{field.Label}: było {field.Get(before)}, jest {field.Get(now)}"),
        .. before.NumbersInHouse == now.NumbersInHouse ? Array.Empty<string>() : ["Liczby na ekranach w domu"],
        .. SameFridge(before.Fridge, now.Fridge) ? Array.Empty<string>() : ["Lodówka"],
    ];

    public static bool Same(PlaceSettings one, PlaceSettings other) => Differences(one, other).IsEmpty;

    /// <summary>Every number that was changed here, on top of what it is now.</summary>
    public static PlaceSettings Merge(PlaceSettings before, PlaceSettings mine, PlaceSettings now)
    {
        var numbers = All.Where(field => field.Get(before) != field.Get(mine)).Aggregate(now, (all, field) => field.With(all, field.Get(mine)));
        return numbers with
        {
            NumbersInHouse = before.NumbersInHouse == mine.NumbersInHouse ? now.NumbersInHouse : mine.NumbersInHouse,
            Fridge = SameFridge(before.Fridge, mine.Fridge) ? now.Fridge : mine.Fridge,
        };
    }

    private static bool SameFridge(FridgeSettings one, FridgeSettings other) => one with { Checks = other.Checks } == other && one.Checks.SequenceEqual(other.Checks);
}
