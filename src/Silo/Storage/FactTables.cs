using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Mal.Storage;

// Opens connections to facts.db and makes its tables; see SqliteEventLog for what the tables mean.
internal static class FactTables
{
    // Since 2 a command's row has its fingerprint; what is older gets the column, and its rows none.
    private const string Layout = "2";
    private const string Before = "1";

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
        """;

    /// <summary>A connection that writes durably, or no connection: a build of SQLite may ignore a pragma in silence.</summary>
    public static SqliteConnection OpenWriter(string file)
    {
        var connection = Open(file);
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
        var connection = Open(file);
        Run(connection, "PRAGMA query_only = ON; PRAGMA busy_timeout = 5000;");
        return connection;
    }

    /// <summary>Makes what is missing and answers the id of the data set.</summary>
    public static string Prepare(SqliteConnection connection)
    {
        Run(connection, "BEGIN IMMEDIATE;");
        Run(connection, Make);
        Run(connection, $"INSERT OR IGNORE INTO meta VALUES ('layout', '{Layout}'), ('data-set', '{Guid.NewGuid():N}');");
        if (LayoutOf(connection) == Before)
        {
            Run(connection, $"ALTER TABLE commands ADD COLUMN fingerprint TEXT; UPDATE meta SET value = '{Layout}' WHERE name = 'layout';");
        }

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
    public static SqliteConnection Open(string file)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }
}
