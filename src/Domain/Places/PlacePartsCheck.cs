using System.Collections.Immutable;

namespace Mal.Places;

/// <summary>The parts of a place that a coordinator edits: checked alike in the file and in a command, each mistake with its field.</summary>
internal sealed partial class PlaceCheck
{
    // Beyond these a number is a slip of the finger, and added to a date it could leave the calendar.
    private const int MinutesMax = 24 * 60;
    private const int DaysMax = 366;
    private const int RoundMinutesMin = 15;
    private const int SecondsMax = 60 * 60;
    private const int HoursOfWeek = 7 * 24;
    private const int CheckTimesMax = 6;
    private const decimal DegreesMax = 50;
    private const int ReasonMax = 120;
    private const int AnnouncementMax = 200;
    private const int TextMax = 1000;
    // The clause of RODO art. 13 has thirteen things to name.
    private const int ClauseMax = 6000;

    /// <returns>The wrong field and the reason, as in <c>settings.extendMinutes: …</c>; null when the command is well-formed.</returns>
    public static string? Malformed(PlaceCommand command)
    {
        var check = new PlaceCheck();
        switch (command)
        {
            case PlaceCommand.ChangeSettings it: check.Settings("settings", it.Settings); break;
            case PlaceCommand.ChangeHours it: check.Week("hours", it.Hours); break;
            case PlaceCommand.AddClosure it: check.Dated("closure", it.Closure); break;
            case PlaceCommand.Announce it: check.Dated("announcement", it.Announcement); break;
            case PlaceCommand.ChangeAccessFacts it: check.Access("access", it.Access); break;
            case PlaceCommand.ChangeFoodPolicy it: check.Policy("policy", it.Policy); break;
            case PlaceCommand.ChangeTexts it: check.Texts("texts", it.Texts); break;
            case PlaceCommand.ChangePublicUrl it: check.Outside("publicUrl", it.PublicUrl); break;
            default: break;
        }
        return check.mistakes is [var first, ..] ? first.ToString() : null;
    }

    private void Week(string path, ImmutableSortedDictionary<string, string> week)
    {
        foreach (var (day, hours) in week)
        {
            Need(Hours.IsName(day), $"{path}.{day}", "Dni tygodnia to mon, tue, wed, thu, fri, sat, sun.");
            Need(hours is not null && Hours.Parse(hours) is not null, $"{path}.{day}", $"Godziny zapisuje się jako 12:00-20:00, a jest „{hours}”.");
        }
    }

    private void Dated(string path, Closure entry)
    {
        Year($"{path}.firstDay", entry.FirstDay);
        Year($"{path}.lastDay", entry.LastDay);
        Need(entry.FirstDay <= entry.LastDay, $"{path}.lastDay", "Ostatni dzień jest przed pierwszym.");
        Need(entry.LastDay.DayNumber - entry.FirstDay.DayNumber <= DaysMax, $"{path}.lastDay", $"Najwyżej {DaysMax} dni naraz.");
        Need(entry.From is null || entry.Until is null || entry.From < entry.Until, $"{path}.until", "Koniec musi być po początku.");
        Need(!entry.Opening || (entry.From is not null && entry.Until is not null), path, "Otwarcie wymaga godzin from i until.");
        Words($"{path}.reason", entry.Reason, ReasonMax);
    }

    private void Dated(string path, Announcement announcement)
    {
        Year($"{path}.firstDay", announcement.FirstDay);
        Year($"{path}.lastDay", announcement.LastDay ?? announcement.FirstDay);
        Need(announcement.LastDay is not { } last || announcement.FirstDay <= last, $"{path}.lastDay", "Ostatni dzień jest przed pierwszym.");
        Words($"{path}.text", announcement.Text, AnnouncementMax);
    }

    private void Access(string path, AccessFacts access) =>
        Need(access.Note is not { Length: > AnnouncementMax }, $"{path}.note", $"Najwyżej {AnnouncementMax} znaków.");

    private void Outside(string path, string? url)
    {
        if (url is not null && PublicAddress.Wrong(url) is { } wrong)
        {
            mistakes.Add(new Mistake(path, wrong));
        }
    }

    private void Texts(string path, PlaceTexts texts)
    {
        foreach (var (name, text, most) in new[]
        {
            ("dataProtection", texts.DataProtection, ClauseMax), ("requestIntro", texts.RequestIntro, TextMax),
            ("freeTextHint", texts.FreeTextHint, TextMax), ("requestSent", texts.RequestSent, TextMax),
        })
        {
            if (text is not null)
            {
                Words($"{path}.{name}", text, most);
            }
        }
    }

