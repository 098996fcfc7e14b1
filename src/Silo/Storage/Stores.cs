using Azure.Data.Tables;
using Mal.Facts;
using Mal.Hosting;

namespace Mal.Storage;

/// <summary>The store that a verb reads from or writes to, told by the same options as the node itself.</summary>
internal static class Stores
{
    private const string Account = "storage";

    /// <summary>To read all of it, also while a node is running.</summary>
    public static IFactArchive Read(IConfiguration configuration) => configuration.GetConnectionString(Account) is { Length: > 0 } account
        ? new AzureTableArchive(Connect(account))
        : new SqliteArchive(Path.Combine(Path.GetFullPath(Data(configuration)), "facts.db"));

    /// <summary>To write to it: nobody else may.</summary>
    /// <exception cref="DataFolderInUseException">A node is running on it.</exception>
    public static OpenLog Write(IConfiguration configuration)
    {
        if (configuration.GetConnectionString(Account) is { Length: > 0 } account)
        {
            // The tables fence writers off from each other stream by stream; a node that runs meanwhile is met as a conflict.
            return new OpenLog(new AzureTableEventLog(Connect(account)), () => { });
        }

        var folder = DataFolder.Open(Data(configuration));
        var log = new SqliteEventLog(folder);
        return new OpenLog(log, () =>
        {
            log.Dispose();
            folder.Dispose();
        });
    }

    private static TableServiceClient Connect(string account)
    {
        try
        {
            return AzureAccount.Connect(account);
        }
        catch (FormatException)
        {
            throw new VerbException("ConnectionStrings__storage: to nie jest ciąg połączenia ani adres https konta magazynu.");
        }
    }

    public static string Data(IConfiguration configuration) => configuration["data"] ?? "data";
}

/// <summary>A log that is held until it is let go.</summary>
internal sealed class OpenLog(IEventLog log, Action close) : IDisposable
{
    public IEventLog Log => log;

    public void Dispose() => close();
}
