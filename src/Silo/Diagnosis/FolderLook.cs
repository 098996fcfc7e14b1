using System.Globalization;
using Mal.Backups;
using Mal.Storage;
using Microsoft.Data.Sqlite;

namespace Mal.Diagnosis;

/// <summary>Looks at the files of a data folder that nobody else holds, and changes none of them.</summary>
internal static class FolderLook
{
    private static readonly string[] FactTableNames = ["heads", "events", "commands"];

    public static Memory At(DataFolder folder)
    {
        var (copies, unread) = Copies(folder.Path);
        return new Memory(MemoryPlace.Folder(folder.Path), Facts(folder.Facts), Records(folder.Records), copies, unread);
    }

    public static Found Facts(string file)
    {
        if (!HasBytes(file))
        {
            return HasBytes(file + "-wal") ? new Found.Torn() : new Found.Nothing();
        }

        return Look(file, [FactTables.Layout, FactTables.Before], FactTableNames, facts =>
        {
            // Every fact raises the version of its stream by one.
            var (written, promised) = (Number(facts, "SELECT count(*) FROM events;"), Number(facts, "SELECT coalesce(sum(version), 0) FROM heads;"));
            var streams = Number(facts, "SELECT count(*) FROM heads;");
            return written != promised ? new Found.Damaged($"faktów jest {written}, a powinno być {promised}")
                : streams == 0 ? new Found.Nothing()
                : new Found.Sound(FactTables.House(facts), streams);
        });
    }

    public static Found Records(string file) => !HasBytes(file) ? new Found.Nothing()
        : Look(file, [RecordTables.Layout], ["records"], records =>
            new Found.Sound(RecordTables.House(records), Number(records, "SELECT count(*) FROM records;")));

    private static Found Look(string file, string[] layouts, string[] tables, Func<SqliteConnection, Found> sound)
    {
        try
        {
            using var opened = OpenStill(file);
            var found = FactTables.Ask(opened, "SELECT group_concat(name, ' ') FROM sqlite_master WHERE type = 'table';")
                .Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (found.Length == 0)
            {
                return new Found.Nothing();
            }

            if (!found.Intersect(tables).Any())
            {
                return new Found.Foreign();
            }

            if (found.Contains("meta")
                && FactTables.Ask(opened, "SELECT value FROM meta WHERE name = 'layout';") is var written and not "" && !layouts.Contains(written))
            {
                return new Found.Newer(written);
            }

            return tables.Except(found).FirstOrDefault() is { } missing ? new Found.Damaged($"brakuje tabeli {missing}")
                : FactTables.Ask(opened, "PRAGMA quick_check(1);") is var check and not "ok" ? new Found.Damaged(check.Split('\n')[0])
                : sound(opened);
        }
        catch (SqliteException failure) when (failure.SqliteErrorCode is SystemSays.SqliteCorrupt or SystemSays.SqliteNotADatabase)
        {
            return new Found.Damaged(failure.SqliteErrorCode == SystemSays.SqliteNotADatabase ? "to nie jest baza SQLite" : "SQLite nie może jej przeczytać");
        }
    }

    // A file with nothing beside it is read as it lies. What a killed node left beside it belongs to it, and is read along: a
    // write-ahead log without changing either, a journal by finishing what the node was cut off in, which is all it is for.
    private static SqliteConnection OpenStill(string file)
    {
        var address = "file:" + string.Join('/', file.Replace('\\', '/').Split('/').Select(Uri.EscapeDataString)) + "?immutable=1";
        var (source, mode) = HasBytes(file + "-journal") ? (file, SqliteOpenMode.ReadWrite)
            : HasBytes(file + "-wal") ? (file, SqliteOpenMode.ReadOnly)
            : (address, SqliteOpenMode.ReadOnly);
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = source, Mode = mode, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    private static (IReadOnlyList<Backup> Copies, string? Unread) Copies(string data)
    {
        var copies = new BackupFolder(data);
        try
        {
            return (copies.All(), null);
        }
        catch (Exception unread) when (unread is IOException or UnauthorizedAccessException)
        {
            return ([], SystemSays.Of(unread, copies.Path));
        }
    }

    private static bool HasBytes(string file) => new FileInfo(file) is { Exists: true, Length: > 0 };

    private static long Number(SqliteConnection connection, string sql) => long.Parse(FactTables.Ask(connection, sql), CultureInfo.InvariantCulture);
}
