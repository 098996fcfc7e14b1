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

    public FactReader(string file)
    {
        connection = FactTables.OpenReader(file);
        head = FactStatements.Statement(
            connection, "SELECT version, write_id, data_set, schema, state, commands FROM heads WHERE stream = $stream;", "$stream");
        command = FactStatements.Statement(
            connection,
            """
            SELECT c.version, c.refusal_code, c.refusal_message FROM heads h JOIN commands c ON c.stream = h.id
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
        return row.Read() ? new AppliedCommand(id, row.GetInt64(0), Text(row, 1), Text(row, 2)) : null;
    }

    public List<StoredEvent> Page(string stream, long fromVersion, int most)
    {
        FactStatements.Bind(page, stream, fromVersion, most);
        using var row = page.ExecuteReader();
        var events = new List<StoredEvent>();
        while (row.Read())
        {
            var at = DateTimeOffset.ParseExact(row.GetString(1), "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);
            events.Add(new StoredEvent(row.GetInt64(0), at, Id(row, 2), row.GetString(3), row.GetString(4)));
        }

        return events;
    }

    public void Dispose() => connection.Dispose();

    public static string Json(ImmutableList<AppliedCommand> commands) =>
        JsonSerializer.Serialize(commands, HeadCommands.Default.ImmutableListAppliedCommand);

    private static ImmutableList<AppliedCommand> Commands(string json) =>
        JsonSerializer.Deserialize(json, HeadCommands.Default.ImmutableListAppliedCommand) ?? [];

    private static Guid Id(SqliteDataReader row, int column) => new(row.GetFieldValue<byte[]>(column), bigEndian: true);

    private static string? Text(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}

[JsonSerializable(typeof(ImmutableList<AppliedCommand>))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class HeadCommands : JsonSerializerContext;
