using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;

namespace Mal.Diagnosis;

/// <summary>What the system or SQLite has against a folder or a file, as a sentence that says what to do.</summary>
/// <remarks>They stand in docs/backup.md, and a test compares them.</remarks>
internal static partial class SystemSays
{
    internal const int SqliteCorrupt = 11;
    internal const int SqliteNotADatabase = 26;

    private const int SqliteNoSuchTable = 1;
    private const int SqliteBusy = 5;
    private const int SqliteLocked = 6;
    private const int SqliteReadOnly = 8;
    private const int SqliteInputOutput = 10;
    private const int SqliteFull = 13;
    private const int SqliteCannotOpen = 14;

    // What HResult holds: errno on Linux and macOS, the code of Windows in its lower half there.
    private static readonly int[] HeldCodes = [11, 35, unchecked((int)0x80070020), unchecked((int)0x80070021)];
    private static readonly int[] FullCodes = [28, 27, 122, 69, 5, unchecked((int)0x80070070), unchecked((int)0x80070027)];
    private static readonly int[] ReadOnlyCodes = [30, unchecked((int)0x80070013)];
    private static readonly int[] NotAFolderCodes = [20, 21];

    private const int OurOwn = unchecked((int)0x80131620);

    public static string IsAFile(string where) =>
        $"{where} to plik albo leży pod plikiem, a ma być katalogiem. Podaj inny katalog (--data).";

    public static string MayNotWrite(string where) =>
        $"W {where} nie wolno pisać temu, kto uruchomił program. Oddaj mu to („chown -R”) albo podaj inny katalog (--data).";

    public static string ReadOnlyDisk(string where) =>
        $"{where} leży na dysku tylko do odczytu. Zamontuj go do zapisu albo podaj inny katalog (--data).";

    public static string Full(string where) =>
        $"Dysk, na którym leży {where}, jest pełny albo nie przyjmuje zapisu. Zwolnij miejsce i spróbuj jeszcze raz.";

    public static string Missing(string where) =>
        $"Nie ma {where}. Sprawdź, czy dysk jest podłączony i czy to ten katalog (--data).";

    public static string InUse(string where) =>
        $"Katalog danych {where} jest w użyciu przez inny proces. W jednym katalogu zapisuje jeden proces: zatrzymaj tamten albo podaj inny katalog (--data).";

    public static string HeldByOther(string where) =>
        $"Pamięć domu w {where} trzyma inny program. Zamknij go (przeglądarkę baz, skaner, kopiowanie) i spróbuj jeszcze raz.";

    public static string Damaged(string where) =>
        $"Pamięć domu w {where} jest uszkodzona. Uruchom dom: powie, którą kopią to naprawić.";

    public static string NoMemory(string where) =>
        $"W {where} nie ma pamięci domu. Podaj inny katalog (--data).";

    public static bool IsHeld(IOException failure) => HeldCodes.Contains(failure.HResult);

    /// <param name="where">The folder, when the failure does not name a path itself.</param>
    public static string Of(Exception failure, string where) => failure switch
    {
        SqliteException sqlite => OfSqlite(sqlite, where),
        IOException { InnerException: SqliteException inner } => OfSqlite(inner, where),
        // This is how the runtime says that a file may not grow.
        ArgumentOutOfRangeException => Full(where),
        UnauthorizedAccessException => MayNotWrite(PathIn(failure) ?? where),
        // So the runtime says it on some systems where the way leads through a file.
        DirectoryNotFoundException when LiesUnderAFile(PathIn(failure) ?? where) => IsAFile(PathIn(failure) ?? where),
        FileNotFoundException or DirectoryNotFoundException => OursOr(failure, Missing(PathIn(failure) ?? where)),
        IOException system when FullCodes.Contains(system.HResult) => Full(PathIn(failure) ?? where),
        IOException system when ReadOnlyCodes.Contains(system.HResult) => ReadOnlyDisk(PathIn(failure) ?? where),
        IOException system when NotAFolderCodes.Contains(system.HResult) => IsAFile(PathIn(failure) ?? where),
        IOException system when IsHeld(system) => HeldByOther(PathIn(failure) ?? where),
        IOException { HResult: OurOwn } => failure.Message,
        _ => $"{where}: {failure.Message.Split('\n')[0]}",
    };

    private static string OfSqlite(SqliteException failure, string where) => failure.SqliteErrorCode switch
    {
        SqliteFull or SqliteInputOutput => Full(where),
        SqliteReadOnly or SqliteCannotOpen => MayNotWrite(where),
        SqliteBusy or SqliteLocked => HeldByOther(where),
        SqliteCorrupt or SqliteNotADatabase => Damaged(where),
        SqliteNoSuchTable => NoMemory(where),
        _ => $"{where}: {failure.Message.Split('\n')[0]}",
    };

    // Ours are in Polish; the runtime's name a path in quotes.
    private static string OursOr(Exception failure, string sentence) =>
        failure.Message.StartsWith("Nie ma ", StringComparison.Ordinal) ? failure.Message : sentence;

    private static bool LiesUnderAFile(string path) => Path.GetDirectoryName(path) is { Length: > 0 } above && (File.Exists(above) || LiesUnderAFile(above));

    private static string? PathIn(Exception failure) => QuotedPath().Match(failure.Message) is { Success: true } path ? path.Groups[1].Value : null;

    [GeneratedRegex("'([^']*[/\\\\][^']*)'")]
    private static partial Regex QuotedPath();
}

/// <summary>Why a memory cannot be opened, as a sentence for whoever started the program.</summary>
public class MemoryTroubleException(string message, Exception? inner = null) : IOException(message, inner);
