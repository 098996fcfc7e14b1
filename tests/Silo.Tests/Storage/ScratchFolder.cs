using Mal.Storage;
using Microsoft.Data.Sqlite;

namespace Mal.Silo.Tests.Storage;

// A data folder that goes away with its test.
internal sealed class ScratchFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("mal-storage-").FullName;

    public string Facts => System.IO.Path.Combine(Path, "facts.db");

    public DataFolder Open() => DataFolder.Open(Path);

    /// <summary>A stranger's connection to the facts, to hold the lock or to look from outside.</summary>
    public SqliteConnection Outside() => FactTables.Open(Facts);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
