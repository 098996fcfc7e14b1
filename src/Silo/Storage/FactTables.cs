using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Mal.Storage;

// Opens connections to facts.db and makes its tables; see SqliteEventLog for what the tables mean.
internal static class FactTables
{
    // Since 2 a command's row has its fingerprint; what is older gets the column, and its rows none.
    internal const string Layout = "2";
    internal const string Before = "1";

    private const string Make = """
        CREATE TABLE IF NOT EXISTS meta (
            name  TEXT NOT NULL PRIMARY KEY,
            value TEXT NOT NULL
        ) WITHOUT ROWID, STRICT;
        CREATE TABLE IF NOT EXISTS heads (
            id       INTEGER PRIMARY KEY,
            stream   TEXT    NOT NULL UNIQUE,
            version  INTEGER NOT NULL,
            write_id BLOB    NOT NULL,
            data_set TEXT    NOT NULL,
            schema   INTEGER NOT NULL,
            state    TEXT    NOT NULL,
            commands TEXT    NOT NULL
        ) STRICT;
        CREATE TABLE IF NOT EXISTS events (
            stream  INTEGER NOT NULL REFERENCES heads (id),
            version INTEGER NOT NULL,
            at      TEXT    NOT NULL,
            command BLOB    NOT NULL,
            by      TEXT    NOT NULL,
            json    TEXT    NOT NULL,
            PRIMARY KEY (stream, version)
        ) WITHOUT ROWID, STRICT;
        CREATE TABLE IF NOT EXISTS commands (
            stream          INTEGER NOT NULL REFERENCES heads (id),
            id              BLOB    NOT NULL,
            version         INTEGER NOT NULL,
            refusal_code    TEXT,
            refusal_message TEXT,
            fingerprint     TEXT,
            PRIMARY KEY (stream, id)
        ) WITHOUT ROWID, STRICT;
        CREATE TABLE IF NOT EXISTS heartbeat (
            id    INTEGER PRIMARY KEY CHECK (id = 1),
            beats INTEGER NOT NULL
        ) STRICT;
        """;

    /// <summary>One row, replaced in place: a write that says nothing but that writing works.</summary>
    internal const string Beat = "INSERT INTO heartbeat VALUES (1, 1) ON CONFLICT DO UPDATE SET beats = beats + 1;";

    /// <summary>A connection that writes durably, or no connection: a build of SQLite may ignore a pragma in silence.</summary>
    /// <param name="mode">A file that was there before is not to be made anew in its place.</param>
    public static SqliteConnection OpenWriter(string file, SqliteOpenMode mode = SqliteOpenMode.ReadWriteCreate)
    {
        var connection = Open(file, mode);
        try
        {
            Run(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 5000;");
            Demand(connection, "journal_mode", "wal");
            Demand(connection, "synchronous", "2");
            Demand(connection, "foreign_keys", "1");
            Demand(connection, "busy_timeout", "5000");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public static SqliteConnection OpenReader(string file)
    {
        // Whoever reads makes no file: an empty one would pass for the memory that is gone.
        var connection = Open(file, SqliteOpenMode.ReadWrite);
        Run(connection, "PRAGMA query_only = ON; PRAGMA busy_timeout = 5000;");
        return connection;
    }

    /// <summary>Makes what is missing, sees that it can be written, and answers the id of the data set.</summary>
    /// <param name="house">The house whose records wait for facts; facts that are there already are of their own house.</param>
    public static string Prepare(SqliteConnection connection, string? house = null)
    {
        Run(connection, "BEGIN IMMEDIATE;");
        Run(connection, Make);
        Run(connection, $"INSERT OR IGNORE INTO meta VALUES ('layout', '{Layout}'), ('data-set', '{Guid.NewGuid():N}');");
        if (LayoutOf(connection) == Before)
        {
            Run(connection, $"ALTER TABLE commands ADD COLUMN fingerprint TEXT; UPDATE meta SET value = '{Layout}' WHERE name = 'layout';");
        }

        if (house is not null)
        {
            Run(connection, "INSERT OR IGNORE INTO meta SELECT 'house', $house WHERE NOT EXISTS (SELECT 1 FROM heads);", house);
        }

        Run(connection, Beat);
        Run(connection, "COMMIT;");

        var layout = LayoutOf(connection);
        if (layout != Layout)
        {
            throw new InvalidOperationException(
                $"{connection.DataSource} has layout {layout} and this program knows layout {Layout}: it was written by a newer one.");
        }

        return Ask(connection, "SELECT value FROM meta WHERE name = 'data-set';");
    }

    /// <summary>Has a file that is only read, and so stays as it is, the fingerprints of commands?</summary>
    public static bool HasFingerprints(SqliteConnection connection) => LayoutOf(connection) != Before;

    private static string LayoutOf(SqliteConnection connection) => Ask(connection, "SELECT value FROM meta WHERE name = 'layout';");

    /// <summary>The id of the house, which stays the same when a copy is restored. Where no row says it, it is that of the data set.</summary>
    public static string? House(SqliteConnection connection) =>
        Ask(connection, "SELECT value FROM meta WHERE name IN ('house', 'data-set') ORDER BY name DESC LIMIT 1;") is { Length: > 0 } house ? house : null;

    public static string Ask(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture) ?? "";
    }

    public static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <param name="house">The value of <c>$house</c> in it.</param>
    public static void Run(SqliteConnection connection, string sql, string house)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$house", house);
        command.ExecuteNonQuery();
    }

    public static void Demand(SqliteConnection connection, string pragma, string value)
    {
        var found = Ask(connection, $"PRAGMA {pragma};");
        if (found != value)
        {
            throw new InvalidOperationException(
                $"SQLite keeps {pragma} = {found} for {connection.DataSource} where {value} was asked for; without it an answer could be lost.");
        }
    }

    // The pool of the driver would hand a connection with our pragmas to a stranger, so it stays off.
    public static SqliteConnection Open(string file, SqliteOpenMode mode = SqliteOpenMode.ReadWriteCreate)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }
}
