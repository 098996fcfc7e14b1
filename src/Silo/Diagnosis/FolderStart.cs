using Mal.Backups;
using Mal.Storage;
using Microsoft.Data.Sqlite;

namespace Mal.Diagnosis;

/// <summary>Opens the memory of a house in a folder, once it has been looked at.</summary>
internal static class FolderStart
{
    /// <summary>For a node.</summary>
    /// <exception cref="MemoryTroubleException">It cannot be one, and what to do about it; nothing was written.</exception>
    public static (DataFolder Folder, SqliteEventLog Log) ForNode(string path) =>
        Open(path, MemoryDiagnosis.Of, (folder, log) =>
        {
            RecordTables.Prepare(folder.Records, log.House);
            // A restore that was cut off left it, with words in it that are erased from everywhere else.
            File.Delete(folder.Records + FolderRestore.Half);
        });

    /// <summary>To bring facts in: where they are gone, that is what brings them back.</summary>
    /// <exception cref="MemoryTroubleException">What is there is neither nothing nor sound; nothing was written.</exception>
    public static (DataFolder Folder, SqliteEventLog Log) ForImport(string path) =>
        Open(path, MemoryDiagnosis.OfFactsAlone, (_, _) => { });

    private static (DataFolder Folder, SqliteEventLog Log) Open(string path, Func<Memory, DateTimeOffset, string?> diagnosis, Action<DataFolder, SqliteEventLog> then)
    {
        var folder = DataFolder.Open(path);
        SqliteEventLog? log = null;
        try
        {
            if (diagnosis(FolderLook.At(folder), DateTimeOffset.Now) is { } sentence)
            {
                throw new MemoryTroubleException(sentence);
            }

            log = new SqliteEventLog(folder);
            then(folder, log);
            return (folder, log);
        }
        catch (Exception failure)
        {
            log?.Dispose();
            folder.Dispose();
            if (failure is SqliteException or UnauthorizedAccessException or IOException and not MemoryTroubleException)
            {
                throw new MemoryTroubleException(SystemSays.Of(failure, folder.Path), failure);
            }

            throw;
        }
    }
}
