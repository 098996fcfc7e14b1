using Azure.Data.Tables;
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
    public static async Task<OpenLog> Write(IConfiguration configuration)
    {
        if (AzureAccount.Named(configuration) is { } storage)
        {
            // Nobody can be kept out of an account: whoever writes meanwhile is met as a conflict.
            return new OpenLog(new AzureTableEventLog(await Account(storage)), static () => { });
        }

        var folder = DataFolder.Open(Data(configuration));
        var log = new SqliteEventLog(folder);
        return new OpenLog(log, () =>
        {
            log.Dispose();
            folder.Dispose();
        });
    }

    private static async Task<TableServiceClient> Account(string storage) =>
        await AzureAccount.WhatIsWrong(storage) is { } sentence ? throw new VerbException(sentence) : AzureAccount.Connect(storage);

    public static string Data(IConfiguration configuration) => configuration["data"] ?? "data";
}

/// <summary>A log that is held until it is let go.</summary>
internal sealed class OpenLog(IEventLog log, Action close) : IDisposable
{
    public IEventLog Log => log;

    public void Dispose() => close();
}
