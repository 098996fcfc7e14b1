using Mal.Facts;
using Mal.Storage;

namespace Mal.Archive;

/// <summary>The store that a verb reads from or writes to, told by the same options as the node itself.</summary>
internal static class Stores
{
    /// <summary>To read all of it, also while a node is running.</summary>
    public static IFactArchive Read(IConfiguration configuration) => new SqliteArchive(Path.Combine(Path.GetFullPath(Data(configuration)), "facts.db"));

    /// <summary>To write to it: nobody else may.</summary>
    /// <exception cref="DataFolderInUseException">A node is running on it.</exception>
    public static OpenLog Write(IConfiguration configuration)
    {
        var folder = DataFolder.Open(Data(configuration));
        var log = new SqliteEventLog(folder);
        return new OpenLog(log, () =>
        {
            log.Dispose();
            folder.Dispose();
        });
    }

    public static string Data(IConfiguration configuration) => configuration["data"] ?? "data";
}

/// <summary>A log that is held until it is let go.</summary>
internal sealed class OpenLog(IEventLog log, Action close) : IDisposable
{
    public IEventLog Log => log;

    public void Dispose() => close();
}
