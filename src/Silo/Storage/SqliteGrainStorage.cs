using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Orleans.Runtime;
using Orleans.Serialization.Serializers;
using Orleans.Storage;

namespace Mal.Storage;

// Records: what may have to be replaced or erased. They lie in a file of their own, records.db, one row a grain
// and state name, so that erasing them never touches a fact. Records are few and seldom written: one connection
// behind one door is enough, and no WAL, because a WAL would keep a copy of what was erased.
public sealed class SqliteGrainStorage : IGrainStorage, IDisposable
{
    private readonly IActivatorProvider activators;
    private readonly SqliteConnection connection;
    private readonly SemaphoreSlim door = new(1);

    public SqliteGrainStorage(DataFolder folder, IActivatorProvider activators)
    {
        this.activators = activators;
        connection = FactTables.Open(folder.Records);

        // EXTRA also syncs the folder after the journal is gone, which is what makes a commit in this mode final.
        FactTables.Run(connection, "PRAGMA journal_mode = DELETE; PRAGMA synchronous = EXTRA; PRAGMA secure_delete = ON; PRAGMA busy_timeout = 5000;");
        FactTables.Demand(connection, "journal_mode", "delete");
        FactTables.Demand(connection, "synchronous", "3");
        FactTables.Demand(connection, "secure_delete", "1");
        FactTables.Run(connection, RecordTables.Make);
    }

    /// <summary>Raised after a record was erased: what is kept elsewhere of it must go too.</summary>
    internal event Action? Cleared;

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => Alone(() =>
    {
        var (etag, json) = Find(grainId, stateName);
        if (etag is null)
        {
            Empty(grainState);
            return;
        }

        grainState.State = JsonSerializer.Deserialize<T>(json, RecordSerializer.Json)
            ?? throw new InvalidDataException($"The record {stateName} of {grainId} is stored as null.");
        grainState.ETag = etag;
        grainState.RecordExists = true;
    });

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => Alone(() =>
    {
        var etag = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);
        var json = JsonSerializer.Serialize(grainState.State, RecordSerializer.Json);
        var written = grainState.ETag is null
            ? Change("INSERT INTO records VALUES ($grain, $name, $etag, $json) ON CONFLICT DO NOTHING;", grainId, stateName, etag, json)
            : Change("UPDATE records SET etag = $etag, json = $json WHERE grain = $grain AND name = $name AND etag = $known;", grainId, stateName, etag, json, grainState.ETag);
        if (!written)
        {
            throw Stale(grainId, stateName, grainState.ETag);
        }

        grainState.ETag = etag;
        grainState.RecordExists = true;
    });

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => Alone(() =>
    {
        var cleared = Change("DELETE FROM records WHERE grain = $grain AND name = $name AND etag = $known;", grainId, stateName, known: grainState.ETag);

        // Clearing what was never written is no mistake; clearing what somebody else wrote meanwhile is.
        if (!cleared && (grainState.ETag is not null || Find(grainId, stateName).ETag is not null))
        {
            throw Stale(grainId, stateName, grainState.ETag);
        }

        Empty(grainState);
        Cleared?.Invoke();
    });

    public void Dispose()
    {
        connection.Dispose();
        door.Dispose();
    }

    // A sync of the disk takes milliseconds, so it is not waited for on an actor's thread.
    private async Task Alone(Action work)
    {
        await door.WaitAsync();
        try
        {
            await Task.Run(work);
        }
        finally
        {
            door.Release();
        }
    }

    private void Empty<T>(IGrainState<T> grainState)
    {
        grainState.State = activators.GetActivator<T>().Create();
        grainState.ETag = null;
        grainState.RecordExists = false;
    }

    private (string? ETag, string Json) Find(GrainId grain, string name)
    {
        using var find = connection.CreateCommand();
        find.CommandText = "SELECT etag, json FROM records WHERE grain = $grain AND name = $name;";
        find.Parameters.AddWithValue("$grain", grain.ToString());
        find.Parameters.AddWithValue("$name", name);
        using var row = find.ExecuteReader();
        return row.Read() ? (row.GetString(0), row.GetString(1)) : (null, "");
    }

    private bool Change(string sql, GrainId grain, string name, string? etag = null, string? json = null, string? known = null)
    {
        using var change = connection.CreateCommand();
        change.CommandText = sql;
        change.Parameters.AddWithValue("$grain", grain.ToString());
        change.Parameters.AddWithValue("$name", name);
        change.Parameters.AddWithValue("$etag", etag ?? (object)DBNull.Value);
        change.Parameters.AddWithValue("$json", json ?? (object)DBNull.Value);
        change.Parameters.AddWithValue("$known", known ?? (object)DBNull.Value);
        return change.ExecuteNonQuery() == 1;
    }

    private InconsistentStateException Stale(GrainId grain, string name, string? known) => new(
        $"The record {name} of {grain} was changed by somebody else meanwhile.", Find(grain, name).ETag ?? "none", known ?? "none");
}
