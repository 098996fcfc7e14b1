using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Mal.Backups;
using Mal.Diagnosis;
using Mal.Facts;
using Mal.Hosting;

namespace Mal.Storage;

/// <summary>The store that a verb reads from or writes to, told by the same options as the node itself.</summary>
internal static class Stores
{
    /// <summary>To read all of it, also while a node is running.</summary>
    public static async Task<IFactArchive> Read(IConfiguration configuration) => AzureAccount.Named(configuration) is { } storage
        ? new AzureTableArchive(await Account(storage))
        : new SqliteArchive(Path.Combine(Path.GetFullPath(Data(configuration)), "facts.db"));

    /// <summary>To write to it: nobody else may.</summary>
    /// <exception cref="DataFolderInUseException">A node is running on it.</exception>
    /// <exception cref="VerbException">A node is running on the account, or there is no way to it.</exception>
    public static async Task<OpenLog> Write(IConfiguration configuration)
    {
        if (AzureAccount.Named(configuration) is { } storage)
        {
            var account = await Account(storage);
            var table = new AzureTableEventLog(account);
            await table.DataSet();
            await AzureRestore.NobodyRuns(account, AzureTableEventLog.DefaultTable);
            return new OpenLog(table, new AzureMemory(account).MakeRecords, static () => { });
        }

        var (folder, log) = FolderStart.ForImport(Data(configuration));
        return new OpenLog(
            log,
            () =>
            {
                RecordTables.Prepare(folder.Records, log.House);
                return Task.CompletedTask;
            },
            () =>
            {
                log.Dispose();
                folder.Dispose();
            });
    }

    /// <summary>The copies of that house.</summary>
    /// <param name="mustExist">A folder without a memory is not what somebody means who asks for a copy of it.</param>
    public static async Task<IBackups> Backups(IConfiguration configuration, bool mustExist = false)
    {
        if (AzureAccount.Named(configuration) is { } storage)
        {
            // One that is half restored cannot be a house, and must still be restored.
            return new AzureBackups(Copies(storage, configuration), await Account(storage, halfRestored: !mustExist));
        }

        var data = Data(configuration);
        return !mustExist || new FileInfo(Path.Combine(data, "facts.db")) is { Exists: true, Length: > 0 } ? new BackupFolder(data)
            : throw new VerbException($"W katalogu {data} nie ma pamięci domu. Podaj --data.");
    }

    private static BlobContainerClient Copies(string storage, IConfiguration configuration)
    {
        try
        {
            return AzureAccount.Copies(storage, AzureAccount.NamedForCopies(configuration));
        }
        catch (FormatException wrong)
        {
            throw new VerbException(wrong.Message);
        }
    }

    public static async Task<TableServiceClient> Account(string storage, bool halfRestored = false) =>
        await AzureAccount.WhatIsWrong(storage, halfRestored) is { } sentence ? throw new VerbException(sentence) : AzureAccount.Patient(storage);

    public static string Data(IConfiguration configuration) => configuration["data"] ?? "data";
}

/// <summary>A log that is held until it is let go.</summary>
/// <param name="beWithRecords">Sees that there is a place for records, so that a start does not take them for lost.</param>
internal sealed class OpenLog(IEventLog log, Func<Task> beWithRecords, Action close) : IDisposable
{
    public IEventLog Log => log;

    public Task BeWithRecords() => beWithRecords();

    public void Dispose() => close();
}
