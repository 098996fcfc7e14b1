using Mal.Backups;

namespace Mal.Diagnosis;

/// <summary>What a start says of a memory that does not fit, and what to do.</summary>
/// <remarks>The same sentences stand in docs/backup.md, and a test compares them.</remarks>
internal static class MemorySays
{
    public static string FactsGone(MemoryPlace place, Backup copy) =>
        $"{place.In} nie ma faktów domu ({place.Facts}), a są jego kopie. Przywróć kopię {BackupVerbs.Say(copy)}: {Restore(place, copy)}. "
        + $"Jeżeli to ma być nowy dom, {place.Elsewhere}.";

    public static string FactsGoneWithoutCopies(MemoryPlace place) =>
        $"{place.In} nie ma faktów domu ({place.Facts}), a są jego zapisy ({place.Records}); kopii nie ma. "
        + $"Wczytaj fakty z pliku, który zapisał „export”: {place.Verb("import PLIK")}. Jeżeli to ma być nowy dom, {place.Elsewhere}.";

    public static string FactsGoneAndCopiesUnread(MemoryPlace place, string why) =>
        $"{place.In} nie ma faktów domu ({place.Facts}), a kopii nie da się obejrzeć, więc nie wiadomo, czy to nowy dom. {why}";

    public static string FactsTorn(MemoryPlace place) =>
        $"{place.In} leży facts.db-wal, czyli ostatnie fakty domu, a nie ma facts.db, do którego należą. "
        + $"Połóż facts.db z powrotem obok albo przywróć kopię: {place.Verb("restore")}; to, co zostało, będzie odłożone.";

    public static string FactsDamaged(MemoryPlace place, string why, Backup copy) =>
        $"{place.In} fakty domu ({place.Facts}) są uszkodzone ({why}). Przywróć kopię {BackupVerbs.Say(copy)}: {Restore(place, copy)}. "
        + $"To, co jest, zostanie odłożone.";

    public static string FactsDamagedWithoutCopies(MemoryPlace place, string why) =>
        $"{place.In} fakty domu ({place.Facts}) są uszkodzone ({why}), a kopii nie ma. "
        + $"Odłóż {place.Facts} w inne miejsce i wczytaj fakty z pliku, który zapisał „export”: {place.Verb("import PLIK")}.";

    public static string Newer(MemoryPlace place, string file, string layout) =>
        $"{place.In} pamięć domu ({file}) zapisał nowszy program (układ {layout}). Uruchom nowszy program: nic nie zginęło.";

    public static string Foreign(MemoryPlace place, string file) =>
        $"{place.In} {file} należy do innego programu, a nie do domu. Podaj inny katalog (--data).";

    public static string RecordsGone(MemoryPlace place, Backup copy) =>
        $"{place.In} są fakty domu, a nie ma jego zapisów ({place.Records}): słów, kontaktów i połączonych urządzeń. "
        + $"Weź je z kopii {BackupVerbs.Say(copy)}: {Records(place, copy)}.";

    public static string RecordsGoneWithoutCopies(MemoryPlace place) =>
        $"{place.In} są fakty domu, a nie ma jego zapisów ({place.Records}): słów, kontaktów i połączonych urządzeń; kopii zapisów też nie ma. "
        + $"Połóż je z powrotem albo zacznij bez nich: {place.Verb("new-records")}; urządzenia trzeba będzie połączyć na nowo.";

    public static string RecordsDamaged(MemoryPlace place, string why, Backup copy) =>
        $"{place.In} zapisy domu ({place.Records}) są uszkodzone ({why}). Weź je z kopii {BackupVerbs.Say(copy)}: {Records(place, copy)}.";

    public static string RecordsDamagedWithoutCopies(MemoryPlace place, string why) =>
        $"{place.In} zapisy domu ({place.Records}) są uszkodzone ({why}), a kopii nie ma. "
        + $"Zacznij bez nich: {place.Verb("new-records")}; urządzenia trzeba będzie połączyć na nowo.";

    public static string OtherRecords(MemoryPlace place, Backup copy) =>
        $"{place.In} zapisy ({place.Records}) są z innego domu niż fakty ({place.Facts}). "
        + $"Połóż właściwe zapisy albo weź je z kopii {BackupVerbs.Say(copy)}: {Records(place, copy)}.";

    public static string OtherRecordsWithoutCopies(MemoryPlace place) =>
        $"{place.In} zapisy ({place.Records}) są z innego domu niż fakty ({place.Facts}), a kopii nie ma. "
        + $"Połóż tam pliki z jednego domu albo zacznij bez zapisów: {place.Verb("new-records")}; urządzenia trzeba będzie połączyć na nowo.";

    public static string OtherFacts(MemoryPlace place, Backup copy) =>
        $"{place.In} fakty ({place.Facts}) są z innego domu niż zapisy ({place.Records}) i kopie. "
        + $"Połóż właściwe fakty albo przywróć kopię {BackupVerbs.Say(copy)}: {Restore(place, copy)}.";

    public static string OtherCopies(MemoryPlace place, Backup copy) =>
        $"{place.In} dom ma kopię z innego domu: {BackupVerbs.Say(copy)}. "
        + $"Przenieś ją w inne miejsce, zanim ten dom ją nadpisze; jeżeli to jej domu szukasz, przywróć ją: {place.Verb($"restore {copy.Name}")}.";

    private static string Restore(MemoryPlace place, Backup copy) => place.Verb($"restore {copy.Name}");

    private static string Records(MemoryPlace place, Backup copy) => place.Verb($"restore-records {copy.Name}");
}
