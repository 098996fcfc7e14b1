using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Mal.Facts;
using Microsoft.Data.Sqlite;

namespace Mal.Storage;

// One reading connection and its statements. In WAL a reader sees the last commit and holds up no writer.
internal sealed class FactReader : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly SqliteCommand head;
    private readonly SqliteCommand command;
    private readonly SqliteCommand page;
    private readonly SqliteCommand streams;
    private readonly SqliteCommand commands;

    /// <param name="still">Everything is read as it is at the first read, whatever is written meanwhile.</param>
    public FactReader(string file, bool still = false)
    {
        connection = FactTables.OpenReader(file);
        if (still)
        {
            FactTables.Run(connection, "BEGIN;");
        }

        var fingerprint = FactTables.HasFingerprints(connection) ? "c.fingerprint" : "NULL";
        head = FactStatements.Statement(
            connection, "SELECT version, write_id, data_set, schema, state, commands FROM heads WHERE stream = $stream;", "$stream");
        command = FactStatements.Statement(
            connection,
            $"""
            SELECT c.version, c.refusal_code, c.refusal_message, {fingerprint} FROM heads h JOIN commands c ON c.stream = h.id
            WHERE h.stream = $stream AND c.id = $id;
            """,
            "$stream", "$id");
        page = FactStatements.Statement(
            connection,
            """
            SELECT e.version, e.at, e.command, e.by, e.json FROM heads h JOIN events e ON e.stream = h.id
            WHERE h.stream = $stream AND e.version >= $from ORDER BY e.version LIMIT $most;
            """,
            "$stream", "$from", "$most");
        streams = FactStatements.Statement(
            connection,
            """
            SELECT stream FROM heads
            WHERE stream > $after AND substr(substr(stream, instr(stream, '/') + 1) || '/', 1, length($place) + 1) = $place || '/'
            ORDER BY stream LIMIT $most;
            """,
            "$place", "$after", "$most");
        commands = FactStatements.Statement(
            connection,
            $"""
            SELECT c.id, c.version, c.refusal_code, c.refusal_message, {fingerprint} FROM heads h JOIN commands c ON c.stream = h.id
            WHERE h.stream = $stream AND (c.version, c.id) > ($version, $after) ORDER BY c.version, c.id LIMIT $most;
            """,
            "$stream", "$version", "$after", "$most");
    }

    /// <summary>The next streams of a place after one, in ordinal order.</summary>
    public List<string> Streams(string place, string after, int most)
    {
        FactStatements.Bind(streams, place, after, most);
        using var row = streams.ExecuteReader();
        var found = new List<string>();
        while (row.Read())
        {
            found.Add(row.GetString(0));
        }

        return found;
    }

    /// <summary>The next commands of a stream after one, by version and then by id.</summary>
    public List<AppliedCommand> Commands(string stream, long version, Guid after, int most)
    {
        FactStatements.Bind(commands, stream, version, FactStatements.Bytes(after), most);
        using var row = commands.ExecuteReader();
        var found = new List<AppliedCommand>();
        while (row.Read())
        {
            found.Add(new AppliedCommand(Id(row, 0), row.GetInt64(1), Text(row, 2), Text(row, 3), Text(row, 4)));
        }

        return found;
    }

    public Head? Head(string stream)
    {
        FactStatements.Bind(head, stream);
        using var row = head.ExecuteReader();
        return row.Read()
            ? new Head(row.GetInt64(0), Id(row, 1), row.GetString(2), row.GetInt32(3), row.GetString(4), Commands(row.GetString(5)))
            : null;
    }

    public AppliedCommand? Command(string stream, Guid id)
    {
        FactStatements.Bind(command, stream, FactStatements.Bytes(id));
        using var row = command.ExecuteReader();
        return row.Read() ? new AppliedCommand(id, row.GetInt64(0), Text(row, 1), Text(row, 2), Text(row, 3)) : null;
    }

    public List<StoredEvent> Page(string stream, long fromVersion, int most)
    {
        FactStatements.Bind(page, stream, fromVersion, most);
        using var row = page.ExecuteReader();
        var events = new List<StoredEvent>();
        while (row.Read())
        {
            events.Add(new StoredEvent(row.GetInt64(0), Instant(row.GetString(1)), Id(row, 2), row.GetString(3), row.GetString(4)));
        }

        return events;
    }

    /// <summary>The ids of all places, in ordinal order.</summary>
    public ImmutableList<string> Places()
    {
        // From "place/" to the character after the slash.
        using var places = FactStatements.Statement(
            connection, "SELECT substr(stream, 7) FROM heads WHERE stream >= 'place/' AND stream < 'place0' ORDER BY stream;");
        using var row = places.ExecuteReader();
        var found = ImmutableList.CreateBuilder<string>();
        while (row.Read())
        {
            found.Add(row.GetString(0));
        }

        return found.ToImmutable();
    }

    public string DataSet() => FactTables.Ask(connection, "SELECT value FROM meta WHERE name = 'data-set';");

    /// <summary>Of every stream its last fact is looked at, and no other.</summary>
    public DateTimeOffset? NewestAt() => FactTables.Ask(
        connection,
        $"""
        SELECT e.at FROM heads h JOIN events e ON e.stream = h.id AND e.version = h.version
        WHERE h.stream NOT LIKE '{Words.RecordEvent.Streams}%' ORDER BY julianday(e.at) DESC LIMIT 1;
        """) is { Length: > 0 } at ? Instant(at) : null;

    public void Dispose() => connection.Dispose();

    public static string Json(ImmutableList<AppliedCommand> commands) =>
        JsonSerializer.Serialize(commands, HeadCommands.Default.ImmutableListAppliedCommand);

    private static ImmutableList<AppliedCommand> Commands(string json) =>
        JsonSerializer.Deserialize(json, HeadCommands.Default.ImmutableListAppliedCommand) ?? [];

    private static DateTimeOffset Instant(string text) => DateTimeOffset.ParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);

    private static Guid Id(SqliteDataReader row, int column) => new(row.GetFieldValue<byte[]>(column), bigEndian: true);

    private static string? Text(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}

[JsonSerializable(typeof(ImmutableList<AppliedCommand>))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class HeadCommands : JsonSerializerContext;