    private void Settings(string path, PlaceSettings settings)
    {
        foreach (var (name, value, least, most) in new[]
        {
            ("closingSoonMinutes", settings.ClosingSoonMinutes, 0, MinutesMax), ("reservedMinutes", settings.ReservedMinutes, 0, MinutesMax),
            ("checkInMinutes", settings.CheckInMinutes, 0, MinutesMax), ("noShowMinutes", settings.NoShowMinutes, 0, MinutesMax),
            ("endingSoonMinutes", settings.EndingSoonMinutes, 0, MinutesMax), ("turnoverMinutes", settings.TurnoverMinutes, 0, MinutesMax),
            ("extendMinutes", settings.ExtendMinutes, 1, MinutesMax), ("countAgesMinutes", settings.CountAgesMinutes, 1, MinutesMax),
            ("quietMinutesBeforeClosing", settings.QuietMinutesBeforeClosing, 0, MinutesMax), ("undoMinutes", settings.UndoMinutes, 0, MinutesMax),
            ("roundMinutes", settings.RoundMinutes, RoundMinutesMin, MinutesMax),
            ("leadDaysMin", settings.LeadDaysMin, 0, DaysMax), ("leadDaysMax", settings.LeadDaysMax, 0, DaysMax), ("contactDays", settings.ContactDays, 0, DaysMax),
            ("bookingHoursMax", settings.BookingHoursMax, 1, 24), ("groupHoursPerWeek", settings.GroupHoursPerWeek, 0, HoursOfWeek),
            ("groupPendingMax", settings.GroupPendingMax, 0, DaysMax), ("requestOpenDays", settings.RequestOpenDays, 0, DaysMax),
            ("displaySilentSeconds", settings.DisplaySilentSeconds, 1, SecondsMax),
            ("fridge.checkEarlyMinutes", settings.Fridge.CheckEarlyMinutes, 0, MinutesMax), ("fridge.checkGraceMinutes", settings.Fridge.CheckGraceMinutes, 0, MinutesMax),
            ("fridge.sensorSilentMinutes", settings.Fridge.SensorSilentMinutes, 1, MinutesMax), ("fridge.washDays", settings.Fridge.WashDays, 1, DaysMax),
        })
        {
            Need(least <= value && value <= most, $"{path}.{name}", $"Liczba od {least} do {most}.");
        }
        Need(settings.ReservedMinutes >= settings.CheckInMinutes, $"{path}.reservedMinutes", "Nie może być mniejsze niż checkInMinutes.");
        Need(settings.LeadDaysMin <= settings.LeadDaysMax, $"{path}.leadDaysMax", "Nie może być mniejsze niż leadDaysMin.");
        Need(settings.Fridge.TargetFrom < settings.Fridge.TargetTo, $"{path}.fridge.targetTo", "Musi być większe niż targetFrom.");
        Need(settings.Fridge.WarnAbove <= settings.Fridge.AlarmAbove, $"{path}.fridge.alarmAbove", "Nie może być mniejsze niż warnAbove.");
        Need(settings.Fridge.FreezerWarnAbove <= settings.Fridge.FreezerAlarmAbove, $"{path}.fridge.freezerAlarmAbove", "Nie może być mniejsze niż freezerWarnAbove.");
        Need(settings.Fridge.Checks.Count <= CheckTimesMax, $"{path}.fridge.checks", $"Najwyżej {CheckTimesMax} razy dziennie.");
        foreach (var (name, degrees) in new[]
        {
            ("targetFrom", settings.Fridge.TargetFrom), ("targetTo", settings.Fridge.TargetTo),
            ("warnAbove", settings.Fridge.WarnAbove), ("alarmAbove", settings.Fridge.AlarmAbove),
            ("freezerWarnAbove", settings.Fridge.FreezerWarnAbove), ("freezerAlarmAbove", settings.Fridge.FreezerAlarmAbove),
        })
        {
            Need(Math.Abs(degrees) <= DegreesMax, $"{path}.fridge.{name}", $"Stopnie od -{DegreesMax} do {DegreesMax}.");
        }
    }

    private void Year(string path, DateOnly day) => Need(CalendarDay.IsMeant(day.Year), path, $"Rok od {CalendarDay.YearMin} do {CalendarDay.YearMax}.");

    private void Words(string path, string text, int most) =>
        Need(!string.IsNullOrWhiteSpace(text) && text.Length <= most, path, $"Od 1 do {most} znaków, a jest {text.Length}.");
}
