using System.Globalization;
using Mal.Facts;
using Microsoft.Data.Sqlite;

namespace Mal.Storage;

// The writer's connection and its statements, prepared once and bound again for every append.
internal sealed class FactStatements : IDisposable
{
    private readonly SqliteCommand begin;
    private readonly SqliteCommand commit;
    private readonly SqliteCommand findStream;
    private readonly SqliteCommand hasCommand;
    private readonly SqliteCommand insertHead;
    private readonly SqliteCommand updateHead;
    private readonly SqliteCommand addEvent;
    private readonly SqliteCommand addCommand;

    public FactStatements(SqliteConnection connection)
    {
        Connection = connection;
        begin = Statement("BEGIN IMMEDIATE;");
        commit = Statement("COMMIT;");
        findStream = Statement("SELECT id, version FROM heads WHERE stream = $stream;", "$stream");
        hasCommand = Statement("SELECT 1 FROM commands WHERE stream = $id AND id = $command;", "$id", "$command");
        insertHead = Statement(
            """
            INSERT INTO heads (stream, version, write_id, data_set, schema, state, commands)
            VALUES ($stream, $version, $writeId, $dataSet, $schema, $state, $commands) RETURNING id;
            """,
            "$stream", "$version", "$writeId", "$dataSet", "$schema", "$state", "$commands");
        updateHead = Statement(
            """
            UPDATE heads SET version = $version, write_id = $writeId, data_set = $dataSet, schema = $schema, state = $state, commands = $commands
            WHERE id = $stream;
            """,
            "$stream", "$version", "$writeId", "$dataSet", "$schema", "$state", "$commands");
        addEvent = Statement(
            "INSERT INTO events VALUES ($stream, $version, $at, $command, $by, $json);",
            "$stream", "$version", "$at", "$command", "$by", "$json");
        addCommand = Statement(
            "INSERT INTO commands VALUES ($stream, $id, $version, $code, $message, $fingerprint);",
            "$stream", "$id", "$version", "$code", "$message", "$fingerprint");
    }

    public SqliteConnection Connection { get; }

    public void Begin() => begin.ExecuteNonQuery();

    public void Commit() => commit.ExecuteNonQuery();

    /// <summary>The number of a stream and its version, both 0 for one not seen before.</summary>
    public (long Id, long Version) FindStream(string stream)
    {
        Bind(findStream, stream);
        using var found = findStream.ExecuteReader();
        return found.Read() ? (found.GetInt64(0), found.GetInt64(1)) : (0, 0);
    }

    public bool HasCommand(long id, Guid command)
    {
        Bind(hasCommand, id, Bytes(command));
        return hasCommand.ExecuteScalar() is not null;
    }

    public long PutHead(long id, PendingAppend append)
    {
        var head = append.Head;
        if (id == 0)
        {
            Bind(insertHead, append.Stream, head.Version, Bytes(head.WriteId), head.DataSet, head.Schema, head.State, append.HeadCommands);
            return (long)insertHead.ExecuteScalar()!;
        }

        Bind(updateHead, id, head.Version, Bytes(head.WriteId), head.DataSet, head.Schema, head.State, append.HeadCommands);
        updateHead.ExecuteNonQuery();
        return id;
    }

    public void AddEvent(long id, StoredEvent one)
    {
        Bind(addEvent, id, one.Version, one.At.ToString("O", CultureInfo.InvariantCulture), Bytes(one.Command), one.By, one.Json);
        addEvent.ExecuteNonQuery();
    }

    public void AddCommand(long id, AppliedCommand command)
    {
        Bind(addCommand, id, Bytes(command.Id), command.Version, command.RefusalCode, command.RefusalMessage, command.Fingerprint);
        addCommand.ExecuteNonQuery();
    }

    public void Dispose() => Connection.Dispose();

    // Big-endian, as an id is printed, so that hex(id) in a shell is what the log file of a phone shows.
    public static byte[] Bytes(Guid id) => id.ToByteArray(bigEndian: true);

    public static void Bind(SqliteCommand statement, params ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            statement.Parameters[i].Value = values[i] ?? DBNull.Value;
        }
    }

    public static SqliteCommand Statement(SqliteConnection connection, string sql, params ReadOnlySpan<string> parameters)
    {
        var statement = connection.CreateCommand();
        statement.CommandText = sql;
        foreach (var parameter in parameters)
        {
            statement.Parameters.AddWithValue(parameter, DBNull.Value);
        }

        return statement;
    }

    private SqliteCommand Statement(string sql, params ReadOnlySpan<string> parameters) => Statement(Connection, sql, parameters);
}
