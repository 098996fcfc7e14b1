using System.Globalization;
using Mal.Facts;
using Mal.Storage;
using Mal.Words;
using Microsoft.Data.Sqlite;

namespace Mal.Backups;

/// <summary>
/// What a wrong clock wrote ahead of time. A stream ends before its first fact of later than an instant: whatever stands after it
/// rests on it, whenever it was said. That words were erased stays, since they are.
/// </summary>
internal static class LaterFacts
{
    // A shape no program writes: whoever wakes such a stream makes its state from the facts.
    private const int NoSchema = 0;

    /// <summary>Is this the first fact of its stream that goes?</summary>
    public static bool IsLater(string stream, StoredEvent fact, DateTimeOffset until) =>
        fact.At > until && !stream.StartsWith(RecordEvent.Streams, StringComparison.Ordinal);

    /// <summary>Copies a file of facts, and leaves out what is later.</summary>
    public static void LeaveOut(string from, string to, DateTimeOffset until)
    {
        if (!File.Exists(from))
        {
            throw new IOException($"Nie ma pliku {from}.");
        }

        File.Delete(to);
        using var living = FactTables.OpenReader(from);
        using var copy = FactTables.Open(to);
        living.BackupDatabase(copy);
        FactTables.Run(copy, "PRAGMA journal_mode = DELETE; BEGIN;");
        foreach (var (stream, last, at) in Cut(copy, until))
        {
            Run(copy, "DELETE FROM events WHERE stream = $stream AND version > $last;", stream, last);
            Run(copy, "DELETE FROM commands WHERE stream = $stream AND version > $last;", stream, last);
            if (at is { } written)
            {
                PutHead(copy, stream, last, written);
            }
            else
            {
                Run(copy, "DELETE FROM commands WHERE stream = $stream AND version >= $last;", stream, last);
                Run(copy, "DELETE FROM heads WHERE id = $stream AND version >= $last;", stream, last);
            }
        }

        FactTables.Run(copy, "COMMIT; VACUUM;");
    }

    /// <summary>The streams that are cut, the version each keeps, and when that was written; null where nothing is kept.</summary>
    private static List<(long Stream, long Last, DateTimeOffset? At)> Cut(SqliteConnection facts, DateTimeOffset until)
    {
        using var ask = FactStatements.Statement(
            facts,
            """
            SELECT cut.id, cut.last, e.at FROM (
                SELECT h.id AS id, min(l.version) - 1 AS last FROM heads h JOIN events l ON l.stream = h.id
                WHERE julianday(l.at) > julianday($until) AND substr(h.stream, 1, length($erasures)) <> $erasures GROUP BY h.id) cut
            LEFT JOIN events e ON e.stream = cut.id AND e.version = cut.last;
            """,
            "$until", "$erasures");
        FactStatements.Bind(ask, until.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture), RecordEvent.Streams);
        using var row = ask.ExecuteReader();
        var cut = new List<(long, long, DateTimeOffset?)>();
        while (row.Read())
        {
            cut.Add((row.GetInt64(0), row.GetInt64(1),
                row.IsDBNull(2) ? null : DateTimeOffset.ParseExact(row.GetString(2), "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind)));
        }

        return cut;
    }

    private static void PutHead(SqliteConnection facts, long stream, long last, DateTimeOffset at)
    {
        using var put = FactStatements.Statement(
            facts,
            "UPDATE heads SET version = $last, write_id = $write, schema = $schema, state = '{}', commands = '[]' WHERE id = $stream;",
            "$last", "$write", "$schema", "$stream");
        FactStatements.Bind(put, last, FactStatements.Bytes(Guid.CreateVersion7(at)), NoSchema, stream);
        put.ExecuteNonQuery();
    }

    private static void Run(SqliteConnection facts, string sql, long stream, long last)
    {
        using var statement = FactStatements.Statement(facts, sql, "$stream", "$last");
        FactStatements.Bind(statement, stream, last);
        statement.ExecuteNonQuery();
    }
}
