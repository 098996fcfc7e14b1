using Mal.Backups;
using Mal.Silo.Tests.Storage;
using Mal.Storage;
using Microsoft.Data.Sqlite;

namespace Mal.Silo.Tests.Backups;

/// <summary>The memory of a house in a folder of its own, with somebody's words in its records; open, as a node has it, until it is closed.</summary>
public abstract class HouseInFolder : IDisposable
{
    private protected const string Shelf = "shelf/rejonowa-6-8/lodowka";
    private protected const string Erased = "maria.z.pietra@example.org";
    private protected static readonly DateTimeOffset Night = new(2026, 11, 26, 3, 0, 0, TimeSpan.FromHours(1));

    private DataFolder folder;

    private protected HouseInFolder()
    {
        (folder, Log) = Begin();
        using var records = OpenRecords();
        FactTables.Run(records, "PRAGMA secure_delete = ON; CREATE TABLE records (grain TEXT NOT NULL, name TEXT NOT NULL, etag TEXT NOT NULL, json TEXT NOT NULL, PRIMARY KEY (grain, name)) STRICT;");
        FactTables.Run(records, $$"""INSERT INTO records VALUES ('words/1', 'words', '1', '{"email":"{{Erased}}"}'), ('devices/1', 'devices', '1', '{"a":1}');""");
    }

    private protected ScratchFolder Scratch { get; } = new();

    private protected SqliteEventLog Log { get; private set; }

    private protected BackupFolder Backups => new(Scratch.Path);

    public void Dispose()
    {
        Close();
        Scratch.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected void Close()
    {
        Log.Dispose();
        folder.Dispose();
    }

    private protected void Open() => (folder, Log) = Begin();

    private protected SqliteConnection OpenRecords() => FactTables.Open(Path.Combine(Scratch.Path, "records.db"));

    /// <summary>The bytes of a file that somebody else may have open.</summary>
    private protected static byte[] ReadShared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var bytes = new MemoryStream();
        file.CopyTo(bytes);
        return bytes.ToArray();
    }

    private (DataFolder Folder, SqliteEventLog Log) Begin()
    {
        var open = Scratch.Open();
        return (open, new SqliteEventLog(open));
    }
}
