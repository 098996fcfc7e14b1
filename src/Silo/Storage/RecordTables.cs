using Microsoft.Data.Sqlite;

namespace Mal.Storage;

// The tables of records.db. Beside the records it says in 'meta' of which house they are, so that they are not taken for
// another's; a file of an older program does not say it.
internal static class RecordTables
{
    internal const string Layout = "1";

    internal const string Make = """
        CREATE TABLE IF NOT EXISTS records (
            grain TEXT NOT NULL,
            name  TEXT NOT NULL,
            etag  TEXT NOT NULL,
            json  TEXT NOT NULL,
            PRIMARY KEY (grain, name)
        ) STRICT;
        """;

    private const string MakeMeta = """
        CREATE TABLE IF NOT EXISTS meta (
            name  TEXT NOT NULL PRIMARY KEY,
            value TEXT NOT NULL
        ) WITHOUT ROWID, STRICT;
        """;

    /// <summary>Makes what is missing; records that do not say it are of this house from now on.</summary>
    public static void Prepare(string file, string house) => Write(file, house, "INSERT OR IGNORE INTO meta VALUES ('house', $house);");

    /// <summary>Makes them those of a house, whatever they said before.</summary>
    public static void Bind(string file, string house) => Write(file, house, "INSERT OR REPLACE INTO meta VALUES ('house', $house);");

    /// <summary>The house they are of; null when they do not say.</summary>
    public static string? House(SqliteConnection records) =>
        FactTables.Ask(records, "SELECT count(*) FROM sqlite_master WHERE name = 'meta';") == "1"
        && FactTables.Ask(records, "SELECT value FROM meta WHERE name = 'house';") is { Length: > 0 } house ? house : null;

    /// <summary>The same of a file that may not be there, or not open.</summary>
    public static string? HouseIn(string file) => Try(file, House);

    /// <summary>The house of facts that may not be there, or not open.</summary>
    public static string? HouseOfFacts(string file) => Try(file, FactTables.House);

    private static string? Try(string file, Func<SqliteConnection, string?> ask)
    {
        if (!File.Exists(file))
        {
            return null;
        }

        try
        {
            using var opened = FactTables.Open(file, SqliteOpenMode.ReadWrite);
            return ask(opened);
        }
        catch (SqliteException)
        {
            return null;
        }
    }

    private static void Write(string file, string house, string sql)
    {
        using var records = FactTables.Open(file);
        FactTables.Run(records, "PRAGMA journal_mode = DELETE; PRAGMA synchronous = EXTRA; PRAGMA secure_delete = ON; PRAGMA busy_timeout = 5000;");
        FactTables.Run(records, "BEGIN IMMEDIATE;");
        FactTables.Run(records, Make + MakeMeta + $"INSERT OR IGNORE INTO meta VALUES ('layout', '{Layout}');");
        FactTables.Run(records, sql, house);
        FactTables.Run(records, "COMMIT;");
    }
}
